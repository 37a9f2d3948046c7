import { nameRefusedByClients } from '../../../lib/rules/names/name-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(nameRefusedByClients, {
  compliant: [{ name: 'letters, digits and hyphens', estate: withWeb({}, { populations: [on('linux-java')] }) }],
  nonCompliant: [
    {
      name: 'an underscore',
      estate: withWeb(
        { facts: { dnsNames: [{ value: 'my_mail.contoso.com' }] } },
        {
          servers: [{ internalHost: 'my_mail.contoso.com', externalHost: 'my_mail.contoso.com' }],
          populations: [on('linux-java')],
        },
      ),
      messages: ['underscore'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({}) }],
});
