import { ProbeOutcome, ProbePhase, TlsVersion } from '../model';
import { attempt, Endpoint, Met, ProbeTools } from './attempt';

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
