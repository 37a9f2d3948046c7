import { Fn, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { expressionKey, heldBack } from '../delivery/apply-settings';
import { encodeSlice, EstateSlice, SliceKind, SliceLocations, takeLocations } from '../model';
import { APPLY_SCRIPT, pemDigest, shortDigest } from '../delivery/frame-text';
import { ApplyAssets } from './apply-assets';
import { bundlesRootOf } from './bundle-folder';
import { literal } from './declared-name';
import { Precondition, TerraformData, TerraformDataBody } from './terraform-data';
import { Presenter } from './presenter';
import { Registry } from './registry';

/**
 * Presenters that share one gate and one bundle resource: the local state is written as a whole after every resource, and each run of
 * the script costs a start of Node. The gate judges the real PEM of each with the same rules as synth, and only if all are accepted the
 * bundles of all are written. It names the script and the estate that it judges by their digests, so that who changes those files
 * changes the plan. What writes the bundles judges once more, so that nothing is gained by removing the gate.
 */
export class DeliveryBatch extends Construct {
  /** The resource that judges; delivery and outputs depend on it. */
  public readonly gate: TerraformData;
  /** The resource that writes the bundles. */
  public readonly bundle: TerraformData;
  public readonly presenters: Presenter[] = [];
  private carried?: { readonly revision: number; readonly text?: string; readonly locations: SliceLocations };

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.gate = new TerraformData(this, 'Gate', () => this.gateBody());
    this.bundle = new TerraformData(this, 'Bundle', () => this.bundleBody());
  }

  /** Those of whom there is something to deliver. */
  public ready(): Presenter[] {
    return this.presenters.filter((presenter) => presenter.ready().length > 0);
  }

  private gateBody(): TerraformDataBody {
    const { text, locations } = this.model();
    const ready = this.ready();
    const judged = [text ?? '', ...this.presenters.map((presenter) => presenter.audience())].join('\n');
    return {
      ...(text === undefined ? {} : { comment: { clientAccess: { locations } } }),
      // The judgement is repeated when a certificate or a value changes, or what is declared of a presenter, of its clients or of the
      // policy. Digests, since Terraform keeps the triggers in its state. The model comes first: a review of a plan looks there.
      triggersReplace: [
        ...(text === undefined ? [] : [text]),
        createHash('sha256').update(judged).digest('hex'),
        ...digestsOf(this.certificates().map(({ certificatePem }) => certificatePem)),
        ...this.expressions(),
      ],
      preconditions: withoutDoubles(this.presenters.flatMap((presenter) => this.preconditionsOf(presenter))),
      // The resource that holds the shared part of the model checks the script first.
      dependsOn: [ApplyAssets.of(this).address],
      ...(ready.length === 0
        ? {}
        : { provisioners: [{ script: APPLY_SCRIPT, command: 'gate', environment: this.environment() }] }),
    };
  }

  /** What Terraform asks before the gate judges. A failure holds back the whole batch, and says so. */
  private preconditionsOf(presenter: Presenter): Precondition[] {
    const others = this.ready().filter((other) => other !== presenter);
    const held = heldBack(others.map(({ id }) => id)).map(literal);
    return presenter.preconditions().map(({ condition, errorMessage }) => ({
      condition,
      errorMessage: [errorMessage, ...held.map((text) => `${text}.`)].join(' '),
    }));
  }

  private bundleBody(): TerraformDataBody {
    const ready = this.ready();
    const root = bundlesRootOf(TerraformStack.of(this));
    const pems = this.certificates().flatMap(({ certificatePem, chainPem, rootPem }) => [
      certificatePem,
      chainPem,
      rootPem,
    ]);
    return {
      // Written again when a certificate changes, or what the bundles are made of and where they lie. Digests, since Terraform keeps
      // them. The folder and the names are read when the bundles are destroyed.
      triggersReplace: {
        folder: root,
        names: ready.map(({ bundle }) => bundle).join(' '),
        making: shortDigest(JSON.stringify(ready.map((presenter) => presenter.making()))),
        certificates: digestsOf(pems),
      },
      dependsOn: [this.gate.address],
      createBeforeDestroy: true,
      ...(ready.length === 0
        ? {}
        : {
            provisioners: [
              {
                script: APPLY_SCRIPT,
                command: 'bundle',
                environment: {
                  ...this.environment(),
                  CLIENT_ACCESS_BUNDLES: root,
                  ...Object.assign({}, ...ready.map((presenter, index) => presenter.delivery(index + 1))),
                },
              },
              {
                script: APPLY_SCRIPT,
                command: 'withdraw',
                environment: {
                  CLIENT_ACCESS_BUNDLES: '${self.triggers_replace.folder}',
                  CLIENT_ACCESS_NAMES: '${self.triggers_replace.names}',
                },
                whenDestroy: true,
              },
            ],
          }),
    };
  }

  /** What the script gets, for the gate as for the bundles: the digest of the estate, the presenters, and the values of expressions. */
  private environment(): Record<string, string> {
    const ready = this.ready();
    const environment: Record<string, string> = {
      CLIENT_ACCESS_ESTATE: ApplyAssets.of(this).estateDigest,
      CLIENT_ACCESS_PRESENTERS: String(ready.length),
    };
    const passed = new Map<string, string>();
    ready.forEach((presenter, index) => Object.assign(environment, presenter.environment(index + 1, passed)));
    for (const expression of this.expressions())
      environment[`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`] = expression;
    return environment;
  }

  private certificates(): {
    readonly certificatePem?: string;
    readonly chainPem?: string;
    readonly rootPem?: string;
  }[] {
    return this.presenters.flatMap((presenter) => presenter.ready().map(({ config }) => config));
  }

  private expressions(): string[] {
    return [...new Set(this.presenters.flatMap((presenter) => presenter.expressions()))];
  }

  /** The presenters' own parts of the model as one text; kept until something is declared, since cdktf asks several times. */
  private model(): { readonly text?: string; readonly locations: SliceLocations } {
    const { revision } = Registry.of(this);
    if (this.carried?.revision !== revision) {
      const parts = this.presenters.flatMap(({ props }) => props.slice?.() ?? []);
      const { slice, locations } = takeLocations(joined(parts));
      this.carried = {
        revision,
        locations,
        ...(parts.length === 0 ? {} : { text: encodeSlice(SliceKind.SERVER, slice) }),
      };
    }
    return this.carried as { readonly text?: string; readonly locations: SliceLocations };
  }
}

/** Parts of the model as one; a certificate that several servers present is in it once. */
function joined(parts: readonly EstateSlice[]): EstateSlice {
  const lists: Record<string, { readonly id: string }[]> = {};
  const seen = new Set<string>();
  for (const part of parts)
    for (const [list, items] of Object.entries(part) as [string, { readonly id: string }[]][])
      for (const item of items) {
        const key = `${list}/${item.id}`;
        if (!seen.has(key)) (lists[list] ??= []).push(item);
        seen.add(key);
      }
  return lists as EstateSlice;
}

/** One digest of all PEMs, and one of each that only cdktf can write, since it comes from another stack. */
function digestsOf(pems: readonly (string | undefined)[]): string[] {
  const each = [...new Set(pems.filter((pem): pem is string => pem !== undefined && pem !== ''))];
  const written = each.filter((pem) => !Token.isUnresolved(pem));
  return [
    ...(written.length === 0 ? [] : [pemDigest(written)]),
    ...each.filter((pem) => Token.isUnresolved(pem)).map((pem) => Fn.sha256(pem)),
  ];
}

function withoutDoubles(preconditions: readonly Precondition[]): Precondition[] {
  return [...new Map(preconditions.map((one) => [JSON.stringify(one), one])).values()];
}
