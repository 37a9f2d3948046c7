import { ClientFact } from '../model';
import { agree, all, Verdict } from './combine';
import { Connection, Leg, OpenedLeg } from './connection/connection';
import { factOf, Party } from './connection/party';
import { Outcome, OutcomeCode, OutcomeKind, Via } from '../policy';
import { fails } from './reasons';
import { stepsOfConnection, stepsOfLeg, stepsOfRoute } from './steps';
import { asQuestionOnTheWay } from './steps/autodiscover';

/** Everything that speaks against a connection: the way, each leg of it, and what binds the legs to each other. */
export function judgeConnection(connection: Connection): Verdict {
  const { legs, via } = connection.route;
  const [first, ...later] = legs;
  const reachable = stepsOfRoute.flatMap((step) => step(connection) ?? []);
  if (first === undefined) return reachable;
  if (via === Via.ROOT_SITE) return asQuestionOnTheWay(connection, judgeLeg(connection, first, connection.client));
  const verdicts: Verdict[] = [reachable];
  if (!first.clear) verdicts.push(judgeLeg(connection, first, connection.client));
  for (const leg of later) {
    if (leg.clear || leg.opener === undefined) continue;
    const party = leg.opener;
    verdicts.push(judgeLeg(connection, leg, party).map((reason) => asReasonOfHop(reason, party)));
  }
  if (!first.clear) verdicts.push(stepsOfConnection.flatMap((step) => step(connection) ?? []));
  return all(verdicts);
}

/** What speaks against one leg. Who sends the host name decides which certificate is met. */
function judgeLeg(connection: Connection, leg: Leg, by: Party): Verdict {
  const { withSni, withoutSni, needsSni } = leg;
  const judged = (certificate: OpenedLeg['certificate']): Verdict => {
    const opened: OpenedLeg = { ...leg, by, ...(certificate ? { certificate } : {}) };
    return withoutMoot(stepsOfLeg(opened).flatMap((step) => step(connection, opened) ?? []));
  };
  if (!needsSni && withSni === withoutSni) return judged(withSni);
  const sends = factOf(by, ClientFact.SNI);
  if (sends.value === true) return judged(withSni);
  const missing = fails({
    code: 'sni-required',
    message: `${leg.name} presents no certificate to clients that do not send the host name in the TLS handshake (SNI), and ${by.label} does not`,
    source: sends.value === false ? sends.source : 'RFC6066, 3',
    fix: 'give it a certificate for clients without SNI, or let these clients meet one that needs none',
  });
  const without = needsSni ? [missing] : judged(withoutSni);
  if (sends.value === false) return without;
  return agree([judged(withSni), without], {
    code: 'sni-unknown',
    message: `which certificate ${leg.name} presents depends on the host name in the TLS handshake (SNI), and whether ${by.label} sends it is not known`,
    source: sends.source,
    fix:
      by.kind === 'client'
        ? 'state the fact SNI of this population, or give every name of the point one certificate'
        : `have ${by.label} send the host name (nginx: proxy_ssl_server_name; HAProxy: sni) and state it (serverName of the point), or let ${leg.name} present a certificate to those who send none`,
  });
}

/** Reasons whose remedy is to bring a self-signed certificate to the clients. */
const NOT_BROUGHT: readonly string[] = ['root-not-installed', 'root-not-in-release'];

/** Reasons without those whose remedy helps nobody: a certificate that fails because it is self-signed is not worth bringing to clients. */
function withoutMoot(reasons: Verdict): Verdict {
  if (!reasons.some(({ code }) => code === 'self-signed-refused' || code === 'self-signed-never-trusted'))
    return reasons;
  return reasons.filter(({ code }) => !NOT_BROUGHT.includes(code));
}

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
