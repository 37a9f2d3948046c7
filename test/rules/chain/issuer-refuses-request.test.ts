import { CertificateState } from '../../../lib/model';
import { issuerRefusesRequest } from '../../../lib/rules/chain/issuer-refuses-request';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

const expired = {
  code: 'issuer-expired',
  message: 'the CA Issuing CA expired on 2026-01-01T00:00:00.000Z: clients refuse what it signs',
  fix: 'renew the CA',
  section: 'RFC 5280 6.1.3 (a)(2)',
  certificate: 'Issuing CA',
};

RuleTester.run(issuerRefusesRequest, {
  compliant: [{ name: 'nothing speaks against it', estate: withWeb(internal({ state: CertificateState.DECLARED })) }],
  nonCompliant: [
    {
      name: 'the CA has expired, and constrains the names too',
      estate: withWeb(
        internal({
          state: CertificateState.DECLARED,
          faults: [expired, { ...expired, code: 'constraint-violated', message: 'the CA may not issue for it' }],
        }),
      ),
      findings: 2,
      messages: ['will be refused'],
    },
  ],
  notApplicable: [{ name: 'it is issued', estate: withWeb(internal({ pem: 'a certificate', faults: [expired] })) }],
});
