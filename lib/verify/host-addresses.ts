import { Resolver } from 'node:dns/promises';
import { ProbeOutcome } from '../model';
import { formatIp, ipVersion, parseIp } from '../names';
import { Lanes } from './lanes';

/** Where a host name leads. */
export interface Addresses {
  /** IPv4 before IPv6, each in order, each once. */
  readonly addresses: readonly string[];
  /** Why there is none, or why some may be missing. Left out: nothing is. */
  readonly outcome?: ProbeOutcome;
  readonly detail?: string;
}

/** Where service records of a name lead. */
export interface Services {
  /** Hosts by lower-case name; empty text: the record says that the service is not offered (RFC 2782). */
  readonly services: readonly { readonly host: string; readonly port: number }[];
  /** Why there is none. Left out: there is one. */
  readonly outcome?: ProbeOutcome;
  readonly detail?: string;
}

/** How host names are looked up. */
export interface LookupOptions {
  /** Addresses of DNS servers, with `:port` where it is not 53. Empty: those of the system. */
  readonly servers: readonly string[];
  /** Addresses to take without asking, by `name:port`. */
  readonly fixed: ReadonlyMap<string, readonly string[]>;
  readonly deadlineMs: number;
}

/** Names that are asked at once: enough that some silent ones hold up nobody, and not so many that a busy server loses questions. */
const MOST_AT_ONCE = 100;

/** What DNS says where there is no address, and nothing is wrong with DNS. */
const ABSENT: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA']);
const SILENT: ReadonlySet<string | undefined> = new Set(['ETIMEOUT', 'ECANCELLED', 'ECONNREFUSED']);

/**
 * Looks host names up, each once, both families at once. It asks DNS itself: the system's own lookup takes a thread for each name, so that
 * a few silent names stop all others.
 */
export class HostAddresses {
  private readonly resolver: Resolver;
  private readonly known = new Map<string, Promise<Addresses>>();
  private stopped = false;
  /** The time of a name begins when it is asked, so that not all begin at once. */
  private readonly lanes = new Lanes(MOST_AT_ONCE, MOST_AT_ONCE);

  public constructor(private readonly options: LookupOptions) {
    // Three tries, each of which waits twice as long as the one before: together they stay within the deadline.
    this.resolver = new Resolver({ timeout: Math.max(100, Math.floor(options.deadlineMs / 8)), tries: 3 });
    if (options.servers.length > 0) this.resolver.setServers([...options.servers]);
  }

  /** Addresses of a host for a port. An address is its own. */
  public of(host: string, port: number): Promise<Addresses> {
    const fixed = this.options.fixed.get(`${host}:${port}`);
    if (fixed) return Promise.resolve({ addresses: fixed });
    const octets = parseIp(host);
    if (octets) return Promise.resolve({ addresses: [formatIp(octets)] });
    let known = this.known.get(host);
    if (!known) this.known.set(host, (known = this.lanes.run('', () => this.ask(host))));
    return known;
  }

  /** Whether the address was given beforehand. */
  public isFixed(host: string, port: number): boolean {
    return this.options.fixed.has(`${host}:${port}`);
  }

  /** What service records lead to: those of the first priority, the heaviest first. */
  public async services(name: string): Promise<Services> {
    try {
      const records = await this.inTime(this.resolver.resolveSrv(name));
      if (records === undefined) return { services: [], outcome: ProbeOutcome.NAME_TIMEOUT };
      const first = Math.min(...records.map(({ priority }) => priority));
      const services = records
        .filter(({ priority }) => priority === first)
        .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
        .map(({ name: host, port }) => ({ host: host.toLowerCase(), port }));
      return { services };
    } catch (error) {
      return { services: [], ...faultOf((error as NodeJS.ErrnoException).code) };
    }
  }

  /** Stops everything that is still asked; nothing is asked from here on. */
  public stop(): void {
    this.stopped = true;
    this.resolver.cancel();
  }

  private async ask(host: string): Promise<Addresses> {
    if (this.stopped) return { addresses: [], outcome: ProbeOutcome.NAME_TIMEOUT };
    return (await this.inTime(this.askBoth(host))) ?? { addresses: [], outcome: ProbeOutcome.NAME_TIMEOUT };
  }

  /** Undefined: there was no answer in time. */
  private async inTime<T>(answer: Promise<T>): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), this.options.deadlineMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  private async askBoth(host: string): Promise<Addresses> {
    const settled = await Promise.allSettled([this.resolver.resolve4(host), this.resolver.resolve6(host)]);
    const addresses = settled.flatMap((one) => (one.status === 'fulfilled' ? sorted(one.value) : []));
    const faults = settled.flatMap((one, index) =>
      one.status === 'rejected' ? [{ family: FAMILIES[index], code: (one.reason as NodeJS.ErrnoException).code }] : [],
    );
    const fault = faults.find(({ code }) => !ABSENT.has(code));
    if (fault) {
      const { detail, outcome } = faultOf(fault.code);
      // What is missing is of one family alone where the other was answered.
      const part = addresses.length > 0 ? `${fault.family} addresses` : undefined;
      const words = [part, detail].filter((one) => one !== undefined).join(': ');
      return { addresses, outcome, ...(words === '' ? {} : { detail: words }) };
    }
    return addresses.length > 0 ? { addresses } : { addresses, outcome: ProbeOutcome.NAME_NOT_FOUND };
  }
}

/** In the order in which they are asked for. */
const FAMILIES = ['IPv4', 'IPv6'];

/** What a code of the resolver means. */
function faultOf(code = 'no code'): { readonly outcome: ProbeOutcome; readonly detail?: string } {
  if (ABSENT.has(code)) return { outcome: ProbeOutcome.NAME_NOT_FOUND };
  return SILENT.has(code)
    ? { outcome: ProbeOutcome.NAME_TIMEOUT }
    : { outcome: ProbeOutcome.NAME_FAILED, detail: code };
}

function sorted(addresses: readonly string[]): string[] {
  return [...new Set(addresses)].filter((address) => ipVersion(address) !== 0).sort();
}
