import type { Requirement } from './requirement';

const REISSUE = 'issue the certificate again with software that follows the profile';

/** Demands on the certificate's own fields: RFC 5280 4.1. */
export const structureRequirements: readonly Requirement[] = [
  {
    code: 'encoding',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'X.690 10, RFC 5280 4.1',
    fix: REISSUE,
    breach: (c) => c.encodingFaults[0],
  },
  {
    code: 'extension-syntax',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: REISSUE,
    breach: (c) => {
      const fault = c.extensionFaults[0];
      return fault === undefined ? undefined : `extension ${fault.oid} can't be read: ${fault.message}`;
    },
  },
  {
    code: 'duplicate-extension',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: REISSUE,
    breach: (c) => {
      const seen = new Set<string>();
      for (const { oid } of c.extensions) {
        if (seen.has(oid)) return `extension ${oid} stands twice`;
        seen.add(oid);
      }
      return undefined;
    },
  },
  {
    code: 'unknown-critical-extension',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.2',
    fix: 'issue the certificate without this extension, or not critical',
    breach: (c) =>
      c.unknownCriticalExtensions.length > 0
        ? `critical extension ${c.unknownCriticalExtensions[0]} is not understood`
        : undefined,
  },
  {
    code: 'version',
    level: 'essential',
    roles: ['leaf', 'ca'],
    section: 'RFC 5280 4.1.2.1',
    fix: 'issue a version 3 certificate',
    breach: (c) => (c.version !== 3 ? `version ${c.version} certificate, which has no extensions` : undefined),
  },
  {
    code: 'anchor-version',
    level: 'rfc5280',
    roles: ['anchor'],
    section: 'RFC 5280 4.1.2.1',
    fix: 'use a root with a version 3 certificate',
    breach: (c) => (c.version !== 3 ? `version ${c.version} root certificate` : undefined),
  },
  {
    code: 'issuer-empty',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.4',
    fix: 'give the issuing CA a name',
    breach: (c) => (c.issuerName.isEmpty ? 'the issuer name is empty' : undefined),
  },
  {
    code: 'ca-subject-empty',
    level: 'essential',
    roles: ['ca', 'anchor'],
    section: 'RFC 5280 4.1.2.6',
    fix: 'give the CA a name',
    breach: (c) => (c.subjectName.isEmpty ? 'the subject name of a CA is empty' : undefined),
  },
  {
    code: 'serial-syntax',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.2',
    fix: 'issue the certificate with a positive serial number of at most 20 octets',
    breach: (c) => {
      if (c.serialOctets[0]! >= 0x80) return 'the serial number is negative';
      return c.serialOctets.length > 20 ? `the serial number has ${c.serialOctets.length} octets` : undefined;
    },
  },
  {
    code: 'serial-zero',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.2',
    fix: 'issue the certificate with a positive serial number',
    breach: (c) => (c.serialOctets.length === 1 && c.serialOctets[0] === 0 ? 'the serial number is zero' : undefined),
  },
  {
    code: 'time-encoding',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.5',
    fix: REISSUE,
    breach: (c) => (c.hasOddTimeEncoding ? 'a date before 2050 is encoded as GeneralizedTime' : undefined),
  },
  {
    code: 'validity-order',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.5',
    fix: REISSUE,
    breach: (c) => (c.notBefore > c.notAfter ? 'the certificate ends before it begins' : undefined),
  },
  {
    code: 'unique-identifier',
    level: 'rfc5280',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'RFC 5280 4.1.2.8',
    fix: REISSUE,
    breach: (c) => (c.hasUniqueIdentifiers ? 'the certificate has unique identifiers' : undefined),
  },
  {
    code: 'validity-period',
    level: 'essential',
    roles: ['leaf'],
    section: "the client's limit on validity (profile)",
    fix: 'issue the certificate for a shorter time',
    breach: (c, _role, profile) => {
      const limit = profile.maximumDays.filter((l) => c.notBefore.getTime() >= Date.parse(l.issuedFrom)).at(-1);
      if (limit === undefined) return undefined;
      // Both ends are inside: RFC 5280 4.1.2.5.
      const seconds = (c.notAfter.getTime() - c.notBefore.getTime()) / 1000 + 1;
      return seconds > limit.days * 86_400
        ? `valid for ${Math.ceil(seconds / 86_400)} days; at most ${limit.days} are allowed when issued from ${limit.issuedFrom} (${limit.source})`
        : undefined;
    },
  },
];

