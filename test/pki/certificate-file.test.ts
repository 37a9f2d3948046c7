import { generateKeyPairSync } from 'node:crypto';
import {
  commercialRoots,
  keyMatches,
  orderChain,
  PkiError,
  readCertificates,
  readPrivateKey,
  rootsFromPem,
  verifySignature,
  webClient,
} from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { breaches } from '../../lib/pki/profile';
import { cpuMilliseconds } from '../support/cpu-time';
import { issueCertificate, issueChain, keyOf } from '../support/issue';
import { hasOpenssl, openssl } from '../support/openssl';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

const withOpenssl = hasOpenssl ? test : test.skip;
const { root, intermediate, leaf } = issueChain(['mail.contoso.com', 'autodiscover.contoso.com'], { key: 'rsa2048' });
const names = (input: Buffer | string): string[] =>
  readCertificates(input, 'file').certificates.map((c) => c.displayName);
const refusal = (run: () => unknown): PkiError => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(PkiError);
    return error as PkiError;
  }
  throw new Error('was not refused');
};

describe('a certificate', () => {
  const { certificate } = issueCertificate({
    subject: [
      ['C', 'DE'],
      ['O', 'Contoso, Ltd.'],
      ['CN', 'mail.contoso.com'],
    ],
    issuer: intermediate,
    key: keyOf('p384', 'facts'),
    dnsNames: ['mail.contoso.com'],
    ipAddresses: ['192.0.2.1', '2001:db8::1'],
    serial: 0x00ffn,
    eku: ['serverAuth', '1.3.6.1.4.1.55555.9'],
    crlUrls: ['http://pki.contoso.com/a.crl'],
    ocspUrls: ['http://ocsp.contoso.com/'],
    caIssuerUrls: ['http://pki.contoso.com/a.crt'],
  });

  test('gives its facts', () => {
    expect(certificate).toMatchObject({
      version: 3,
      subject: 'CN=mail.contoso.com,O=Contoso\\, Ltd.,C=DE',
      issuer: 'CN=Contoso Issuing CA,O=Contoso',
      commonName: 'mail.contoso.com',
      serial: 'FF',
      key: { algorithm: 'ec', bits: 384, curve: 'P-384' },
      signature: { algorithm: 'sha256WithRSAEncryption', hash: 'sha256', pss: false },
      dnsNames: ['mail.contoso.com'],
      ipAddresses: ['192.0.2.1', '2001:db8::1'],
      isCa: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth', '1.3.6.1.4.1.55555.9'],
      authorityKeyId: intermediate.certificate.subjectKeyId,
      crlUrls: ['http://pki.contoso.com/a.crl'],
      ocspUrls: ['http://ocsp.contoso.com/'],
      caIssuerUrls: ['http://pki.contoso.com/a.crt'],
      isSelfIssued: false,
      isSelfSigned: false,
    });
    expect(certificate.notBefore.toISOString()).toBe('2026-01-01T00:00:00.000Z');
    expect(root.certificate).toMatchObject({ isCa: true, isSelfSigned: true });
    expect(intermediate.certificate.pathLength).toBe(0);
  });

  test('verifies with its issuer and no other', () => {
    expect(verifySignature(certificate, intermediate.certificate)).toBe(true);
    expect(verifySignature(certificate, root.certificate)).toBe(false);
  });

  withOpenssl('has the thumbprints that OpenSSL prints', () => {
    for (const hash of ['sha1', 'sha256'] as const) {
      const out = openssl(['x509', '-in', 'a.pem', '-noout', '-fingerprint', `-${hash}`], {
        'a.pem': certificate.pem,
      }).stdout.toString();
      expect(out.trim().split('=')[1]!.replaceAll(':', '')).toBe(certificate[hash]);
    }
  });
});

