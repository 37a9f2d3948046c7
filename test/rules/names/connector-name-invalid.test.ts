import { connectorNameInvalid } from '../../../lib/rules/names/connector-name-invalid';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { P } from '../../support/rule-estates';

const connector = (value: string) => TestEstate.of({ connectors: [{ fqdn: { value } }] });

RuleTester.run(connectorNameInvalid, {
  compliant: [{ name: 'letters, digits and hyphens', estate: connector('smtp-01.contoso.com') }],
  nonCompliant: [
    { name: 'an underscore', estate: connector('smtp_01.contoso.com'), messages: ['connector1 calls itself smtp_01'] },
    {
      name: 'in the connector of port 587',
      estate: TestEstate.of({
        servers: [{ protocols: [{ protocol: P.SMTP_SUBMISSION, connectorFqdn: { value: 'ex_01.contoso.com' } }] }],
      }),
      messages: ['the connector of port 587 on cas01'],
    },
  ],
  notApplicable: [{ name: 'no connector is named', estate: TestEstate.of() }],
});
