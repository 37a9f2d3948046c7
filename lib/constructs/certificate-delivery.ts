import { DataTlsCertificate } from '@cdktf/provider-tls/lib/data-tls-certificate';
import { Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { isAbsolute, sep } from 'node:path';
import { HostName } from '../model';
import { APPLY_SCRIPT } from './apply-assets';
import { AssignedCertificate } from './assigned-certificates';
import { bundleFolderOf, digestOf, projectFolderFrom } from './bundle-folder';
import { BundleSweep } from './bundle-sweep';
import { CertificateConfig } from './certificates/certificate-config';
import { literal } from './declared-name';
import { TerraformData } from './terraform-data';

/** What is delivered, and how. */
export interface CertificateDeliveryProps {
  readonly certificates: () => AssignedCertificate[];
  readonly names: () => HostName[];
  /** Whether the PFX is for Windows Server 2016 and older. */
  readonly legacyPfx: boolean;
  /** What must have passed before anything is delivered. */
  readonly gate?: TerraformData;
}

/**
 * The bundle folder and the output of whoever presents certificates: a server, a publishing point. Where there is a gate, both depend
 * on it, so a refused certificate goes nowhere.
 */
export class CertificateDelivery {
  public constructor(
    private readonly owner: Construct,
    private readonly props: CertificateDeliveryProps,
  ) {
    const bundle = new TerraformData(owner, 'Bundle', () => this.bundleBody());
    BundleSweep.of(owner).keep(owner, bundle);
    this.addOutput();
  }

  private bundleBody(): ReturnType<ConstructorParameters<typeof TerraformData>[2]> {
    const folder = bundleFolderOf(this.owner);
    const { gate } = this.props;
    const { legacyPfx } = this.props;
    const ready = this.props.certificates().filter(({ config }) => config.certificatePem !== undefined);
    const environment: Record<string, string> = {
      CLIENT_ACCESS_SERVER: literal(this.owner.node.path),
      CLIENT_ACCESS_FOLDER: folder,
      CLIENT_ACCESS_PFX: legacyPfx ? 'legacy-3des-sha1' : 'aes256-sha256',
    };
    for (const assigned of ready) Object.assign(environment, secretsOf(assigned, TerraformStack.of(this.owner)));
    return {
      input: { folder, server: literal(this.owner.node.path) },
      // Written anew when a certificate changes, or what the bundle is made of and where it lies.
      triggersReplace: [
        ...ready.flatMap(({ config }) => [config.certificatePem, config.chainPem ?? '', config.rootPem ?? '']),
        digestOf(makingOf(folder, legacyPfx, ready)),
      ],
      ...(gate ? { dependsOn: [gate.address] } : {}),
      createBeforeDestroy: true,
      ...(ready.length === 0
        ? {}
        : {
            provisioners: [
              { script: APPLY_SCRIPT, command: 'bundle', environment },
              {
                script: APPLY_SCRIPT,
                command: 'withdraw',
                environment: { CLIENT_ACCESS_FOLDER: '${self.input.folder}' },
                whenDestroy: true,
              },
            ],
          }),
    };
  }

  private addOutput(): void {
    const value: Record<string, unknown> = {
      required_names: Lazy.listValue({
        produce: () => this.props.names().map((host) => host.value ?? host.expression ?? ''),
      }),
      bundle: bundleFolderOf(this.owner),
    };
    for (const assigned of this.props.certificates()) value[assigned.name] = this.outputOf(assigned);
    new TerraformOutput(this.owner, 'Output', {
      value,
      description: `Certificates of ${literal(this.owner.node.id)}: what to install, what to distribute, when to renew`,
      ...(this.props.gate ? { dependsOn: [addressOf(this.props.gate)] } : {}),
    }).overrideLogicalId(outputName(this.owner));
  }

  private outputOf({ config, scope }: AssignedCertificate): Record<string, unknown> {
    return {
      state: config.description.certificate.state,
      ...(config.csrPem === undefined ? {} : { certificate_request: config.csrPem }),
      ...(config.certificatePem === undefined
        ? {}
        : {
            certificate: config.certificatePem,
            chain: config.chainPem ?? '',
            root_to_distribute: config.rootPem ?? '',
            thumbprint: thumbprint(scope, config),
          }),
      ...(config.notBefore === undefined ? {} : { valid_from: config.notBefore }),
      ...(config.notAfter === undefined ? {} : { expires: config.notAfter }),
      ...(config.renewalDue === undefined ? {} : { renewal_due: config.renewalDue }),
    };
  }
}

/** An output's dependency: an address, not an expression, read when it is written, since the user may still override the logical id. */
function addressOf(element: TerraformData): { readonly fqn: string } {
  return {
    get fqn() {
      return element.address;
    },
  };
}

/** SHA-1 thumbprint as Exchange shows it: known for a file, read by Terraform for what it issues. */
function thumbprint(scope: Construct, config: CertificateConfig): string {
  const known = config.description.certificate.facts.sha1;
  if (known !== undefined) return known;
  const data = new DataTlsCertificate(scope, 'Parsed', { content: config.certificatePem });
  return `\${upper(data.tls_certificate.${data.friendlyUniqueId}.certificates[0].sha1_fingerprint)}`;
}

/** What a bundle is made of besides the certificates, as text that is the same in every run: tokens are not. */
function makingOf(folder: string, legacyPfx: boolean, ready: AssignedCertificate[]): string {
  return JSON.stringify([
    folder,
    legacyPfx,
    ...ready.map(({ name, config }) => [
      name,
      config.privateKeyPem !== undefined,
      config.privateKeyFile ?? '',
      config.pfxFile ?? '',
      config.pfxPasswordVariable ?? '',
    ]),
  ]);
}

function secretsOf({ name, config }: AssignedCertificate, stack: TerraformStack): Record<string, string> {
  const suffix = name.toUpperCase();
  return {
    [`CLIENT_ACCESS_CERTIFICATE_${suffix}`]: config.certificatePem as string,
    ...(config.chainPem ? { [`CLIENT_ACCESS_CHAIN_${suffix}`]: config.chainPem } : {}),
    ...(config.rootPem ? { [`CLIENT_ACCESS_ROOT_${suffix}`]: config.rootPem } : {}),
    ...(config.privateKeyPem ? { [`CLIENT_ACCESS_KEY_${suffix}`]: config.privateKeyPem } : {}),
    ...(config.privateKeyFile ? { [`CLIENT_ACCESS_KEY_FILE_${suffix}`]: fromStack(stack, config.privateKeyFile) } : {}),
    ...(config.pfxFile
      ? {
          [`CLIENT_ACCESS_PFX_FILE_${suffix}`]: fromStack(stack, config.pfxFile),
          [`CLIENT_ACCESS_PFX_PASSWORD_VARIABLE_${suffix}`]: literal(config.pfxPasswordVariable as string),
        }
      : {}),
  };
}

/** A path of the user's, relative to where synth runs, as the apply script sees it. */
function fromStack(stack: TerraformStack, path: string): string {
  return isAbsolute(path)
    ? literal(path)
    : `\${path.module}/${projectFolderFrom(stack)}/${literal(path.split(sep).join('/'))}`;
}

/** Terraform's name of the output: the server's id; where it is no name or the server lies deeper, its path with a digest. */
function outputName(server: Construct): string {
  const stack = TerraformStack.of(server);
  const ids = server.node.scopes.slice(server.node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  if (ids.length === 1 && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(ids[0])) return ids[0];
  const name = ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  return `${/^[A-Za-z_]/.test(name) ? '' : '_'}${name}_${digestOf(ids.join('/'))}`;
}
