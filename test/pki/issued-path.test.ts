import { TrustAnchorKind } from '../../lib/model';
import { issuedPath } from '../../lib/pki';
import { issueCertificate, issueChain, keyOf } from '../support/issue';

const now = new Date('2026-06-01T00:00:00Z');
const { root, intermediate, leaf } = issueChain(['mail.contoso.com']);
const request = {
  leaf: leaf.certificate,
  intermediates: [intermediate.certificate],
  commercialRoots: [],
  now,
  selfSignedId: 'stack/server/certificate',
};

test('a path to a commercial root ends in it, under an id that its fingerprint makes', () => {
  const { anchors, faults } = issuedPath({ ...request, commercialRoots: [root.certificate] });
  expect(faults).toEqual([]);
  expect(anchors).toHaveLength(1);
  expect(anchors[0]).toMatchObject({
    id: `root:${root.certificate.sha256.toLowerCase()}`,
    name: 'Contoso Root CA',
    kind: TrustAnchorKind.COMMERCIAL,
    endEntity: false,
    madeHere: false,
  });
});

test('a path to a root of the organization ends in a private one', () => {
  const { anchors, faults } = issuedPath({ ...request, privateRoots: [root.certificate] });
  expect(faults).toEqual([]);
  expect(anchors).toMatchObject([{ kind: TrustAnchorKind.PRIVATE }]);
});

test('without the certificate between, the fault says so and the root is named all the same', () => {
  const { anchors, faults } = issuedPath({ ...request, intermediates: [], privateRoots: [root.certificate] });
  expect(faults.map(({ code }) => code)).toEqual(['issuer-missing']);
  expect(anchors).toMatchObject([{ name: 'Contoso Root CA' }]);
});

test('a path that clients refuse still shows which root it leads to', () => {
  const weak = issueCertificate({
    subject: 'Weak Issuing CA',
    isCa: true,
    issuer: root,
    key: keyOf('rsa1024', 'weak'),
    notAfter: new Date('2030-01-01T00:00:00Z'),
  });
  const below = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'], issuer: weak });
  const { anchors, faults } = issuedPath({
    ...request,
    leaf: below.certificate,
    intermediates: [weak.certificate],
    commercialRoots: [root.certificate],
  });
  expect(faults.map(({ code }) => code)).toContain('key-size');
  expect(anchors).toMatchObject([{ kind: TrustAnchorKind.COMMERCIAL, name: 'Contoso Root CA' }]);
});

test('a self-signed certificate is its own anchor, under the id that it is given', () => {
  const own = issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'] });
  const path = issuedPath({ ...request, leaf: own.certificate, intermediates: [] });
  expect(path).toMatchObject({
    faults: [],
    anchors: [{ id: 'stack/server/certificate', kind: TrustAnchorKind.SELF_SIGNED, endEntity: true }],
  });
});

test('the dates of the leaf are judged apart: an expired leaf has a sound path', () => {
  const { faults } = issuedPath({
    ...request,
    privateRoots: [root.certificate],
    now: new Date('2035-01-01T00:00:00Z'),
  });
  expect(faults).toEqual([]);
});

test('no known root, no anchor', () => {
  expect(issuedPath(request)).toMatchObject({ anchors: [], faults: [{ code: 'issuer-missing' }] });
});