const NEW_KEY = 'make a new key of an allowed type and size, and have the certificate issued for it';

/** Demands on keys and signature algorithms; the profile holds the lists. */
export const keyRequirements: readonly Requirement[] = [
  {
    code: 'key-type',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'CA/B BR 6.1.5',
    fix: NEW_KEY,
    breach: (c, _role, profile) =>
      (profile.keyTypes as readonly string[]).includes(c.key.algorithm)
        ? undefined
        : `the key is of type ${c.key.algorithm}; allowed: ${profile.keyTypes.join(', ')}`,
  },
  {
    code: 'key-curve',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'CA/B BR 6.1.5, RFC 5480 2.1.1',
    fix: NEW_KEY,
    breach: (c, _role, profile) =>
      c.key.algorithm === 'ec' && !profile.curves.includes(c.key.curve ?? '')
        ? `the curve is ${c.key.curve}; allowed: ${profile.curves.join(', ')}`
        : undefined,
  },
  {
    code: 'key-size',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'CA/B BR 6.1.5',
    fix: NEW_KEY,
    breach: (c, _role, profile) =>
      (c.key.algorithm === 'rsa' || c.key.algorithm === 'rsa-pss' || c.key.algorithm === 'dsa') &&
      (c.key.bits ?? 0) < profile.minimumRsaBits
        ? `the key has ${c.key.bits ?? 0} bits; at least ${profile.minimumRsaBits} are needed`
        : undefined,
  },
  {
    code: 'key-size-maximum',
    level: 'essential',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'limit against keys that take seconds to use',
    fix: NEW_KEY,
    breach: (c) => ((c.key.bits ?? 0) > 16_384 ? `the key has ${c.key.bits} bits; at most 16,384 are used` : undefined),
  },
  {
    code: 'key-size-multiple',
    level: 'cabf',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'CA/B BR 6.1.5',
    fix: NEW_KEY,
    breach: (c) =>
      (c.key.algorithm === 'rsa' || c.key.algorithm === 'rsa-pss') && (c.key.bits ?? 0) % 8 !== 0
        ? `the RSA key has ${c.key.bits} bits, which is not divisible by 8`
        : undefined,
  },
  {
    code: 'key-exponent',
    level: 'cabf',
    roles: ['leaf', 'ca', 'anchor'],
    section: 'CA/B BR 6.1.6',
    fix: NEW_KEY,
    breach: (c) => {
      const e = c.key.exponent;
      return e !== undefined && (e < 3n || e % 2n === 0n)
        ? 'the RSA exponent is not an odd number of 3 or more'
        : undefined;
    },
  },
  {
    code: 'signature-algorithm',
    level: 'essential',
    roles: ['leaf', 'ca'],
    section: 'CA/B BR 7.1.3.2',
    fix: 'have the CA issue the certificate with a SHA-256 (or stronger) signature',
    breach: (c, _role, profile) => {
      if (c.signature.family === 'unknown') return `signature algorithm ${c.signature.algorithm} is not known`;
      if (c.signature.hash !== undefined && !(profile.hashes as readonly string[]).includes(c.signature.hash)) {
        return `the signature uses ${c.signature.hash}; allowed: ${profile.hashes.join(', ')}`;
      }
      if (c.signature.hash === undefined && !(profile.keyTypes as readonly string[]).includes(c.signature.family)) {
        return `signature algorithm ${c.signature.algorithm} is not allowed`;
      }
      return c.signature.pss && !profile.pss
        ? 'the signature is RSASSA-PSS, which this client can not verify'
        : undefined;
    },
  },
  {
    code: 'anchor-signature-algorithm',
    level: 'cabf',
    roles: ['anchor'],
    section: 'CA/B BR 7.1.3.2',
    fix: 'use a root whose own signature is of an allowed algorithm',
    breach: (c, _role, profile) => {
      const { family, hash, algorithm } = c.signature;
      const weak = hash !== undefined && !(profile.hashes as readonly string[]).includes(hash);
      return weak || family === 'unknown' || family === 'dsa' ? `the root is signed with ${algorithm}` : undefined;
    },
  },
];
