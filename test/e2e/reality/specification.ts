import type { KeyKind } from '../../support/issue';

/** What each part of a case can be; the first value of each is the usual one. */
export const DIMENSIONS = {
  /** Who signed the leaf. An internal or commercial CA signs by its root, or by one or two CAs below it. */
  source: ['internal-issuing', 'internal', 'purchased', 'purchased-deep', 'self-signed', 'self-signed-ca'],
  /** What the server sends after the leaf. */
  served: ['complete', 'missing', 'reversed', 'unrelated-first', 'with-root'],
  names: [
    'exact',
    'wildcard',
    'wildcard-two-labels',
    'wildcard-apex',
    'wildcard-inner',
    'wildcard-partial',
    'wildcard-public-suffix',
    'wildcard-a-label',
    'common-name',
    'common-name-wildcard',
    'common-name-beside-other',
    'common-name-beside-address',
    'other',
    'a-label',
    'upper-case',
    'single-label',
    'internal-name',
    'underscore',
    'ip-address',
    'ip-address-as-name',
    'ip-address-as-common-name',
  ],
  dates: ['valid', 'expired', 'not-yet', 'ca-expired', 'root-expired'],
  /** Lifetime of the leaf in days. */
  days: ['90', '200', '398', '825', '1000', '3650'],
  key: ['rsa2048', 'rsa768', 'rsa1024', 'rsa3072', 'rsa4096', 'pss2048', 'p256', 'p384', 'p521', 'ed25519'],
  /** Key of the CA's that signs the leaf; not for self-signed certificates. */
  caKey: ['rsa2048', 'p256', 'p384', 'p521', 'rsa768', 'rsa1024', 'rsa4096', 'pss2048', 'ed25519'],
  hash: ['sha256', 'sha1', 'sha384', 'sha512', 'sha256-pss', 'sha384-pss', 'sha512-pss'],
  /** Hash of the signature on the issuing CA. */
  caHash: ['sha256', 'sha1', 'sha512'],
  /** Hash of the root's signature on itself. */
  rootHash: ['sha256', 'sha1', 'sha512'],
  eku: ['server', 'server-and-client', 'client', 'none', 'any'],
  caEku: ['none', 'server', 'client', 'any'],
  keyUsage: ['signature-and-encipherment', 'signature', 'encipherment', 'agreement', 'cert-sign', 'none'],
  ca: [
    'usual',
    'not-a-ca',
    'no-basic-constraints',
    'no-cert-sign',
    'path-too-long',
    'names-permitted',
    'names-permitted-dot',
    'names-excluded',
    'names-not-permitted',
  ],
  extension: ['none', 'policies', 'critical-unknown', 'no-key-identifiers'],
  /** Whether the root (self-signed: the certificate itself) is in the client's store. */
  installed: ['yes', 'no'],
} as const;

export type Dimensions = typeof DIMENSIONS;
export type Dimension = keyof Dimensions;
/** One value for each part. */
export type Specification = { readonly [D in Dimension]: Dimensions[D][number] };

/** Every part as usual: what any client accepts. */
export const USUAL: Specification = Object.fromEntries(
  Object.entries(DIMENSIONS).map(([name, values]) => [name, values[0]]),
) as Specification;

/** Every part that is not as usual, in words: the name of the case. */
export function nameOf(specification: Specification): string {
  const unusual = Object.entries(specification).filter(
    ([name, value]) => name !== 'source' && value !== USUAL[name as Dimension],
  );
  return [specification.source, ...unusual.map(([name, value]) => `${name}=${value}`)].join(' ');
}

/** Whether the parts can stand together; a self-signed certificate has no CA, a leaf under a root no issuing CA. */
export function isPossible(s: Specification): boolean {
  const selfSigned = s.source.startsWith('self-signed');
  const direct = s.source === 'internal';
  const usual = (...parts: Dimension[]): boolean => parts.every((part) => s[part] === USUAL[part]);
  if (selfSigned && !usual('served', 'caKey', 'caHash', 'rootHash', 'caEku', 'ca')) return false;
  if (selfSigned && (s.dates === 'ca-expired' || s.dates === 'root-expired')) return false;
  if (direct && (s.served === 'missing' || s.served === 'reversed' || !usual('caHash', 'caEku'))) return false;
  if (direct && s.dates === 'ca-expired') return false;
  // Two CAs below the root are needed to send them in the wrong order or to have too many.
  if (s.served === 'reversed' && s.source !== 'purchased-deep') return false;
  if (s.ca === 'path-too-long' && s.source !== 'purchased-deep') return false;
  // Go before the fix of CVE-2025-61727 lets a wildcard over an excluded name pass: it would show the age of the machine's Go.
  if (s.names === 'wildcard-public-suffix' && s.ca === 'names-excluded') return false;
  const signer = (selfSigned ? s.key : s.caKey) as KeyKind;
  const rsa = signer.startsWith('rsa');
  if (s.hash.endsWith('-pss') && !rsa && signer !== 'pss2048') return false;
  // No TLS signature scheme stands for PSS with SHA-1: some clients never get to the certificate.
  if (signer === 'pss2048' && s.hash === 'sha1') return false;
  if (s.caKey === 'pss2048' && (s.caHash === 'sha1' || s.rootHash === 'sha1')) return false;
  if (signer === 'ed25519' && s.hash !== 'sha256') return false;
  if (s.caKey === 'ed25519' && !(s.caHash === 'sha256' && s.rootHash === 'sha256')) return false;
  // Short keys have no room for the padding of PSS with a long hash and a salt of its length.
  if (signer === 'rsa1024' && s.hash === 'sha512-pss') return false;
  if (signer === 'rsa768' && /^sha(?:384|512)-pss$/.test(s.hash)) return false;
  return true;
}

/** Parts that a declaration knows; the rest is in the bytes of the chain. */
const DECLARABLE: readonly string[] = [
  'source',
  'names',
  'dates',
  'key',
  'hash',
  'eku',
  'keyUsage',
  'days',
  'installed',
];

/** Whether all that is unusual is known as soon as the certificate is declared. */
export function isDeclarable(s: Specification): boolean {
  // Whether a client lacks the root of a purchased certificate, or its CA is expired, is known when the certificate is there.
  if (s.source.startsWith('purchased') && s.installed === 'no') return false;
  if (s.dates === 'ca-expired' || s.dates === 'root-expired') return false;
  return Object.entries(s).every(([part, value]) => DECLARABLE.includes(part) || value === USUAL[part as Dimension]);
}
