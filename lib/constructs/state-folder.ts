import { TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { APPLY_SCRIPT } from './apply-assets';
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

  public constructor(private readonly stack: TerraformStack) {
    super(stack, 'State');
    this.folder = new TerraformData(this, 'Folder', () => ({
      preconditions: [
        {
          condition: '${terraform.workspace == "default"}',
          errorMessage:
            'the local state and the bundles have one place for each stack, not for each workspace; declare a stack with an id of its own for each environment, or set localState to false and declare a backend',
        },
      ],
      provisioners: [
        {
          script: APPLY_SCRIPT,
          command: 'private',
          environment: { CLIENT_ACCESS_STATE: `\${path.module}/${stateFolderFrom(stack)}` },
        },
      ],
    }));
  }

  /** Has every private key of the stack wait until the folder is closed. */
  public guardKeys(): void {
    for (const construct of this.stack.node.findAll()) {
      if (!TerraformResource.isTerraformResource(construct) || !KEYS.includes(construct.terraformResourceType))
        continue;
      // A stack below this one closes its folder itself.
      if (construct.cdktfStack !== this.stack) continue;
      const others = construct.dependsOn ?? [];
      if (!others.includes(this.folder.address)) construct.dependsOn = [...others, this.folder.address];
    }
  }
}
