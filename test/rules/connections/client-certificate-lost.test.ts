import { ClientCertificateMode, ClientProtocol, PublishingMode } from '../../../lib/model';
import { clientCertificateLost } from '../../../lib/rules/connections/client-certificate-lost';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const REQUIRING = { protocol: ClientProtocol.ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE };
const behind = (mode: PublishingMode) =>
  withWeb(
    {},
    {
      servers: [{ protocols: [REQUIRING], publishingPoint: 'app/point1' }],
      publishingPoints: [{ mode, certificate: 'web' }],
      populations: [on('ios', { clientCertificates: true })],
    },
  );

RuleTester.run(clientCertificateLost, {
  compliant: [{ name: 'TLS passes through', estate: behind(PublishingMode.PASS_THROUGH) }],
  nonCompliant: [
    { name: 'a bridge ends TLS', estate: behind(PublishingMode.BRIDGING), messages: ['does not pass point1'] },
    { name: 'TLS is offloaded', estate: behind(PublishingMode.OFFLOAD), messages: ['does not pass point1'] },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
});
