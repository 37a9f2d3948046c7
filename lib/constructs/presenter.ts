import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { isAbsolute, sep } from 'node:path';
import { environmentSuffix, SAME_AS } from '../delivery/apply-settings';
import { EstateSlice, HostName } from '../model';
import { ApplyAssets } from './apply-assets';
import { AssignedCertificate } from './assigned-certificates';
import { bundleNameOf, projectFolderFrom } from './bundle-folder';
import { literal } from './declared-name';
import { PolicyGate } from './gate';
import { Precondition, preconditionOf } from './terraform-data';
import { Registry } from './registry';

/** What is known of whoever presents certificates. */
export interface PresenterProps {
  readonly certificates: () => AssignedCertificate[];
  /** Names that its clients use. */
  readonly names: () => HostName[];
  /** Whether the PFX is for Windows Server 2016 and older. */
  readonly legacyPfx: boolean;
  /** The presenter's own part of the model; left out: the stack's shared part holds it. */
  readonly slice?: () => EstateSlice;
}

/** Who presents certificates, a server or a publishing point, as its gate and its bundle see it. */
export class Presenter {
  /** Construct path: the presenter's id in the model. */
  public readonly id: string;
  /** Where its bundle lies below the bundles of the stack. */
  public readonly bundle: string;

  public constructor(
    public readonly owner: Construct,
    public readonly props: PresenterProps,
  ) {
    this.id = owner.node.path;
    this.bundle = bundleNameOf(owner);
  }

  /** The certificates that are available when Terraform applies. */
  public ready(): AssignedCertificate[] {
    return this.props.certificates().filter(({ config }) => config.certificatePem !== undefined);
  }

  /** What it is judged with besides its own part of the model, as a digest. */
  public audience(): string {
    return Registry.of(this.owner).audienceOf(this.owner);
  }

  /** Expressions whose values the judgement needs. */
  public expressions(): string[] {
    return ApplyAssets.of(this.owner).expressionsOf(this.id);
  }

  /** What Terraform is to be asked before it judges; each says of whom. */
  public preconditions(): Precondition[] {
    const certificates = this.props.certificates().map(({ config }) => config.description.id);
    return PolicyGate.of(this.owner)
      .conditionsOf(this.id, certificates)
      .map((condition) => preconditionOf({ ...condition, message: `${condition.message} (${this.id})` }));
  }

  /**
   * What the script gets about it, for the gate as for the bundle: who it is, and its certificates with everything that belongs to
   * them. What is not there is empty, so that nothing comes from the environment in which Terraform runs.
   *
   * @param number of the presenter within its batch: the beginning of the variables' ends
   * @param passed chains and roots that the environment has already, each with the end of its variable; gets those that it gets
   */
  public environment(number: number, passed: Map<string, string>): Record<string, string> {
    const ready = this.ready();
    const environment: Record<string, string> = {
      [`CLIENT_ACCESS_SERVER_${number}`]: literal(this.id),
      [`CLIENT_ACCESS_CERTIFICATES_${number}`]: ready.map(({ name }) => name).join(','),
    };
    for (const { name, config } of ready) {
      const suffix = environmentSuffix(number, name);
      environment[`CLIENT_ACCESS_CERTIFICATE_${suffix}`] = config.certificatePem as string;
      for (const [what, pem = ''] of [
        ['CHAIN', config.chainPem],
        ['ROOT', config.rootPem],
      ] as const) {
        const known = pem === '' ? undefined : passed.get(`${what} ${pem}`);
        environment[`CLIENT_ACCESS_${what}_${suffix}`] = known === undefined ? pem : `${SAME_AS}${known}`;
        if (known === undefined) passed.set(`${what} ${pem}`, suffix);
      }
    }
    return environment;
  }

  /** What the bundle gets besides: where it lies, who reads its PFX, and the keys, which go by variables of the process alone. */
  public delivery(number: number): Record<string, string> {
    const stack = TerraformStack.of(this.owner);
    const environment: Record<string, string> = {
      [`CLIENT_ACCESS_BUNDLE_${number}`]: this.bundle,
      [`CLIENT_ACCESS_PFX_${number}`]: this.props.legacyPfx ? 'legacy-3des-sha1' : 'aes256-sha256',
    };
    for (const { name, config } of this.ready()) {
      const suffix = environmentSuffix(number, name);
      environment[`CLIENT_ACCESS_KEY_${suffix}`] = config.privateKeyPem ?? '';
      environment[`CLIENT_ACCESS_KEY_FILE_${suffix}`] = fromStack(stack, config.privateKeyFile);
      environment[`CLIENT_ACCESS_PFX_FILE_${suffix}`] = fromStack(stack, config.pfxFile);
      environment[`CLIENT_ACCESS_PFX_PASSWORD_VARIABLE_${suffix}`] = literal(config.pfxPasswordVariable ?? '');
    }
    return environment;
  }

  /** What its bundle is made of besides the certificates, as data that is the same in every run: tokens are not. */
  public making(): unknown[] {
    return [
      this.props.legacyPfx,
      ...this.ready().map(({ name, config }) => [
        name,
        config.privateKeyPem !== undefined,
        config.privateKeyFile ?? '',
        config.pfxFile ?? '',
        config.pfxPasswordVariable ?? '',
      ]),
    ];
  }
}

/** A path of the user's, relative to where synth runs, as the apply script sees it. */
function fromStack(stack: TerraformStack, path: string | undefined): string {
  if (path === undefined || path === '') return '';
  return isAbsolute(path)
    ? literal(path)
    : `\${path.module}/${projectFolderFrom(stack)}/${literal(path.split(sep).join('/'))}`;
}
