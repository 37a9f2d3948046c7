import { CertificateState } from '../../../lib/model';
import { certificateOrdered } from '../../../lib/rules/chain/certificate-ordered';
import { RuleTester } from '../../../lib/testing';
import { selfSigned, withWeb } from '../../support/rule-estates';

RuleTester.run(certificateOrdered, {
  compliant: [{ name: 'delivered', estate: withWeb({}) }],
  nonCompliant: [
    {
      name: 'ordered',
      estate: withWeb({ state: CertificateState.ORDERED, origin: 'Vendor' }),
      messages: ['from Vendor'],
    },
  ],
  notApplicable: [{ name: 'self-signed: nobody is asked for it', estate: withWeb(selfSigned()) }],
});
