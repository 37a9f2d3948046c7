import { Observation, ProbeOutcome } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { distinctObservations, endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const endpointNotServed = defineRule({
  id: 'endpoint-not-served',
  ref: 'ECA1101',
  title: 'A declared endpoint presents no certificate',
  level: Level.ERROR,
  source: 'DECLARED',
  section: 'what is declared to be served is served',
  rationale:
    'Clients that use the name and port meet the same: they can not connect, or they meet something else than the declared protocol.',
  remediation: 'start the service, correct the name, the port or the address, or declare what is really there',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of distinctObservations(view)) {
      const meaning = MEANINGS[observation.outcome];
      if (!meaning || isRefusalOfNoName(observation)) continue;
      const { words, isFault } = meaning;
      const detail = observation.detail === undefined ? '' : ` (${observation.detail})`;
      const message = `${endpointTitle(observation)} ${words}: ${observation.outcome}${detail}, phase ${observation.phase}`;
      if (isFault) report.finding({ ...endpointPlace(view, observation), message });
      else report.unknown(message);
    }
  },
});

/** That a server wants a host name concerns the clients that send none: sni-required says which. */
function isRefusalOfNoName({ sni, outcome }: Observation): boolean {
  return !sni && (outcome === ProbeOutcome.UNRECOGNIZED_NAME || outcome === ProbeOutcome.TLS_ALERT);
}

interface Meaning {
  readonly words: string;
  /** False: it says nothing of the endpoint itself. */
  readonly isFault: boolean;
}

const fault = (words: string): Meaning => ({ words, isFault: true });
const open = (words: string): Meaning => ({ words, isFault: false });

/** What each outcome says of an endpoint. Those that are left out are no fault, or a fault of another rule. */
const MEANINGS: Partial<Record<ProbeOutcome, Meaning>> = {
  [ProbeOutcome.NAME_NOT_FOUND]: fault('has no address: DNS does not know the name'),
  [ProbeOutcome.NAME_TIMEOUT]: open('was not asked: DNS did not answer'),
  [ProbeOutcome.NAME_FAILED]: open('was not asked: DNS answered with a failure'),
  [ProbeOutcome.REFUSED]: fault('is served by nobody: the connection is refused'),
  [ProbeOutcome.CONNECT_TIMEOUT]: fault('does not take connections'),
  [ProbeOutcome.UNREACHABLE]: open('can not be reached from here'),
  [ProbeOutcome.NO_GREETING]: fault('takes connections and greets nobody'),
  [ProbeOutcome.NO_ANSWER]: fault('takes connections and does not answer'),
  [ProbeOutcome.DEADLINE]: fault('is too slow to be waited for'),
  [ProbeOutcome.CLOSED_EARLY]: fault('closes the connection'),
  [ProbeOutcome.NOT_TLS]: fault('answers with something that is no TLS'),
  [ProbeOutcome.TOO_BIG]: fault('sends more than any such server'),
  [ProbeOutcome.TLS_ALERT]: fault('refuses the handshake with an alert'),
  [ProbeOutcome.UNRECOGNIZED_NAME]: fault('does not know the host name'),
  [ProbeOutcome.BAD_HANDSHAKE]: fault('breaks the standard in its handshake'),
  [ProbeOutcome.KEY_NOT_PROVED]: fault('presents a certificate whose key it does not have'),
  [ProbeOutcome.UNREADABLE_CERTIFICATE]: fault('presents a certificate that can not be read'),
  [ProbeOutcome.NO_CERTIFICATE]: fault('presents no certificate'),
  [ProbeOutcome.GREETING_REFUSED]: fault('refuses the connection'),
  [ProbeOutcome.STARTTLS_REFUSED]: fault('refuses STARTTLS'),
  [ProbeOutcome.THROTTLED]: open('takes no more connections from here for now'),
  [ProbeOutcome.INTERRUPTED]: open('was not asked to the end: the run was ended'),
};
