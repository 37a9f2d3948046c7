import { AutodiscoverMethod } from '../../../lib/model';
import { autodiscoverNameNotServed } from '../../../lib/rules/names/autodiscover-name-not-served';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { serving, P } from '../../support/rule-estates';

const domain = (host: object, more = {}) =>
  TestEstate.of({ servers: serving({ protocol: P.AUTODISCOVER, externalHosts: [host] }), mailDomains: [more] });

RuleTester.run(autodiscoverNameNotServed, {
  compliant: [
    { name: 'the name of its own', estate: domain({ value: 'autodiscover.contoso.com' }) },
    { name: 'the domain itself', estate: domain({ value: 'contoso.com' }) },
    {
      name: 'the name that an SRV record leads to',
      estate: domain(
        { value: 'mail.contoso.com' },
        { method: AutodiscoverMethod.SRV_RECORD, target: { value: 'mail.contoso.com' } },
      ),
    },
  ],
  nonCompliant: [
    { name: 'another name', estate: domain({ value: 'mail.contoso.com' }), messages: ['autodiscover.contoso.com'] },
    {
      name: 'a redirect leads to a name that nobody serves',
      estate: domain(
        { value: 'mail.contoso.com' },
        { method: AutodiscoverMethod.HTTP_REDIRECT, target: { value: 'outlook.contoso.com' } },
      ),
      messages: ['led to outlook.contoso.com'],
    },
  ],
  notApplicable: [
    {
      name: 'an SRV record leads on',
      estate: domain({ value: 'mail.contoso.com' }, { method: AutodiscoverMethod.SRV_RECORD }),
    },
    { name: 'nothing is published', estate: TestEstate.of({ servers: [{ externalHost: null }], mailDomains: [{}] }) },
  ],
  unknown: [{ name: 'a name that Terraform alone knows', estate: domain({ expression: '${var.host}' }) }],
});
