import { createHash } from 'node:crypto';
import { ObservedChain, ObservedStaple } from '../model';
import { writePem } from '../pki';
import { chainShape, KnownAuthorities, readable } from './chain-shape';
import { judgeStaple } from './staple';

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
