import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { environmentSuffix, expressionKey } from '../delivery/apply-variables';
import { SliceLocations } from '../model';
import { APPLY_SCRIPT, ApplyAssets } from './apply-assets';
import { AssignedCertificate } from './assigned-certificates';
import { literal } from './declared-name';
import { PolicyGate } from './gate';
import { pemDigest } from './pem-digest';
import { preconditionOf } from './precondition';
import { Registry } from './registry';
import { TerraformData, TerraformDataBody } from './terraform-data';

/** What a gate judges. */
export interface PresenterGateProps {
  /** Certificates that the presenter presents. */
  readonly certificates: () => AssignedCertificate[];
  /** The presenter's own part of the model as text; left out: the stack's shared part holds it. */
  readonly slice?: () => { readonly text: string; readonly locations: SliceLocations };
}

/**
 * The gate of whoever presents certificates, a server or a publishing point: it judges the real PEM with the same rules as synth, and
 * only then anything is delivered. It names the script and the estate that it judges by their digests, so that who changes those files
 * changes the plan.
 */
export class PresenterGate {
  /** The resource that delivery depends on. */
  public readonly resource: TerraformData;
  private readonly registry: Registry;
  private readonly assets: ApplyAssets;

  public constructor(
    private readonly owner: Construct,
    private readonly props: PresenterGateProps,
  ) {
    this.registry = Registry.of(owner);
    this.assets = ApplyAssets.of(owner);
    this.resource = new TerraformData(owner, 'Gate', () => this.body());
  }

  /** The certificates that are at hand when Terraform applies. */
  public ready(): AssignedCertificate[] {
    return this.props.certificates().filter(({ config }) => config.certificatePem !== undefined);
  }

  /**
   * What the script is told, for the gate as for the delivery: whom it judges, the digest of the estate, the certificates with
   * everything that belongs to them, and the values of expressions. What is not there is empty, so that nothing comes from the
   * environment in which Terraform runs.
   */
  public environment(): Record<string, string> {
    const ready = this.ready();
    const environment: Record<string, string> = {
      CLIENT_ACCESS_SERVER: literal(this.owner.node.path),
      CLIENT_ACCESS_ESTATE: this.assets.estateDigest,
      CLIENT_ACCESS_CERTIFICATES: ready.map(({ name }) => name).join(','),
    };
    for (const { name, config } of ready) {
      const suffix = environmentSuffix(name);
      environment[`CLIENT_ACCESS_CERTIFICATE_${suffix}`] = config.certificatePem as string;
      environment[`CLIENT_ACCESS_CHAIN_${suffix}`] = config.chainPem ?? '';
      environment[`CLIENT_ACCESS_ROOT_${suffix}`] = config.rootPem ?? '';
    }
    for (const expression of this.expressions())
      environment[`CLIENT_ACCESS_VALUE_${expressionKey(expression)}`] = expression;
    return environment;
  }

  /** Expressions whose values the judgement needs. */
  private expressions(): string[] {
    return this.assets.expressionsOf(this.owner.node.path);
  }

  private body(): TerraformDataBody {
    const slice = this.props.slice?.();
    const ready = this.ready();
    const certificates = this.props.certificates().map(({ config }) => config.description.id);
    const conditions = PolicyGate.of(this.owner).conditionsOf(this.owner.node.path, certificates).map(preconditionOf);
    const judged = createHash('sha256').update(slice?.text ?? '');
    return {
      ...(slice ? { comment: { clientAccess: { locations: slice.locations } } } : {}),
      // The judgement is repeated when a certificate or a value changes, or what is declared of the presenter, of its clients or of the
      // policy. Digests, since Terraform keeps the triggers in its state.
      triggersReplace: [
        ...(slice ? [slice.text] : []),
        judged.update(this.registry.audienceOf(this.owner)).digest('hex'),
        ...ready.map(({ config }) => pemDigest(config.certificatePem as string)),
        ...this.expressions(),
      ],
      preconditions: conditions,
      // The resource that holds the shared part of the model checks the script first.
      dependsOn: [this.assets.address],
      ...(ready.length === 0
        ? {}
        : { provisioners: [{ script: APPLY_SCRIPT, command: 'gate', environment: this.environment() }] }),
    };
  }
}
