import { federationCertificateExpiring } from '../../../lib/rules/transport/federation-certificate-expiring';
import { RuleTester, TestEstateProps } from '../../../lib/testing';
import { selfSigned, withWeb } from '../../support/rule-estates';

const estate = (notAfter: string | undefined, federation: NonNullable<TestEstateProps['federations']>[0] = {}) =>
  withWeb(
    {},
    {
      certificates: {
        web: {},
        federation: selfSigned({ facts: { notBefore: '2021-07-01T00:00:00.000Z', notAfter } }),
        next: selfSigned(),
      },
      federations: [federation],
    },
  );

RuleTester.run(federationCertificateExpiring, {
  compliant: [{ name: 'years are left', estate: estate('2029-12-20T00:00:00.000Z') }],
  nonCompliant: [
    {
      name: 'it ends soon',
      estate: estate('2026-07-01T00:00:00.000Z'),
      messages: ['no other is staged'],
      fixes: ['Set-FederationTrust -Thumbprint'],
    },
    {
      name: 'the next one is staged, and not in use',
      estate: estate('2026-07-01T00:00:00.000Z', { nextCertificate: 'next' }),
      fixes: ['-PublishFederationCertificate'],
    },
    {
      name: 'it has ended: the trust has to be made again',
      estate: estate('2025-12-20T00:00:00.000Z', { nextCertificate: 'next' }),
      messages: ['ended on 2025-12-20'],
      fixes: ['Remove-FederationTrust'],
    },
  ],
  unknown: [{ name: 'nobody gives it', estate: estate(undefined) }],
  notApplicable: [{ name: 'no federation', estate: withWeb({}) }],
});
