import { hybridCertificatesDiffer } from '../../../lib/rules/transport/hybrid-certificates-differ';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

const hybrid = (facts: TestCertificate['facts']) =>
  TestEstate.of({ certificates: { web: {}, edge: { facts } }, hybrids: [{ certificates: ['web', 'edge'] }] });

RuleTester.run(hybridCertificatesDiffer, {
  compliant: [{ name: 'the same issuer and subject', estate: hybrid({}) }],
  nonCompliant: [
    {
      name: 'another subject on Edge',
      estate: hybrid({ subject: 'CN=edge.contoso.com' }),
      messages: ['CN=edge.contoso.com'],
    },
  ],
  notApplicable: [{ name: 'one certificate', estate: withWeb({}, { hybrids: [{}] }) }],
  unknown: [{ name: 'one of them is not issued yet', estate: hybrid({ subject: undefined }) }],
});
