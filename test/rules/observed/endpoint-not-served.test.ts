import { ProbeOutcome, ProbePhase } from '../../../lib/model';
import { endpointNotServed } from '../../../lib/rules/observed/endpoint-not-served';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

RuleTester.run(endpointNotServed, {
  compliant: [
    { name: 'presented', estate: observed({}) },
    {
      name: 'no certificate for those who send no name',
      estate: observed({}, { sni: false, outcome: ProbeOutcome.UNRECOGNIZED_NAME, chains: [] }),
    },
  ],
  nonCompliant: [
    {
      name: 'refused',
      estate: observed({ outcome: ProbeOutcome.REFUSED, phase: ProbePhase.CONNECT, chains: [] }),
      messages: ['mail.contoso.com:443 at 192.0.2.1 is served by nobody'],
    },
    {
      name: 'no such name',
      estate: observed({
        outcome: ProbeOutcome.NAME_NOT_FOUND,
        phase: ProbePhase.NAME,
        address: undefined,
        chains: [],
      }),
      messages: ['mail.contoso.com:443 has no address'],
    },
    {
      name: 'an alert, with its number',
      estate: observed({ outcome: ProbeOutcome.TLS_ALERT, detail: '40', chains: [] }),
      messages: ['tls-alert (40)'],
    },
    {
      name: 'a certificate without its key',
      estate: observed({ outcome: ProbeOutcome.KEY_NOT_PROVED }),
      messages: ['whose key it does not have'],
    },
    {
      name: 'with the name and without is one fault',
      estate: observed(
        { outcome: ProbeOutcome.CLOSED_EARLY, chains: [] },
        { sni: false, outcome: ProbeOutcome.CLOSED_EARLY, detail: 'reset', chains: [] },
      ),
      messages: ['at 192.0.2.1 closes the connection'],
      findings: 1,
    },
    {
      name: 'without the name alone',
      estate: observed({}, { sni: false, outcome: ProbeOutcome.CLOSED_EARLY, chains: [] }),
      messages: ['without a host name closes the connection'],
      findings: 1,
    },
    {
      name: 'two addresses are two findings',
      estate: observed(
        { outcome: ProbeOutcome.REFUSED, chains: [] },
        { outcome: ProbeOutcome.REFUSED, address: '192.0.2.2', chains: [] },
      ),
      messages: ['at 192.0.2.1', 'at 192.0.2.2'],
      findings: 2,
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [
    {
      name: 'DNS is silent',
      estate: observed({ outcome: ProbeOutcome.NAME_TIMEOUT, phase: ProbePhase.NAME, chains: [] }),
    },
    { name: 'busy', estate: observed({ outcome: ProbeOutcome.THROTTLED, chains: [] }) },
    { name: 'no way from here', estate: observed({ outcome: ProbeOutcome.UNREACHABLE, chains: [] }) },
    { name: 'ended by the user', estate: observed({ outcome: ProbeOutcome.INTERRUPTED, chains: [] }) },
  ],
});
