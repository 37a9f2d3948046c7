import { RevocationStatus } from '../../../lib/model';
import { certificateRevoked } from '../../../lib/rules/chain/certificate-revoked';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(certificateRevoked, {
  compliant: [{ name: 'not revoked', estate: withWeb({}) }],
  nonCompliant: [
    { name: 'revoked', estate: withWeb({ revocation: RevocationStatus.REVOKED }), messages: ['is revoked'] },
  ],
  notApplicable: [{ name: 'no certificate', estate: TestEstate.of({ servers: [], certificates: {} }) }],
});
