import { Encryption, ProbeOutcome } from '../../../lib/model';
import { endpointInClear } from '../../../lib/rules/observed/endpoint-in-clear';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

RuleTester.run(endpointInClear, {
  compliant: [
    { name: 'presented', estate: observed({}) },
    { name: 'down is no clear text', estate: observed({ outcome: ProbeOutcome.REFUSED, chains: [] }) },
  ],
  nonCompliant: [
    {
      name: 'no STARTTLS',
      estate: observed({
        port: 587,
        encryption: Encryption.STARTTLS,
        outcome: ProbeOutcome.STARTTLS_NOT_OFFERED,
        chains: [],
      }),
      messages: ['mail.contoso.com:587 at 192.0.2.1 does not offer STARTTLS'],
    },
    {
      name: 'HTTP in clear',
      estate: observed({ outcome: ProbeOutcome.OTHER_PROTOCOL, detail: 'http', chains: [] }),
      messages: ['declared as tls and speaks http in clear'],
    },
    {
      name: 'TLS at once',
      estate: observed({
        port: 143,
        encryption: Encryption.STARTTLS,
        outcome: ProbeOutcome.OTHER_PROTOCOL,
        detail: 'implicit-tls',
      }),
      messages: ['declared as starttls and speaks TLS at once'],
    },
    {
      name: 'bytes behind the consent',
      estate: observed({ clearAfterStartTls: true }),
      messages: ['behind its consent'],
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
