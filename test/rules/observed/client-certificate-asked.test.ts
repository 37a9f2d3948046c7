import { ClientCertificateMode, Estate } from '../../../lib/model';
import { clientCertificateAsked } from '../../../lib/rules/observed/client-certificate-asked';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

function declared(estate: Estate): Estate {
  const clientCertificates = ClientCertificateMode.ACCEPT;
  return { ...estate, bindings: estate.bindings.map((binding) => ({ ...binding, clientCertificates })) };
}

RuleTester.run(clientCertificateAsked, {
  compliant: [
    { name: 'does not ask', estate: observed({}) },
    { name: 'it is declared', estate: declared(observed({ asksForCertificate: true })) },
  ],
  nonCompliant: [
    { name: 'asks', estate: observed({ asksForCertificate: true }), messages: ['asks for a client certificate;'] },
    {
      name: 'asks, and goes on without',
      estate: observed({ asksForCertificate: true, goesOnWithout: true }),
      messages: ['goes on without one'],
    },
    {
      name: 'requires, and is declared to accept',
      estate: declared(observed({ asksForCertificate: true, goesOnWithout: false })),
      messages: ['requires a client certificate; declared is that it accepts one'],
    },
    { name: 'asks after the request', estate: observed({ asksAfterRequest: true }), messages: ['after the request'] },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
