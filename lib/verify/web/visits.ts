import { protocolFacts } from '../../exchange';
import { ClientProtocol, Encryption, Observation, ProbeOutcome, ProbePhase, WebAnswer } from '../../model';
import type { Endpoint } from '../attempt';
import { HostAddresses } from '../host-addresses';
import { Interruption } from '../lanes';
import { Speech } from '../mail-dialogue';
import { Target } from '../target';
import { visit, Visit } from './visit';

/** What finished connections need. */
export interface VisitTools {
  readonly addresses: HostAddresses;
  /** Time of a probe, in milliseconds; what is done afterwards has half of it. */
  readonly deadlineMs: number;
  readonly clock: () => Date;
  readonly interruption?: Interruption;
}

/** What a finished connection adds to what is known of an endpoint. */
export type VisitFacts = Partial<
  Pick<Observation, 'outcome' | 'phase' | 'detail' | 'goesOnWithout' | 'asksAfterRequest' | 'web'>
>;

/** Where Outlook looks for Autodiscover (AUTOD16). */
const AUTODISCOVER_PATH = '/autodiscover/autodiscover.xml';

const HTTPS = 443;

/** Whole connections, behind those that look at certificates alone. */
export class Visits {
  public constructor(private readonly tools: VisitTools) {}

  /** Goes on where a server asks for a client certificate, or where what it answers matters. */
  public async of(target: Target, endpoint: Endpoint, asks: boolean): Promise<VisitFacts> {
    const path = pathOf(target);
    const request = { endpoint, tls: true, host: hostHeader(target), ...(path === undefined ? {} : { path }) };
    const met = await visit(request, this.tools.deadlineMs / 2, this.tools.interruption);
    const trail =
      path === undefined ? undefined : await this.trail(`https://${hostHeader(target)}${path}`, target, met);
    return {
      ...(asks && met.letIn !== undefined ? { goesOnWithout: met.letIn } : {}),
      ...(met.head || met.renegotiated ? { asksAfterRequest: met.renegotiated } : {}),
      ...(path === undefined || !trail ? {} : { web: this.answer(path, met, trail) }),
      ...outcomeOf(met, asks, trail),
    };
  }

  /** Asks a web server in clear whether it leads to HTTPS. */
  public async ofRedirect(target: Target, endpoint: Endpoint): Promise<VisitFacts> {
    const request = { endpoint, tls: false, host: hostHeader(target), path: AUTODISCOVER_PATH };
    const met = await visit(request, this.tools.deadlineMs / 2, this.tools.interruption);
    const trail = await this.trail(`http://${hostHeader(target)}${AUTODISCOVER_PATH}`, target, met);
    const web = this.answer(AUTODISCOVER_PATH, met, trail);
    if (trail.outcome !== undefined) return { web, ...inRequest(trail.outcome, trail.detail) };
    if (!met.head) return { web, ...inRequest(met.why ?? ProbeOutcome.CLOSED_EARLY) };
    return {
      web,
      ...inRequest(web.hops.length > 0 ? ProbeOutcome.REDIRECTS : ProbeOutcome.NO_REDIRECT, `HTTP ${met.head.status}`),
    };
  }

  private trail(start: string, target: Target, first: Visit): Promise<Trail> {
    const until = performance.now() + this.tools.deadlineMs / 2;
    const { addresses } = this.tools;
    const isAllowed = ({ hostname, port }: URL): boolean => {
      const number = port === '' ? HTTPS : Number(port);
      return (
        number === HTTPS || (hostname === target.host && number === target.port) || addresses.isFixed(hostname, number)
      );
    };
    return followRedirects(new URL(start), first, isAllowed, async (url) => {
      const port = url.port === '' ? HTTPS : Number(url.port);
      const {
        addresses: [address],
        outcome = ProbeOutcome.NAME_NOT_FOUND,
      } = await addresses.of(url.hostname, port);
      const left = until - performance.now();
      if (address === undefined) return { renegotiated: false, fault: 'failed', why: outcome };
      if (left < 1) return { renegotiated: false, fault: 'late', why: ProbeOutcome.NO_ANSWER };
      const endpoint = { address, port, speech: Speech.TLS, serverName: url.hostname };
      const request = { endpoint, tls: true, host: url.host, path: `${url.pathname}${url.search}` };
      return visit(request, left, this.tools.interruption);
    });
  }

