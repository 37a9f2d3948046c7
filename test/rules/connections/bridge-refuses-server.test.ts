import { RevocationStatus } from '../../../lib/model';
import { bridgeRefusesServer } from '../../../lib/rules/connections/bridge-refuses-server';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const bridged = (revocation: RevocationStatus, verifiesServer = true) =>
  withWeb(
    {},
    {
      certificates: { web: {}, old: { revocation } },
      servers: [{ certificate: 'old', publishingPoint: 'app/point1' }],
      publishingPoints: [{ certificate: 'web', verifiesServer }],
      populations: [on('windows-10')],
    },
  );

RuleTester.run(bridgeRefusesServer, {
  compliant: [
    { name: 'a good certificate behind it', estate: bridged(RevocationStatus.GOOD) },
    { name: 'a bridge that verifies nothing', estate: bridged(RevocationStatus.REVOKED, false) },
  ],
  nonCompliant: [
    { name: 'a revoked one', estate: bridged(RevocationStatus.REVOKED), messages: ['point1 does not accept'] },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
});
