import { createHash } from 'node:crypto';
import { listedAs, listedRoots, MARKS } from '../../../lib/clients/root-stores';
import { anchorFacts, commercialRoots } from '../../../lib/pki';

const X1 = '96bcec06264976f37460779acf28c5a7cfe8a3c0aae11a8ffcee05c0bddf08c6';

test('every root of Node is found by name and key alone, as its certificate says them', () => {
  const lost = commercialRoots().certificates.filter((root) => {
    const { keyId, subject } = anchorFacts(root);
    return !listedAs({ keyId, subject })?.some(({ sha256 }) => sha256 === root.sha256.toLowerCase());
  });
  expect(lost.map(({ subject }) => subject)).toEqual([]);
});

test('dates of the lists are those of the certificates', () => {
  const byFingerprint = new Map(listedRoots().map((root) => [root.sha256, root]));
  for (const root of commercialRoots().certificates) {
    const listed = byFingerprint.get(root.sha256.toLowerCase())!;
    expect(listed.notBefore).toBe(root.notBefore.toISOString().slice(0, 10));
    expect(listed.notAfter).toBe(root.notAfter.toISOString().slice(0, 10));
    expect(listed.keyId).toBe(createHash('sha256').update(root.publicKeyInfo.der).digest('hex'));
  }
});

test('every interval begins at a mark or between marks, and ends after it began', () => {
  for (const { subject, stores } of listedRoots()) {
    for (const [store, { intervals }] of Object.entries(stores)) {
      expect(MARKS).toHaveProperty(store);
      for (const { from, until } of intervals) {
        expect({ subject, from: /^[\d.-]+$/.test(from) }).toEqual({ subject, from: true });
        expect(until).not.toBe(from);
      }
    }
  }
});

test('certificates of one name and key are one anchor', () => {
  const entrust = listedRoots().filter(({ subject }) => subject.includes('Entrust.net Certification Authority (2048)'));
  expect(entrust).toHaveLength(2);
  expect(listedAs({ sha256: entrust[0].sha256 })).toHaveLength(2);
  expect(listedAs({ sha256: entrust[1].sha256.toUpperCase() })).toHaveLength(2);
});

test('a certificate of the same key that no list has is found by its key', () => {
  const [{ keyId, subject }] = listedAs({ sha256: X1 })!;
  expect(listedAs({ sha256: '00'.repeat(32), keyId, subject: subject.toUpperCase() })).toHaveLength(1);
  expect(listedAs({ sha256: '00'.repeat(32), keyId, subject: 'CN=Another' })).toEqual([]);
});

test('the name alone of a listed root says nothing: another may bear it', () => {
  expect(listedAs({ subject: 'CN=ISRG Root X1,O=Internet Security Research Group,C=US' })).toBeUndefined();
  expect(listedAs({ subject: 'CN=Contoso Root' })).toEqual([]);
  expect(listedAs({})).toEqual([]);
});
