import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ApplyAssets, APPLY_SCRIPT } from './apply-assets';
import { bundleNameOf, bundlesRootOf } from './bundle-folder';
import { faultOf } from './fault';
import { Registry } from './registry';
import { BundleCheck } from './bundle-check';
import { TerraformData } from './terraform-data';

const SWEEP = Symbol.for('cdktf-exchange-client-access/bundle-sweep');

/**
 * Takes away the bundles of servers that are no longer declared. Terraform runs no destroy provisioner of a resource that has left the
 * configuration, so the keys of such a server would lie there for ever. It comes after every bundle: where a server was renamed, the
 * new bundle is there before the old one goes.
 */
export class BundleSweep extends Construct {
  /** The sweep of the stack that a construct belongs to. */
  public static of(scope: Construct): BundleSweep {
    const stack = TerraformStack.of(scope) as TerraformStack & { [SWEEP]?: BundleSweep };
    if (!stack[SWEEP]) Object.defineProperty(stack, SWEEP, { value: new BundleSweep(stack), enumerable: false });
    return stack[SWEEP] as BundleSweep;
  }

  private readonly kept: { readonly name: string; readonly bundle: TerraformData }[] = [];

  private constructor(private readonly stack: TerraformStack) {
    super(stack, 'Bundles');
    ApplyAssets.of(stack);
    new TerraformData(this, 'Sweep', () => this.body());
    new BundleCheck(this, 'Check', () => this.kept.map(({ bundle }) => bundle.address).sort());
  }

  /** Says that a server's bundle belongs there. */
  public keep(server: Construct, bundle: TerraformData): void {
    const name = bundleNameOf(server);
    if (this.kept.some((other) => name.startsWith(`${other.name}/`))) {
      faultOf(
        server,
        'server-below-server',
        `${server.node.path} is declared below another server: its bundle would lie inside the other's, which is replaced as a whole`,
        'declare it below the stack, or below a construct that groups servers',
        Registry.of(server).locate(),
      );
    }
    this.kept.push({ name, bundle });
  }

  private body(): ReturnType<ConstructorParameters<typeof TerraformData>[2]> {
    const names = this.kept.map(({ name }) => name).sort();
    const environment = {
      CLIENT_ACCESS_BUNDLES: bundlesRootOf(this.stack),
      CLIENT_ACCESS_KEEP: JSON.stringify(names),
    };
    return {
      triggersReplace: names,
      dependsOn: this.kept.map(({ bundle }) => bundle.address),
      preconditions: [
        {
          condition: '${path.module == path.root}',
          errorMessage:
            'this stack is used as a module: the instances of a module would share one folder of bundles. Apply it by itself, and synthesize a stack with an id of its own for each environment',
        },
      ],
      provisioners: [{ script: APPLY_SCRIPT, command: 'sweep', environment }],
    };
  }
}
