import { ClientProtocol, Encryption, HostName, Observation, ProbeOutcome } from '../../model';
import { defineRule, EstateView, Level, SubjectKind } from '../../policy';
import { endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const autodiscoverLedWrong = defineRule({
  id: 'autodiscover-led-wrong',
  ref: 'ECA1110',
  title: 'What leads clients to Autodiscover leads nowhere, or elsewhere than declared',
  level: Level.ERROR,
  source: 'AUTOD16',
  section: 'the HTTP redirect and the SRV record',
  rationale:
    'Outlook outside finds Autodiscover by the redirect or the record alone where autodiscover.<mail domain> has no certificate of its own. It follows a redirect to HTTPS, and none to plain HTTP.',
  remediation:
    'let http://autodiscover.<mail domain>/autodiscover/autodiscover.xml answer with one redirect to the HTTPS address that is declared (target), or the record _autodiscover._tcp name its host',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of view.estate.observations) {
      const words = WORDS[observation.outcome] ?? elsewhere(view, observation) ?? ledToNobody(observation);
      if (words === undefined) {
        const open = openQuestion(observation);
        if (open !== undefined) report.unknown(`${endpointTitle(observation)} ${open}`);
        continue;
      }
      const detail = observation.detail === undefined ? '' : ` (${observation.detail})`;
      const message = `${endpointTitle(observation)} ${words}: ${observation.outcome}${detail}`;
      report.finding({ ...endpointPlace(view, observation), message });
    }
  },
});

const WORDS: Partial<Record<ProbeOutcome, string>> = {
  [ProbeOutcome.NO_REDIRECT]: 'answers in clear and leads nowhere',
  [ProbeOutcome.REDIRECT_LOOP]: 'leads clients round in circles',
  [ProbeOutcome.REDIRECT_REFUSED]: 'leads to where no client must follow',
};

/** What says of the place that is led to that clients get no answer there, from wherever they ask. */
const NOBODY: ReadonlySet<ProbeOutcome> = new Set([
  ProbeOutcome.NAME_NOT_FOUND,
  ProbeOutcome.REFUSED,
  ProbeOutcome.CLOSED_EARLY,
  ProbeOutcome.OTHER_PROTOCOL,
]);

function ledToNobody({ web }: Observation): string | undefined {
  const { hops = [], unanswered } = web ?? {};
  if (unanswered === undefined || !NOBODY.has(unanswered) || hops.length === 0) return undefined;
  return `leads to ${hops.at(-1)}, where no answer comes (${unanswered})`;
}

/** What it answered, or did not, so that nobody knows whether Autodiscover is served. */
function openQuestion({ outcome, protocols, web }: Observation): string | undefined {
  const { hops = [], status, unanswered } = web ?? {};
  const last = hops.at(-1);
  const place = last === undefined ? '' : `leads to ${last}, which `;
  if (!web || !protocols.includes(ClientProtocol.AUTODISCOVER)) return undefined;
  if (outcome !== ProbeOutcome.PRESENTED && outcome !== ProbeOutcome.REDIRECTS) return undefined;
  const tail = 'so whether clients find Autodiscover there is not known';
  if (unanswered !== undefined) return `${place}did not answer the request (${unanswered}), ${tail}`;
  return status !== undefined && (status === 404 || status === 410 || status >= 500)
    ? `${place}answers a request without a password with HTTP ${status}, ${tail}`
    : undefined;
}

/** Where it leads to another host than the one that is declared. */
function elsewhere(view: EstateView, { encryption, host, outcome, web }: Observation): string | undefined {
  const last = web?.hops.at(-1);
  if (encryption !== Encryption.NONE || outcome !== ProbeOutcome.REDIRECTS || last === undefined) return undefined;
  const led = URL.canParse(last) ? new URL(last).hostname : last;
  const target: HostName | undefined = view.estate.mailDomains.find(({ domain }) =>
    [`autodiscover.${domain}`, `_autodiscover._tcp.${domain}`].includes(host.value ?? ''),
  )?.target;
  return target?.value === undefined || target.value === led
    ? undefined
    : `leads to ${led}; declared is ${target.value}`;
}
