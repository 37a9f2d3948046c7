import * as der from '../../../../lib/pki/der-writer';
import { issueCertificate, keyOf, type Issued, type IssueOptions } from '../../../support/issue';
import { makeOcspResponse } from '../../../support/issue-other';
import type { HopCertificate } from './hop';
import { hopsOf, wayName, type HopKind, type HopProgram, type WaySpecification } from './specification';

const DAY_MS = 86_400_000;
const DOMAIN = 'contoso.com';

/** The names that clients use, and what each is called in a specification. */
export const HOSTS: Readonly<Record<WaySpecification['host'], string>> = {
  mail: `mail.${DOMAIN}`,
  owa: `owa.${DOMAIN}`,
  legacy: `legacy.${DOMAIN}`,
};
export const EVERY_HOST: readonly string[] = Object.values(HOSTS);
/** The server's own name. */
export const SERVER_NAME = 'cas01.contoso.internal';
/** Names that points choose certificates by; the fallback answers for the others. */
const NAMES_BY_SNI: readonly string[] = [HOSTS.mail, HOSTS.owa];

/** The CAs of all ways. Clients hold `root`, `commercial` and `inspection`; `other` is held by whoever is said to trust it. */
export interface Authorities {
  readonly root: Issued;
  readonly other: Issued;
  readonly commercial: Issued;
  /** Root of TLS inspectors. */
  readonly inspection: Issued;
  /** Issues the certificates of clients. */
  readonly clients: Issued;
}

export type AuthorityName = keyof Authorities;

/** A certificate of a way, with the CA above it. */
export interface WayCertificate {
  readonly authority: AuthorityName;
  readonly issued: Issued;
}

/** What a hop that ends TLS presents. */
export interface Presenter {
  readonly kind: HopKind;
  readonly program: HopProgram;
  /** For the names that nothing else is presented for. */
  readonly fallback?: WayCertificate;
  readonly bySni: readonly { readonly hostNames: readonly string[]; readonly certificate: WayCertificate }[];
  readonly staple?: HopCertificate['staple'];
}

/** A way with its certificates. */
export interface Way {
  readonly id: string;
  readonly name: string;
  readonly specification: WaySpecification;
  readonly host: string;
  readonly authorities: Authorities;
  /** Outermost first; what passes TLS through presents nothing. */
  readonly hops: readonly Presenter[];
  readonly server: WayCertificate;
  /** What the client has for itself. */
  readonly client: Issued;
}

const MUST_STAPLE = { oid: '1.3.6.1.5.5.7.1.24', value: der.sequence(der.integer(5)) };

/** Makes the certificates of ways, all below the same few CAs. */
export class WayMaker {
  public readonly authorities: Authorities;
  private readonly client: Issued;
  private readonly now: number;
  private made = 0;

  public constructor(now: Date) {
    this.now = Math.floor(now.getTime() / 1000) * 1000;
    const authority = (name: string): Issued =>
      issueCertificate({
        subject: [
          ['O', 'Contoso'],
          ['CN', `Contoso ${name} CA`],
        ],
        isCa: true,
        key: keyOf('p256', `ways ${name}`),
        notBefore: new Date(this.now - 400 * DAY_MS),
        notAfter: new Date(this.now + 3000 * DAY_MS),
      });
    this.authorities = {
      root: authority('Root'),
      other: authority('Other'),
      commercial: authority('Commercial'),
      inspection: authority('Inspection'),
      clients: authority('Clients'),
    };
    this.client = this.issue('clients', { subject: 'ada', eku: ['clientAuth'] });
  }

  public make(specification: WaySpecification, number: number): Way {
    const server = this.serverCertificate(specification);
    return {
      id: `way${number}`,
      name: wayName(specification),
      specification,
      host: HOSTS[specification.host],
      authorities: this.authorities,
      hops: this.presenters(specification, server),
      server,
      client: this.client,
    };
  }

  private presenters(s: WaySpecification, server: WayCertificate): Presenter[] {
    let points = 0;
    return hopsOf(s).map(({ kind, program }): Presenter => {
      if (kind === 'pass') return { kind, program, bySni: [] };
      if (kind === 'inspector')
        return { kind, program, fallback: this.certificate('inspection', [HOSTS[s.host]]), bySni: [] };
      return { kind, program, ...(points++ === 0 ? this.atPoint(s, server) : this.atInnerPoint(s)) };
    });
  }

