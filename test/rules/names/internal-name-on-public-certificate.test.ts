import { CertificateState } from '../../../lib/model';
import { internalNameOnPublicCertificate } from '../../../lib/rules/names/internal-name-on-public-certificate';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

RuleTester.run(internalNameOnPublicCertificate, {
  compliant: [
    { name: 'public names', estate: withWeb({}) },
    { name: 'a wildcard of a public domain', estate: withWeb({ facts: { dnsNames: [{ value: '*.contoso.com' }] } }) },
  ],
  nonCompliant: [
    {
      name: 'an internal ending, a single label and a reserved address in one finding',
      estate: withWeb({
        facts: { dnsNames: [{ value: 'cas01' }, { value: 'cas01.contoso.local' }], ipAddresses: ['10.1.2.3'] },
      }),
      messages: [/cas01, cas01.contoso.local, 10.1.2.3/],
    },
    {
      name: 'an order that would be refused',
      estate: withWeb({ state: CertificateState.ORDERED, facts: { dnsNames: [{ value: 'mail.contoso.local' }] } }),
    },
  ],
  notApplicable: [
    { name: 'an internal CA', estate: withWeb(internal({ facts: { dnsNames: [{ value: 'mail.contoso.local' }] } })) },
  ],
  unknown: [
    {
      name: 'a name that Terraform alone knows',
      estate: withWeb({ facts: { dnsNames: [{ expression: '${var.host}' }] } }),
    },
    { name: 'names that nobody states', estate: withWeb({ facts: { dnsNames: undefined } }) },
  ],
});
