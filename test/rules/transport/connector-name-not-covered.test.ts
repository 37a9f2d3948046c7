import { connectorNameNotCovered } from '../../../lib/rules/transport/connector-name-not-covered';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

const connector = (more: object, web: TestCertificate = {}) =>
  withWeb(web, { connectors: [{ certificate: 'web', ...more }] });

RuleTester.run(connectorNameNotCovered, {
  compliant: [
    { name: 'its name is in the certificate', estate: connector({ fqdn: { value: 'mail.contoso.com' } }) },
    {
      name: "the server's own name, which the certificate of setup has",
      estate: connector({ fqdn: { value: 'cas01.corp.contoso.com' } }),
    },
  ],
  nonCompliant: [
    { name: 'it is not', estate: connector({ fqdn: { value: 'smtp.contoso.com' } }), messages: ['smtp.contoso.com'] },
  ],
  notApplicable: [
    { name: 'the connector names nothing', estate: connector({}) },
    {
      name: 'pinned: the name chooses nothing',
      estate: connector({
        fqdn: { value: 'smtp.contoso.com' },
        tlsCertificateName: '<I>CN=Public Issuing CA<S>CN=mail.contoso.com',
      }),
    },
  ],
  unknown: [{ name: 'a name that Terraform alone knows', estate: connector({ fqdn: { expression: '${var.smtp}' } }) }],
});
