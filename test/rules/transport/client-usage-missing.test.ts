import { ConnectorKind } from '../../../lib/model';
import { clientUsageMissing } from '../../../lib/rules/transport/client-usage-missing';
import { RuleTester, TestCertificate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

const connector = (more: object, web: TestCertificate = {}) =>
  withWeb(web, { connectors: [{ certificate: 'web', ...more }] });

RuleTester.run(clientUsageMissing, {
  compliant: [
    {
      name: 'clientAuth is there',
      estate: connector({ mutualTls: true }, { facts: { extendedKeyUsages: ['serverAuth', 'clientAuth'] } }),
    },
    { name: 'no extension: any use', estate: connector({ mutualTls: true }, { facts: { extendedKeyUsages: [] } }) },
  ],
  nonCompliant: [
    {
      name: 'for servers alone',
      estate: connector({ mutualTls: true }),
      messages: ['the purchased certificate mail.contoso.com'],
    },
  ],
  notApplicable: [
    { name: 'no mutual TLS', estate: connector({}) },
    { name: 'a receive connector is a server', estate: connector({ mutualTls: true, kind: ConnectorKind.RECEIVE }) },
    {
      name: 'before public CAs took the usage out',
      estate: connector({ mutualTls: true }),
      now: new Date('2026-02-10T00:00:00Z'),
    },
  ],
  unknown: [
    {
      name: 'the usages are not known',
      estate: connector({ mutualTls: true }, { facts: { extendedKeyUsages: undefined } }),
    },
  ],
});
