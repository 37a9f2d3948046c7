import { serverNameOnPublicCertificate } from '../../../lib/rules/names/server-name-on-public-certificate';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

RuleTester.run(serverNameOnPublicCertificate, {
  compliant: [
    { name: 'the names of services', estate: withWeb({}) },
    {
      name: 'a server that clients outside reach by its own name',
      estate: withWeb({}, { servers: [{ fqdn: { value: 'mail.contoso.com' } }] }),
    },
  ],
  nonCompliant: [
    {
      name: 'the name of the server',
      estate: withWeb({ facts: { dnsNames: [{ value: 'mail.contoso.com' }, { value: 'cas01.corp.contoso.com' }] } }),
      messages: ['cas01.corp.contoso.com'],
    },
  ],
  notApplicable: [
    { name: 'an internal CA', estate: withWeb(internal()) },
    { name: 'names that nobody states', estate: withWeb({ facts: { dnsNames: undefined } }) },
  ],
});
