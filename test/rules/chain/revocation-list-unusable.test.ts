import { revocationListUnusable } from '../../../lib/rules/chain/revocation-list-unusable';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

const stale = {
  code: 'crl-expired',
  message: 'the revocation list of Issuing CA was to be replaced by 2026-05-01T00:00:00.000Z',
  fix: 'fetch the current revocation list',
  section: 'RFC 5280 5.1.2.5',
  certificate: 'Issuing CA',
};

RuleTester.run(revocationListUnusable, {
  compliant: [{ name: 'the list is sound', estate: withWeb({ crlPem: ['a list'] }) }],
  nonCompliant: [
    {
      name: 'the list is past its next update',
      estate: withWeb({ crlPem: ['a list'], unusableLists: [stale] }),
      messages: ['is not known from the files', 'was to be replaced'],
    },
  ],
  notApplicable: [{ name: 'no list is available', estate: withWeb({}) }],
});
