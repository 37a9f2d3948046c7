import {
  Binding,
  ClientCertificateMode,
  ExchangeProduct,
  PublishingMode,
  Server,
  TlsVersion,
} from '../../../lib/model';
import { clientCertificateRenegotiation } from '../../../lib/rules/connections/client-certificate-renegotiation';
import { RuleTester, TestEstateProps } from '../../../lib/testing';
import { on, P, withWeb } from '../../support/rule-estates';

const SE = { release: { product: ExchangeProduct.EXCHANGE_SE }, windowsServer: '2022' };
const phones = (
  server: Partial<Server> = {},
  binding: Partial<Binding> = {},
  more: TestEstateProps = {},
  platform = 'ios',
) => {
  const protocol = { protocol: P.ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE, ...binding };
  const { roles: _, internalHost: __, externalHost: ___, ...rest } = server;
  return withWeb(
    {},
    {
      servers: [{ ...SE, ...rest, protocols: [protocol] }],
      populations: [on(platform, { clientCertificates: true })],
      ...more,
    },
  );
};
const PASSING = { publishingPoints: [{ mode: PublishingMode.PASS_THROUGH }] };

RuleTester.run(clientCertificateRenegotiation, {
  compliant: [
    { name: 'asked when the connection begins', estate: phones({}, { clientCertificateAtBinding: true }) },
    { name: 'TLS 1.3 is off', estate: phones({ tls: { lowest: TlsVersion.TLS_1_2, highest: TlsVersion.TLS_1_2 } }) },
    { name: 'Windows Server 2019 has no TLS 1.3', estate: phones({ windowsServer: '2019' }) },
    {
      name: '2019 CU14 does not switch it on',
      estate: phones({ release: { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 14 } }),
    },
    { name: 'clients without TLS 1.3', estate: phones({}, {}, {}, 'windows-mobile-6-5') },
    { name: 'certificates are ignored', estate: phones({}, { clientCertificates: ClientCertificateMode.IGNORE }) },
  ],
  nonCompliant: [
    { name: 'SE on Windows Server 2022', estate: phones(), messages: ['does not answer over TLS 1.3'] },
    {
      name: '2019 CU15 on Windows Server 2025',
      estate: phones({
        release: { product: ExchangeProduct.EXCHANGE_2019, cumulativeUpdate: 15 },
        windowsServer: '2025',
      }),
      messages: ['403'],
    },
    {
      name: 'a point that passes TLS through changes nothing',
      estate: phones({ publishingPoints: ['app/point1'] }, {}, PASSING),
      messages: ['403'],
    },
  ],
  notApplicable: [{ name: 'nobody connects', estate: phones({}, {}, { populations: [] }) }],
  unknown: [
    {
      name: 'the release of Windows Server is not stated',
      estate: phones({ windowsServer: undefined as never }),
      reasons: ['whether both sides speak TLS 1.3'],
    },
    {
      name: 'accepted, and these clients have certificates',
      estate: phones({}, { clientCertificates: ClientCertificateMode.ACCEPT }),
      reasons: ['sign in by another method'],
    },
  ],
});
