import { revocationPointerMissing } from '../../../lib/rules/chain/revocation-pointer-missing';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { ANCHORS, selfSigned, internal, withWeb } from '../../support/rule-estates';

RuleTester.run(revocationPointerMissing, {
  compliant: [
    { name: 'a CRL', estate: withWeb({}) },
    { name: 'OCSP alone', estate: withWeb({ facts: { crlUrls: [], ocspUrls: ['http://ocsp.example.com'] } }) },
  ],
  nonCompliant: [
    {
      name: 'neither: one finding for each CA',
      estate: TestEstate.of({
        servers: [{ certificate: 'a' }, { certificate: 'b' }],
        certificates: { a: internal({ facts: { crlUrls: [] } }), b: internal({ facts: { crlUrls: [] } }) },
        anchors: ANCHORS,
      }),
      messages: ['2 certificates of Contoso Root CA'],
    },
  ],
  notApplicable: [{ name: 'self-signed', estate: withWeb(selfSigned({ facts: { crlUrls: [] } })) }],
  unknown: [{ name: 'nobody says', estate: withWeb({ facts: { crlUrls: undefined } }) }],
});
