import { ClientAuthentication, ExchangeProduct, ExtendedProtection, PublishingMode } from '../../../lib/model';
import { bridgeCertificateDiffers } from '../../../lib/rules/connections/bridge-certificate-differs';
import { RuleTester, TestEstate, TestEstateProps, TestServer } from '../../../lib/testing';
import { on, P, server as serverOf } from '../../support/rule-estates';

const OUTLOOK = { protocol: P.MAPI_OVER_HTTP, authentication: [ClientAuthentication.NEGOTIATE] };
const OLD = serverOf(ExchangeProduct.EXCHANGE_2016, { cumulativeUpdate: 22 });
const bridge = (certificate: string, more: TestServer = {}, point: object = {}, rest: TestEstateProps = {}) =>
  TestEstate.of({
    servers: [
      { publishingPoint: 'app/point1', protocols: [OUTLOOK], extendedProtection: ExtendedProtection.ON, ...more },
    ],
    certificates: { web: { facts: { sha256: 'aa' } }, other: { facts: { sha256: 'bb' } } },
    publishingPoints: [{ certificate, ...point }],
    ...rest,
  });

RuleTester.run(bridgeCertificateDiffers, {
  compliant: [
    { name: 'one certificate', estate: bridge('web') },
    { name: 'no Extended Protection', estate: bridge('other', { extendedProtection: ExtendedProtection.OFF }) },
    { name: 'an Exchange without it', estate: bridge('other', { ...OLD, extendedProtection: undefined }) },
    {
      name: 'no Windows authentication',
      estate: bridge('other', { protocols: [{ protocol: P.OWA, authentication: [ClientAuthentication.FORMS] }] }),
    },
    { name: 'the point signs in for its clients', estate: bridge('other', {}, { delegatesKerberos: true }) },
    {
      name: 'declared clients say it themselves',
      estate: bridge(
        'other',
        {},
        {},
        { populations: [on('windows-11', { authentication: ClientAuthentication.NTLM })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'another certificate, and nobody declared who signs in',
      estate: bridge('other'),
      messages: ['point1 presents another certificate than cas01'],
      fixes: ['SharedCertificate'],
    },
  ],
  unknown: [
    {
      name: 'the build is not stated',
      estate: bridge('other', { ...serverOf(ExchangeProduct.EXCHANGE_2019), extendedProtection: undefined }),
    },
  ],
  notApplicable: [
    { name: 'nothing in front', estate: TestEstate.of() },
    { name: 'pass-through', estate: bridge('web', {}, { mode: PublishingMode.PASS_THROUGH, certificate: undefined }) },
  ],
});