describe('readCertificates', () => {
  test('reads PEM with comments, other blocks, CRLF and duplicates', () => {
    const text = `Bag Attributes\n friendlyName: x\n${leaf.pem}\nsome words\n${intermediate.pem.replaceAll('\n', '\r\n')}${leaf.keyPem}${leaf.pem}`;
    const { certificates, notes } = readCertificates(text, 'chain.pem');
    expect(certificates.map((c) => c.displayName)).toEqual(['mail.contoso.com', 'Contoso Issuing CA']);
    expect(notes.join('\n')).toMatch(/private key/);
    expect(notes.join('\n')).toMatch(/twice/);
  });

  test('reads DER, several DER one after the other, bare base64 and UTF-16 text', () => {
    const d = leaf.certificate.der;
    expect(names(d)).toEqual(['mail.contoso.com']);
    expect(names(Buffer.concat([d, intermediate.certificate.der]))).toHaveLength(2);
    expect(names(d.toString('base64'))).toEqual(['mail.contoso.com']);
    expect(names(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(leaf.pem, 'utf16le')]))).toEqual([
      'mail.contoso.com',
    ]);
  });

  const signedData = der.sequence(
    der.integer(1),
    der.setOf(),
    der.sequence(der.oid(OID.pkcs7Data)),
    der.context(0, true, root.certificate.der, leaf.certificate.der),
    der.setOf(),
  );
  const p7 = der.sequence(der.oid(OID.pkcs7SignedData), der.context(0, true, signedData));

  test('reads PKCS #7 in DER, in PEM and in BER of indefinite length', () => {
    expect(names(p7)).toEqual(['Contoso Root CA', 'mail.contoso.com']);
    expect(names(`-----BEGIN PKCS7-----\n${p7.toString('base64')}\n-----END PKCS7-----`)).toHaveLength(2);
    const inner = Buffer.concat([Buffer.from([0xa0, 0x80]), signedData, Buffer.alloc(2)]);
    expect(
      names(Buffer.concat([Buffer.from([0x30, 0x80]), der.oid(OID.pkcs7SignedData), inner, Buffer.alloc(2)])),
    ).toHaveLength(2);
  });

  withOpenssl('reads what OpenSSL packs', () => {
    const p7b = openssl(['crl2pkcs7', '-nocrl', '-certfile', 'a.pem', '-outform', 'DER'], {
      'a.pem': leaf.pem + root.pem,
    }).stdout;
    expect(names(p7b).sort()).toEqual(['Contoso Root CA', 'mail.contoso.com']);
  });

  test.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['words', Buffer.from('hello'), 'not-a-certificate'],
    ['a key', Buffer.from(leaf.keyPem), 'not-a-certificate'],
    ['a cut-off certificate', leaf.certificate.der.subarray(0, 300), 'malformed-certificate'],
    ['a cut-off PEM', Buffer.from(leaf.pem.slice(0, 400)), 'not-a-certificate'],
    ['DER of something else', der.sequence(der.integer(1)), 'malformed-certificate'],
    [
      'a certificate with bytes after it',
      Buffer.concat([leaf.certificate.der, Buffer.from([1, 2, 3])]),
      'malformed-certificate',
    ],
  ])('refuses %s', (_what, input, code) => {
    const error = refusal(() => readCertificates(input, 'theirs.cer'));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^theirs\.cer/);
  });

  test.each([
    ['random octets', Buffer.from(Array.from({ length: 10_000_000 }, (_, i) => (i * 2654435761) & 0xff))],
    ['zeros', Buffer.alloc(10_000_000)],
    ['begin lines', Buffer.from('-----BEGIN CERTIFICATE-----\n'.repeat(360_000))],
    [
      'different begin lines',
      Buffer.from(Array.from({ length: 400_000 }, (_, i) => `-----BEGIN A${i}-----\n`).join('')),
    ],
    ['sequences in sequences', Buffer.from('3080'.repeat(5_000_000), 'hex')],
    ['base64', Buffer.from('MIIB'.repeat(2_500_000))],
  ])('refuses ten megabytes of %s soon', (_what, input) => {
    const refuse = (): unknown => refusal(() => readCertificates(input, 'rubbish'));
    expect(cpuMilliseconds(refuse)).toBeLessThan(2000);
  });
});

describe('orderChain', () => {
  const [l, i, r] = [leaf.certificate, intermediate.certificate, root.certificate];
  const stranger = issueCertificate({ subject: 'stranger', isCa: true }).certificate;

  test.each([[[l, i, r]], [[r, i, l]], [[i, r, l]]])('finds the order', (bag) => {
    expect(orderChain(bag)).toMatchObject({ leaf: l, intermediates: [i], roots: [r], unused: [] });
  });

  test('says what was moved, extra or missing', () => {
    expect(orderChain([l, i, r]).notes).toEqual([]);
    expect(orderChain([r, l, i]).notes.join()).toContain(
      'right order is: mail.contoso.com, Contoso Issuing CA, Contoso Root CA',
    );
    expect(orderChain([l, i, r, stranger])).toMatchObject({ unused: [stranger] });
    expect(orderChain([l]).notes.join()).toContain(
      'the issuer of mail.contoso.com is not in the file: CN=Contoso Issuing CA,O=Contoso',
    );
    expect(orderChain([])).toEqual({ intermediates: [], roots: [], unused: [], notes: [] });
  });
});

describe('readPrivateKey', () => {
  test('reads every usual form', () => {
    const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { privateKey: ec } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const forms = [
      rsa.export({ type: 'pkcs8', format: 'pem' }),
      rsa.export({ type: 'pkcs1', format: 'pem' }),
      rsa.export({ type: 'pkcs8', format: 'der' }),
      rsa.export({ type: 'pkcs1', format: 'der' }),
      `${leaf.pem}${rsa.export({ type: 'pkcs8', format: 'pem' }) as string}`,
    ];
    for (const form of forms) expect(readPrivateKey(form).equals(rsa)).toBe(true);
    for (const form of [ec.export({ type: 'sec1', format: 'pem' }), ec.export({ type: 'sec1', format: 'der' })])
      expect(readPrivateKey(form).equals(ec)).toBe(true);
    const sealed = ec.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
    expect(readPrivateKey(sealed, 'secret').equals(ec)).toBe(true);
    expect(refusal(() => readPrivateKey(sealed)).code).toBe('key-passphrase');
    expect(refusal(() => readPrivateKey(sealed, 'wrong')).code).toBe('key-passphrase');
    expect(refusal(() => readPrivateKey('nothing')).code).toBe('malformed-key');
  });

  test('knows the certificate that a key belongs to', () => {
    expect(keyMatches(leaf.certificate, leaf.key)).toBe(true);
    expect(keyMatches(leaf.certificate, root.key)).toBe(false);
  });
});

describe('root stores', () => {
  test('the commercial roots are all readable, and current clients may use every one', () => {
    const { version, certificates } = commercialRoots();
    expect(version).toContain(process.versions.node);
    expect(certificates.length).toBeGreaterThan(100);
    expect(certificates.filter((c) => !c.isSelfSigned).map((c) => c.displayName)).toEqual([]);
    expect(
      certificates.flatMap((c) => breaches(c, 'anchor', webClient).map((b) => `${c.displayName}: ${b.code}`)),
    ).toEqual([]);
  });

  test('a store from a file', () => {
    expect(rootsFromPem(root.pem, 'corporate roots')).toMatchObject({ version: 'corporate roots', fingerprints: [] });
  });
});