  private answer(path: string, { head }: Visit, { hops, status, unanswered }: Trail): WebAnswer {
    const date = Date.parse(head?.headers.get('date') ?? '');
    return {
      path,
      ...(status === undefined ? {} : { status }),
      hops: [...hops],
      ...(unanswered === undefined ? {} : { unanswered }),
      ...(Number.isNaN(date)
        ? {}
        : { date: new Date(date).toISOString(), aheadMs: date - this.tools.clock().getTime() }),
    };
  }
}

/** Path of the service that is declared there; undefined: no web site. */
function pathOf({ owners, speech, encryption }: Target): string | undefined {
  if (speech !== Speech.TLS || encryption !== Encryption.TLS) return undefined;
  const paths = owners.flatMap(({ protocol }) =>
    protocol === ClientProtocol.AUTODISCOVER ? AUTODISCOVER_PATH : (protocolFacts(protocol).path ?? []),
  );
  return paths.find((path) => path === AUTODISCOVER_PATH) ?? paths[0];
}

/** Whether a web site is declared there. */
export function isWebSite(target: Target): boolean {
  return pathOf(target) !== undefined;
}

function hostHeader({ host, port }: Target): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === HTTPS || port === 80 ? name : `${name}:${port}`;
}

function outcomeOf(met: Visit, asks: boolean, trail: Trail | undefined): VisitFacts {
  if (asks && met.letIn === false)
    return {
      outcome: ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED,
      phase: met.head ? ProbePhase.REQUEST : ProbePhase.HANDSHAKE,
      ...(met.head ? { detail: `HTTP ${met.head.status}` } : {}),
    };
  return trail?.outcome === undefined ? {} : inRequest(trail.outcome, trail.detail);
}

function inRequest(outcome: ProbeOutcome, detail?: string): VisitFacts {
  return { outcome, phase: ProbePhase.REQUEST, ...(detail === undefined ? {} : { detail }) };
}

/** Where a chain of redirects led. */
export interface Trail {
  /** Left out: it came to an answer that redirects no further. */
  readonly outcome?: ProbeOutcome;
  readonly detail?: string;
  /** Addresses that were led to, in order. */
  readonly hops: readonly string[];
  /** Status of the last answer. */
  readonly status?: number;
  /** Why there is no last answer. */
  readonly unanswered?: ProbeOutcome;
}

/** RFC 9110 15.4: the rest of 3xx leads nowhere by itself. */
const LEADING: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A way that needs more goes round in circles. */
const MOST_HOPS = 10;

/**
 * Follows redirects from an answer on. Only to https, and only where `isAllowed` says so: a server must not send this machine to
 * files, to plain http or to other services.
 *
 * @param first the answer at `start`
 */
export async function followRedirects(
  start: URL,
  first: Visit,
  isAllowed: (url: URL) => boolean,
  get: (url: URL) => Promise<Visit>,
): Promise<Trail> {
  const hops: string[] = [];
  const seen = new Set([start.href]);
  let [at, answer] = [start, first];
  for (;;) {
    if (answer.fault === 'too-big') return { outcome: ProbeOutcome.TOO_BIG, detail: 'the head of an answer', hops };
    const { head } = answer;
    if (!head) return { hops, unanswered: answer.why ?? ProbeOutcome.NO_ANSWER };
    const { status } = head;
    const location = LEADING.has(status) ? head.headers.get('location') : undefined;
    if (location === undefined) return { hops, status };
    const next = URL.canParse(location, at.href) ? new URL(location, at.href) : undefined;
    if (!next) return { outcome: ProbeOutcome.REDIRECT_REFUSED, detail: shown(location), hops, status };
    // Neither belongs into a report, and clients send no password that a server chose.
    next.hash = next.username = next.password = '';
    hops.push(shown(next.href));
    if (seen.has(next.href))
      return { outcome: ProbeOutcome.REDIRECT_LOOP, detail: `back to ${shown(next.href)}`, hops, status };
    if (next.protocol !== 'https:' || !isAllowed(next))
      return { outcome: ProbeOutcome.REDIRECT_REFUSED, detail: shown(next.href), hops, status };
    if (hops.length > MOST_HOPS)
      return { outcome: ProbeOutcome.REDIRECT_LOOP, detail: `more than ${MOST_HOPS} redirects`, hops, status };
    seen.add(next.href);
    [at, answer] = [next, await get(next)];
  }
}

function shown(address: string): string {
  return address.length > 200 ? `${address.slice(0, 200)}...` : address;
}
