import { namespaceIsServerName } from '../../../lib/rules/names/namespace-is-server-name';
import { RuleTester, TestEstate } from '../../../lib/testing';

RuleTester.run(namespaceIsServerName, {
  compliant: [
    { name: 'the name of a service', estate: TestEstate.of({ servers: [{}, {}] }) },
    {
      name: 'a server whose own clients use its name',
      estate: TestEstate.of({ servers: [{ internalHost: 'cas01.corp.contoso.com', externalHost: null }, {}] }),
    },
    {
      name: 'servers that all bear the shared name are the matter of another rule',
      estate: TestEstate.of({
        servers: [{ fqdn: { value: 'mail.contoso.com' } }, { fqdn: { value: 'mail.contoso.com' } }],
      }),
    },
  ],
  nonCompliant: [
    {
      name: 'the new server is to take over the name of the old one',
      estate: TestEstate.of({ servers: [{ name: 'old', fqdn: { value: 'mail.contoso.com' } }, { name: 'new' }] }),
      messages: ['old is itself called mail.contoso.com, the name under which clients connect to new'],
    },
  ],
  notApplicable: [
    { name: 'one server', estate: TestEstate.of({ servers: [{ fqdn: { value: 'mail.contoso.com' } }] }) },
  ],
});
