import type { Requirement } from './requirement';

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
