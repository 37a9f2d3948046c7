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

/**
 * The outputs in a state file, as a local value of the stack that reads them. What is missing is empty, so that this stack can be
 * destroyed after the other one; a precondition keeps it from being applied before.
 */
class StateFile extends TerraformRemoteState {
  private readonly wanted = new Set<string>();

  public constructor(
    scope: Construct,
    id: string,
    private readonly path: string,
  ) {
    super(scope, id, 'local', {});
  }

  public override getString(output: string): string {
    this.wanted.add(output);
    const value = `try(local.${this.friendlyUniqueId}[${JSON.stringify(output)}].value, "")`;
    return Token.asString(ref(SECRET.test(output) ? `sensitive(${value})` : value, this.cdktfStack));
  }

  public override toTerraform(): unknown {
    const id = this.friendlyUniqueId;
    const condition = `\${alltrue([for name in ${JSON.stringify([...this.wanted].sort())} : can(local.${id}[name].value)])}`;
    const errorMessage = `The state ${this.path} lacks what this stack reads of it: that stack was not applied yet, is of another synth, or is destroyed. Apply it first (cdktf deploy with the names of both stacks knows the order).`;
    return {
      locals: { [id]: `\${try(jsondecode(file("\${path.module}/${this.path}")).outputs, {})}` },
      resource: {
        terraform_data: { [id]: { lifecycle: { precondition: [{ condition, error_message: errorMessage }] } } },
      },
    };
  }
}
