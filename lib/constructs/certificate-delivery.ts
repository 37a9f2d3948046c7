import { Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { isAbsolute, sep } from 'node:path';
import { HostName } from '../model';
import { APPLY_SCRIPT } from './apply-assets';
import { AssignedCertificate } from './assigned-certificates';
import { bundleFolderOf, digestOf, projectFolderFrom } from './bundle-folder';
import { BundleSweep } from './bundle-sweep';
import { environmentSuffix } from '../delivery/apply-variables';
import { literal } from './declared-name';
import { pemDigest } from './pem-digest';
import { PresenterGate } from './presenter-gate';
import { TerraformData } from './terraform-data';

/** What is delivered, and how. */
export interface CertificateDeliveryProps {
  readonly certificates: () => AssignedCertificate[];
  readonly names: () => HostName[];
  /** Whether the PFX is for Windows Server 2016 and older. */
  readonly legacyPfx: boolean;
  /** What must have passed before anything is delivered. */
  readonly gate: PresenterGate;
}

/**
 * The bundle folder and the output of whoever presents certificates: a server, a publishing point. Both depend on the gate, so a
 * refused certificate goes nowhere; what writes the bundle judges it once more, so that nothing is gained by removing the gate.
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
    const { gate, legacyPfx } = this.props;
    const ready = gate.ready();
    const environment: Record<string, string> = {
      ...gate.environment(),
      CLIENT_ACCESS_FOLDER: folder,
      CLIENT_ACCESS_PFX: legacyPfx ? 'legacy-3des-sha1' : 'aes256-sha256',
    };
    for (const assigned of ready) Object.assign(environment, secretsOf(assigned, TerraformStack.of(this.owner)));
    return {
      input: { folder, server: literal(this.owner.node.path) },
      // Written again when a certificate changes, or what the bundle is made of and where it lies. Digests, since Terraform keeps them.
      triggersReplace: [
        ...ready.flatMap(({ config }) =>
          [config.certificatePem, config.chainPem, config.rootPem].map((pem) => (pem ? pemDigest(pem) : '')),
        ),
        digestOf(makingOf(folder, legacyPfx, ready)),
      ],
      dependsOn: [gate.resource.address],
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
      dependsOn: [addressOf(this.props.gate.resource)],
    }).overrideLogicalId(outputName(this.owner));
  }

  private outputOf({ config }: AssignedCertificate): Record<string, unknown> {
    const { state, facts } = config.description.certificate;
    const { sha1 } = facts;
    return {
      state,
      ...(config.csrPem === undefined ? {} : { certificate_request: config.csrPem }),
      ...(config.certificatePem === undefined
        ? {}
        : {
            certificate: config.certificatePem,
            chain: config.chainPem ?? '',
            root_to_distribute: config.rootPem ?? '',
            // Of what Terraform issues the bundle's manifest has it: a data source for it would be kept and read for each server.
            ...(sha1 === undefined ? {} : { thumbprint: sha1 }),
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

/** The keys, by variables of the process alone. */
function secretsOf({ name, config }: AssignedCertificate, stack: TerraformStack): Record<string, string> {
  const suffix = environmentSuffix(name);
  return {
    [`CLIENT_ACCESS_KEY_${suffix}`]: config.privateKeyPem ?? '',
    [`CLIENT_ACCESS_KEY_FILE_${suffix}`]: config.privateKeyFile ? fromStack(stack, config.privateKeyFile) : '',
    [`CLIENT_ACCESS_PFX_FILE_${suffix}`]: config.pfxFile ? fromStack(stack, config.pfxFile) : '',
    [`CLIENT_ACCESS_PFX_PASSWORD_VARIABLE_${suffix}`]: literal(config.pfxPasswordVariable ?? ''),
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
