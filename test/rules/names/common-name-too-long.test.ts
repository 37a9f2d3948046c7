import { CertificateState } from '../../../lib/model';
import { commonNameTooLong } from '../../../lib/rules/names/common-name-too-long';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(commonNameTooLong, {
  compliant: [
    {
      name: '64 characters',
      estate: withWeb({
        state: CertificateState.DECLARED,
        facts: { dnsNames: [{ value: `${'a'.repeat(52)}.contoso.com` }] },
      }),
    },
  ],
  nonCompliant: [
    {
      name: '65 characters',
      estate: withWeb({
        state: CertificateState.DECLARED,
        facts: { dnsNames: [{ value: `${'a'.repeat(53)}.contoso.com` }] },
      }),
      messages: ['65 characters'],
    },
  ],
  notApplicable: [{ name: 'a certificate that is there already', estate: withWeb({}) }],
});
