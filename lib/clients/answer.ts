import { ClientFact, ClientProtocol } from '../model';
import { BooleanFact, no } from '../model/fact';
import { ClientFacts } from './client-facts';

/** What is wrong with a certificate, as far as a person may be asked about it. */
export enum ClientQuestion {
  /** The issuer is not trusted. */
  ISSUER = 'issuer',
  /** The certificate lacks the name. */
  NAME = 'name',
}

/** What a client does about a certificate that it does not accept without a question. */
export enum ClientAnswer {
  /** A person is asked, and may go on. */
  ASKS = 'asks',
  /** The connection fails, and nobody is asked. */
  REFUSES = 'refuses',
  UNKNOWN = 'unknown',
}

/** The answer with the fact that it stands on. */
export interface AnswerOfClient {
  readonly answer: ClientAnswer;
  readonly because: BooleanFact;
}

const WEB_MAIL: readonly ClientProtocol[] = [ClientProtocol.OWA, ClientProtocol.ECP];
const NO_WAY_AROUND = no('RFC6797, 12.1', 'the host demands strict transport security: nobody may go on');

/**
 * Whether a person is asked about a certificate, by what is known of platform, application and protocol.
 * @param strictTransport whether the host demands strict transport security (HSTS) of browsers. Default: false
 */
export function answerTo(
  question: ClientQuestion,
  facts: ClientFacts,
  protocol: ClientProtocol,
  strictTransport = false,
): AnswerOfClient {
  const asks = facts[question === ClientQuestion.NAME ? ClientFact.ASKS_ABOUT_NAME : ClientFact.ASKS_ABOUT_ISSUER];
  if (strictTransport && WEB_MAIL.includes(protocol) && asks.value !== false) {
    const obeys = facts[ClientFact.STRICT_TRANSPORT];
    if (obeys.value === true) return { answer: ClientAnswer.REFUSES, because: NO_WAY_AROUND };
    if (obeys.value === undefined) return { answer: ClientAnswer.UNKNOWN, because: obeys };
  }
  if (asks.value === undefined) return { answer: ClientAnswer.UNKNOWN, because: asks };
  return { answer: asks.value ? ClientAnswer.ASKS : ClientAnswer.REFUSES, because: asks };
}
