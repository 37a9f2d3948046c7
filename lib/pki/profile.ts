import type { NameConstraintOptions } from './name-constraints';
import type { KeyAlgorithm } from './public-key';
import { requirements, type PathRole, type Requirement, type RequirementLevel } from './requirement';
import type { HashName } from './signature-algorithm';

/** A limit on a server certificate's validity, from the day on which it was issued. */
export interface ValidityLimit {
  /** ISO date, UTC. */
  readonly issuedFrom: string;
  readonly days: number;
  /** Seconds by which it may be exceeded all the same. Default: 0. */
  readonly graceSeconds?: number;
  readonly source: string;
}

/** What one kind of client demands of a path. Plain data; every entry of `requirements` names its own source. */
export interface PathProfile {
  readonly name: string;
  readonly description: string;
  /** Where the profile's choices come from. */
  readonly source: string;
  /** The use that leaf and CAs must allow. 'any': no use is asked for. */
  readonly purpose: 'serverAuth' | 'clientAuth' | 'emailProtection' | 'any';
  readonly keyTypes: readonly KeyAlgorithm[];
  readonly minimumRsaBits: number;
  readonly curves: readonly string[];
  /** Hashes of signatures on leaf and intermediates; a root's own signature is not judged. */
  readonly hashes: readonly HashName[];
  /** The one hash that a key on a curve may sign with; curves that are not listed may sign with any. */
  readonly curveHashes: Readonly<Record<string, HashName>>;
  /** RSASSA-PSS signatures are understood. */
  readonly pss: boolean;
  /** The common name counts as host name when there is no DNS name. */
  readonly commonName: boolean;
  readonly nameConstraints: NameConstraintOptions;
  readonly maximumDays: readonly ValidityLimit[];
  /** 'when-present': revocation data that is given must be good; 'required': no data means unknown; 'ignored': never looked at. */
  readonly revocation: 'when-present' | 'required' | 'ignored';
  /** Intermediates that are not self-issued. */
  readonly maximumIntermediates: number;
  readonly requirements: Readonly<Record<PathRole, readonly Requirement[]>>;
  /** Codes of reasons that this kind of client does not look at, by the certificate that demands or breaches them. Default: none. */
  readonly overlooks?: Readonly<Partial<Record<PathRole, readonly string[]>>>;
  /** Uses that stand for the purpose in the certificates of CAs. Default: none. */
  readonly authorityUses?: readonly string[];
  /** Where anyExtendedKeyUsage does not stand for the purpose. Default: it does everywhere. */
  readonly anyUseIsNone?: readonly PathRole[];
  /** Other requirements for certificates that were issued before a day, the earliest day first. Default: none. */
  readonly earlier?: readonly EarlierRequirements[];
}

/** What a profile demands of certificates that were issued before a day. */
export interface EarlierRequirements {
  /** ISO date, UTC; a certificate whose validity begins earlier is judged by `profile`. */
  readonly issuedBefore: string;
  readonly profile: PathProfile;
}

interface Selection {
  readonly levels: readonly RequirementLevel[];
  readonly also?: readonly string[];
  readonly except?: readonly string[];
}

function select(chosen: Selection, anchor: Selection = chosen): PathProfile['requirements'] {
  const pick = (role: PathRole, { levels, also = [], except = [] }: Selection): readonly Requirement[] =>
    requirements.filter(
      (r) => r.roles.includes(role) && (levels.includes(r.level) || also.includes(r.code)) && !except.includes(r.code),
    );
  return { leaf: pick('leaf', chosen), ca: pick('ca', chosen), anchor: pick('anchor', anchor) };
}

const strictConstraints: NameConstraintOptions = { leadingDot: false, commonName: false };
const lenientConstraints: NameConstraintOptions = { leadingDot: true, commonName: true };
const modernHashes: readonly HashName[] = ['sha256', 'sha384', 'sha512'];
const nistCurves = ['P-256', 'P-384', 'P-521'];

/** Breaches that roots in the commercial stores have (Go Daddy G2, ePKI, TWCA, Certum and others) and every client forgives. */
const toleratedInStores = ['serial-zero', 'ski-missing', 'time-encoding', 'basic-constraints-not-critical'];

/** CA/B Forum ballot SC-081v3: the limits of BR 6.3.2. */
const publicLimits: readonly ValidityLimit[] = [
  { issuedFrom: '2018-03-01', days: 825, source: 'CA/B BR 6.3.2' },
  { issuedFrom: '2020-09-01', days: 398, source: 'CA/B BR 6.3.2' },
  { issuedFrom: '2026-03-15', days: 200, source: 'CA/B BR 6.3.2 (SC-081v3)' },
  { issuedFrom: '2027-03-15', days: 100, source: 'CA/B BR 6.3.2 (SC-081v3)' },
  { issuedFrom: '2029-03-15', days: 47, source: 'CA/B BR 6.3.2 (SC-081v3)' },
];

/** Path validation to the letter of RFC 5280, with host names as in RFC 9525. */
export const rfc5280: PathProfile = {
  name: 'rfc5280',
  description: 'RFC 5280 to the letter',
  source: 'RFC 5280, RFC 9525',
  purpose: 'serverAuth',
  keyTypes: ['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448'],
  minimumRsaBits: 2048,
  curves: nistCurves,
  hashes: modernHashes,
  curveHashes: {},
  pss: true,
  commonName: false,
  nameConstraints: strictConstraints,
  maximumDays: [],
  revocation: 'when-present',
  maximumIntermediates: 16,
  requirements: select({ levels: ['essential', 'rfc5280'], also: ['public-suffix-wildcard'] }),
};

