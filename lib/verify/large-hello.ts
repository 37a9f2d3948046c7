import { ProbeOutcome } from '../model';
import { attempt, Endpoint, Met, ProbeTools } from './attempt';

/** Outcomes by which a server, or something on the way, does not take what it was sent. */
const UNANSWERED: ReadonlySet<ProbeOutcome> = new Set([
  ProbeOutcome.NO_ANSWER,
  ProbeOutcome.DEADLINE,
  ProbeOutcome.CLOSED_EARLY,
  ProbeOutcome.TLS_ALERT,
  ProbeOutcome.UNRECOGNIZED_NAME,
  ProbeOutcome.NOT_TLS,
]);

/**
 * Whether a ClientHello of more than one packet, as current browsers send it, is answered where a small one is; undefined: not known. It
 * is sent twice before it counts as unanswered, and a small one behind it must be answered then.
 */
export async function answersLargeHello(endpoint: Endpoint, tools: ProbeTools): Promise<boolean | undefined> {
  const ask = (more: Partial<ProbeTools>): Promise<Met> =>
    attempt(endpoint, { ...tools, ...more }, tools.deadlineMs / 5);
  for (let time = 0; time < 2; time++) {
    const { outcome, shown } = await ask({ large: true });
    if (shown.suite !== undefined) return true;
    if (!UNANSWERED.has(outcome)) return undefined;
  }
  const small = await ask({});
  return small.shown.suite === undefined ? undefined : false;
}
