import { createHash } from 'node:crypto';
import { OID } from '../../../lib/pki/oid';
import * as der from '../../../lib/pki/der-writer';
import { issueCertificate, keyOf, generalName, type Issued, type IssueOptions } from '../../support/issue';
import { nameOf, type Specification } from './specification';

/** One server to connect to, and who connects how. */
export interface RealityCase {
  readonly id: string;
  /** What is not usual, in words. */
  readonly name: string;
  readonly specification: Specification;
  /** The host name or IP address that the client asks for. */
  readonly host: string;
  readonly leaf: Issued;
  /** What the server sends after the leaf. */
  readonly served: readonly Issued[];
  /** At the top of the path: the root, or the self-signed certificate itself. */
  readonly anchor: Issued;
  readonly installed: boolean;
  /** What the client's store holds, PEM: the anchor, or a root that has nothing to do with the case. */
  readonly storePem: string;
}

const DAY_MS = 86_400_000;

interface Names {
  readonly host: string;
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
  readonly ipAddresses?: readonly string[];
}

const HOST = 'mail.contoso.com';
const NAMES: Readonly<Record<Specification['names'], Names>> = {
  exact: { host: HOST, commonName: HOST, dnsNames: [HOST, 'autodiscover.contoso.com'] },
  wildcard: { host: HOST, commonName: '*.contoso.com', dnsNames: ['*.contoso.com'] },
  'wildcard-two-labels': { host: 'a.mail.contoso.com', commonName: '*.contoso.com', dnsNames: ['*.contoso.com'] },
  'wildcard-apex': { host: 'contoso.com', commonName: '*.contoso.com', dnsNames: ['*.contoso.com'] },
  'wildcard-inner': { host: HOST, commonName: 'mail.*.com', dnsNames: ['mail.*.com'] },
  'wildcard-partial': { host: HOST, commonName: 'ma*.contoso.com', dnsNames: ['ma*.contoso.com'] },
  'wildcard-public-suffix': { host: 'contoso.com', commonName: '*.com', dnsNames: ['*.com'] },
  'wildcard-a-label': { host: 'xn--mnchen-3ya.contoso.com', commonName: '*.contoso.com', dnsNames: ['*.contoso.com'] },
  'common-name': { host: HOST, commonName: HOST },
  'common-name-wildcard': { host: HOST, commonName: '*.contoso.com' },
  'common-name-beside-other': { host: HOST, commonName: HOST, dnsNames: ['www.contoso.com'] },
  'common-name-beside-address': { host: HOST, commonName: HOST, ipAddresses: ['127.0.0.1'] },
  other: { host: HOST, commonName: 'www.contoso.com', dnsNames: ['www.contoso.com'] },
  'a-label': {
    host: 'xn--mnchen-3ya.contoso.com',
    commonName: 'xn--mnchen-3ya.contoso.com',
    dnsNames: ['xn--mnchen-3ya.contoso.com'],
  },
  'upper-case': { host: HOST, commonName: 'MAIL.CONTOSO.COM', dnsNames: ['MAIL.CONTOSO.COM'] },
  'single-label': { host: 'mail01', commonName: 'mail01', dnsNames: ['mail01'] },
  'internal-name': { host: 'mail.contoso.internal', commonName: 'mail', dnsNames: ['mail.contoso.internal'] },
  underscore: { host: 'mail_1.contoso.com', commonName: 'mail', dnsNames: ['mail_1.contoso.com'] },
  'ip-address': { host: '127.0.0.1', commonName: 'mail', ipAddresses: ['127.0.0.1'] },
  'ip-address-as-name': { host: '127.0.0.1', commonName: 'mail', dnsNames: ['127.0.0.1'] },
  'ip-address-as-common-name': { host: '127.0.0.1', commonName: '127.0.0.1' },
};

const EKU: Readonly<Record<Specification['eku'], readonly string[] | null>> = {
  server: ['serverAuth'],
  'server-and-client': ['serverAuth', 'clientAuth'],
  client: ['clientAuth'],
  none: null,
  any: ['anyExtendedKeyUsage'],
};
const CA_EKU: Readonly<Record<Specification['caEku'], readonly string[] | null>> = {
  none: null,
  server: ['serverAuth'],
  client: ['clientAuth'],
  any: ['anyExtendedKeyUsage'],
};
const KEY_USAGE: Readonly<Record<Specification['keyUsage'], readonly string[] | null>> = {
  'signature-and-encipherment': ['digitalSignature', 'keyEncipherment'],
  signature: ['digitalSignature'],
  encipherment: ['keyEncipherment'],
  agreement: ['keyAgreement'],
  'cert-sign': ['keyCertSign'],
  none: null,
};

