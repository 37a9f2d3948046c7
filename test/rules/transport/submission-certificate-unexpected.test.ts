import { Binding } from '../../../lib/model';
import { submissionCertificateUnexpected } from '../../../lib/rules/transport/submission-certificate-unexpected';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { ofSetup, on, P, withWeb } from '../../support/rule-estates';

const submission = (more: Partial<Binding> = {}, web: TestCertificate = {}, clients = 1) =>
  withWeb(web, {
    servers: [{ protocols: [{ protocol: P.SMTP_SUBMISSION, ...more }] }],
    populations: clients === 0 ? [] : [on('windows-10', { application: 'thunderbird' })],
  });
const OWN_NAME = { facts: { dnsNames: [{ value: 'cas01.corp.contoso.com' }, { value: 'mail.contoso.com' }] } };

RuleTester.run(submissionCertificateUnexpected, {
  compliant: [
    {
      name: 'the connector has a name of the certificate',
      estate: submission({ connectorFqdn: { value: 'mail.contoso.com' } }),
    },
  ],
  nonCompliant: [
    {
      name: "by default the connector has the server's own name",
      estate: submission(),
      messages: [
        'cas01.corp.contoso.com; the certificate that setup installed has it, and the certificate mail.contoso.com',
      ],
      fixes: ['pinsCertificate: true'],
    },
    {
      name: 'a name that no certificate has',
      estate: submission({ connectorFqdn: { value: 'smtp.contoso.com' } }),
      messages: ['smtp.contoso.com, which neither the certificate mail.contoso.com nor another has: no TLS is offered'],
    },
    {
      name: 'IMAP4 by the name of the certificate of setup',
      estate: withWeb(
        {},
        {
          servers: [{ protocols: [{ protocol: P.IMAP4, certificateName: { value: 'cas01.corp.contoso.com' } }] }],
          populations: [on('windows-10')],
        },
      ),
      messages: ['IMAP4 on cas01 looks for a certificate with the name cas01.corp.contoso.com'],
    },
  ],
  notApplicable: [
    { name: 'pinned', estate: submission({ pinned: true }) },
    { name: 'the certificate of setup is the one that is assigned', estate: submission({}, ofSetup()) },
    { name: 'no client uses it', estate: submission({}, {}, 0) },
  ],
  unknown: [
    {
      name: 'both certificates have the name',
      estate: submission({}, OWN_NAME),
      reasons: [
        'which one it presents is not known: the certificate mail.contoso.com, the certificate that setup installed',
      ],
    },
  ],
});
