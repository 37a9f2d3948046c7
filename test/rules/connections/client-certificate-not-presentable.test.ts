import { ClientCertificateMode, ClientFact, ClientProtocol } from '../../../lib/model';
import { clientCertificateNotPresentable } from '../../../lib/rules/connections/client-certificate-not-presentable';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const REQUIRING = { protocol: ClientProtocol.ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE };
const stated = (holds: boolean) => ({
  fact: ClientFact.PRESENTS_CERTIFICATE,
  holds,
  ground: 'tried on three devices',
  on: '2026-05-02',
});
const presenting = (holds: boolean) =>
  withWeb(
    {},
    {
      servers: [{ protocols: [REQUIRING] }],
      populations: [on('ios', { clientCertificates: true, stated: [stated(holds)] })],
    },
  );

RuleTester.run(clientCertificateNotPresentable, {
  compliant: [{ name: 'clients that present one', estate: presenting(true) }],
  nonCompliant: [
    {
      name: 'clients that were tried and present none',
      estate: presenting(false),
      messages: ['cannot present one'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
});