function constraints(ca: Specification['ca']): Partial<IssueOptions> {
  switch (ca) {
    case 'names-permitted':
      return { permitted: ['contoso.com', 'contoso.internal', 'mail01'].map(generalName.dns) };
    case 'names-permitted-dot':
      return { permitted: [generalName.dns('.contoso.com')] };
    case 'names-excluded':
      return { excluded: [generalName.dns('contoso.com')] };
    case 'names-not-permitted':
      return { permitted: [generalName.dns('fabrikam.com')] };
    default:
      return {};
  }
}

/** What is said of a CA that signs leaves. */
function caOptions(s: Specification): Partial<IssueOptions> {
  switch (s.ca) {
    case 'not-a-ca':
      return { isCa: false, keyUsage: ['keyCertSign', 'cRLSign'], extensions: [NOT_A_CA] };
    case 'no-basic-constraints':
      return { isCa: true, without: [OID.basicConstraints] };
    case 'no-cert-sign':
      return { isCa: true, keyUsage: ['cRLSign'] };
    default:
      return { isCa: true, ...constraints(s.ca) };
  }
}

const NOT_A_CA = { oid: OID.basicConstraints, critical: true, value: der.sequence() };
const POLICIES = { oid: '2.5.29.32', value: der.sequence(der.sequence(der.oid('2.23.140.1.2.2'))) };
const CRITICAL_UNKNOWN = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: der.nullValue() };

function leafExtensions(s: Specification): Partial<IssueOptions> {
  switch (s.extension) {
    case 'policies':
      return { extensions: [POLICIES] };
    case 'critical-unknown':
      return { extensions: [CRITICAL_UNKNOWN] };
    case 'no-key-identifiers':
      return { without: [OID.subjectKeyIdentifier, OID.authorityKeyIdentifier] };
    default:
      return {};
  }
}

function leafDates(s: Specification, now: Date): { notBefore: Date; notAfter: Date } {
  const whole = Math.floor(now.getTime() / 1000) * 1000;
  const days = Number(s.days);
  // Ten days old, two days over, or two days early; a lifetime counts both ends.
  const from = { expired: whole - (days + 2) * DAY_MS, 'not-yet': whole + 2 * DAY_MS }[s.dates as string];
  const notBefore = new Date(from ?? whole - 10 * DAY_MS);
  return { notBefore, notAfter: new Date(notBefore.getTime() + days * DAY_MS - 1000) };
}

function hashOf(s: Specification): Pick<IssueOptions, 'hash' | 'pss'> {
  const [hash, pss] = s.hash.split('-');
  return { hash: hash as IssueOptions['hash'], pss: pss !== undefined };
}

/** A number that the same text always gives. */
function serial(text: string): bigint {
  return BigInt(`0x4${createHash('sha256').update(text).digest('hex').slice(0, 15)}`);
}

/** Makes cases; the CAs of like cases are the same, so that as few roots as possible go into the stores. */
export class CaseMaker {
  private readonly known = new Map<string, Issued>();
  private readonly since: Date;
  private readonly until: Date;
  private readonly past: Date;

  public constructor(private readonly now: Date) {
    const whole = Math.floor(now.getTime() / 1000) * 1000;
    this.since = new Date(whole - 2000 * DAY_MS);
    this.until = new Date(whole + 5000 * DAY_MS);
    this.past = new Date(whole - 3 * DAY_MS);
  }

  public make(s: Specification): RealityCase {
    const name = nameOf(s);
    const id = createHash('sha256').update(name).digest('hex').slice(0, 10);
    const { host } = NAMES[s.names];
    const installed = s.installed === 'yes';
    if (s.source.startsWith('self-signed')) {
      const leaf = this.leaf(s, id);
      return { id, name, specification: s, host, leaf, served: [], anchor: leaf, ...this.store(installed, leaf) };
    }
    const root = this.root(s);
    const chain = this.chain(s, root);
    const leaf = this.leaf(s, id, chain[0] ?? root);
    const served = this.served(s, chain, root);
    return { id, name, specification: s, host, leaf, served, anchor: root, ...this.store(installed, root) };
  }

  private store(installed: boolean, anchor: Issued): Pick<RealityCase, 'installed' | 'storePem'> {
    return { installed, storePem: (installed ? anchor : this.unrelated()).pem };
  }