  private atPoint(s: WaySpecification, server: WayCertificate): Omit<Presenter, 'kind' | 'program'> {
    if (s.sni !== 'one') {
      const bySni = NAMES_BY_SNI.map((host) => ({ hostNames: [host], certificate: this.certificate('root', [host]) }));
      const names = s.pointCertificate === 'wildcard' ? [`*.${DOMAIN}`] : [HOSTS.mail, HOSTS.legacy];
      return { bySni, ...(s.sni === 'by-name' ? { fallback: this.certificate('root', names) } : {}) };
    }
    const fallback = s.pointCertificate === 'of-server' ? server : this.special(s.pointCertificate, s);
    if (s.staples === 'no') return { bySni: [], fallback };
    const issuer = this.authorities[fallback.authority];
    const response = makeOcspResponse({
      certificate: fallback.issued.certificate,
      issuer,
      thisUpdate: new Date(this.now - DAY_MS),
      nextUpdate: new Date(this.now + 5 * DAY_MS),
      // GnuTLS 3.7 finds a responder that nobody sends by its name alone.
      byName: true,
    });
    return { bySni: [], fallback, staple: { response, issuerPem: issuer.pem } };
  }

  private atInnerPoint({ innerCertificate }: WaySpecification): Omit<Presenter, 'kind' | 'program'> {
    if (innerCertificate !== 'by-name') return { bySni: [], fallback: this.special(innerCertificate) };
    // What is met under the server's own name covers it, and nothing else does.
    const bySni = [{ hostNames: [SERVER_NAME], certificate: this.certificate('root', [SERVER_NAME]) }];
    return { bySni, fallback: this.certificate('root', EVERY_HOST) };
  }

  private special(
    kind: Exclude<WaySpecification['pointCertificate'], 'of-server'>,
    s?: WaySpecification,
  ): WayCertificate {
    const names = { wildcard: [`*.${DOMAIN}`], 'other-name': [`www.${DOMAIN}`] }[kind as string] ?? EVERY_HOST;
    return this.certificate(kind === 'other-root' ? 'other' : 'root', names, {
      ...this.dates(kind),
      ...(s?.mustStaple === 'yes' ? { extensions: [MUST_STAPLE] } : {}),
    });
  }

  private serverCertificate({ serverCertificate: kind, serverHash: hash }: WaySpecification): WayCertificate {
    const names = { commercial: EVERY_HOST, 'internal-name': [SERVER_NAME], 'other-name': [`www.${DOMAIN}`] }[
      kind as string
    ] ?? [...EVERY_HOST, SERVER_NAME];
    const authority = ({ commercial: 'commercial', 'other-root': 'other' } as const)[kind as 'commercial'] ?? 'root';
    return this.certificate(authority, names, { hash, ...this.dates(kind) });
  }

  private dates(kind: string): Partial<IssueOptions> {
    if (kind === 'expired')
      return { notBefore: new Date(this.now - 90 * DAY_MS), notAfter: new Date(this.now - DAY_MS) };
    if (kind === 'not-yet')
      return { notBefore: new Date(this.now + DAY_MS), notAfter: new Date(this.now + 90 * DAY_MS) };
    return {};
  }

  private certificate(
    authority: AuthorityName,
    dnsNames: readonly string[],
    options: Partial<IssueOptions> = {},
  ): WayCertificate {
    return { authority, issued: this.issue(authority, { subject: dnsNames[0], dnsNames, ...options }) };
  }

  private issue(authority: AuthorityName, options: IssueOptions): Issued {
    return issueCertificate({
      issuer: this.authorities[authority],
      key: keyOf('p256', 'ways leaf'),
      keyUsage: ['digitalSignature'],
      notBefore: new Date(this.now - 10 * DAY_MS),
      notAfter: new Date(this.now + 80 * DAY_MS),
      serial: BigInt(0x40000000 + ++this.made),
      ...options,
    });
  }
}
