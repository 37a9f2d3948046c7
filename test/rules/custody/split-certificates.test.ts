import { TrustAnchorKind } from '../../../lib/model';
import { splitCertificates } from '../../../lib/rules/custody/split-certificates';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, selfSigned, internal, withWeb } from '../../support/rule-estates';

const behindOneName = (certificates: { one: TestCertificate; two: TestCertificate }) =>
  TestEstate.of({
    servers: [{ certificate: 'one' }, { certificate: 'two' }],
    certificates: { ...certificates },
    anchors: ANCHORS,
  });

RuleTester.run(splitCertificates, {
  compliant: [
    { name: 'one certificate for both', estate: withWeb({}, { servers: [{}, {}] }) },
    { name: 'two certificates of one CA', estate: behindOneName({ one: internal(), two: internal() }) },
    {
      name: 'names of their own',
      estate: TestEstate.of({
        servers: [
          { certificate: 'one', internalHost: 'a.contoso.com', externalHost: 'a.contoso.com' },
          { certificate: 'two', internalHost: 'b.contoso.com', externalHost: 'b.contoso.com' },
        ],
        certificates: { one: {}, two: internal() },
        anchors: ANCHORS,
      }),
    },
  ],
  nonCompliant: [
    {
      name: 'a purchased and an internal one: one finding a name',
      estate: behindOneName({ one: {}, two: internal() }),
      messages: ['2 servers share the name mail.contoso.com', '2 roots'],
    },
    {
      name: 'two self-signed ones',
      estate: TestEstate.of({
        servers: [{ certificate: 'one' }, { certificate: 'two' }],
        certificates: { one: selfSigned(), two: selfSigned({ anchor: 'self2' }) },
        anchors: { ...ANCHORS, self2: { kind: TrustAnchorKind.SELF_SIGNED } },
      }),
    },
  ],
  notApplicable: [{ name: 'one server', estate: withWeb({}) }],
});
