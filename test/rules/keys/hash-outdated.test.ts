import { hashOutdated } from '../../../lib/rules/keys/hash-outdated';
import { RuleTester } from '../../../lib/testing';
import { selfSigned, withWeb } from '../../support/rule-estates';

RuleTester.run(hashOutdated, {
  compliant: [{ name: 'SHA-256', estate: withWeb({}) }],
  nonCompliant: [
    { name: 'SHA-1', estate: withWeb({ facts: { signatureHash: 'sha1' } }), messages: ['SHA1'] },
    { name: 'MD5', estate: withWeb({ facts: { signatureHash: 'md5' } }) },
  ],
  notApplicable: [
    {
      name: 'the signature of a self-signed certificate proves nothing',
      estate: withWeb(selfSigned({ facts: { signatureHash: 'sha1' } })),
    },
  ],
  unknown: [{ name: 'the hash is not known', estate: withWeb({ facts: { signatureHash: undefined } }) }],
});
