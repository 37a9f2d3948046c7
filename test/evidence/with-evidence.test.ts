import { evidenceOf, withEvidence } from '../../lib/evidence';
import {
  CertificateSourceKind,
  CertificateState,
  ClientProtocol,
  Estate,
  Evidence,
  EvidenceSource,
  ExtendedProtection,
  NetworkSide,
  RevocationStatus,
  TrustAnchorKind,
} from '../../lib/model';
import { makeCrl, writePem } from '../../lib/pki';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { issueChain, issueCertificate } from '../support/issue';

const { root, intermediate, leaf } = issueChain(['mail.contoso.com']);
const other = issueCertificate({ subject: 'other.contoso.com', dnsNames: ['other.contoso.com'], issuer: intermediate });

const estate: Estate = {
  ...TestEstate.of({
    servers: [{ publishingPoint: 'app/point1', publishingPoints: ['app/point1'] }],
    anchors: { ca: { kind: TrustAnchorKind.PRIVATE, name: 'Contoso Root CA' } },
    certificates: {
      web: {
        source: CertificateSourceKind.INTERNAL_CA,
        state: CertificateState.DECLARED,
        anchor: 'ca',
        facts: { dnsNames: [{ expression: '${var.host}' }], lifetimeSeconds: undefined },
        validityHoursExpression: '${var.hours}',
      },
      proxy: { anchor: 'ca', state: CertificateState.DECLARED },
    },
    publishingPoints: [{ certificate: 'proxy', hostNames: [{ expression: '${var.host}' }] }],
  }),
  organizations: [{ id: 'app/contoso', servers: ['app/cas01'] }],
};

const known = (more: Partial<Evidence>, of = estate): Estate =>
  withEvidence(of, evidenceOf(EvidenceSource.PROBE, TEST_NOW, more), TEST_NOW);
const certificate = (estate: Estate, id: string) => estate.certificates.find((one) => one.id === id)!;
const chain = { chainPem: [intermediate.pem], rootPem: [root.pem] };

test('nothing known changes nothing', () => {
  expect(known({})).toEqual(estate);
});

describe('values', () => {
  test('are put where the expression stands, of host names and of lifetimes', () => {
    const settled = known({
      values: [
        { expression: '${var.host}', value: 'Mail.contoso.com' },
        { expression: '${var.hours}', value: '48' },
      ],
    });
    expect(settled.publishingPoints[0].hostNames).toEqual([{ expression: '${var.host}', value: 'mail.contoso.com' }]);
    expect(certificate(settled, 'web').facts).toMatchObject({
      dnsNames: [{ value: 'mail.contoso.com' }],
      lifetimeSeconds: 48 * 3600 + 1,
    });
  });

  test('that are no host names are one fault for each expression', () => {
    const { faults } = known({ values: [{ expression: '${var.host}', value: 'no name' }] });
    expect(faults).toEqual([
      expect.objectContaining({
        code: 'host-name-invalid',
        message: expect.stringContaining('the variable host gives "no name"'),
      }),
    ]);
  });
});

describe('certificates', () => {
  test('bring their facts, and keep what was declared beside them', () => {
    const settled = certificate(known({ certificates: [{ id: 'web', pem: leaf.pem, ...chain }] }), 'web');
    expect(settled).toMatchObject({
      state: CertificateState.ISSUED,
      facts: { dnsNames: [{ value: 'mail.contoso.com' }] },
      declared: { dnsNames: [{ expression: '${var.host}' }] },
      chainPem: [intermediate.pem],
      faults: [],
    });
  });

  test('bring their root to the anchor, and the faults of a path that is broken', () => {
    const settled = known({ certificates: [{ id: 'web', pem: leaf.pem, chainPem: [], rootPem: [root.pem] }] });
    expect(settled.anchors.find(({ id }) => id === 'ca')).toMatchObject({ pem: root.pem });
    expect(certificate(settled, 'web').faults.length).toBeGreaterThan(0);
  });

  test('that were declared by the same bytes stay as they were', () => {
    const once = known({ certificates: [{ id: 'web', pem: leaf.pem, ...chain }] });
    expect(certificate(known({ certificates: [{ id: 'web', pem: leaf.pem, ...chain }] }, once), 'web')).toEqual(
      certificate(once, 'web'),
    );
  });

  test('of an anchor are its root', () => {
    const settled = known({ certificates: [{ id: 'ca', pem: root.pem, chainPem: [], rootPem: [] }] });
    expect(settled.anchors.find(({ id }) => id === 'ca')?.pem).toBe(root.pem);
  });
});

