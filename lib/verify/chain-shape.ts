import { ChainFlaw } from '../model';
import { Certificate509, orderChain } from '../pki';

/** Certificates that are available beside what is presented. */
export interface KnownAuthorities {
  /** Roots, commercial and private. Called when it is needed: there are many. */
  readonly roots: () => readonly Certificate509[];
  /** The roots among them that are declared. Left out: none. */
  readonly own?: readonly Certificate509[];
  /** CA certificates that are declared to be sent along. */
  readonly intermediates: readonly Certificate509[];
}

/** What a chain is made of. */
export interface ChainShape {
  /** Names of the certificates as sent. */
  readonly names: string[];
  readonly flaws: ChainFlaw[];
  /** First and last moment of each. Left out: one can't be read. */
  readonly validity?: { readonly notBefore: string; readonly notAfter: string }[];
}

/** What is wrong with a chain as it was sent, DER each. */
export function chainShape(chain: readonly Buffer[], known: KnownAuthorities): ChainShape {
  const read = chain.map(readable);
  const names = read.map((certificate) => certificate?.displayName ?? 'a certificate that can not be read');
  const certificates = read.flatMap((certificate) => certificate ?? []);
  if (certificates.length < chain.length) return { names, flaws: [ChainFlaw.UNREADABLE] };
  const validity = certificates.map(({ notAfter, notBefore }) => ({
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
  }));
  return { names, flaws: flawsOf(certificates, known), validity };
}

function flawsOf(sent: readonly Certificate509[], known: KnownAuthorities): ChainFlaw[] {
  const [first] = sent;
  const flaws: ChainFlaw[] = [];
  if (new Set(sent.map(({ sha256 }) => sha256)).size < sent.length) flaws.push(ChainFlaw.REPEATED);
  const ordered = orderChain(sent);
  if (ordered.unused.length > 0) flaws.push(ChainFlaw.FOREIGN);
  const path = [ordered.leaf, ...ordered.intermediates, ...ordered.roots].filter((one) => one !== undefined);
  const asSent = [...new Set(sent)].filter((one) => path.includes(one));
  if (ordered.leaf !== first || asSent.some((one, index) => one !== path[index])) flaws.push(ChainFlaw.DISORDERED);
  if (ordered.roots.length > 0 && sent.length > 1) flaws.push(ChainFlaw.ROOT_SENT);
  const top = ordered.intermediates.at(-1) ?? ordered.leaf;
  if (ordered.roots.length > 0 || top === undefined || top.isSelfSigned) return flaws;
  if (known.intermediates.some((one) => issued(one, top) && !one.isSelfSigned)) flaws.push(ChainFlaw.INCOMPLETE);
  else if (!leadsToRoot([...ordered.intermediates, top], known)) flaws.push(ChainFlaw.ISSUER_UNKNOWN);
  return flaws;
}

/** Whether any certificate of a path is of a known root: above it there may be the certificate of a CA that another one signed as well. */
function leadsToRoot(path: readonly Certificate509[], { roots }: KnownAuthorities): boolean {
  const names = new Set(path.map(({ issuerName }) => issuerName.comparisonKey));
  return roots().some(({ subjectName }) => names.has(subjectName.comparisonKey));
}

function issued(issuer: Certificate509, { issuerName }: Certificate509): boolean {
  return issuer.subjectName.comparisonKey === issuerName.comparisonKey;
}

/** A certificate that was presented; undefined: it can not be read. */
export function readable(der: Buffer): Certificate509 | undefined {
  try {
    return Certificate509.fromDer(der, 'a presented certificate');
  } catch {
    return undefined;
  }
}
