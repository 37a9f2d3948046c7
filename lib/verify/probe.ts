import { ProbeOutcome, ProbePhase, TlsVersion } from '../model';
import { attempt, Endpoint, LEAST_LEFT_MS, Met, NO_ROOM_HERE, ProbeTools } from './attempt';
import { Interruption } from './lanes';

/** The server is busy: how long to wait before each further try. */
const PAUSES_MS = [1000, 2000];

/** There is no room for a connection on this machine: how long to wait for some. */
const WAIT_FOR_ROOM_MS = 100;

/** Alerts by which old servers refuse a ClientHello that they do not understand, instead of choosing an older version. */
const INTOLERANCE: ReadonlySet<number> = new Set([10, 40, 47, 50, 70, 80]);

/** The alert by which a server refuses clients that name none of its application protocols (RFC 7301 3.2). */
const NO_APPLICATION_PROTOCOL = '120';

/** What web browsers and mail programs name. */
const PROTOCOLS = ['h2', 'http/1.1', 'imap', 'pop3'];

const NAMED = 'it answers only clients that name an application protocol (ALPN)';

/** Connects once (or, where it must, again), and gives what was met: always, and within its deadline. */
export async function probe(endpoint: Endpoint, tools: ProbeTools): Promise<Met> {
  const until = performance.now() + tools.deadlineMs;
  const left = (): number => until - performance.now();
  let met = await attemptWithRoom(endpoint, tools, left);
  for (const pause of PAUSES_MS) {
    if (met.outcome !== ProbeOutcome.THROTTLED || left() < pause + LEAST_LEFT_MS) break;
    await sleep(pause, tools.interruption);
    met = await attemptWithRoom(endpoint, tools, left);
  }
  if (met.outcome === ProbeOutcome.TLS_ALERT && met.detail === NO_APPLICATION_PROTOCOL && left() > LEAST_LEFT_MS) {
    const named = await attemptWithRoom(endpoint, { ...tools, protocols: PROTOCOLS }, left);
    return named.shown.chain.length > 0 ? { ...named, detail: named.detail ?? NAMED } : met;
  }
  if (!isIntolerant(met) || (tools.highest ?? TlsVersion.TLS_1_3) < TlsVersion.TLS_1_3 || left() < LEAST_LEFT_MS)
    return met;
  const old = await attemptWithRoom(endpoint, { ...tools, highest: TlsVersion.TLS_1_2 }, left);
  return old.shown.chain.length > 0 ? { ...old, refusesNewHello: true } : met;
}

/** Waits where this machine has no room for a connection: that says nothing of the endpoint. */
async function attemptWithRoom(endpoint: Endpoint, tools: ProbeTools, left: () => number): Promise<Met> {
  for (;;) {
    const met = await attempt(endpoint, tools, left());
    if (met.outcome !== ProbeOutcome.UNREACHABLE || !NO_ROOM_HERE.has(met.detail)) return met;
    if (left() < WAIT_FOR_ROOM_MS + LEAST_LEFT_MS || tools.interruption?.happened === true) return met;
    await sleep(WAIT_FOR_ROOM_MS, tools.interruption);
  }
}

function isIntolerant({ outcome, phase, shown, detail }: Met): boolean {
  if (phase !== ProbePhase.HANDSHAKE || shown.chain.length > 0) return false;
  if (outcome === ProbeOutcome.CLOSED_EARLY) return true;
  return outcome === ProbeOutcome.TLS_ALERT && INTOLERANCE.has(Number(detail));
}

function sleep(ms: number, interruption: Interruption | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      forget?.();
      resolve();
    };
    const timer = setTimeout(done, ms);
    const forget = interruption?.on(done);
  });
}

/** Alerts by which a server refuses a version or all that came with it; others may have another cause. */
const REFUSALS: ReadonlySet<string | undefined> = new Set(['40', '47', '70', '71', '80', '86', '109']);

/**
 * Offers each version alone, one after the other, and gives whether it was answered: `ssl3` and the versions of TLS. What a server
 * closes without an alert is offered twice. What stays open is left out.
 */
export async function scanVersions(endpoint: Endpoint, tools: ProbeTools): Promise<Record<string, boolean>> {
  const answered: Record<string, boolean> = {};
  const limitMs = tools.deadlineMs / 5;
  for (const version of ['ssl3', ...Object.values(TlsVersion)] as const) {
    if (tools.interruption?.happened === true) break;
    const offer: Partial<ProbeTools> =
      version === 'ssl3' ? { ssl3: true, highest: TlsVersion.TLS_1_0 } : { lowest: version, highest: version };
    const ask = (): Promise<Met> => attempt(endpoint, { ...tools, ...offer }, limitMs);
    const first = await ask();
    const met = isClosed(first) ? await ask() : first;
    const verdict = isAnswer(met, version) ? true : isRefusal(met) ? false : undefined;
    if (verdict !== undefined) answered[version] = verdict;
  }
  return answered;
}

function isAnswer({ shown: { chain, tls, suite } }: Met, version: TlsVersion | 'ssl3'): boolean {
  return chain.length > 0 && (version === 'ssl3' ? suite !== undefined && tls === undefined : tls === version);
}

function isClosed({ outcome, phase }: Met): boolean {
  return outcome === ProbeOutcome.CLOSED_EARLY && phase === ProbePhase.HANDSHAKE;
}

function isRefusal(met: Met): boolean {
  const { outcome, detail, shown } = met;
  // It goes on with another version than the one that was offered.
  if (shown.suite !== undefined || outcome === ProbeOutcome.BAD_HANDSHAKE) return true;
  return isClosed(met) || (outcome === ProbeOutcome.TLS_ALERT && REFUSALS.has(detail));
}
