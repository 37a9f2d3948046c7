import { Lazy, TerraformElement, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { APPLY_SCRIPT, bundleAssertion, NOT_A_MODULE, WrittenBundles } from '../delivery/frame-text';
import { ApplyAssets } from './apply-assets';
import { bundlesRootOf, outputName, ROOTS_OUTPUT } from './bundle-folder';
import { DeliveryBatch } from './delivery-batch';
import { faultOf, Registry } from './registry';
import { Presenter } from './presenter';
import { TerraformData, TerraformDataBody } from './terraform-data';
import { CertificateConfig } from './certificates/certificate-source';

const DELIVERIES = Symbol.for('cdktf-exchange-client-access/deliveries');

/**
 * The most presenters of a batch: with RSA 4096 and a certificate of its own for each of four roles, a batch needs some 900 kB of
 * environment. Linux allows two megabytes at its usual limit of the stack, macOS one; of one variable, Linux 128 KiB and Windows 32 Ki
 * characters, so there is one variable for each PEM.
 */
const MOST = 25;

/** The fewest presenters of a batch that another one follows. */
const FEWEST = 8;

/** One of so many presenters begins a batch, if the batch before it has the fewest. */
const BEGINS = 16;

/** Names of bundles in one variable, with spaces between them; a name has at most some hundred characters. */
const NAMES = 100;

/**
 * What is delivered of a stack: its presenters in batches, and what takes away the bundles of servers that are no longer declared.
 * Terraform runs no destroy provisioner of a resource that has left the configuration, so the keys of such a server would lie there for
 * ever. The sweep comes after every bundle: where a server was renamed, the new bundle is there before the old one goes.
 */
export class Deliveries extends Construct {
  /** The deliveries of the stack that a construct belongs to. */
  public static of(scope: Construct): Deliveries {
    const stack = TerraformStack.of(scope) as TerraformStack & { [DELIVERIES]?: Deliveries };
    if (!stack[DELIVERIES])
      Object.defineProperty(stack, DELIVERIES, { value: new Deliveries(stack), enumerable: false });
    return stack[DELIVERIES] as Deliveries;
  }

  /** The resource that comes after every bundle. */
  public readonly sweep: TerraformData;
  private readonly batches: DeliveryBatch[] = [];
  /** The batch that the next server joins. */
  private open?: DeliveryBatch;

  private constructor(private readonly stack: TerraformStack) {
    super(stack, 'Bundles');
    ApplyAssets.of(stack);
    this.sweep = new TerraformData(this, 'Sweep', () => this.sweepBody());
    new RootsOutput(this, 'Roots', () => this.batches);
    new BundleCheck(this, 'Check', () =>
      this.batches.map((batch) => ({
        address: batch.bundle.address,
        root: bundlesRootOf(stack),
        names: batch.ready().map(({ bundle }) => bundle),
      })),
    );
  }

  /**
   * Puts a presenter into a batch. Where a batch begins is decided by the server's name, as far as the limits allow: a server that
   * comes or goes changes its own batch, and seldom the next one.
   *
   * @param alone for a publishing point, which may have any number of certificates
   */
  public join(presenter: Presenter, alone: boolean): DeliveryBatch {
    this.refuseInside(presenter);
    const batch = alone ? this.begin(presenter) : this.openFor(presenter);
    batch.presenters.push(presenter);
    return batch;
  }

  /** What differs with every delivery, as Terraform names it: the ids of the resources that write bundles. */
  public addresses(): string[] {
    return this.batches.map(({ bundle }) => `${bundle.address}.id`);
  }

  /** Expressions whose values judging needs. */
  public expressions(): string[] {
    return [
      ...new Set(this.batches.flatMap(({ presenters }) => presenters.flatMap((presenter) => presenter.expressions()))),
    ];
  }

  /** Names of the bundles that the next apply leaves there. */
  public readyNames(): string[] {
    return this.batches.flatMap((batch) => batch.ready().map(({ bundle }) => bundle)).sort();
  }

  /** Names of bundles as the script gets them, in parts that a variable can hold. */
  public bundles(names: readonly string[]): Record<string, string> {
    const parts = Array.from({ length: Math.ceil(names.length / NAMES) }, (_, index) =>
      names.slice(index * NAMES, (index + 1) * NAMES),
    );
    const variables: Record<string, string> = { CLIENT_ACCESS_KEEP: String(parts.length) };
    parts.forEach((part, index) => (variables[`CLIENT_ACCESS_KEEP_${index + 1}`] = part.join(' ')));
    return variables;
  }

  private names(): string[] {
    return this.batches.flatMap(({ presenters }) => presenters.map(({ bundle }) => bundle)).sort();
  }

  private openFor(presenter: Presenter): DeliveryBatch {
    const size = this.open?.presenters.length ?? 0;
    if (!this.open || size >= MOST || (size >= FEWEST && begins(presenter.bundle))) this.open = this.begin(presenter);
    return this.open;
  }

  private begin(presenter: Presenter): DeliveryBatch {
    const batch = new DeliveryBatch(this, `from-${outputName(presenter.owner)}`);
    this.batches.push(batch);
    return batch;
  }

  private refuseInside({ owner, bundle }: Presenter): void {
    const inside = this.batches.some(({ presenters }) =>
      presenters.some((other) => bundle.startsWith(`${other.bundle}/`)),
    );
    if (!inside) return;
    faultOf(owner, {
      code: 'server-below-server',
      message: `${owner.node.path} is declared below another server: its bundle would lie inside the other's, which is replaced as a whole`,
      fix: 'declare it below the stack, or below a construct that groups servers',
      location: Registry.of(owner).locate(),
    });
  }

  private sweepBody(): TerraformDataBody {
    const environment = { CLIENT_ACCESS_BUNDLES: bundlesRootOf(this.stack), ...this.bundles(this.names()) };
    return {
      triggersReplace: this.names().join(' '),
      dependsOn: this.batches.map(({ bundle }) => bundle.address),
      preconditions: [
        {
          condition: NOT_A_MODULE,
          errorMessage:
            'this stack is used as a module: the instances of a module would share one folder of bundles. Apply it by itself, and synthesize a stack with an id of its own for each environment',
        },
      ],
      provisioners: [{ script: APPLY_SCRIPT, command: 'sweep', environment }],
    };
  }
}

/** Whether a batch may begin with a bundle of that name. */
function begins(bundle: string): boolean {
  return createHash('sha256').update(bundle).digest()[0] % BEGINS === 0;
}

/**
 * A Terraform check that every bundle of the state is on this machine. A deploy from another runner, or after the folder was lost,
 * has nothing to change in the state; it then warns, and names the bundles and how to write them again.
 */
export class BundleCheck extends TerraformElement {
  public constructor(
    scope: Construct,
    id: string,
    private readonly written: () => WrittenBundles[],
  ) {
    super(scope, id, 'check');
  }

  public override toTerraform(): Record<string, unknown> {
    const written = this.written().filter(({ names }) => names.length > 0);
    if (written.length === 0) return {};
    const assert = [...written].sort((a, b) => (a.address < b.address ? -1 : 1)).map(bundleAssertion);
    return { check: { [this.friendlyUniqueId]: { assert } } };
  }
}

/** Name of a certificate's root among the roots of its stack; undefined: it has none that clients need. */
export function rootName({ rootPem, description }: CertificateConfig): string | undefined {
  if (rootPem === undefined || rootPem === '') return undefined;
  return description.certificate.anchor ?? description.id;
}

/** The roots that clients must hold, each once for the whole stack; where there is none, no output. */
export class RootsOutput extends TerraformOutput {
  public constructor(
    scope: Construct,
    id: string,
    private readonly batches: () => readonly DeliveryBatch[],
  ) {
    super(scope, id, {
      value: Lazy.anyValue({ produce: () => this.roots() }),
      description: 'Roots to distribute to clients, by the name that the outputs of servers and publishing points give',
    });
    this.overrideLogicalId(ROOTS_OUTPUT);
  }

  public override toTerraform(): unknown {
    if (Object.keys(this.roots()).length === 0) return {};
    // Read when it is written, since the user may still override the logical ids.
    this.dependsOn = this.batches().map(({ gate }) => ({ fqn: gate.address }));
    return super.toTerraform();
  }

  private roots(): Record<string, string> {
    const roots: Record<string, string> = {};
    for (const { presenters } of this.batches())
      for (const presenter of presenters)
        for (const { config } of presenter.ready()) {
          const name = rootName(config);
          if (name !== undefined) roots[name] ??= config.rootPem as string;
        }
    return roots;
  }
}
