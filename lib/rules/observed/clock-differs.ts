import { Observation } from '../../model';
import { defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

/** Clocks of domain members differ by less, or Kerberos refuses them. */
const TOLERANCE_MS = 5 * 60_000;

export const clockDiffers = defineRule({
  id: 'clock-differs',
  ref: 'ECA1109',
  title: 'The clocks of servers and of the machine that asked differ',
  level: Level.WARNING,
  source: 'RFC9110',
  section: '6.6.1: Date is the moment at which the answer was made',
  rationale:
    'Whether a certificate is valid is a question to a clock. Where the clocks differ, every statement on dates is doubtful, and clients whose clock is wrong refuse what is right.',
  remediation: 'set the clock that is wrong, by the time service of the domain, and run verify again',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    const asked = withClock(view.estate.observations);
    const off = asked.filter(({ aheadMs }) => Math.abs(aheadMs) > TOLERANCE_MS);
    const [first, ...others] = off;
    if (!first) return;
    const isOurs =
      off.length > 1 &&
      off.length === asked.length &&
      others.every(({ aheadMs }) => Math.abs(aheadMs - first.aheadMs) <= TOLERANCE_MS);
    if (isOurs) {
      report.finding({
        ...endpointPlace(view, first.observation),
        discriminator: 'this machine',
        message: `the clock of this machine differs from that of ${off.length} servers: it is ${spoken(-first.aheadMs)}. Every statement on dates is doubtful`,
      });
      return;
    }
    for (const { observation, aheadMs } of off)
      report.finding({
        ...endpointPlace(view, observation),
        message: `${endpointTitle(observation)}: its clock and that of this machine differ: it is ${spoken(aheadMs)}. Every statement on dates is doubtful`,
      });
  },
});

/**
 * What to add to a statement on dates that a server's clock contradicts: it may be this machine's clock that is wrong. Empty: none does.
 *
 * @param isSo whether the statement holds at a moment
 */
export function clockDoubt(view: EstateView, isSo: (moment: number) => boolean): string {
  const other = withClock(view.estate.observations).find(
    ({ aheadMs }) => Math.abs(aheadMs) > TOLERANCE_MS && !isSo(view.now.getTime() + aheadMs),
  );
  if (!other) return '';
  return `; this is doubtful: by the clock of ${endpointTitle(other.observation)}, which is ${spoken(other.aheadMs)} of this machine's, it is not so`;
}

interface Clock {
  readonly observation: Observation;
  readonly aheadMs: number;
}

/** One observation for each address that said its time. */
function withClock(observations: readonly Observation[]): Clock[] {
  const clocks = new Map<string, Clock>();
  for (const observation of observations) {
    const { address = '', port, web } = observation;
    if (web?.aheadMs !== undefined) clocks.set(`${address}:${port}`, { observation, aheadMs: web.aheadMs });
  }
  return [...clocks.values()];
}

function spoken(aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const size =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return `${size} ${aheadMs > 0 ? 'ahead' : 'behind'}`;
}
