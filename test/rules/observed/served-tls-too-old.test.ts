import { TlsVersion } from '../../../lib/model';
import { servedTlsTooOld } from '../../../lib/rules/observed/served-tls-too-old';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

RuleTester.run(servedTlsTooOld, {
  compliant: [
    { name: 'TLS 1.2', estate: observed({}) },
    { name: 'TLS 1.3', estate: observed({ tls: TlsVersion.TLS_1_3 }) },
    { name: 'nothing was presented', estate: observed({ chains: [], tls: undefined }) },
  ],
  nonCompliant: [
    { name: 'TLS 1.0', estate: observed({ tls: TlsVersion.TLS_1_0 }), messages: ['speaks TLS 1.0 at most'] },
    { name: 'TLS 1.1', estate: observed({ tls: TlsVersion.TLS_1_1 }), messages: ['speaks TLS 1.1 at most'] },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [{ name: 'a version that is none of TLS', estate: observed({ tls: undefined }) }],
});
