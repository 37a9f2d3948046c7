import { TlsVersion } from '../../../lib/model';
import { tlsVersionRefused } from '../../../lib/rules/connections/tls-version-refused';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const OLD = on('windows-xp-sp3');

RuleTester.run(tlsVersionRefused, {
  compliant: [
    { name: 'current clients', estate: withWeb({}, { populations: [on('windows-10')] }) },
    {
      name: 'old clients and a point that speaks their version',
      estate: withWeb(
        {},
        {
          servers: [{ publishingPoint: 'app/point1' }],
          publishingPoints: [{ certificate: 'web', tls: { lowest: TlsVersion.TLS_1_0, highest: TlsVersion.TLS_1_2 } }],
          populations: [OLD],
        },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'Windows XP and Exchange 2019',
      estate: withWeb({}, { populations: [OLD] }),
      messages: ['speaks no TLS version'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: withWeb({}) }],
});
