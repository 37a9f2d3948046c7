import { Outcome, OutcomeCode, OutcomeKind } from '../policy';
import { answerTo, ClientAnswer, ClientQuestion } from '../clients';
import type { Connection, OpenedLeg } from './connection/connection';

/** A reason as a step of the matrix gives it. */
export interface StepReason {
  readonly code: OutcomeCode;
  /** What is wrong, with what was got and what is allowed; no final period. */
  readonly message: string;
  /** Keys of the sources that say so, separated by `; `, as the tables hold them. */
  readonly source: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** An outcome that speaks against the connection. */
export function adverse(kind: OutcomeKind, { code, message, source, fix }: StepReason): Outcome {
  return { kind, code, message, sources: source.split('; '), ...(fix === undefined ? {} : { fix }) };
}

/** The client does not connect. */
export function fails(reason: StepReason): Outcome {
  return adverse(OutcomeKind.FAILS, reason);
}

/** Something that decides it is not known. */
export function unknown(reason: StepReason): Outcome {
  return adverse(OutcomeKind.UNKNOWN, reason);
}

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

/** Looks at one leg of a connection; undefined where nothing speaks against it. */
export type LegStep = (connection: Connection, leg: OpenedLeg) => Outcome | undefined;

/** Looks at a connection as a whole; undefined where nothing speaks against it. */
export type ConnectionStep = (connection: Connection) => Outcome | undefined;
