import { CertificateState, TrustAnchorKind } from '../../../lib/model';
import { issuerExpiresFirst } from '../../../lib/rules/chain/issuer-expires-first';
import { RuleTester } from '../../../lib/testing';
import { DAY, selfSigned, internal, withWeb } from '../../support/rule-estates';
import { issueCertificate, keyOf } from '../../support/issue';

const caUntil = (day: string) =>
  issueCertificate({
    subject: 'Issuing CA',
    key: keyOf('p256', 'ca'),
    isCa: true,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date(`${day}T00:00:00Z`),
  }).pem;

RuleTester.run(issuerExpiresFirst, {
  compliant: [
    { name: 'the CA lives longer', estate: withWeb(internal({ chainPem: [caUntil('2030-01-01')] })) },
    {
      name: 'what cannot be read is reported by another rule',
      estate: withWeb(internal({ chainPem: ['not a certificate'] })),
    },
  ],
  nonCompliant: [
    {
      name: 'Terraform makes both, and the CA lives shorter',
      estate: withWeb(
        internal({
          state: CertificateState.DECLARED,
          facts: { notAfter: undefined, lifetimeSeconds: 3650 * DAY + 1 },
          authorities: [{ name: 'Short CA', lifetimeSeconds: 30 * DAY + 1 }],
        }),
      ),
      messages: ['Short CA lives 30 days'],
    },
    {
      name: 'the CA ends before what Terraform has yet to issue',
      estate: withWeb(
        internal({
          state: CertificateState.DECLARED,
          facts: { notAfter: undefined, lifetimeSeconds: 365 * DAY },
          chainPem: [caUntil('2026-12-01')],
        }),
      ),
      messages: ['2026-12-01'],
    },
    {
      name: 'an intermediate ends before the certificate',
      estate: withWeb(internal({ chainPem: [caUntil('2026-07-01')] })),
      messages: ['Issuing CA', '2026-07-01'],
    },
    {
      name: 'the root ends before it',
      estate: withWeb(internal(), { anchors: { ca: { kind: TrustAnchorKind.PRIVATE, pem: caUntil('2026-07-01') } } }),
    },
    {
      name: 'Terraform has yet to issue it, and the CA has expired',
      estate: withWeb(
        internal({
          state: CertificateState.DECLARED,
          facts: { notAfter: undefined },
          chainPem: [caUntil('2026-05-01')],
        }),
      ),
    },
  ],
  notApplicable: [
    { name: 'self-signed', estate: withWeb(selfSigned({ chainPem: [caUntil('2026-05-01')] })) },
    { name: 'no CA is available', estate: withWeb(internal()) },
  ],
  unknown: [
    {
      name: 'Terraform has yet to issue it',
      estate: withWeb(
        internal({
          state: CertificateState.DECLARED,
          facts: { notAfter: undefined, lifetimeSeconds: undefined },
          chainPem: [caUntil('2030-01-01')],
        }),
      ),
    },
  ],
});
