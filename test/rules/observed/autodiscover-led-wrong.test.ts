import { AutodiscoverMethod, ClientProtocol, Encryption, Estate, Observation, ProbeOutcome } from '../../../lib/model';
import { autodiscoverLedWrong } from '../../../lib/rules/observed/autodiscover-led-wrong';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

const leading = (more: Partial<Observation>): Partial<Observation> => ({
  host: { value: 'autodiscover.contoso.com' },
  port: 80,
  encryption: Encryption.NONE,
  chains: [],
  ...more,
});
const to = (address: string): Partial<Observation> =>
  leading({ outcome: ProbeOutcome.REDIRECTS, web: { path: '/', hops: [address], status: 401 } });

const autodiscover = (web: Observation['web']): Partial<Observation> => ({
  protocols: [ClientProtocol.AUTODISCOVER],
  web,
});

function declared(estate: Estate): Estate {
  const method = AutodiscoverMethod.HTTP_REDIRECT;
  const target = { value: 'mail.contoso.com' };
  return { ...estate, mailDomains: [{ domain: 'contoso.com', method, servers: [estate.servers[0].id], target }] };
}

RuleTester.run(autodiscoverLedWrong, {
  compliant: [
    {
      name: 'it leads to where it is declared',
      estate: declared(observed(to('https://mail.contoso.com/autodiscover'))),
    },
    { name: 'nothing is declared', estate: observed(to('https://www.contoso.com/')) },
    { name: 'it is served', estate: observed({}) },
  ],
  nonCompliant: [
    {
      name: 'elsewhere',
      estate: declared(observed(to('https://www.contoso.com/'))),
      messages: ['leads to www.contoso.com'],
    },
    {
      name: 'where nothing is',
      estate: observed(
        leading({
          outcome: ProbeOutcome.REDIRECTS,
          web: { path: '/', hops: ['https://gone.contoso.com/'], unanswered: ProbeOutcome.NAME_NOT_FOUND },
        }),
      ),
      messages: ['leads to https://gone.contoso.com/, where no answer comes (name-not-found)'],
    },
    ...[ProbeOutcome.NO_REDIRECT, ProbeOutcome.REDIRECT_LOOP, ProbeOutcome.REDIRECT_REFUSED].map((outcome) => ({
      name: outcome,
      estate: observed(leading({ outcome })),
      messages: [outcome],
    })),
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [
    {
      name: 'DNS does not answer for the place that it leads to',
      estate: observed(
        autodiscover({ path: '/', hops: ['https://mail.contoso.com/'], unanswered: ProbeOutcome.NAME_TIMEOUT }),
      ),
    },
    {
      name: 'no answer to the request',
      estate: observed(autodiscover({ path: '/', hops: [], unanswered: ProbeOutcome.NO_ANSWER })),
    },
    { name: 'an error', estate: observed(autodiscover({ path: '/', hops: [], status: 503 })) },
  ],
});
