import {
  ApplicationFacts,
  defaultApplication,
  answerTo,
  applicationFacts,
  ClientAnswer,
  ClientFacts,
  clientFactsOf,
  ClientQuestion,
  PlatformFacts,
  platformFacts,
  RootReach,
  rootReach,
} from '../clients';
import { ProtocolFacts, protocolFacts } from '../exchange';
import { ClientProtocol, Population, TrustAnchor } from '../model';
import { BindingView, CertificateView, Outcome, OutcomeKind, PublishingPointView } from '../policy';

/** One population before one binding: what the steps look at. */
export interface Situation {
  readonly binding: BindingView;
  readonly population: Population;
  readonly protocol: ProtocolFacts;
  readonly platform: PlatformFacts | undefined;
  readonly application: ApplicationFacts | undefined;
  /** What is known of these clients as programs; what the population states comes first. */
  readonly facts: ClientFacts;
  /** The publishing point that ends TLS for these clients. */
  readonly publishingPoint: PublishingPointView | undefined;
  /** The certificate that these clients are shown. */
  readonly certificate: CertificateView | undefined;
  readonly now: Date;
  /** Reach of an anchor in this population; the answers are kept. */
  reach(anchor: TrustAnchor): RootReach;
}

/** Looks at one side of the situation; undefined where nothing speaks against the connection. */
export type Step = (situation: Situation) => Outcome | undefined;

/** Makes an adverse outcome. */
export function adverse(kind: OutcomeKind, code: string, reason: string, source: string, remedy?: string): Outcome {
  return { kind, code, reason, source, ...(remedy === undefined ? {} : { remedy }) };
}

/**
 * What becomes of a certificate that the client does not accept by itself: a question to the person where the protocol and the
 * client ask one, else a failure.
 */
export function refusalKind({ facts, protocol }: Situation, question: ClientQuestion): OutcomeKind {
  if (!protocol.asksAboutUntrusted) return OutcomeKind.FAILS;
  const { answer } = answerTo(question, facts, protocol.protocol);
  if (answer === ClientAnswer.ASKS) return OutcomeKind.PROMPTS;
  return answer === ClientAnswer.REFUSES ? OutcomeKind.FAILS : OutcomeKind.UNKNOWN;
}

const reaches = new WeakMap<Population, Map<TrustAnchor, RootReach>>();

const factsKnown = new WeakMap<Population, Map<string, ClientFacts>>();

/** The facts of a population for one protocol and day; the answers are kept. */
function factsOf(population: Population, protocol: ClientProtocol, day: string): ClientFacts {
  let known = factsKnown.get(population);
  if (!known) factsKnown.set(population, (known = new Map()));
  const key = `${protocol} ${day}`;
  let facts = known.get(key);
  if (!facts) known.set(key, (facts = clientFactsOf({ ...population, protocol, day })));
  return facts;
}

/** Puts together what the steps need. */
export function situationOf(binding: BindingView, population: Population, now: Date): Situation {
  const application =
    population.application === undefined
      ? defaultApplication(population.platform, binding.binding.protocol as ClientProtocol)
      : applicationFacts(population.application);
  return {
    binding,
    population,
    protocol: protocolFacts(binding.binding.protocol),
    platform: platformFacts(population.platform, population.release),
    application,
    facts: factsOf(population, binding.binding.protocol, now.toISOString().slice(0, 10)),
    publishingPoint: binding.terminatedAt(population),
    certificate: binding.shownTo(population),
    now,
    reach(anchor) {
      let known = reaches.get(population);
      if (!known) reaches.set(population, (known = new Map()));
      let answer = known.get(anchor);
      if (!answer) known.set(anchor, (answer = rootReach(population, anchor)));
      return answer;
    },
  };
}
