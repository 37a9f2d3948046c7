import { serverFqdnShared } from '../../../lib/rules/names/server-fqdn-shared';
import { RuleTester, TestEstate } from '../../../lib/testing';

const called = (value: string) => ({ fqdn: { value } });

RuleTester.run(serverFqdnShared, {
  compliant: [{ name: 'names of their own', estate: TestEstate.of({ servers: [{}, {}] }) }],
  nonCompliant: [
    {
      name: 'the shared name is taken for the name of each',
      estate: TestEstate.of({ servers: [called('mail.contoso.com'), called('mail.contoso.com'), {}] }),
      messages: ['cas01, cas02 are all called mail.contoso.com'],
    },
    {
      name: 'the same variable',
      estate: TestEstate.of({
        servers: [{ fqdn: { expression: '${var.name}' } }, { fqdn: { expression: '${var.name}' } }],
      }),
      messages: ['${var.name}'],
    },
  ],
  notApplicable: [{ name: 'one server', estate: TestEstate.of() }],
});
