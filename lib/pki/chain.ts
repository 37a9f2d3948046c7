import { Certificate509 } from './certificate';
import { canVerify, verifySignature } from './signature';
import { tls } from '../late';
import { readCertificates } from './certificate-file';
import { readPem } from './pem';

/** A bag of certificates in order. */
export interface OrderedChain {
  /** The end entity's certificate: the one that issued no other; absent only when nothing was given. */
  readonly leaf?: Certificate509;
  /** From the leaf's issuer upwards. */
  readonly intermediates: Certificate509[];
  /** Self-signed certificates at the top of the chain. */
  readonly roots: Certificate509[];
  /** Certificates that belong to no path from the leaf. */
  readonly unused: Certificate509[];
  /** What was moved, is extra or is missing. */
  readonly notes: string[];
}

/** Deeper chains do not occur; the limit bounds work on hostile input. */
const MAX_DEPTH = 32;

const MAX_SIGNATURES = 2000;

/** True when `issuer` carries the name and made the signature. */
export function isIssuedBy(certificate: Certificate509, issuer: Certificate509): boolean {
  return (
    certificate.issuerName.comparisonKey === issuer.subjectName.comparisonKey && verifySignature(certificate, issuer)
  );
}

/** Puts a bag of certificates in the order in which a server presents them, and says what was wrong with the given order. */
export function orderChain(given: readonly Certificate509[]): OrderedChain {
  const bag = [...new Map(given.map((c) => [c.sha256, c] as const).reverse()).values()].reverse();
  const notes: string[] = [];
  if (bag.length < given.length) notes.push(`${given.length - bag.length} certificate(s) stand twice`);
  const bySubject = new Map<string, Certificate509[]>();
  for (const c of bag) {
    const list = bySubject.get(c.subjectName.comparisonKey);
    if (list === undefined) bySubject.set(c.subjectName.comparisonKey, [c]);
    else list.push(c);
  }
  let signatures = 0;
  const issuersOf = (c: Certificate509): Certificate509[] =>
    (bySubject.get(c.issuerName.comparisonKey) ?? []).filter(
      (i) => i !== c && ++signatures <= MAX_SIGNATURES && verifySignature(c, i),
    );

  const isIssuer = new Set<Certificate509>();
  for (const c of bag) for (const issuer of issuersOf(c)) isIssuer.add(issuer);
  const ends = bag.filter((c) => !isIssuer.has(c));
  const leaf =
    ends.find((c) => !c.isCa) ?? bag.find((c) => !c.isCa) ?? ends.find((c) => !c.isSelfSigned) ?? ends[0] ?? bag[0];
  if (leaf === undefined) return { intermediates: [], roots: [], unused: [], notes };

  const intermediates: Certificate509[] = [];
  const roots: Certificate509[] = [];
  const placed = new Set([leaf]);
  let level = [leaf];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: Certificate509[] = [];
    for (const c of level) {
      for (const issuer of issuersOf(c)) {
        if (placed.has(issuer)) continue;
        placed.add(issuer);
        (issuer.isSelfSigned ? roots : intermediates).push(issuer);
        next.push(issuer);
      }
    }
    level = next;
  }
  const unused = bag.filter((c) => !placed.has(c));
  const order = [leaf, ...intermediates, ...roots];
  const asGiven = bag.filter((c) => placed.has(c));
  if (asGiven.some((c, i) => c !== order[i])) {
    notes.push(`the certificates were not in order; the right order is: ${order.map((c) => c.displayName).join(', ')}`);
  }
  for (const c of unused)
    notes.push(`certificate ${c.displayName} does not belong to the chain of ${leaf.displayName}`);
  const top = order.filter((c) => !c.isSelfSigned && issuersOf(c).length === 0);
  for (const c of top)
    notes.push(`the issuer of ${c.displayName} is not in the file: ${c.issuer} (a root that clients hold need not be)`);
  return { leaf, intermediates, roots, unused, notes };
}

/** A certificate with the available issuers, one above the other. */
export interface UpwardPath {
  /** The certificate first. */
  readonly path: readonly Certificate509[];
  /**
   * Why it ends: `root` at a certificate that names itself as issuer; `issuer-missing` where none bears the issuer's name; `signature`
   * where those that do did not sign; `unchecked` where the algorithm of the signature is not known here.
   */
  readonly end: 'root' | 'issuer-missing' | 'signature' | 'unchecked';
  /** The certificate with the issuer's name that did not sign, or whose signature can't be checked. */
  readonly issuer?: Certificate509;
}

/** Follows the issuers upwards, by name and signature alone: what a chain is does not depend on who accepts it. */
export function pathUpwards(certificate: Certificate509, pool: readonly Certificate509[]): UpwardPath {
  const path = [certificate];
  let signatures = 0;
  for (;;) {
    const last = path[path.length - 1]!;
    if (last.isSelfIssued && !canVerify(last.signature, last.publicKeyInfo))
      return { path, end: 'unchecked', issuer: last };
    if (last.isSelfSigned) return { path, end: 'root' };
    const named = pool.filter(
      (c) =>
        !path.includes(c) && c.subjectName.comparisonKey === last.issuerName.comparisonKey && c.sha256 !== last.sha256,
    );
    if (named.length === 0 || path.length > MAX_DEPTH)
      return { path, end: last.isSelfIssued ? 'signature' : 'issuer-missing' };
    const signer = named.find((c) => ++signatures <= MAX_SIGNATURES && verifySignature(last, c));
    if (signer !== undefined) {
      path.push(signer);
      continue;
    }
    const unchecked = named.find((c) => !canVerify(last.signature, c.publicKeyInfo));
    if (unchecked === undefined) return { path, end: 'signature', issuer: named[0] };
    return { path: [...path, unchecked], end: 'unchecked', issuer: unchecked };
  }
}

/** A set of trust anchors of one origin and version. */
export interface RootStore {
  /** Where the list comes from and which edition it is. */
  readonly version: string;
  /** Anchors whose certificate is available. */
  readonly certificates: readonly Certificate509[];
  /** Anchors known by their SHA-1 or SHA-256 only, upper-case hexadecimal. */
  readonly fingerprints: readonly string[];
}

let commercial: RootStore | undefined;

/** The commercial roots that this Node carries (Mozilla's list); the version names Node's release. */
export function commercialRoots(): RootStore {
  return (commercial ??= {
    version: `Mozilla's list as in Node ${process.versions.node}`,
    certificates: tls().rootCertificates.map((pem, i) =>
      Certificate509.fromDer(readPem(pem).blocks[0]!.der, `commercial root ${i + 1}`),
    ),
    fingerprints: [],
  });
}

/**
 * A store from a PEM or PKCS #7 file.
 * @throws PkiError when the file holds no certificate
 */
export function rootsFromPem(input: Buffer | string, label: string): RootStore {
  return { version: label, certificates: readCertificates(input, label).certificates, fingerprints: [] };
}

/** A store of which only fingerprints are known; separators and case are free. */
export function rootsFromFingerprints(fingerprints: readonly string[], version: string): RootStore {
  return { version, certificates: [], fingerprints: fingerprints.map(normalizeFingerprint) };
}

/** Upper-case hexadecimal without separators. */
export function normalizeFingerprint(text: string): string {
  return text.replace(/[^0-9a-fA-F]/g, '').toUpperCase();
}