describe('presented chains', () => {
  const presented = (at: string, protocol: ClientProtocol, pem: string) => ({
    at,
    host: { value: 'mail.contoso.com' },
    protocol,
    side: NetworkSide.INSIDE,
    sni: true,
    chainPem: [pem, intermediate.pem],
  });

  test('must be what was issued, where that is known, and not only like it', () => {
    const issued = known({ certificates: [{ id: 'web', pem: leaf.pem, ...chain }] });
    const again = issueCertificate({
      subject: 'mail.contoso.com',
      dnsNames: ['mail.contoso.com'],
      issuer: intermediate,
    });
    const old = known({ presented: [presented('app/cas01', ClientProtocol.OWA, again.pem)] }, issued);
    expect(certificate(old, 'web').declared).toEqual({
      ...certificate(estate, 'web').facts,
      sha256: leaf.certificate.sha256,
    });
    expect(certificate(old, 'web').facts.sha256).toBe(again.certificate.sha256);
    const same = known({ presented: [presented('app/cas01', ClientProtocol.OWA, leaf.pem)] }, issued);
    expect(certificate(same, 'web')).toEqual(certificate(issued, 'web'));
  });

  test('are those of the binding that presented them; a second one becomes a certificate of its own', () => {
    const settled = known({
      presented: [
        presented('app/cas01', ClientProtocol.OWA, leaf.pem),
        presented('app/cas01', ClientProtocol.AUTODISCOVER, other.pem),
      ],
    });
    expect(certificate(settled, 'web').pem).toBe(leaf.pem);
    const moved = settled.bindings.find(({ protocol }) => protocol === ClientProtocol.AUTODISCOVER)!;
    expect(moved.certificate).toBe('app/cas01/autodiscover/presented');
    expect(certificate(settled, moved.certificate!)).toMatchObject({ pem: other.pem, declared: expect.any(Object) });
  });

  test('are those of a publishing point', () => {
    const settled = known({ presented: [presented('app/point1', ClientProtocol.OWA, other.pem)] });
    expect(certificate(settled, 'proxy').pem).toBe(other.pem);
    expect(certificate(settled, 'web').pem).toBeUndefined();
  });
});

describe('settings', () => {
  test('are put where they belong', () => {
    const settled = known({
      settings: [
        { owner: 'app/contoso', setting: 'principalName', value: 'msstd:mail.contoso.com' },
        { owner: 'app/contoso', setting: 'downloadDomains', value: 'True' },
        { owner: 'app/cas01', setting: 'extendedProtection', value: ExtendedProtection.OFF },
      ],
    });
    expect(settled.organizations[0]).toMatchObject({ principalName: 'msstd:mail.contoso.com', downloadDomains: true });
    expect(settled.servers[0].extendedProtection).toBe(ExtendedProtection.OFF);
  });

  test.each([
    [{ owner: 'app/nobody', setting: 'principalName', value: 'x' }, 'is no organization, server or binding'],
    [{ owner: 'app/cas01', setting: 'colour', value: 'red' }, 'has no setting "colour"; it has extendedProtection'],
    [{ owner: 'app/cas01', setting: 'requiresSni', value: 'perhaps' }, '"perhaps" is no value of requiresSni'],
  ])('%j is refused', (setting, message) => {
    expect(() => known({ settings: [setting] })).toThrow(message);
  });
});

test('a revocation list is given to the certificates of its issuer', () => {
  const list = makeCrl({
    issuer: intermediate.certificate,
    issuerKey: intermediate.key,
    number: 1n,
    thisUpdate: TEST_NOW,
    nextUpdate: new Date(TEST_NOW.getTime() + 86_400_000),
    revoked: [{ serial: leaf.certificate.serial, date: TEST_NOW }],
  });
  const crl = writePem('X509 CRL', list.der);
  const issued = known({ certificates: [{ id: 'web', pem: leaf.pem, ...chain }] });
  const settled = known({ revocation: [{ pem: crl }] }, issued);
  expect(certificate(settled, 'web')).toMatchObject({ revocation: RevocationStatus.REVOKED, crlPem: [crl] });
  expect(certificate(settled, 'proxy').crlPem).toEqual([]);
});
