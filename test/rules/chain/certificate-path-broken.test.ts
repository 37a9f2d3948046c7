import { certificatePathBroken } from '../../../lib/rules/chain/certificate-path-broken';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(certificatePathBroken, {
  compliant: [{ name: 'no fault was found', estate: withWeb({ pem: 'PEM' }) }],
  nonCompliant: [
    {
      name: 'each fault is reported',
      estate: withWeb({
        pem: 'PEM',
        faults: [
          { code: 'chain-incomplete', message: 'an intermediate is missing', fix: 'add it', section: 'RFC 5280 6.1' },
          { code: 'signature-invalid', message: 'a signature does not fit', fix: 'download it again' },
        ],
      }),
      findings: 2,
      messages: ['an intermediate is missing (RFC 5280 6.1)'],
    },
  ],
  notApplicable: [{ name: 'the certificate is not available', estate: withWeb({}) }],
});
