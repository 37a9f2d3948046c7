import { Binding, Certificate, Estate, KnownCertificate, mapped, PresentedChain, PublishingPoint } from '../model';

/** The certificates that endpoints presented, and the estate in which each presenter refers to its own. */
export interface Presented {
  readonly estate: Estate;
  readonly certificates: KnownCertificate[];
}

/**
 * Assigns what endpoints presented to the certificates of an estate: a server by protocol, a publishing point by host name. Where two
 * endpoints are declared to present one certificate and present two, the second becomes a certificate of its own, declared alike.
 */
export function assignPresented(estate: Estate, chains: readonly PresentedChain[]): Presented {
  const assignment = new Assignment(estate);
  for (const chain of chains) assignment.add(chain);
  return assignment.result();
}

class Assignment {
  private readonly known = new Map<string, KnownCertificate>();
  private readonly copies: Certificate[] = [];
  /** Certificates by the id of the binding, or by point and host name. */
  private readonly moved = new Map<string, string>();
  /** Whether OCSP responses are stapled, by binding or point. */
  private readonly stapling = new Map<string, boolean>();
  /** Bindings and points with an RSA certificate for clients without ECDSA. */
  private readonly rsaBeside = new Set<string>();

  public constructor(private readonly estate: Estate) {}

  public add({
    at,
    host,
    protocol,
    sni,
    chainPem,
    revocation,
    revokedIssuer,
    rsaBeside,
    staples,
  }: PresentedChain): void {
    const [pem, ...between] = chainPem;
    if (pem === undefined) return;
    const point = this.estate.publishingPoints.find(({ id }) => id === at);
    const binding = this.estate.bindings.find((one) => one.server === at && one.protocol === protocol);
    const declared = point ? certificateAt(point, host.value, sni) : binding?.certificate;
    const certificate = this.estate.certificates.find(({ id }) => id === declared);
    if (!certificate) return;
    const whose = point?.id ?? (binding as Binding).id;
    if (rsaBeside === true) this.rsaBeside.add(whose);
    if (staples !== undefined) {
      // What staples for one name and not for another does not do so for every client.
      this.stapling.set(whose, staples && this.stapling.get(whose) !== false);
    }
    const place = point ? `${at}>${host.value ?? ''}` : (binding as Binding).id;
    const first = this.known.get(certificate.id);
    const id = first === undefined || first.pem === pem ? certificate.id : `${place}/presented`;
    if (id !== certificate.id) {
      this.copies.push({ ...certificate, id });
      this.moved.set(place, id);
    }
    const root = this.estate.anchors.find((anchor) => anchor.id === certificate.anchor)?.pem;
    this.known.set(id, {
      id,
      pem,
      chainPem: between,
      rootPem: root === undefined ? [] : [root],
      ...(revocation === undefined ? {} : { revocation }),
      ...(revokedIssuer === undefined ? {} : { revokedIssuer }),
    });
  }

  public result(): Presented {
    const certificates = [...this.known.values()];
    if (this.moved.size === 0 && this.stapling.size === 0 && this.rsaBeside.size === 0)
      return { estate: this.estate, certificates };
    const bindings = mapped(this.estate.bindings, (binding) => {
      const certificate = this.moved.get(binding.id);
      return this.stapled(certificate === undefined ? binding : { ...binding, certificate });
    });
    const publishingPoints = mapped(this.estate.publishingPoints, (point) => {
      const own = [...this.moved].filter(([place]) => place.startsWith(`${point.id}>`));
      if (own.length === 0) return this.stapled(point);
      const names = own.map(([place, certificate]) => ({
        hostNames: [{ value: place.slice(point.id.length + 1) }],
        certificate,
      }));
      // What was presented counts before what was declared for the same name.
      return this.stapled({ ...point, sniCertificates: [...names, ...(point.sniCertificates ?? [])] });
    });
    return {
      estate: {
        ...this.estate,
        bindings,
        publishingPoints,
        certificates: [...this.estate.certificates, ...this.copies],
      },
      certificates,
    };
  }

  /** What was seen counts before what was declared. */
  private stapled<T extends Binding | PublishingPoint>(one: T): T {
    const stapling = this.stapling.get(one.id);
    const seen = stapling === undefined || stapling === one.stapling ? one : { ...one, stapling };
    return this.rsaBeside.has(one.id) ? { ...seen, rsaBeside: true } : seen;
  }
}

function certificateAt(point: PublishingPoint, host: string | undefined, sni: boolean): string | undefined {
  const byName = sni
    ? point.sniCertificates?.find(({ hostNames }) =>
        hostNames.some(({ value }) => value !== undefined && value === host),
      )
    : undefined;
  return byName?.certificate ?? point.certificate;
}
