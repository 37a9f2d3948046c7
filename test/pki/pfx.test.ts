import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import * as forge from 'node-forge';
import { keyMatches, readPfx, writePfx, type PkiError, type PfxEncryption } from '../../lib/pki';
import { issueCertificate, issueChain, keyOf, type KeyKind } from '../support/issue';
import { hasOpenssl, openssl } from '../support/openssl';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

const password = 'Kennw\u00f6rt-1';
const withOpenssl = hasOpenssl ? test : test.skip;

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as PkiError).code;
  }
}

const cases: [KeyKind, PfxEncryption][] = [
  ['rsa2048', 'legacy-3des-sha1'],
  ['rsa2048', 'aes256-sha256'],
  ['p256', 'legacy-3des-sha1'],
  ['p384', 'aes256-sha256'],
];

describe.each(cases)('a PFX with a %s key in %s', (kind, encryption) => {
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: kind });
  const certificates = [leaf.certificate, intermediate.certificate, root.certificate];
  const pfx = writePfx({ certificates, key: leaf.key, password, friendlyName: 'Exchange 2007', encryption });

  test('is read back whole', () => {
    const read = readPfx(pfx, password, 'own.pfx');
    expect(read.certificates.map((c) => c.sha256)).toEqual(certificates.map((c) => c.sha256));
    expect(keyMatches(read.certificates[0]!, read.key!)).toBe(true);
    expect(read.friendlyName).toBe('Exchange 2007');
    expect(read.notes).toEqual([]);
  });

  test('refuses a wrong password with its own code', () => {
    expect(codeOf(() => readPfx(pfx, 'wrong', 'own.pfx'))).toBe('pfx-password');
    expect(codeOf(() => readPfx(pfx, '', 'own.pfx'))).toBe('pfx-password');
  });

  test('shows neither a certificate nor the key in clear', () => {
    expect(pfx.includes(leaf.certificate.der.subarray(20, 60))).toBe(false);
    expect(pfx.includes(leaf.key.export({ type: 'pkcs8', format: 'der' }).subarray(-32))).toBe(false);
  });

  withOpenssl('is read by OpenSSL 3', () => {
    const plain = writePfx({ certificates, key: leaf.key, password: 'secret', encryption });
    const { status, stdout, stderr } = openssl(['pkcs12', '-in', 'a.pfx', '-passin', 'pass:secret', '-nodes'], {
      'a.pfx': plain,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.toString().match(/BEGIN CERTIFICATE/g)).toHaveLength(3);
    expect(stdout.toString()).toContain('PRIVATE KEY');
  });

  test("is taken by node's TLS", () => {
    expect(() =>
      createSecureContext({
        pfx: writePfx({ certificates, key: leaf.key, password: 'secret', encryption }),
        passphrase: 'secret',
      }),
    ).not.toThrow();
  });
});

describe('writing a PFX', () => {
  const { leaf, root } = issueChain(['mail.contoso.com']);

  test('is deterministic when randomness is given', () => {
    const write = (): string => {
      let n = 0;
      const random = (size: number): Buffer => createHash('sha512').update(`salt ${n++}`).digest().subarray(0, size);
      return writePfx({
        certificates: [leaf.certificate],
        key: leaf.key,
        password,
        encryption: 'legacy-3des-sha1',
        random,
      }).toString('hex');
    };
    expect(write()).toBe(write());
  });

  test('refuses a key that is not of the first certificate, no certificate, and no password', () => {
    const base = { certificates: [leaf.certificate], key: leaf.key, password, encryption: 'aes256-sha256' as const };
    expect(codeOf(() => writePfx({ ...base, key: root.key }))).toBe('bad-argument');
    expect(codeOf(() => writePfx({ ...base, certificates: [] }))).toBe('bad-argument');
    expect(codeOf(() => writePfx({ ...base, password: '' }))).toBe('bad-argument');
  });
});

describe('reading PFX files of other programs', () => {
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: 'rsa2048' });
  const files = { 'key.pem': leaf.keyPem, 'leaf.pem': leaf.pem, 'chain.pem': root.pem + intermediate.pem };
  const exported = (...args: string[]): Buffer => {
    const { status, stdout, stderr } = openssl(
      [
        'pkcs12',
        '-export',
        '-inkey',
        'key.pem',
        '-in',
        'leaf.pem',
        '-certfile',
        'chain.pem',
        '-name',
        'mail',
        '-passout',
        'pass:secret',
        ...args,
      ],
      files,
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };

  const eras: [string, string[]][] = [
    ['AES-256, the default of OpenSSL 3', []],
    ['RC2-40 and 3DES, the default of Windows XP to Server 2016', ['-legacy']],
    ['RC2-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128']],
    ['RC4-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-128', '-keypbe', 'PBE-SHA1-RC4-128']],
    ['RC4-40', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-40', '-keypbe', 'PBE-SHA1-RC4-40']],
    ['two-key 3DES', ['-certpbe', 'PBE-SHA1-2DES', '-keypbe', 'PBE-SHA1-2DES']],
    ['3DES for both', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['AES-128 with SHA-512 MAC', ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC', '-macalg', 'sha512']],
    ['clear certificates and key', ['-certpbe', 'NONE', '-keypbe', 'NONE']],
    ['no MAC', ['-nomac']],
  ];
  if (hasOpenssl) {
    test.each(eras)('%s', (_era, args) => {
      const read = readPfx(exported(...args), 'secret', 'theirs.pfx');
      expect(read.certificates.map((c) => c.commonName)).toEqual([
        'mail.contoso.com',
        'Contoso Issuing CA',
        'Contoso Root CA',
      ]);
      expect(keyMatches(read.certificates[0]!, read.key!)).toBe(true);
      expect(codeOf(() => readPfx(exported(...args), 'other', 'theirs.pfx'))).toBe('pfx-password');
    });
  } else {
    test.skip('openssl is not installed', () => undefined);
  }

  test('clear certificates beside a 3DES key, as node-forge writes them', () => {
    const asn1 = forge.pkcs12.toPkcs12Asn1(
      forge.pki.privateKeyFromPem(leaf.keyPem),
      [forge.pki.certificateFromPem(leaf.pem)],
      'secret',
      { algorithm: '3des' },
    );
    const read = readPfx(Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1'), 'secret', 'forge.pfx');
    expect(read.certificates.map((c) => c.sha1)).toEqual([leaf.certificate.sha1]);
    expect(keyMatches(read.certificates[0]!, read.key!)).toBe(true);
  });

  withOpenssl('a file without a key says so', () => {
    const { stdout } = openssl(['pkcs12', '-export', '-nokeys', '-in', 'leaf.pem', '-passout', 'pass:secret'], files);
    const read = readPfx(stdout, 'secret', 'nokey.pfx');
    expect(read.key).toBeUndefined();
    expect(read.notes.join()).toContain('no private key');
  });

  test('text, an empty file and a certificate are no PFX, and say so', () => {
    expect(codeOf(() => readPfx(Buffer.from('hello'), 'x', 'a.pfx'))).toBe('malformed-pfx');
    expect(codeOf(() => readPfx(Buffer.alloc(0), 'x', 'a.pfx'))).toBe('empty');
    expect(
      codeOf(() => readPfx(issueCertificate({ subject: 'x', key: keyOf('p256', 'x') }).certificate.der, 'x', 'a.pfx')),
    ).toBe('malformed-pfx');
  });
});
