import { ConnectorKind } from '../../../lib/model';
import { clientUsageLeaves } from '../../../lib/rules/transport/client-usage-leaves';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

const BOTH = { extendedKeyUsages: ['serverAuth', 'clientAuth'] };
const connector = (web: TestCertificate, more: object = { mutualTls: true }) =>
  withWeb(web, { connectors: [{ certificate: 'web', ...more }] });

RuleTester.run(clientUsageLeaves, {
  compliant: [
    { name: 'for servers alone', estate: connector({}) },
    { name: 'of an internal CA', estate: connector(internal({ facts: BOTH })) },
    { name: 'without a certificate', estate: withWeb({}, { connectors: [{ mutualTls: true }] }) },
  ],
  nonCompliant: [
    {
      name: 'the vendor that is named',
      estate: connector({ origin: 'DigiCert', facts: BOTH }),
      messages: ['DigiCert leaves it out from 2027-03-01'],
    },
    {
      name: 'the CA that issued it',
      estate: connector({ facts: { ...BOTH, issuer: 'CN=Sectigo RSA OV,O=Sectigo Limited,C=GB' } }),
      messages: ['2027-02-10'],
    },
    {
      name: 'a CA that sells it no more',
      estate: connector({ facts: { ...BOTH, issuer: "CN=R12,O=Let's Encrypt,C=US" } }),
      messages: ['2026-02-11'],
    },
    { name: 'another CA: the day of Chrome', estate: connector({ facts: BOTH }), messages: ['2027-03-15'] },
    {
      name: 'a receive connector presents it too',
      estate: connector({ facts: BOTH }, { mutualTls: true, kind: ConnectorKind.RECEIVE }),
    },
  ],
  notApplicable: [
    { name: 'no mutual TLS', estate: connector({ facts: BOTH }, {}) },
    { name: 'before it was announced', estate: connector({ facts: BOTH }), now: new Date('2025-05-01T00:00:00Z') },
  ],
});
