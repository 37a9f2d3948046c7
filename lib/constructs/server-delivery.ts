import { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import {
  ExchangeProduct,
  ExchangeRelease,
  encodeSlice,
  EstateSlice,
  SliceKind,
  SliceLocations,
  takeLocations,
} from '../model';
import { ApplyAssets, APPLY_SCRIPT } from './apply-assets';
import { AssignedCertificates } from './assigned-certificates';
import { CertificateDelivery } from './certificate-delivery';
import { DeclaredBindings } from './declared-bindings';
import { literal } from './declared-name';
import { PolicyGate } from './gate';
import { preconditionOf } from './precondition';
import { Registry } from './registry';
import { TerraformData } from './terraform-data';

/** What the delivery of a server's certificates depends on. */
export interface ServerDeliveryProps {
  readonly release: ExchangeRelease;
  readonly windowsServer: string | undefined;
  readonly bindings: DeclaredBindings;
}

/**
 * What Terraform does with a server's certificates once they are there: the gate judges the real PEM with the same rules as synth, and
 * only then they are delivered.
 */
export class ServerDelivery {
  private readonly gate: TerraformData;
  private readonly registry: Registry;
  private written?: { readonly revision: number; readonly text: string; readonly locations: SliceLocations };

  public constructor(
    private readonly server: Construct,
    private readonly certificates: AssignedCertificates,
    props: ServerDeliveryProps,
  ) {
    this.registry = Registry.of(server);
    ApplyAssets.of(server);
    this.gate = new TerraformData(server, 'Gate', () => this.gateBody());
    new CertificateDelivery(server, {
      certificates: () => certificates.all(),
      names: () => props.bindings.hostNames,
      legacyPfx: needsLegacyPfx(props.release, props.windowsServer),
      gate: this.gate,
    });
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
      input: slice,
      comment: { clientAccess: { locations } },
      // The judgement is repeated when the certificate changes, or what is declared of the server, of its clients or of the policy.
      triggersReplace: [
        ...pems,
        createHash('sha256').update(slice).update(this.registry.audienceOf(this.server)).digest('hex'),
      ],
      preconditions: conditions,
      ...(pems.length === 0 ? {} : { provisioners: [{ script: APPLY_SCRIPT, command: 'gate', environment }] }),
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
