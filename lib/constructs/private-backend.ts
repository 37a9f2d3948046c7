import { LocalBackend, LocalBackendConfig, ref, TerraformRemoteState, Token } from 'cdktf';
import { Construct } from 'constructs';

/** What of another stack's outputs is a secret: a private key, or a variable, which may hold one. */
const SECRET = /private_key|^cross-stack-output-var/;

/**
 * The local backend, whose outputs other stacks read without a copy. The data source `terraform_remote_state` keeps all outputs of the
 * stack that it reads, a CA's private key among them, in the state of the one that reads, where `terraform show` prints them and a plan in
 * JSON does not mark them as sensitive. The state is read as a file instead, when Terraform needs a value of it.
 */
export class PrivateBackend extends LocalBackend {
  private readonly path: string;

  /** @param config the path, relative to the folder of a stack in the output */
  public constructor(scope: Construct, config: LocalBackendConfig & { readonly path: string }) {
    super(scope, config);
    this.path = config.path;
  }

  public override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    return new StateFile(scope, name, this.path);
  }
}

/** The outputs in a state file, as a local value of the stack that reads them. */
class StateFile extends TerraformRemoteState {
  public constructor(
    scope: Construct,
    id: string,
    private readonly path: string,
  ) {
    super(scope, id, 'local', {});
  }

  public override getString(output: string): string {
    const value = `local.${this.friendlyUniqueId}[${JSON.stringify(output)}].value`;
    return Token.asString(ref(SECRET.test(output) ? `sensitive(${value})` : value, this.cdktfStack));
  }

  public override toTerraform(): unknown {
    const outputs = `\${jsondecode(file("\${path.module}/${this.path}")).outputs}`;
    return { locals: { [this.friendlyUniqueId]: outputs } };
  }
}
