import { CertificateState } from '../../../lib/model';
import { internalNameOnPublicCertificate } from '../../../lib/rules/names/internal-name-on-public-certificate';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

const withZones = (zones: string[] | undefined) => ({
  ...withWeb({ facts: { dnsNames: [{ value: 'contoso.com' }, { value: 'mail.fabrikam.com' }] } }),
  organizations: [{ id: 'app/contoso', servers: ['app/cas01'], ...(zones ? { zones } : {}) }],
});

RuleTester.run(internalNameOnPublicCertificate, {
  compliant: [
    { name: 'public names', estate: withWeb({}) },
    {
      name: 'every name is in a zone of the organization',
      estate: withZones(['contoso.com', 'fabrikam.com']),
    },
    { name: 'the zones are not stated', estate: withZones(undefined) },
    { name: 'a wildcard of a public domain', estate: withWeb({ facts: { dnsNames: [{ value: '*.contoso.com' }] } }) },
  ],
  nonCompliant: [
    {
      name: 'an internal ending, a single label and a reserved address in one finding',
      estate: withWeb({
        facts: { dnsNames: [{ value: 'cas01' }, { value: 'cas01.contoso.local' }], ipAddresses: ['10.1.2.3'] },
      }),
      messages: [
        'cas01 (it is a single label), cas01.contoso.local (it ends in .local, which is no public top-level domain), 10.1.2.3 (it is a reserved IP address), which no public CA may certify',
      ],
    },
    {
      name: 'a top-level domain that nobody delegated',
      estate: withWeb({ facts: { dnsNames: [{ value: 'mail.contoso.intern' }] } }),
      messages: ['mail.contoso.intern (it ends in .intern, which is no public top-level domain)'],
    },
    {
      name: 'a public zone that belongs to somebody else',
      estate: withZones(['contoso.com']),
      messages: ['names mail.fabrikam.com, outside the zones of the organization (contoso.com)'],
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
