import { createHash } from 'node:crypto';
import { ChainFlaw, Estate, ObservedChain, ObservedStaple, StapleStatus } from '../model';
import {
  Certificate509,
  commercialRoots,
  internalCa,
  isIssuedBy,
  OcspResponse,
  orderChain,
  readCertificates,
  readOcspResponse,
  revocationStatus,
  writePem,
} from '../pki';

interface Pooled {
  readonly der: Buffer;
  readonly sha256: string;
  /** Left out: it was not looked at yet. */
  isReadable?: boolean;
}

/** Certificates that were presented, each kept once: many endpoints present the same ones. */
export class ChainPool {
  private readonly pooled = new Map<string, Pooled>();
  private readonly shapes = new Map<string, Omit<ObservedChain, 'count'>>();

  private readonly staples = new Map<string, ObservedStaple>();

  public constructor(private readonly authorities: KnownAuthorities) {}

  /** Fingerprints of a chain as sent. */
  public keep(chain: readonly Buffer[]): string[] {
    return chain.map((der) => {
      const sha256 = createHash('sha256').update(der).digest('hex').toUpperCase();
      let known = this.pooled.get(sha256);
      // A copy, since what came from the network is a part of something larger.
      if (!known) this.pooled.set(sha256, (known = { der: Buffer.from(der), sha256 }));
      return known.sha256;
    });
  }

  /** The certificates of a chain that can be read, PEM each; none where the server's own can not be read. */
  public pemOf(chain: readonly string[]): string[] {
    const readable = chain.filter((sha256) => this.isReadable(sha256));
    return readable[0] === chain[0] ? readable.map((sha256) => writePem('CERTIFICATE', this.derOf(sha256))) : [];
  }

  /** A chain that was kept, with what is wrong with it. */
  public observed(chain: string[], count: number): ObservedChain {
    const id = chain.join();
    let known = this.shapes.get(id);
    if (!known) {
      const sha1 = createHash('sha1').update(this.derOf(chain[0])).digest('hex').toUpperCase();
      const certificates = chain.map((sha256) => this.derOf(sha256));
      this.shapes.set(id, (known = { sha256: chain, sha1, ...chainShape(certificates, this.authorities) }));
    }
    return { ...known, count };
  }

  /** What a stapled response proves of a chain that was kept; endpoints of one server staple the same. */
  public staple(response: Buffer, chain: readonly string[], now: Date): ObservedStaple {
    const id = `${createHash('sha256').update(response).digest('base64')} ${chain.join()}`;
    let known = this.staples.get(id);
    if (!known) {
      known = judgeStaple(
        response,
        chain.map((sha256) => this.derOf(sha256)),
        this.authorities,
        now,
      );
      this.staples.set(id, known);
    }
    return known;
  }

  /** Whether a certificate is within its validity; what can not be read is not looked at. */
  public isValid(sha256: string, now: Date): boolean {
    const certificate = readable(this.derOf(sha256));
    return certificate === undefined || (certificate.notBefore <= now && now <= certificate.notAfter);
  }

  private isReadable(sha256: string): boolean {
    const pooled = this.pooled.get(sha256) as Pooled;
    return (pooled.isReadable ??= readable(pooled.der) !== undefined);
  }

  /** Bytes of a certificate that was kept. */
  public derOf(sha256: string): Buffer {
    return (this.pooled.get(sha256) as Pooled).der;
  }
}

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

/**
 * What a stapled OCSP response proves of the certificate that it came with (RFC 6960 3.2): that it can be read, speaks of this
 * certificate, is signed by its issuer or whom that has authorized, and is current.
 *
 * @param chain DER each, as sent
 */
export function judgeStaple(
  staple: Buffer,
  chain: readonly Buffer[],
  known: KnownAuthorities,
  now: Date,
): ObservedStaple {
  const [leaf, ...others] = chain.map(readable);
  if (!leaf) return { status: StapleStatus.UNKNOWN, message: 'the certificate can not be read' };
  let response: OcspResponse;
  try {
    response = readOcspResponse(staple, 'the stapled response');
  } catch (error) {
    return { status: StapleStatus.REFUSED, message: (error as Error).message };
  }
  const issuer = issuerOf(leaf, others, known);
  if (!issuer) return { status: StapleStatus.UNKNOWN, message: 'who issued the certificate is not known here' };
  const verdict = revocationStatus(leaf, issuer, { ocsp: [response] }, now, internalCa);
  if (verdict.status === 'good') return { status: StapleStatus.GOOD };
  const { code, message } = verdict.reason;
  if (verdict.status === 'revoked') return { status: StapleStatus.REVOKED, message };
  if (verdict.status === 'refused') return { status: StapleStatus.REFUSED, message };
  // A responder that fails or does not know the certificate has said so; anything else speaks of another certificate.
  return code.startsWith('ocsp-')
    ? { status: StapleStatus.UNKNOWN, message }
    : { status: StapleStatus.REFUSED, message: 'it speaks of another certificate' };
}

function issuerOf(
  leaf: Certificate509,
  others: readonly (Certificate509 | undefined)[],
  { intermediates, roots }: KnownAuthorities,
): Certificate509 | undefined {
  if (leaf.isSelfSigned) return leaf;
  const sent = others.filter((one) => one !== undefined);
  const isIssuer = (one: Certificate509): boolean => isIssuedBy(leaf, one);
  return sent.find(isIssuer) ?? intermediates.find(isIssuer) ?? roots().find(isIssuer);
}

/** The roots and CA certificates that an estate declares, and the commercial roots. */
export function authoritiesOf(estate: Estate): KnownAuthorities {
  const own = estate.anchors.flatMap(({ pem }) => (pem === undefined ? [] : read(pem)));
  const intermediates = estate.certificates.flatMap(({ chainPem }) => chainPem.flatMap(read));
  let roots: readonly Certificate509[] | undefined;
  return { intermediates, own, roots: () => (roots ??= [...own, ...commercialRoots().certificates]) };
}

/** What can't be read was reported where it was declared. */
function read(pem: string): Certificate509[] {
  try {
    return [...readCertificates(pem, 'a declared certificate').certificates];
  } catch {
    return [];
  }
}
