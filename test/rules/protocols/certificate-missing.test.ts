import { Encryption } from '../../../lib/model';
import { certificateMissing } from '../../../lib/rules/protocols/certificate-missing';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, serving, P } from '../../support/rule-estates';

RuleTester.run(certificateMissing, {
  compliant: [
    { name: 'a certificate', estate: withWeb({}) },
    { name: 'one that is not declared is reported by another rule', estate: TestEstate.of({ certificates: {} }) },
  ],
  nonCompliant: [
    {
      name: 'none',
      estate: withWeb({}, { servers: serving({ protocol: P.OWA, certificate: undefined }) }),
      messages: ['the role iis has no certificate'],
    },
  ],
  notApplicable: [
    {
      name: 'clear text',
      estate: withWeb(
        {},
        {
          servers: serving({
            protocol: P.IMAP4,
            listeners: [{ port: 143, encryption: Encryption.NONE }],
            certificate: undefined,
          }),
        },
      ),
    },
  ],
});
