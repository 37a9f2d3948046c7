import { publicDeploymentOnSelfSigned } from '../../../lib/rules/trust/public-deployment-on-self-signed';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { ANCHORS, selfSigned, withWeb } from '../../support/rule-estates';

RuleTester.run(publicDeploymentOnSelfSigned, {
  compliant: [
    { name: 'a purchased certificate', estate: withWeb({}) },
    {
      name: 'a publishing point with a purchased one in front',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1' }],
        certificates: { web: selfSigned(), front: {} },
        anchors: ANCHORS,
        publishingPoints: [{ certificate: 'front' }],
      }),
    },
  ],
  nonCompliant: [{ name: 'a self-signed certificate outside', estate: withWeb(selfSigned()) }],
  notApplicable: [{ name: 'inside alone', estate: withWeb(selfSigned(), { servers: [{ externalHost: null }] }) }],
});