  private leaf(s: Specification, id: string, issuer?: Issued): Issued {
    const { commonName, dnsNames, ipAddresses } = NAMES[s.names];
    const isCa = s.source === 'self-signed-ca';
    return issueCertificate({
      subject: [
        ['O', 'Contoso'],
        ['OU', id],
        ['CN', commonName],
      ],
      issuer,
      key: keyOf(s.key, 'reality leaf'),
      dnsNames,
      ipAddresses,
      ...leafDates(s, this.now),
      ...hashOf(s),
      ...(isCa ? { isCa: true } : {}),
      eku: EKU[s.eku],
      keyUsage: isCa && KEY_USAGE[s.keyUsage] ? [...KEY_USAGE[s.keyUsage]!, 'keyCertSign'] : KEY_USAGE[s.keyUsage],
      serial: serial(id),
      ...leafExtensions(s),
    });
  }

  /** CAs between leaf and root, nearest to the leaf first. */
  private chain(s: Specification, root: Issued): Issued[] {
    if (s.source === 'internal') return [];
    const deep = s.source === 'purchased-deep';
    const upper = deep ? this.authority(s, 'Policy CA', root, { isCa: true, ...this.upperLimit(s) }) : undefined;
    const lower = this.authority(s, 'Issuing CA', upper ?? root, { ...caOptions(s), eku: CA_EKU[s.caEku] });
    return upper ? [lower, upper] : [lower];
  }

  private upperLimit(s: Specification): Partial<IssueOptions> {
    return s.ca === 'path-too-long' ? { pathLength: 0 } : {};
  }

  private authority(s: Specification, title: string, issuer: Issued, options: Partial<IssueOptions>): Issued {
    const key = this.shared(s);
    return this.once(`${title} ${key}`, (number) =>
      issueCertificate({
        subject: authorityName(title, number),
        issuer,
        key: keyOf(s.caKey, this.keyName(s, title)),
        notBefore: this.since,
        notAfter: s.dates === 'ca-expired' ? this.past : this.until,
        hash: s.caHash,
        serial: serial(`${title} ${key}`),
        ...options,
      }),
    );
  }

  private root(s: Specification): Issued {
    const key = this.shared(s);
    const direct = s.source === 'internal' ? caOptions(s) : { isCa: true };
    return this.once(`Root CA ${key}`, (number) =>
      issueCertificate({
        subject: authorityName('Root CA', number),
        key: keyOf(s.caKey, this.keyName(s, 'Root CA')),
        notBefore: this.since,
        notAfter: s.dates === 'root-expired' ? this.past : this.until,
        hash: s.rootHash,
        serial: serial(`Root CA ${key}`),
        ...direct,
      }),
    );
  }

  private served(s: Specification, chain: readonly Issued[], root: Issued): Issued[] {
    switch (s.served) {
      case 'missing':
        return chain.slice(1);
      case 'reversed':
        return [...chain].reverse();
      case 'unrelated-first':
        return [this.unrelated(), ...chain];
      case 'with-root':
        return [...chain, root];
      default:
        return [...chain];
    }
  }

  private unrelated(): Issued {
    return this.once('unrelated', (number) =>
      issueCertificate({
        subject: authorityName('Unrelated CA', number),
        isCa: true,
        key: keyOf('p256', 'reality unrelated'),
        notBefore: this.since,
        notAfter: this.until,
      }),
    );
  }

  /** What decides whether two cases have the same CAs. Clients remember CAs that were sent: one that is missing is met nowhere else. */
  private shared(s: Specification): string {
    const dates = s.dates.startsWith('ca') || s.dates.startsWith('root') ? s.dates : '';
    const missing = s.served === 'missing' ? nameOf(s) : '';
    return [s.source, s.caKey, s.caHash, s.rootHash, s.caEku, s.ca, dates, s.installed, missing].join(';');
  }

  /** RSA keys take long to make: CAs of one level share one. */
  private keyName(s: Specification, title: string): string {
    return /^(?:rsa|pss)/.test(s.caKey) ? `reality ${title}` : `reality ${title} ${this.shared(s)}`;
  }

  private once(key: string, make: (number: number) => Issued): Issued {
    let issued = this.known.get(key);
    if (issued === undefined) this.known.set(key, (issued = make(this.known.size + 1)));
    return issued;
  }
}

function authorityName(title: string, number: number): [string, string][] {
  return [
    ['O', 'Contoso'],
    ['CN', `Contoso ${title} ${number}`],
  ];
}
