import { oauthCertificateExpiring } from '../../../lib/rules/transport/oauth-certificate-expiring';
import { RuleTester, TestEstate, TestCertificate } from '../../../lib/testing';
import { ANCHORS, DAY, withWeb } from '../../support/rule-estates';

const auth = (certificate: TestCertificate, more: object = {}) =>
  TestEstate.of({
    certificates: { web: {}, auth: { ...certificate, anchor: 'self' } },
    anchors: ANCHORS,
    serverAuthentications: [more],
  });

RuleTester.run(oauthCertificateExpiring, {
  compliant: [
    { name: 'more than a tenth is left', estate: auth({ facts: { lifetimeSeconds: 1826 * DAY } }) },
    {
      name: 'the next one is staged',
      estate: auth(
        { facts: { notBefore: '2021-07-01T00:00:00.000Z', lifetimeSeconds: 1826 * DAY } },
        { nextCertificate: 'web' },
      ),
    },
    { name: 'expired, which another rule reports', estate: auth({ facts: { notAfter: '2026-05-31T00:00:00.000Z' } }) },
  ],
  nonCompliant: [
    {
      name: 'a month of five years is left',
      estate: auth({ facts: { notBefore: '2021-07-01T00:00:00.000Z', lifetimeSeconds: 1826 * DAY } }),
      messages: ['in 30 days'],
    },
  ],
  notApplicable: [{ name: 'server authentication is not declared', estate: withWeb({}) }],
  unknown: [{ name: 'its last day is not stated', estate: auth({ facts: { notAfter: undefined } }) }],
});
