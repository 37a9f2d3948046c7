import type { Certificate509 } from './certificate';
import { type PathProfile, type Requirement, type RequirementLevel, ValidityLimit } from './requirement';
import type { PathReason, PathRole } from './path-reason';
import { extensionRequirements } from './requirement-extensions';
import { keyRequirements, structureRequirements } from './requirement-structure';
import { nameRequirements } from './requirement-names';
import type { NameConstraintOptions } from './names';
import type { HashName } from './signature';

/** Every requirement, in the order in which breaches are reported. */
export const requirements: readonly Requirement[] = [
  ...structureRequirements,
  ...extensionRequirements,
  ...nameRequirements,
  ...keyRequirements,
];

/** All breaches of the profile's requirements by one certificate in one role. */
export function breaches(certificate: Certificate509, role: PathRole, profile: PathProfile): PathReason[] {
  const found: PathReason[] = [];
  for (const requirement of profile.requirements[role]) {
    const message = requirement.breach(certificate, role, profile);
    if (message !== undefined) {
      found.push({
        code: requirement.code,
        section: requirement.section,
        message,
        fix: requirement.fix,
        certificate: certificate.displayName,
        sha256: certificate.sha256,
      });
    }
  }
  return found;
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

/** Every profile by its name. */
export const profiles: Readonly<Record<string, PathProfile>> = Object.fromEntries(
  [webClient, strictPublic, internalCa, everyClient, rfc5280, webpki].map((p) => [p.name, p]),
);

const EVERY_HASH: readonly HashName[] = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'];

function without(list: readonly Requirement[], codes: readonly string[]): readonly Requirement[] {
  return list.filter(({ code }) => !codes.includes(code));
}

/**
 * A path that is sound, whoever looks at it: names, signatures, dates, constraints. Which hashes, keys and names a client accepts is a
 * fact of the client, and no CA's rule stands in for it.
 */
export const soundPath: PathProfile = {
  ...internalCa,
  name: 'soundPath',
  description: 'a path that is sound, whatever keys and hashes the client accepts',
  source: 'RFC 5280 6.1',
  keyTypes: ['rsa', 'rsa-pss', 'ec', 'ed25519', 'ed448', 'dsa'],
  minimumRsaBits: 0,
  hashes: EVERY_HASH,
  commonName: true,
  nameConstraints: { leadingDot: true, commonName: true },
  requirements: {
    leaf: internalCa.requirements.leaf,
    ca: internalCa.requirements.ca,
    // Roots of the time before RFC 3280 are of version 1 and have no extensions.
    anchor: without(internalCa.requirements.anchor, ['anchor-without-basic-constraints']),
  },
  overlooks: everyClient.overlooks,
};

/**
 * What the rules for public CAs demanded of a certificate on its day of issue. The TLS Baseline Requirements are in force from 2012-07-01;
 * they allowed RSA keys of 1024 bits for what ended by 2013-12-31, and SHA-1 for what was issued by 2015-12-31.
 */
export const publicCa: PathProfile = {
  ...everyClient,
  name: 'publicCa',
  description: 'a certificate of a public CA, by its day of issue',
  source: 'CA/B BR 1.2, 6.1.5, 7.1.3; RFC 5280',
  earlier: [
    { issuedBefore: '2012-07-01', profile: soundPath },
    {
      issuedBefore: '2014-01-01',
      profile: { ...soundPath, hashes: EVERY_HASH.filter((hash) => hash !== 'md5'), minimumRsaBits: 1024 },
    },
    {
      issuedBefore: '2016-01-01',
      profile: { ...soundPath, hashes: EVERY_HASH.filter((hash) => hash !== 'md5'), minimumRsaBits: 2048 },
    },
  ],
};
