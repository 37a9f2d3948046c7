import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../../lib/exports/limits';
import { readSerializedCertificate, servicesOf } from '../../lib/exports/serialization-data';
import { issueCertificate } from '../support/issue';
import { serializedCertificate } from '../support/serialized-certificate';

const { certificate } = issueCertificate({ subject: 'EX01', dnsNames: ['ex01.contoso.com'] });
const shape = {
  der: certificate.der,
  host: 'EX01.contoso.com',
  services: ['IMAP', 'IIS', 'SMTP'],
  sites: [1, 2],
  friendlyName: 'Microsoft Exchange',
  provider: { name: 'Microsoft RSA SChannel Cryptographic Provider', type: 12 },
  exportable: true,
};

test.each([false, true])('services, sites, key provider and identity are read; signed: %s', (signed) => {
  const read = readSerializedCertificate(serializedCertificate({ ...shape, signed }), 'a', DEFAULT_LIMITS);
  expect(read).toEqual({
    signed,
    services: ['IMAP', 'IIS', 'SMTP'],
    iisServices: ['IIS://EX01/W3SVC/1', 'IIS://EX01/W3SVC/2'],
    status: 'Valid',
    rootCaType: 'None',
    selfSigned: true,
    keyExportable: true,
    identity: `EX01.contoso.com\\${certificate.sha1}`,
    store: {
      certificate: certificate.der,
      sha1: certificate.sha1,
      friendlyName: 'Microsoft Exchange',
      keyProvider: { name: 'Microsoft RSA SChannel Cryptographic Provider', type: 12, keySpec: 1 },
    },
  });
});

test('no services is an empty list, not unknown', () => {
  const read = readSerializedCertificate(
    serializedCertificate({ der: certificate.der, host: 'EX01' }),
    'a',
    DEFAULT_LIMITS,
  );
  expect([read.services, read.iisServices]).toEqual([[], []]);
});

test('an enumeration whose number is not known is shown as the number', () => {
  expect(
    readSerializedCertificate(serializedCertificate({ ...shape, selfSigned: false }), 'a', DEFAULT_LIMITS).rootCaType,
  ).toBe('1');
  expect(servicesOf(8 + 32)).toEqual(['IIS', 'Federation']);
});

test('bytes that are cut or changed anywhere end in an error of the export, or in data', () => {
  const bytes = serializedCertificate(shape);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, value, cut) => {
      const damaged = cut ? bytes.subarray(0, at) : Buffer.from(bytes);
      if (!cut) damaged[at] = value;
      try {
        readSerializedCertificate(damaged, 'a', DEFAULT_LIMITS);
      } catch (error) {
        expect((error as Error).name).toBe('ExportError');
      }
    }),
    { numRuns: 400, seed: 3 },
  );
});

test('the header of a signature must fit the bytes, and a blob over the limit is refused', () => {
  const signed = serializedCertificate({ ...shape, signed: true });
  expect(() => readSerializedCertificate(signed.subarray(0, -1), 'a', DEFAULT_LIMITS)).toThrow(
    /signed serialized object says/,
  );
  expect(() => readSerializedCertificate(signed, 'a', { ...DEFAULT_LIMITS, blobBytes: 100 })).toThrow(/at most 100/);
});
