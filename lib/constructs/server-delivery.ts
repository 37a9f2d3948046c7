import { Construct } from 'constructs';
import { Lazy, TerraformOutput } from 'cdktf';
import { EstateSlice, ExchangeProduct, ExchangeRelease } from '../model';
import { AssignedCertificate, AssignedCertificates } from './assigned-certificates';
import { DeclaredBindings } from './declared-bindings';
import { Presenter } from './presenter';
import { Registry } from './registry';
import { bundleFolderOf, outputName } from './bundle-folder';
import { literal } from './declared-name';
import { Deliveries, rootName } from './deliveries';
import { DeliveryBatch } from './delivery-batch';

/** What the delivery of a server's certificates depends on. */
export interface ServerDeliveryProps {
  readonly release: ExchangeRelease;
  readonly windowsServer: string | undefined;
  readonly bindings: DeclaredBindings;
}

/** What Terraform does with a server's certificates once they are there: the gate judges them, and only then they are delivered. */
export class ServerDelivery {
  public constructor(
    private readonly server: Construct,
    certificates: AssignedCertificates,
    props: ServerDeliveryProps,
  ) {
    new CertificateDelivery(
      new Presenter(server, {
        certificates: () => certificates.all(),
        names: () => props.bindings.hostNames,
        legacyPfx: needsLegacyPfx(props.release, props.windowsServer),
        slice: () => this.slice(),
      }),
    );
  }

  /** The server's part of the model. */
  private slice(): EstateSlice {
    const own = Registry.of(this.server).ownOf(this.server);
    const certificates = own.certificates ?? [];
    const ids = new Set(certificates.map(({ id }) => id));
    return {
      servers: own.servers ?? [],
      bindings: own.bindings ?? [],
      certificates,
      anchors: (own.anchors ?? []).filter(({ id }) => ids.has(id)),
    };
  }
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

/**
 * The bundle folder and the output of whoever presents certificates: a server, a publishing point. Both depend on the gate, so a
 * refused certificate goes nowhere.
 */
export class CertificateDelivery {
  /** @param alone whether the presenter has a gate to itself, since it may have any number of certificates; default: false */
  public constructor(
    private readonly presenter: Presenter,
    alone = false,
  ) {
    const { owner } = presenter;
    new TerraformOutput(owner, 'Output', {
      value: Lazy.anyValue({ produce: () => this.value() }),
      description: `Certificates of ${literal(owner.node.id)}: what to install, what to distribute, when to renew`,
      dependsOn: [addressOf(Deliveries.of(owner).join(presenter, alone))],
    }).overrideLogicalId(outputName(owner));
  }

  private value(): Record<string, unknown> {
    const { owner, props } = this.presenter;
    const value: Record<string, unknown> = {
      required_names: props.names().map((host) => host.value ?? host.expression ?? ''),
      bundle: bundleFolderOf(owner),
    };
    for (const assigned of props.certificates()) value[assigned.name] = outputOf(assigned);
    return value;
  }
}

function outputOf({ config }: AssignedCertificate): Record<string, unknown> {
  const { state, facts } = config.description.certificate;
  const { sha1 } = facts;
  const root = rootName(config);
  return {
    state,
    ...(config.csrPem === undefined ? {} : { certificate_request: config.csrPem }),
    ...(config.certificatePem === undefined
      ? {}
      : {
          certificate: config.certificatePem,
          chain: config.chainPem ?? '',
          // Named here, and given once for all who share it: Terraform keeps outputs in its state.
          ...(root === undefined ? {} : { root }),
          // Of what Terraform issues the bundle's manifest has it: a data source for it would be kept and read for each server.
          ...(sha1 === undefined ? {} : { thumbprint: sha1 }),
        }),
    ...(config.notBefore === undefined ? {} : { valid_from: config.notBefore }),
    ...(config.notAfter === undefined ? {} : { expires: config.notAfter }),
    ...(config.renewalDue === undefined ? {} : { renewal_due: config.renewalDue }),
  };
}

/** An output's dependency: an address, not an expression, read when it is written, since the user may still override the logical id. */
function addressOf({ gate }: DeliveryBatch): { readonly fqn: string } {
  return {
    get fqn() {
      return gate.address;
    },
  };
}
