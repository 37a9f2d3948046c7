import { CertificateState, PublishingMode } from '../../../lib/model';
import { bridgeDistrustsServer } from '../../../lib/rules/trust/bridge-distrusts-server';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, internal } from '../../support/rule-estates';

const bridging = (web: TestCertificate, point: object) =>
  TestEstate.of({
    servers: [{ publishingPoint: 'app/point1' }],
    certificates: { web, front: {} },
    anchors: ANCHORS,
    publishingPoints: [{ certificate: 'front', ...point }],
  });

RuleTester.run(bridgeDistrustsServer, {
  compliant: [
    { name: 'it trusts the CA', estate: bridging(internal(), { trusts: ['ca'] }) },
    { name: 'the servers have a purchased certificate', estate: bridging({}, {}) },
    {
      name: 'the certificate is ordered',
      estate: bridging({ ...internal(), state: CertificateState.ORDERED }, { trusts: [] }),
    },
  ],
  nonCompliant: [
    {
      name: 'it trusts another CA: one finding for all bindings',
      estate: bridging(internal(), { trusts: [] }),
      messages: ['point1 does not trust'],
    },
  ],
  notApplicable: [
    { name: 'it does not check', estate: bridging(internal(), { trusts: [], verifiesServer: false }) },
    { name: 'it passes through', estate: bridging(internal(), { mode: PublishingMode.PASS_THROUGH }) },
  ],
  unknown: [{ name: 'nobody says what it trusts', estate: bridging(internal(), {}), reasons: ['trusts'] }],
});
