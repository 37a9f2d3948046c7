import { publicDeploymentOnPrivateCa } from '../../../lib/rules/trust/public-deployment-on-private-ca';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { ANCHORS, internal, withWeb } from '../../support/rule-estates';

RuleTester.run(publicDeploymentOnPrivateCa, {
  compliant: [
    { name: 'a purchased certificate', estate: withWeb({}) },
    {
      name: 'a publishing point shows its own certificate',
      estate: TestEstate.of({
        servers: [{ publishingPoint: 'app/point1' }],
        certificates: { web: internal(), front: {} },
        anchors: ANCHORS,
        publishingPoints: [{ certificate: 'front' }],
      }),
    },
  ],
  nonCompliant: [
    {
      name: 'an internal CA outside: one finding a server',
      estate: withWeb(internal()),
      messages: ['Contoso Root CA'],
    },
  ],
  notApplicable: [{ name: 'nothing is published', estate: withWeb(internal(), { servers: [{ externalHost: null }] }) }],
});
