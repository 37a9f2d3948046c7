import { Observation, ObservedStaple, ProbeOutcome, StapleStatus } from '../model';
import { ChainPool } from './chain-pool';
import { Met } from './attempt';

const GRAVITY = [StapleStatus.GOOD, StapleStatus.UNKNOWN, StapleStatus.REFUSED, StapleStatus.REVOKED];

/** What several connections to one endpoint met, put together. */
export class Sample {
  private readonly met: { readonly met: Met; readonly chain: string }[] = [];
  private readonly chains = new Map<string, { readonly sha256: string[]; count: number }>();

  /** The worst of what was stapled. */
  private staple?: ObservedStaple;

  /** @param clock by which stapled responses are judged */
  public constructor(
    private readonly pool: ChainPool,
    private readonly clock: () => Date,
  ) {}

  public add(met: Met): void {
    const sha256 = this.pool.keep(met.shown.chain);
    const chain = sha256.join();
    // The bytes are in the pool from here on.
    this.met.push({ met: { ...met, shown: { ...met.shown, chain: [] } }, chain });
    if (sha256.length === 0) return;
    if (met.shown.staple) {
      const staple = this.pool.staple(met.shown.staple, sha256, this.clock());
      if (!this.staple || GRAVITY.indexOf(staple.status) > GRAVITY.indexOf(this.staple.status)) this.staple = staple;
    }
    const known = this.chains.get(chain);
    if (known) known.count++;
    else this.chains.set(chain, { sha256, count: 1 });
  }

  public get size(): number {
    return this.met.length;
  }

  public get isPresented(): boolean {
    return this.met.every(({ met }) => met.outcome === ProbeOutcome.PRESENTED);
  }

  /** Whether it asked for a client certificate on any connection. */
  public get asks(): boolean {
    return this.met.some(({ met }) => met.shown.asksForCertificate === true);
  }

  /** Fingerprint of the certificate that was met last, where one was. */
  public get last(): string | undefined {
    return this.leaves.at(-1);
  }

  /** Whether one certificate was met up to some connection, and another one from there on. */
  public get looksChanged(): boolean {
    const { leaves } = this;
    const changes = leaves.filter((leaf, index) => index > 0 && leaf !== leaves[index - 1]);
    return changes.length === 1;
  }

  private get leaves(): string[] {
    return this.met.flatMap(({ chain }) => (chain === '' ? [] : [chain.split(',')[0]]));
  }

  /** What there is to say of the endpoint. The worst of the connections is the outcome. */
  public summary(): Pick<
    Observation,
    | 'outcome'
    | 'phase'
    | 'detail'
    | 'sample'
    | 'chains'
    | 'tls'
    | 'asksForCertificate'
    | 'stapled'
    | 'staple'
    | 'refusesNewHello'
    | 'clearAfterStartTls'
  > {
    const failed = this.met.filter(({ met }) => met.outcome !== ProbeOutcome.PRESENTED);
    const { outcome, phase, detail } = (failed[0] ?? this.met[0]).met;
    const share = failed.length > 0 && failed.length < this.size ? `${failed.length} of ${this.size} connections` : '';
    const words = [detail, share].filter((one) => one !== undefined && one !== '').join('; ');
    const shown = this.met.map(({ met }) => met.shown).find(({ tls }) => tls !== undefined);
    const chains = [...this.chains.values()].sort((a, b) => b.count - a.count);
    const some = (is: (met: Met) => boolean | undefined): boolean => this.met.some(({ met }) => is(met) === true);
    return {
      outcome,
      phase,
      ...(words === '' ? {} : { detail: words }),
      sample: this.size,
      chains: chains.map(({ sha256, count }) => this.pool.observed(sha256, count)),
      ...(shown?.tls === undefined ? {} : { tls: shown.tls }),
      ...(shown?.asksForCertificate === undefined ? {} : { asksForCertificate: shown.asksForCertificate }),
      ...(chains.length === 0 ? {} : { stapled: some(({ shown: { staple } }) => staple !== undefined) }),
      ...(this.staple ? { staple: this.staple } : {}),
      ...(some(({ refusesNewHello }) => refusesNewHello) ? { refusesNewHello: true } : {}),
      ...(some(({ mail }) => mail?.clearAfterStartTls) ? { clearAfterStartTls: true } : {}),
    };
  }
}
