import { TrustAnchorKind } from '../../../lib/model';
import { hashRefusedByClients } from '../../../lib/rules/keys/hash-refused-by-clients';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb, on } from '../../support/rule-estates';

RuleTester.run(hashRefusedByClients, {
  compliant: [
    { name: 'SHA-256 and an iPhone', estate: withWeb({}, { populations: [on('ios')] }) },
    {
      name: 'SHA-1 and Windows Mobile 6',
      estate: withWeb({ facts: { signatureHash: 'sha1' } }, { populations: [on('windows-mobile-6')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'SHA-1 and an iPhone',
      estate: withWeb({ facts: { signatureHash: 'sha1' } }, { populations: [on('ios')] }),
      messages: ['SHA1'],
    },
    {
      name: 'a SHA-512 root and Windows Mobile 6.1',
      estate: withWeb(internal(), {
        anchors: { ca: { kind: TrustAnchorKind.PRIVATE, signatureHash: 'sha512' } },
        populations: [on('windows-mobile-6-1')],
      }),
      messages: ['0x80072F0D'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb({ facts: { signatureHash: 'sha1' } }) }],
  unknown: [
    { name: 'SHA-256 and Windows Mobile 6: no source', estate: withWeb({}, { populations: [on('windows-mobile-6')] }) },
  ],
});
