import { CertificateState } from '../../../lib/model';
import { certificateOrdered } from '../../../lib/rules/chain/certificate-ordered';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

RuleTester.run(certificateOrdered, {
  compliant: [{ name: 'delivered', estate: withWeb({}) }],
  nonCompliant: [
    {
      name: 'ordered',
      estate: withWeb({ state: CertificateState.ORDERED, origin: 'Vendor' }),
      messages: ['from Vendor'],
    },
  ],
  notApplicable: [{ name: 'not bought at all', estate: withWeb(internal()) }],
});
