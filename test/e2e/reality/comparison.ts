import { OutcomeKind, type Outcome } from '../../../lib/policy';
import type { ClientOutcome } from '../support';
import type { RealityClient } from './client';
import { predict } from './predict';
import type { ServedCase } from './servers';

/** A case in which the matrix and the client disagree. */
export interface Difference {
  readonly name: string;
  readonly predicted: Outcome;
  readonly observed: ClientOutcome;
}

/** How one client did. */
export interface Comparison {
  readonly platform: string;
  readonly version: string;
  readonly cases: number;
  /** Cases that the client accepted; the rest it refused. */
  readonly accepted: number;
  readonly agreed: number;
  readonly differences: readonly Difference[];
  readonly milliseconds: number;
}

/** Works means accepted, a question or a failure means refused; unknown is no answer, and so a difference. */
function agree(predicted: Outcome, observed: ClientOutcome): boolean {
  if (predicted.kind === OutcomeKind.UNKNOWN) return false;
  return (predicted.kind === OutcomeKind.WORKS) === (observed.outcome === 'accepted');
}

/** Tries every case with the client, and asks the matrix what it expects. */
export async function compare(client: RealityClient, cases: readonly ServedCase[], now: Date): Promise<Comparison> {
  const started = performance.now();
  const outcomes = await client.tryAll(cases);
  const milliseconds = Math.round(performance.now() - started);
  const differences: Difference[] = [];
  let accepted = 0;
  for (const one of cases) {
    const observed = outcomes.get(one.id);
    if (!observed) throw new Error(`${client.platform} gave no answer to: ${one.name}`);
    if (observed.outcome === 'accepted') accepted++;
    const predicted = predict(one, client.platform, now);
    if (!agree(predicted, observed)) differences.push({ name: one.name, predicted, observed });
  }
  const agreed = cases.length - differences.length;
  const version = await client.version();
  return { platform: client.platform, version, cases: cases.length, accepted, agreed, differences, milliseconds };
}

/** One line for the client and one for each difference. */
export function describeComparison(comparison: Comparison): string {
  const { platform, version, cases, accepted, agreed, differences, milliseconds } = comparison;
  const seconds = (milliseconds / 1000).toFixed(1);
  const head = `${platform}: ${agreed} of ${cases} agree; ${accepted} accepted, ${cases - accepted} refused; ${seconds} s; ${version}`;
  const lines = differences.map(
    ({ name, predicted, observed }) =>
      `  ${name}\n    matrix: ${predicted.kind}, ${predicted.code}: ${predicted.reason}\n    client: ${observed.outcome}: ${observed.detail.slice(0, 200)}`,
  );
  return [head, ...lines].join('\n');
}
