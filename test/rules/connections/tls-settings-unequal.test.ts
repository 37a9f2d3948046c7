import { ExtendedProtection, TlsRange, TlsVersion } from '../../../lib/model';
import { TestServer } from '../../../lib/testing';
import { tlsSettingsUnequal } from '../../../lib/rules/connections/tls-settings-unequal';
import { RuleTester, TestEstate } from '../../../lib/testing';

const two = (one: TlsRange, other: TlsRange, more: TestServer = {}) =>
  TestEstate.of({
    servers: [
      { tls: one, ...more },
      { tls: other, ...more },
    ],
  });
const FROM_1_2 = { lowest: TlsVersion.TLS_1_2 };

RuleTester.run(tlsSettingsUnequal, {
  compliant: [
    { name: 'alike', estate: two(FROM_1_2, FROM_1_2) },
    {
      name: 'TLS 1.3 does not count',
      estate: two({ ...FROM_1_2, highest: TlsVersion.TLS_1_2 }, { ...FROM_1_2, highest: TlsVersion.TLS_1_3 }),
    },
  ],
  nonCompliant: [
    {
      name: 'one still speaks TLS 1.0',
      estate: two({ lowest: TlsVersion.TLS_1_0 }, FROM_1_2),
      messages: ['1.0 to any on cas01; 1.2 to any on cas02'],
    },
  ],
  notApplicable: [
    { name: 'stated of one', estate: TestEstate.of({ servers: [{ tls: FROM_1_2 }, {}] }) },
    {
      name: 'no Extended Protection',
      estate: two({ lowest: TlsVersion.TLS_1_0 }, FROM_1_2, { extendedProtection: ExtendedProtection.OFF }),
    },
  ],
});
