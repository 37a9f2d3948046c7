import { Outcome, OutcomeCode, OutcomeKind } from '../../policy';
import type { Party } from '../connection/party';

/** Codes of what a bridge says about the next certificate on the way; every other refusal is `bridge-refuses-server`. */
const OF_BRIDGES: Readonly<Record<string, OutcomeCode>> = {
  expired: 'bridge-sees-expired',
  'root-blocked': 'bridge-distrusts-server',
  'anchor-unknown': 'bridge-trust-unknown',
  'root-state-unknown': 'bridge-trust-unknown',
  'name-not-covered': 'bridge-name-mismatch',
  'name-unknown': 'bridge-name-unknown',
  'common-name-unknown': 'bridge-name-unknown',
};

/** Reasons that say the same whoever meets them. */
const AS_THEY_ARE: readonly string[] = [
  'certificate-ordered',
  'no-certificate',
  'publishing-certificate-unknown',
  'tls-version-refused',
  'tls-version-unknown',
];

/** What is wrong between a bridge or an inspector and the next hop, as a reason of the clients behind it. They are never asked about it. */
export function asReasonOfHop(outcome: Outcome, { kind, label }: Party): Outcome {
  if (AS_THEY_ARE.includes(outcome.code)) return outcome;
  const isUnknown = outcome.kind === OutcomeKind.UNKNOWN;
  const code = kind === 'bridge' ? bridgeCode(outcome, isUnknown) : inspectorCode(isUnknown);
  const message = isUnknown
    ? `whether ${label} accepts the next certificate on the way is not known: ${outcome.message}`
    : `${label} does not accept the next certificate on the way: ${outcome.message}`;
  return { ...outcome, kind: isUnknown ? OutcomeKind.UNKNOWN : OutcomeKind.FAILS, code, message };
}

function bridgeCode({ code }: Outcome, isUnknown: boolean): OutcomeCode {
  return OF_BRIDGES[code] ?? (isUnknown ? 'bridge-trust-unknown' : 'bridge-refuses-server');
}

function inspectorCode(isUnknown: boolean): OutcomeCode {
  return isUnknown ? 'inspector-trust-unknown' : 'inspector-refuses-server';
}