/** The certificate profile of the CA/Browser Forum, apart from its limits on names and dates. */
export const webpki: PathProfile = {
  ...rfc5280,
  name: 'webpki',
  description: 'RFC 5280 and the certificate profiles of the CA/Browser Forum; private names and long validity allowed',
  source: 'CA/B Forum TLS Baseline Requirements 7.1',
  curveHashes: { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' },
  keyTypes: ['rsa', 'ec'],
  // BR 7.1.2.5.2 lets nameConstraints be non-critical for old software.
  requirements: select({ levels: ['essential', 'rfc5280', 'cabf'], except: ['name-constraints-not-critical'] }),
};

/** What a publicly trusted certificate must be on the day it is issued. */
export const strictPublic: PathProfile = {
  ...webpki,
  name: 'strictPublic',
  description: 'a publicly trusted server certificate: CA/Browser Forum profiles, public names, limited validity',
  source: 'CA/B Forum TLS Baseline Requirements',
  maximumDays: publicLimits,
  requirements: select(
    { levels: ['essential', 'rfc5280', 'cabf', 'public'], except: ['name-constraints-not-critical'] },
    // Roots in the stores are older than the profiles for them.
    { levels: ['essential'], also: ['key-size-multiple', 'key-exponent'] },
  ),
};

/** Current browsers and mail applications, in one. */
export const webClient: PathProfile = {
  ...rfc5280,
  name: 'webClient',
  description: 'a current browser or mail application',
  source: 'RFC 5280, RFC 9525; what Chromium, Firefox, Go and rustls have in common, on the strict side',
  requirements: select(
    {
      levels: ['essential', 'rfc5280'],
      also: [
        'public-suffix-wildcard',
        'key-exponent',
        'eku-any',
        'key-size-multiple',
        'aki-key-identifier',
        'aia-url',
        'common-name-address',
      ],
      except: ['name-constraints-not-critical'],
    },
    {
      levels: ['essential', 'rfc5280'],
      also: ['key-exponent', 'key-size-multiple', 'aki-key-identifier', 'aki-mismatch'],
      except: ['name-constraints-not-critical', ...toleratedInStores],
    },
  ),
};

/** A company's own CA and its clients: sound paths, but not to the letter. */
export const internalCa: PathProfile = {
  ...rfc5280,
  name: 'internalCa',
  description: "clients of a company's own CA",
  source: 'RFC 5280 6.1; what AD CS issues and Windows accepts',
  minimumRsaBits: 2048,
  nameConstraints: { leadingDot: true, commonName: false },
  requirements: select({ levels: ['essential'] }),
};

/** Of the server's own certificate, what clients differ in: each platform has facts of its own for it. */
const clientsDiffer = [
  'key-type',
  'key-curve',
  'key-size',
  'signature-algorithm',
  'eku-mismatch',
  'leaf-key-usage',
  'san-missing',
  'san-syntax',
];

/** What every client demands of a path, whatever else it overlooks: breaches of the standards alone refuse nothing. */
export const everyClient: PathProfile = {
  ...internalCa,
  name: 'everyClient',
  description: 'what every client demands',
  source: 'RFC 5280 6.1; what Chromium, Firefox, Go, OpenSSL, GnuTLS, NSS and Java have in common',
  overlooks: { leaf: clientsDiffer },
};

/** Apple's requirements for trusted certificates in iOS 13 and macOS 10.15 and later. */
export const apple: PathProfile = {
  ...rfc5280,
  name: 'apple',
  description: 'iOS 13, macOS 10.15 and later',
  source: 'Apple, Requirements for trusted certificates in iOS 13 and macOS 10.15 (support document 103769)',
  keyTypes: ['rsa', 'ec'],
  maximumDays: [{ issuedFrom: '2019-07-01', days: 825, graceSeconds: 3600, source: 'Apple support document 103769' }],
  requirements: select(
    { levels: ['essential'], also: ['eku-missing', 'public-suffix-wildcard'] },
    { levels: ['essential'] },
  ),
};

/** Windows clients of the time of XP and Vista: common name and SHA-1 still count, PSS is not known. */
export const schannelLegacy: PathProfile = {
  ...rfc5280,
  name: 'schannelLegacy',
  description: 'Outlook and Internet Explorer on Windows XP SP3 to Windows 7',
  source: 'Microsoft, KB968730 (SHA-2 on XP SP3 and Server 2003) and KB2661254 (RSA below 1,024 bits is blocked)',
  keyTypes: ['rsa', 'ec'],
  minimumRsaBits: 1024,
  hashes: ['sha1', 'sha256', 'sha384', 'sha512'],
  pss: false,
  commonName: true,
  nameConstraints: lenientConstraints,
  requirements: select({ levels: ['essential'] }),
};

/** The same without SHA-512, and RSA only: handhelds of the time. */
export const windowsMobile6: PathProfile = {
  ...schannelLegacy,
  name: 'windowsMobile6',
  description: 'Windows Mobile 6',
  keyTypes: ['rsa'],
  hashes: ['sha1', 'sha256', 'sha384'],
};

/** Every profile by its name. */
export const profiles: Readonly<Record<string, PathProfile>> = Object.fromEntries(
  [webClient, schannelLegacy, windowsMobile6, apple, strictPublic, internalCa, everyClient, rfc5280, webpki].map(
    (p) => [p.name, p],
  ),
);
