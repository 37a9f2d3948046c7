import { largeHelloUnanswered } from '../../../lib/rules/observed/large-hello-unanswered';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

RuleTester.run(largeHelloUnanswered, {
  compliant: [{ name: 'it is answered', estate: observed({ answersLargeHello: true }) }],
  nonCompliant: [
    {
      name: 'at one address of two',
      estate: observed({ answersLargeHello: true }, { address: '192.0.2.2', answersLargeHello: false }),
      messages: ['mail.contoso.com:443 at 192.0.2.2 answers a small ClientHello, and none of more than one packet'],
      findings: 1,
    },
  ],
  notApplicable: [
    { name: 'nothing was asked', estate: TestEstate.of() },
    { name: 'a small one alone was sent', estate: observed({}) },
  ],
  unknown: [],
});
