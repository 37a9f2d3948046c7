import { Encryption, HostName, Observation, ProbeOutcome } from '../../model';
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
      const words = WORDS[observation.outcome] ?? elsewhere(view, observation);
      if (words === undefined) continue;
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
