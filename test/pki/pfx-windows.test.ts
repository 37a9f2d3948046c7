import { spawnSync } from 'node:child_process';
import { readPfx, writePfx, writePem, makeCrl, type PkiError } from '../../lib/pki';
import { issueChain } from '../support/issue';
import { certificateBag, listBag, makePfx, NO_PASSWORD } from '../support/make-pfx';
import { hasOpenssl, openssl } from '../support/openssl';
import { RFC9579_A1 } from '../support/pbmac1';

jest.setTimeout(120_000);

const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: 'rsa2048' });
const bags = [certificateBag(leaf.certificate.der), certificateBag(intermediate.certificate.der)];

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as PkiError).code;
  }
}

const forms = Object.entries(NO_PASSWORD);
const pairs = forms.flatMap(([mac, macSecret]) => forms.map(([part, secret]) => ({ mac, part, macSecret, secret })));

test.each(pairs)('without a password, MAC with $mac and parts with $part, the file opens', ({ macSecret, secret }) => {
  const read = readPfx(makePfx({ parts: [bags], macSecret, secret }), '', 'store.pfx');
  expect(read.certificates.map((c) => c.sha256)).toEqual([leaf, intermediate].map((c) => c.certificate.sha256));
});

test.each(forms)('a file without a MAC that is encrypted with %s opens too, with a note', (_form, secret) => {
  const read = readPfx(makePfx({ parts: [bags], secret }), '', 'store.pfx');
  expect(read.certificates).toHaveLength(2);
  expect(read.notes.join()).toContain('no integrity check');
});

test('the MAC is checked before anything is decrypted', () => {
  const good = makePfx({ parts: [bags], macSecret: NO_PASSWORD.nothing, secret: NO_PASSWORD.nothing });
  const bad = Buffer.from(good);
  // The last octet of the first part's encrypted data.
  bad[200] ^= 1;
  expect(codeOf(() => readPfx(bad, '', 'store.pfx'))).toBe('pfx-password');
});

test('one certificate that cannot be read hides neither the others nor a revocation list', () => {
  const list = makeCrl({
    issuer: root.certificate,
    issuerKey: root.key,
    number: 1,
    thisUpdate: new Date('2026-06-01'),
    nextUpdate: new Date('2026-06-08'),
    revoked: [],
  });
  const parts = [[certificateBag(Buffer.from('3003020101', 'hex')), ...bags, listBag(list.der)]];
  const read = readPfx(
    makePfx({ parts, macSecret: NO_PASSWORD.terminator, secret: NO_PASSWORD.terminator }),
    '',
    'a.pfx',
  );
  expect([read.certificates.length, read.revocationLists.length]).toEqual([2, 1]);
  expect(read.notes.join()).toContain("can't be read");
});

test('the work is bounded over all parts of a file, not for each', () => {
  const part = [certificateBag(leaf.certificate.der)];
  const secret = NO_PASSWORD.nothing;
  const many = { parts: Array.from({ length: 500 }, () => part), secret, iterations: 1, saidIterations: 900_000 };
  const started = performance.now();
  expect(codeOf(() => readPfx(makePfx(many), '', 'hostile.pfx'))).toMatch(/unsupported|pfx-password/);
  expect(performance.now() - started).toBeLessThan(90_000);
  const one = { parts: [part], secret, macSecret: secret, iterations: 1, saidIterations: 2_000_000_000 };
  expect(codeOf(() => readPfx(makePfx(one), '', 'hostile.pfx'))).toBe('unsupported');
});

test.each([
  ['PEM', (pfx: Buffer) => writePem('PKCS12', pfx)],
  ['base64 alone', (pfx: Buffer) => pfx.toString('base64')],
  ['base64 in UTF-16', (pfx: Buffer) => Buffer.from(`\ufeff${pfx.toString('base64')}\r\n`, 'utf16le')],
])('a PFX as %s is read', (_form, write) => {
  const pfx = writePfx({
    certificates: [leaf.certificate],
    key: leaf.key,
    password: 'secret',
    encryption: 'aes256-sha256',
  });
  expect(readPfx(Buffer.from(write(pfx)), 'secret', 'a.txt').certificates).toHaveLength(1);
});

test('the provider that Windows puts the key in comes back', () => {
  const keyProvider = 'Microsoft Software Key Storage Provider';
  const request = {
    certificates: [leaf.certificate],
    key: leaf.key,
    password: 'secret',
    encryption: 'aes256-sha256' as const,
  };
  expect(readPfx(writePfx({ ...request, keyProvider }), 'secret', 'a.pfx').keyProvider).toBe(keyProvider);
  expect(readPfx(writePfx(request), 'secret', 'a.pfx').keyProvider).toBeUndefined();
});

describe('PBMAC1', () => {
  test('the vector of RFC 9579 A.1 opens with its password alone', () => {
    const read = readPfx(RFC9579_A1, '1234', 'a1.p12');
    expect(read.certificates[0]!.subject).toBe('CN=tt,OU=rr,O=ee,L=ww,ST=qq,C=XX');
    expect(read.key).toBeDefined();
    expect(codeOf(() => readPfx(RFC9579_A1, '1235', 'a1.p12'))).toBe('pfx-password');
  });

  test.each([
    ['an altered round count', (pfx: Buffer) => changed(pfx, '02020800020120', '02020801020120'), 'pfx-password'],
    ['a key of under 20 octets', (pfx: Buffer) => changed(pfx, '02020800020120', '02020800020113'), 'malformed-pfx'],
  ])('%s is refused', (_what, change, code) => {
    expect(codeOf(() => readPfx(change(RFC9579_A1), '1234', 'a1.p12'))).toBe(code);
  });
});

function changed(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.lastIndexOf(Buffer.from(from, 'hex'));
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(to, 'hex'), bytes.subarray(at + from.length / 2)]);
}

(hasOpenssl ? test : test.skip)('600,000 rounds cost at most twice the time of OpenSSL', () => {
  const files = { 'leaf.pem': leaf.pem, 'leaf.key': leaf.keyPem };
  const words = ['pkcs12', '-export', '-in', 'leaf.pem', '-inkey', 'leaf.key', '-passout', 'pass:secret'];
  const made = openssl([...words, '-macalg', 'sha256', '-iter', '600000'], files);
  const script =
    'f=$(mktemp); cat > $f; TIMEFORMAT=%U; time openssl pkcs12 -in $f -passin pass:secret -nodes -out /dev/null; rm $f';
  const { stderr } = spawnSync('bash', ['-c', script], { input: made.stdout, encoding: 'utf8' });
  const theirs = Number(stderr.trim().split('\n').at(-1));
  const before = process.cpuUsage();
  expect(readPfx(made.stdout as Buffer, 'secret', 'firefox.p12').key).toBeDefined();
  const ours = process.cpuUsage(before).user / 1e6;
  expect(theirs).toBeGreaterThan(0);
  // Two hundredths for reading what OpenSSL's start costs it anyway.
  expect(ours).toBeLessThan(theirs * 2 + 0.02);
});
