import { OutcomeKind, reasonsOf, type Outcome } from '../../../../lib/policy';
import type { Ability, AttemptOutcome } from '../attempt';
import type { RealityClient } from '../client';
import { predictWay } from './estate';
import type { ServedWays } from './served-ways';
import type { Way } from './way';

/** A way on which the matrix and the client disagree. */
export interface WayDifference {
  readonly name: string;
  readonly predicted: Outcome;
  readonly observed: AttemptOutcome;
}

/** How one client did. */
export interface WayComparison {
  readonly platform: string;
  readonly version: string;
  /** Ways that the client can be told to take. */
  readonly ways: number;
  readonly accepted: number;
  readonly differences: readonly WayDifference[];
  readonly milliseconds: number;
}

/** What a client must be able to do for a way. */
function abilitiesFor({ specification: s }: Way): Ability[] {
  const needed: [Ability, boolean][] = [
    ['withoutSni', s.clientSni === 'not-sent'],
    ['withoutTls13', s.clientTls === '1.2'],
    ['certificate', s.clientHas === 'certificate'],
    ['bindsChannel', s.channelBinding === 'required'],
  ];
  return needed.filter(([, needs]) => needs).map(([ability]) => ability);
}

/** Codes of what goes wrong behind the first leg: the client itself has nothing to object. */
const BEHIND = /^(?:bridge-|inspector-|client-certificate-|channel-binding-)/;

/** Works means an answer, anything else none; what the client refuses itself must be foretold of the first leg. */
function agree(predicted: Outcome, observed: AttemptOutcome): boolean {
  if (predicted.kind === OutcomeKind.UNKNOWN) return false;
  if (predicted.kind === OutcomeKind.WORKS) return observed.outcome === 'accepted';
  if (observed.outcome === 'accepted') return false;
  if (observed.at === 'answer') return true;
  return reasonsOf(predicted).some(({ code, kind }) => kind !== OutcomeKind.UNKNOWN && !BEHIND.test(code));
}

/** Sends the client on every way that it can take, and asks the matrix what it expects. */
export async function compareWays(client: RealityClient, served: ServedWays, now: Date): Promise<WayComparison> {
  const ways = served.ways.filter((way) => abilitiesFor(way).every((ability) => client.abilities.includes(ability)));
  const started = performance.now();
  const outcomes = await client.tryAll(ways.map((way) => served.attemptOn(way)));
  const milliseconds = Math.round(performance.now() - started);
  const differences: WayDifference[] = [];
  let accepted = 0;
  for (const way of ways) {
    const observed = outcomes.get(way.id);
    if (!observed) throw new Error(`${client.platform} gave no answer to: ${way.name}`);
    if (observed.outcome === 'accepted') accepted++;
    const predicted = predictWay(way, client.platform, now);
    if (!agree(predicted, observed)) differences.push({ name: way.name, predicted, observed });
  }
  const { platform } = client;
  return { platform, version: await client.version(), ways: ways.length, accepted, differences, milliseconds };
}

/** One line for the client and one paragraph for each difference. */
export function describeWays({ accepted, differences, milliseconds, platform, version, ways }: WayComparison): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  const head = `${platform}: ${ways - differences.length} of ${ways} ways agree; ${accepted} accepted, ${ways - accepted} refused; ${seconds} s; ${version}`;
  const lines = differences.map(
    ({ name, predicted, observed }) =>
      `  ${name}\n    matrix: ${predicted.kind}, ${reasonsOf(predicted)
        .map(({ code }) => code)
        .join(
          ', ',
        )}: ${predicted.message}\n    client: ${observed.outcome} at ${observed.at}: ${observed.detail.slice(0, 200)}`,
  );
  return [head, ...lines].join('\n');
}
