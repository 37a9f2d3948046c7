import { Construct } from 'constructs';
import { ExchangeProduct, ExchangeRelease, EstateSlice } from '../model';
import { AssignedCertificates } from './assigned-certificates';
import { CertificateDelivery } from './certificate-delivery';
import { DeclaredBindings } from './declared-bindings';
import { Presenter } from './presenter';
import { Registry } from './registry';

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
