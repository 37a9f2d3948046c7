import { hybridNameMissing } from '../../../lib/rules/transport/hybrid-name-missing';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(hybridNameMissing, {
  compliant: [
    { name: 'all names', estate: withWeb({}, { hybrids: [{}] }) },
    { name: 'a wildcard', estate: withWeb({ facts: { dnsNames: [{ value: '*.contoso.com' }] } }, { hybrids: [{}] }) },
  ],
  nonCompliant: [
    {
      name: 'Edge and Autodiscover are missing',
      estate: withWeb(
        { facts: { dnsNames: [{ value: 'mail.contoso.com' }] } },
        { hybrids: [{ transportHosts: [{ value: 'mail.contoso.com' }, { value: 'edge.contoso.com' }] }] },
      ),
      messages: ['autodiscover.contoso.com, edge.contoso.com'],
    },
  ],
  notApplicable: [{ name: 'no hybrid deployment', estate: withWeb({}) }],
  unknown: [
    {
      name: 'a name that Terraform alone knows',
      estate: withWeb({}, { hybrids: [{ transportHosts: [{ expression: '${var.smtp}' }] }] }),
    },
  ],
});
