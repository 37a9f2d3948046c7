import { ProbeOutcome } from '../../model';
import type { Visit } from './visit';

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
