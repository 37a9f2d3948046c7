import { type ClientProtocol } from '../../lib/model';
import { OutcomeKind, type Outcome } from '../../lib/policy';
import type { ClientOutcome } from '../../test/e2e/support';
import type { Situation } from './situation';

/** One connection that was tried, beside what the matrix says of it. */
export interface Comparison {
  readonly server: string;
  readonly client: string;
  readonly protocol: ClientProtocol;
  readonly situation: Situation;
  readonly predicted: Outcome;
  readonly observed: ClientOutcome;
}

/** Nobody sits before the demo's clients, so one that would ask whom to trust refuses. Unknown promises nothing and is no agreement. */
const OBSERVABLE: Readonly<Record<OutcomeKind, ClientOutcome['outcome'] | undefined>> = {
  [OutcomeKind.WORKS]: 'accepted',
  [OutcomeKind.PROMPTS]: 'refused',
  [OutcomeKind.FAILS]: 'refused',
  [OutcomeKind.UNKNOWN]: undefined,
};

export function agrees({ predicted, observed }: Comparison): boolean {
  return OBSERVABLE[predicted.kind] === observed.outcome;
}

/** A difference, for a person to look into. */
export function describeDifference(comparison: Comparison): string {
  const { server, client, protocol, situation, predicted, observed } = comparison;
  return (
    `${client} on ${protocol} at ${server}, which ${situation}: the matrix says ${predicted.kind} ` +
    `(${predicted.message}), the client ${observed.outcome} it: ${observed.detail.split('\n')[0]}`
  );
}
