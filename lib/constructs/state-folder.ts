import {
  LocalBackend,
  LocalBackendConfig,
  ref,
  TerraformBackend,
  TerraformRemoteState,
  TerraformResource,
  TerraformStack,
  Token,
} from 'cdktf';
import { Construct } from 'constructs';
import { APPLY_SCRIPT, DEFAULT_WORKSPACE } from '../delivery/frame-text';
import { stateFolderFrom } from './bundle-folder';
import { TerraformData } from './terraform-data';

/** Types of the tls provider whose resources hold a private key in the state. */
const KEYS = ['tls_private_key'];

/**
 * Keeps the folder of the local state closed to others. Terraform makes that folder open to everybody and writes the state 0644, also
 * where the stack was carried to another machine and synth never ran; so the folder is closed by a resource of the stack, on which
 * every private key depends: it is closed before a key is in the state.
 */
export class StateFolder extends Construct {
  private readonly folder: TerraformData;

  /**
   * Keeps the keys of a stack private whose state is local by another backend than this package's: by Terraform's own, which cdktf declares
   * where nobody else does. Its folder is not this stack's alone, so the state itself is closed.
   */
  public static guard(stack: TerraformStack): void {
    const backend = stack.node.children.find(TerraformBackend.isBackend);
    if (!(backend instanceof LocalBackend) || backend instanceof PrivateBackend || !keysOf(stack)[0]) return;
    if (stack.node.tryFindChild('State') || !stack.node.tryFindChild('ClientAccess')) return;
    const written = backend.toTerraform() as { terraform: { backend: { local: { path?: string } } } };
    const { path } = written.terraform.backend.local;
    new StateFolder(stack, path ?? 'terraform.tfstate').guardKeys();
  }

  /** @param file path of the state, as Terraform sees it; left out: the folder for states is closed */
  public constructor(
    private readonly stack: TerraformStack,
    file?: string,
  ) {
    super(stack, 'State');
    const closed: Record<string, string> =
      file === undefined
        ? { CLIENT_ACCESS_STATE: `\${path.module}/${stateFolderFrom(stack)}` }
        : { CLIENT_ACCESS_STATE_FILE: file };
    this.folder = new TerraformData(this, 'Folder', () => ({
      preconditions: [
        {
          condition: DEFAULT_WORKSPACE,
          errorMessage:
            'the local state and the bundles have one place for each stack, not for each workspace; declare a stack with an id of its own for each environment, or set localState to false and declare a backend',
        },
      ],
      provisioners: [
        {
          script: APPLY_SCRIPT,
          command: 'private',
          environment: closed,
        },
      ],
    }));
  }

  /** Has every private key of the stack wait until the folder is closed. */
  public guardKeys(): void {
    for (const key of keysOf(this.stack)) {
      const others = key.dependsOn ?? [];
      if (!others.includes(this.folder.address)) key.dependsOn = [...others, this.folder.address];
    }
  }
}

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

/** Private keys that Terraform makes in a stack; a stack below it closes its state itself. */
function keysOf(stack: TerraformStack): TerraformResource[] {
  return stack.node
    .findAll()
    .filter((one): one is TerraformResource => TerraformResource.isTerraformResource(one))
    .filter(({ cdktfStack, terraformResourceType }) => cdktfStack === stack && KEYS.includes(terraformResourceType));
}
