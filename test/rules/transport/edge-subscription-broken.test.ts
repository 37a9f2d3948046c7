import { CertificateRole, CertificateSourceKind, Certificate } from '../../../lib/model';
import { edgeSubscriptionBroken } from '../../../lib/rules/transport/edge-subscription-broken';
import { RuleTester, TestCertificate, TestEstateProps } from '../../../lib/testing';
import { ofSetup, P, selfSigned, withWeb } from '../../support/rule-estates';

const [THEN, NOW] = ['A', 'B'].map((digit) => digit.repeat(64));
const issued = (more: Partial<Certificate['facts']> = {}): TestCertificate => ({
  source: CertificateSourceKind.PURCHASED,
  facts: { selfSigned: false, issuer: 'CN=Vendor CA', ...more },
});

const estate = (edge: TestCertificate, subscribedWith?: string, transport: TestCertificate = ofSetup()) => {
  const certificates: TestEstateProps['certificates'] = { web: {}, edge, transport };
  return withWeb(
    {},
    {
      certificates,
      servers: [{ protocols: [P.OWA], roles: [{ role: CertificateRole.TRANSPORT_DEFAULT, certificate: 'transport' }] }],
      edges: [subscribedWith === undefined ? {} : { subscribedWith }],
    },
  );
};

RuleTester.run(edgeSubscriptionBroken, {
  compliant: [
    { name: 'the certificates of setup', estate: estate(selfSigned()) },
    { name: 'the one that it was subscribed with', estate: estate(selfSigned({ facts: { sha256: NOW } }), NOW) },
  ],
  nonCompliant: [
    {
      name: 'another one than it was subscribed with',
      estate: estate(selfSigned({ facts: { sha256: NOW } }), THEN),
      messages: ['subscribed with another certificate'],
      fixes: ['New-EdgeSubscription'],
    },
    {
      name: 'one that a CA issued',
      estate: estate(issued({ sha256: NOW }), NOW),
      messages: ['CN=Vendor CA issued'],
    },
    {
      name: 'the servers of the site have one that a CA issued',
      estate: estate(selfSigned(), undefined, issued()),
      messages: ['internal transport certificate of cas01'],
    },
    {
      name: 'EdgeSync does not take a key of CNG',
      estate: estate(selfSigned(), undefined, {
        ...selfSigned(),
        keyProvider: 'Microsoft Software Key Storage Provider',
      }),
      messages: ['event 1035'],
    },
  ],
  unknown: [{ name: 'nobody gives the one that it has', estate: estate(selfSigned(), THEN) }],
  notApplicable: [{ name: 'no Edge Transport server', estate: withWeb({}) }],
});
