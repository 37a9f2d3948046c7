import { OutcomeKind, type Outcome } from '../../../lib/policy';
import type { ClientOutcome } from '../support';
import type { RealityClient } from './client';
import { predict, type Known } from './predict';
import { attemptAt, type ServedCase } from './servers';
import { isDeclarable } from './specification';

/** A case in which the matrix and the client disagree. */
export interface Difference {
  readonly name: string;
  /** What the matrix knew of the certificate. */
  readonly known: Known;
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
  /** Cases that were predicted from the declaration alone as well, without the certificate's bytes. */
  readonly declared: number;
  readonly declaredAgreed: number;
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
  const outcomes = await client.tryAll(cases.map(attemptAt));
  const milliseconds = Math.round(performance.now() - started);
  const differences: Difference[] = [];
  let accepted = 0;
  let declared = 0;
  for (const one of cases) {
    const observed = outcomes.get(one.id);
    if (!observed) throw new Error(`${client.platform} gave no answer to: ${one.name}`);
    if (observed.outcome === 'accepted') accepted++;
    const moments: Known[] = isDeclarable(one.specification) ? ['issued', 'declared'] : ['issued'];
    declared += moments.length - 1;
    for (const known of moments) {
      const predicted = predict(one, client.platform, now, known);
      if (!agree(predicted, observed)) differences.push({ name: one.name, known, predicted, observed });
    }
  }
  const wrong = (known: Known): number => differences.filter((difference) => difference.known === known).length;
  const agreed = cases.length - wrong('issued');
  const declaredAgreed = declared - wrong('declared');
  const version = await client.version();
  const { platform } = client;
  return {
    platform,
    version,
    cases: cases.length,
    accepted,
    agreed,
    declared,
    declaredAgreed,
    differences,
    milliseconds,
  };
}

/** One line for the client and one for each difference. */
export function describeComparison(comparison: Comparison): string {
  const { platform, version, cases, accepted, agreed, declared, declaredAgreed, differences, milliseconds } =
    comparison;
  const seconds = (milliseconds / 1000).toFixed(1);
  const head = `${platform}: ${agreed} of ${cases} agree, ${declaredAgreed} of ${declared} when only declared; ${accepted} accepted, ${cases - accepted} refused; ${seconds} s; ${version}`;
  const lines = differences.map(
    ({ name, known, predicted, observed }) =>
      `  ${name} (${known})\n    matrix: ${predicted.kind}, ${predicted.code}: ${predicted.message}\n    client: ${observed.outcome}: ${observed.detail.slice(0, 200)}`,
  );
  return [head, ...lines].join('\n');
}
