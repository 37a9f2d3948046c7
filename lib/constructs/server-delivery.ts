import { Construct } from 'constructs';
import {
  ExchangeProduct,
  ExchangeRelease,
  encodeSlice,
  EstateSlice,
  SliceKind,
  SliceLocations,
  takeLocations,
} from '../model';
import { AssignedCertificates } from './assigned-certificates';
import { CertificateDelivery } from './certificate-delivery';
import { DeclaredBindings } from './declared-bindings';
import { PresenterGate } from './presenter-gate';
import { Registry } from './registry';

/** What the delivery of a server's certificates depends on. */
export interface ServerDeliveryProps {
  readonly release: ExchangeRelease;
  readonly windowsServer: string | undefined;
  readonly bindings: DeclaredBindings;
}

/** What Terraform does with a server's certificates once they are there: the gate judges them, and only then they are delivered. */
export class ServerDelivery {
  private readonly registry: Registry;
  private written?: { readonly revision: number; readonly text: string; readonly locations: SliceLocations };

  public constructor(
    private readonly server: Construct,
    certificates: AssignedCertificates,
    props: ServerDeliveryProps,
  ) {
    this.registry = Registry.of(server);
    new CertificateDelivery(server, {
      certificates: () => certificates.all(),
      names: () => props.bindings.hostNames,
      legacyPfx: needsLegacyPfx(props.release, props.windowsServer),
      gate: new PresenterGate(server, { certificates: () => certificates.all(), slice: () => this.slice() }),
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
