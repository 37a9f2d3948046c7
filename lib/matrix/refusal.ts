import { answerTo, ClientAnswer, ClientQuestion } from '../clients';
import { OutcomeKind } from '../policy';
import type { Connection, OpenedLeg } from './connection/connection';

/**
 * What becomes of a certificate that the party that opens a leg does not accept without a question: a question to the person where the protocol and the
 * client ask one, else a failure. A bridge or an inspector asks nobody.
 */
export function refusalKind({ protocol, route }: Connection, { by }: OpenedLeg, question: ClientQuestion): OutcomeKind {
  if (!protocol.asksAboutUntrusted || by.kind !== 'client') return OutcomeKind.FAILS;
  const { answer } = answerTo(question, by.facts, protocol.protocol, route.service.server.strictTransport === true);
  if (answer === ClientAnswer.ASKS) return OutcomeKind.PROMPTS;
  return answer === ClientAnswer.REFUSES ? OutcomeKind.FAILS : OutcomeKind.UNKNOWN;
}
