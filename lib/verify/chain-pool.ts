import { createHash } from 'node:crypto';
import { ObservedChain } from '../model';
import { writePem } from '../pki';
import { chainShape, KnownAuthorities, readable } from './chain-shape';

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

  private isReadable(sha256: string): boolean {
    const pooled = this.pooled.get(sha256) as Pooled;
    return (pooled.isReadable ??= readable(pooled.der) !== undefined);
  }

  /** Bytes of a certificate that was kept. */
  public derOf(sha256: string): Buffer {
    return (this.pooled.get(sha256) as Pooled).der;
  }
}
