import { DataTlsCertificate } from '@cdktf/provider-tls/lib/data-tls-certificate';
import { Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { isAbsolute, sep } from 'node:path';
import {
  ExchangeProduct,
  ExchangeRelease,
  encodeSlice,
  EstateSlice,
  HostName,
  SliceKind,
  SliceLocations,
  takeLocations,
} from '../model';
import { ApplyAssets, APPLY_SCRIPT } from './apply-assets';
import { AssignedCertificate, AssignedCertificates } from './assigned-certificates';
import { bundleFolderOf, digestOf, projectFolderFrom } from './bundle-folder';
import { BundleSweep } from './bundle-sweep';
import { CertificateConfig } from './certificates/certificate-config';
import { literal } from './declared-name';
import { PolicyGate } from './gate';
import { preconditionOf } from './precondition';
import { Registry } from './registry';
import { TerraformData } from './terraform-data';

/** What the delivery of a server's certificates depends on. */
export interface ServerDeliveryProps {
  readonly release: ExchangeRelease;
  readonly windowsServer: string | undefined;
  readonly names: () => HostName[];
}

/**
 * What Terraform does with a server's certificates once they are there: the gate judges the real PEM, the bundle folder receives PEM
 * and PFX, the outputs tell people. Bundle and outputs depend on the gate, so a refused certificate goes nowhere.
 */
export class ServerDelivery {
  private readonly gate: TerraformData;
  private readonly registry: Registry;
  private written?: { readonly revision: number; readonly text: string; readonly locations: SliceLocations };

  public constructor(
    private readonly server: Construct,
    private readonly certificates: AssignedCertificates,
    private readonly props: ServerDeliveryProps,
  ) {
    this.registry = Registry.of(server);
    ApplyAssets.of(server);
    this.gate = new TerraformData(server, 'Gate', () => this.gateBody());
    const bundle = new TerraformData(server, 'Bundle', () => this.bundleBody());
    BundleSweep.of(server).keep(server, bundle);
    this.addOutput();
  }

  /** The server's part of the model as text; kept until something is declared anew, since cdktf asks several times. */
  private slice(): { readonly text: string; readonly locations: SliceLocations } {
    const { revision } = this.registry;
    if (this.written?.revision !== revision) {
      const own = this.registry.ownOf(this.server);
      const slice: EstateSlice = {
        servers: own.servers ?? [],
        bindings: own.bindings ?? [],
        certificates: own.certificates ?? [],
        anchors: (own.anchors ?? []).filter((anchor) =>
          own.certificates?.some((certificate) => certificate.id === anchor.id),
        ),
      };
      const { slice: bare, locations } = takeLocations(slice);
      this.written = { revision, text: encodeSlice(SliceKind.SERVER, bare), locations };
    }
    return this.written;
  }

  private gateBody(): ReturnType<ConstructorParameters<typeof TerraformData>[2]> {
    const { text: slice, locations } = this.slice();
    const environment: Record<string, string> = { CLIENT_ACCESS_SERVER: literal(this.server.node.path) };
    const pems: string[] = [];
    for (const { name, config } of this.certificates.all()) {
      if (config.certificatePem === undefined) continue;
      environment[`CLIENT_ACCESS_CERTIFICATE_${name.toUpperCase()}`] = config.certificatePem;
      if (config.chainPem) environment[`CLIENT_ACCESS_CHAIN_${name.toUpperCase()}`] = config.chainPem;
      if (config.rootPem) environment[`CLIENT_ACCESS_ROOT_${name.toUpperCase()}`] = config.rootPem;
      pems.push(config.certificatePem);
    }
    const conditions = PolicyGate.of(this.server).conditionsOf(this.server.node.path).map(preconditionOf);
    return {
      input: literal(slice),
      comment: { clientAccess: { locations } },
      // The judgement is repeated when the certificate or what is declared changes.
      triggersReplace: [...pems, createHash('sha256').update(slice).digest('hex')],
      preconditions: conditions,
      ...(pems.length === 0 ? {} : { provisioners: [{ script: APPLY_SCRIPT, command: 'gate', environment }] }),
    };
  }

  private bundleBody(): ReturnType<ConstructorParameters<typeof TerraformData>[2]> {
    const folder = bundleFolderOf(this.server);
    const legacyPfx = needsLegacyPfx(this.props.release, this.props.windowsServer);
    const ready = this.certificates.all().filter(({ config }) => config.certificatePem !== undefined);
    const environment: Record<string, string> = {
      CLIENT_ACCESS_SERVER: literal(this.server.node.path),
      CLIENT_ACCESS_FOLDER: folder,
      CLIENT_ACCESS_PFX: legacyPfx ? 'legacy-3des-sha1' : 'aes256-sha256',
    };
    for (const assigned of ready) Object.assign(environment, secretsOf(assigned, TerraformStack.of(this.server)));
    return {
      input: { folder, server: literal(this.server.node.path) },
      // Written anew when a certificate changes, or what the bundle is made of and where it lies.
      triggersReplace: [
        ...ready.flatMap(({ config }) => [config.certificatePem, config.chainPem ?? '', config.rootPem ?? '']),
        digestOf(makingOf(folder, legacyPfx, ready)),
      ],
      dependsOn: [this.gate.address],
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
      bundle: bundleFolderOf(this.server),
    };
    for (const assigned of this.certificates.all()) value[assigned.name] = this.outputOf(assigned);
    new TerraformOutput(this.server, 'Output', {
      value,
      description: `Certificates of ${literal(this.server.node.id)}: what to install, what to distribute, when to renew`,
      // An output's dependency is an address, not an expression.
      dependsOn: [{ fqn: this.gate.address }],
    }).overrideLogicalId(outputName(this.server));
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

/**
 * Whether the PFX must be readable by Windows Server 2016 and older. Unknown counts as old: 3DES is read everywhere (x509 notes 5).
 */
function needsLegacyPfx(release: ExchangeRelease, windowsServer: string | undefined): boolean {
  const year = Number(/\d{4}/.exec(windowsServer ?? '')?.[0]);
  if (Number.isFinite(year)) return year < 2019;
  // Exchange 2019 and SE run on Windows Server 2019 and later alone.
  return release.product !== ExchangeProduct.EXCHANGE_2019 && release.product !== ExchangeProduct.EXCHANGE_SE;
}

/** Terraform's name of the output: the server's id; where it is no name or the server lies deeper, its path with a digest. */
function outputName(server: Construct): string {
  const stack = TerraformStack.of(server);
  const ids = server.node.scopes.slice(server.node.scopes.indexOf(stack) + 1).map((scope) => scope.node.id);
  if (ids.length === 1 && /^[A-Za-z_][A-Za-z0-9_-]*$/.test(ids[0])) return ids[0];
  const name = ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  return `${/^[A-Za-z_]/.test(name) ? '' : '_'}${name}_${digestOf(ids.join('/'))}`;
}
