import { connectorCertificateStale } from '../../../lib/rules/transport/connector-certificate-stale';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

const connector = (more: object, web: TestCertificate = {}) =>
  withWeb(web, { connectors: [{ certificate: 'web', ...more }] });

RuleTester.run(connectorCertificateStale, {
  compliant: [
    {
      name: 'issuer and subject fit',
      estate: connector({ tlsCertificateName: '<I>CN=Public Issuing CA<S>CN=mail.contoso.com' }),
    },
    {
      name: 'blanks and the order of attributes do not matter',
      estate: connector(
        { tlsCertificateName: '<i>O=Vendor, CN=CA<s>cn=mail.contoso.com' },
        { facts: { issuer: 'CN=CA,O=Vendor', subject: 'CN=mail.contoso.com' } },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'another issuer',
      estate: connector({ tlsCertificateName: '<I>CN=Old CA<S>CN=mail.contoso.com' }),
      messages: ['<I>CN=Public Issuing CA<S>CN=mail.contoso.com'],
    },
    {
      name: 'the third of three servers lacks it: mail through that one stops',
      estate: withWeb(
        {},
        {
          certificates: { web: {}, other: { facts: { issuer: 'CN=Other CA', subject: 'CN=mail.contoso.com' } } },
          servers: [{}, {}, { certificate: 'other' }],
          connectors: [{ certificate: 'web', tlsCertificateName: '<I>CN=Public Issuing CA<S>CN=mail.contoso.com' }],
        },
      ),
      messages: [/it is not on cas03, which has <I>CN=Other CA<S>CN=mail.contoso.com$/],
    },
    { name: 'not the form that Exchange writes', estate: connector({ tlsCertificateName: 'mail.contoso.com' }) },
  ],
  notApplicable: [{ name: 'no connector is pinned', estate: connector({}) }],
  unknown: [
    {
      name: 'the certificate is not issued yet',
      estate: connector({ tlsCertificateName: '<I>CN=a<S>CN=b' }, { facts: { subject: undefined } }),
    },
  ],
});
