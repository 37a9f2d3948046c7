import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InspectReport } from '../../../lib/cli/inspect/report';
import { issueCertificate, issueChain, keyOf } from '../../support/issue';
import { runWith, type Run } from '../../support/review-files';

const now = new Date('2026-06-01T00:00:00Z');
const { root, leaf } = issueChain(['mail.contoso.com'], { key: 'rsa2048' });
const password = 'pa$$ wörd€';
let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'inspect-wrapped-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const inspect = (...words: string[]): Promise<Run> => runWith({ now: () => now }, 'inspect', ...words);
const report = async (...words: string[]): Promise<InspectReport> =>
  JSON.parse((await inspect('--json', ...words)).out) as InspectReport;
const thumbprints = ({ chains, unused }: InspectReport): string[] =>
  [...chains.flatMap(({ path }) => path), ...unused].map(({ sha256 }) => sha256);
const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

jest.setTimeout(60_000);

describe('PEM that something else carries is read', () => {
  const escaped = leaf.pem.trimEnd().replace(/\n/g, '\\n');
  test.each<[string, string | Buffer]>([
    ['a text of JSON', JSON.stringify({ certificate: { value: leaf.pem } })],
    ['a text of JSON with the line ends of Windows', JSON.stringify({ certificate: leaf.pem.replace(/\n/g, '\r\n') })],
    ['a variable of the environment', `TLS_CERT="${escaped}"`],
    ['a secret of Kubernetes', Buffer.from(leaf.pem).toString('base64')],
    ['the same, in lines', Buffer.from(leaf.pem).toString('base64').replace(/.{76}/g, '$&\n')],
    ['UTF-16 of it', Buffer.from(`\ufeff${leaf.pem}`, 'utf16le')],
  ])('%s', async (_what, content) => {
    const found = await report(file('carried', content));
    expect(thumbprints(found)).toEqual([leaf.certificate.sha256]);
    expect(found.files[0]!.notes).toHaveLength(1);
  });

  test('the same by the other verbs that read certificates', async () => {
    const carried = file('carried.json', JSON.stringify({ root: root.pem }));
    const found = await report('--roots', carried, file('leaf.pem', leaf.pem));
    expect(thumbprints(found)).toContain(leaf.certificate.sha256);
    expect((await runWith({ now: () => now }, 'roots', carried)).code).toBe(0);
  });
});

describe('DER in another notation', () => {
  const { der } = leaf.certificate;
  const base64 = der.toString('base64');
  const secret = (pem: string): string => Buffer.from(pem).toString('base64');
  const wrapped = (width: number, indent: string): string =>
    base64.replace(new RegExp(`.{${width}}`, 'g'), `$&\n${indent}`);
  const octets = (line: number): string[] => [...der.subarray(16 * line, 16 * line + 16)].map(octet);
  const octet = (value: number): string => value.toString(16).padStart(2, '0');
  const characters = (line: number): string =>
    der.toString('latin1', 16 * line, 16 * line + 16).replace(/[^ -~]/g, '.');
  const dump = (write: (line: number) => string): string =>
    Array.from({ length: Math.ceil(der.length / 16) }, (_, line) => `${write(line)}\r\n`).join('');
  const offset = (line: number, width: number): string => (16 * line).toString(16).padStart(width, '0');
  const halves = (line: number): string => {
    const all = octets(line);
    return `${all.slice(0, 8).join(' ')}  ${all.slice(8).join(' ')}`.padEnd(48);
  };

  test.each<[string, string]>([
    ['a secret of Kubernetes in YAML', `kind: Secret\ndata:\n  tls.crt: ${secret(leaf.pem)}\n`],
    ['a value of YAML', `certificate: "${base64}"\nname: mail\n`],
    ['a block text of YAML', `certificate: |\n  ${wrapped(64, '  ')}\nname: mail\n`],
    ['a folded text of YAML', `certificate: >-\n    ${wrapped(76, '    ')}\nname: mail\n`],
    ['LDIF', `dn: CN=Contoso\nuserCertificate;binary:: ${wrapped(60, ' ')}\ncn: Contoso\n`],
    [
      'LDIF that begins in the next line',
      `dn: CN=Contoso\ncACertificate;binary::\n ${wrapped(76, ' ')}\nobjectClass: top\n`,
    ],
    ['a JSON Web Key', JSON.stringify({ kty: 'RSA', x5c: [base64] }, undefined, 2)],
    ['a text of JSON with line ends', JSON.stringify({ raw: wrapped(64, '') })],
    ['an XML signature', `<ds:X509Certificate>\n${wrapped(64, '')}\n</ds:X509Certificate>\n`],
    ['SAML metadata', `<X509Certificate>${base64}</X509Certificate>`],
    ['a variable of the environment', `CERT=${base64}\n`],
    ['certutil -dump', dump((line) => `    ${offset(line, 4)}  ${halves(line)}   ${characters(line)}`)],
    ['hexdump -C', dump((line) => `${offset(line, 8)}  ${halves(line)}  |${characters(line)}|`)],
    [
      'xxd',
      dump((line) => `${offset(line, 8)}: ${octets(line).join('').replace(/.{4}/g, '$& ')}  ${characters(line)}`),
    ],
    ['hexadecimal in lines', der.toString('hex').replace(/.{60}/g, '$&\n')],
    ['hexadecimal with colons', [...der].map(octet).join(':').toUpperCase()],
    ['hexadecimal of SQL', `0x${der.toString('hex').toUpperCase()}`],
    ['an array of C', [...der].map((value) => `0x${octet(value)}`).join(', ')],
  ])('%s', async (_what, content) => {
    const found = await report(file('notation', content));
    expect(thumbprints(found)).toEqual([leaf.certificate.sha256]);
    expect(found.files[0]!.notes).toHaveLength(1);
    const held = await report('--roots', file('held', content), file('leaf.pem', leaf.pem));
    expect(thumbprints(held)).toEqual([leaf.certificate.sha256]);
  });

  test('certificate and key of one secret belong together', async () => {
    const content = `data:\n  tls.crt: ${secret(leaf.pem + root.pem)}\n  tls.key: ${secret(leaf.keyPem)}\n`;
    const found = await report(file('secret.yaml', content));
    expect(thumbprints(found).sort()).toEqual([leaf.certificate.sha256, root.certificate.sha256].sort());
    expect(found.keys.map(({ matches }) => matches)).toEqual(['mail.contoso.com']);
  });

  test.each<[string, string]>([
    ['words', 'Meet me in the mailroom. '.repeat(40)],
    ['base64 of something else', `picture: ${Buffer.alloc(600, 0x30).toString('base64')}`],
    ['half a certificate in hexadecimal', der.toString('hex').slice(0, 400)],
    ['half a certificate in YAML', `certificate: ${base64.slice(0, 400)}`],
    ['a long line of base64 without an end', 'M'.repeat(3_000_000)],
  ])('%s is no certificate, and says so at once', async (_what, content) => {
    const { code, err } = await inspect(file('other', content));
    expect(code).toBe(2);
    expect(err).toMatch(/no certificate|certificate .* can't be read/);
  });
});

test('a trusted certificate of OpenSSL is read with the settings that follow it', async () => {
  const input = { input: leaf.pem, encoding: 'utf8' } as const;
  const trusted = execFileSync('openssl', ['x509', '-trustout', '-addtrust', 'serverAuth'], input);
  expect(trusted).toContain('BEGIN TRUSTED CERTIFICATE');
  expect(thumbprints(await report(file('trusted.pem', trusted)))).toEqual([leaf.certificate.sha256]);
});

describe('what is no certificate is named for what it is', () => {
  test.each<[string, string, Buffer]>([
    ['PVK', 'key-of-windows', Buffer.from('1ef1b5b000000000010000000000000000000000', 'hex')],
    ['a private key blob', 'key-of-windows', Buffer.from('0702000000a4000052534132000800000100010000', 'hex')],
    ['a public key blob', 'key-of-windows', Buffer.from('0602000000a4000052534131000800000100010000', 'hex')],
    [
      'a time-stamp request',
      'timestamp',
      Buffer.from('30200201013018300906052b0e03021a0500040b00010203040506070809aa0101ff', 'hex'),
    ],
  ])('%s', async (_what, kind, content) => {
    const found = await report(file('other', content));
    expect(found.files[0]!.kinds).toEqual([kind]);
    expect(found.files[0]!.notes).toHaveLength(1);
  });
});

test("a server's own certificate beside another is not taken for its root", async () => {
  const stranger = issueCertificate({
    subject: 'other',
    dnsNames: ['www.contoso.com'],
    key: keyOf('p256', 'stranger'),
  });
  const alone = await report(file('alone.pem', leaf.pem));
  const beside = await report(file('beside.pem', leaf.pem + stranger.pem));
  const of = ({ chains }: InspectReport): object => {
    const { anchor, verdicts } = chains.find(({ path }) => path[0]!.sha256 === leaf.certificate.sha256)!;
    return { anchor, verdicts: verdicts.map(({ profile, verdict }) => `${profile} ${verdict}`) };
  };
  expect(of(beside)).toEqual(of(alone));
  expect(of(beside)).toMatchObject({ anchor: 'none' });
});

describe('PFX files of other programs', () => {
  /** Made of the leaf with its key, in a folder of its own; returns its path. */
  const made = (name: string, program: string, words: readonly string[]): string => {
    file('leaf.pem', leaf.pem);
    file('leaf.key', leaf.keyPem);
    file('password.txt', password);
    const path = join(folder, name);
    execFileSync(program, [...words, path], { cwd: folder, stdio: 'pipe' });
    return path;
  };
  const exported = ['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.pem', '-passout', 'file:password.txt'];
  const opens = async (path: string, ...words: string[]): Promise<void> => {
    const found = await report(path, ...words);
    expect(thumbprints(found)).toContain(leaf.certificate.sha256);
    expect(found.keys.map(({ matches }) => matches)).toEqual(['mail.contoso.com']);
  };
  const asTyped = (name: string, content: Buffer): string[] => ['--password-file', file(name, content)];

  test.each<[string, string[]]>([
    ['two-key 3DES', ['-legacy', '-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    ['RC4', ['-legacy', '-keypbe', 'PBE-SHA1-RC4-128', '-certpbe', 'PBE-SHA1-RC4-40']],
    ['certificates in clear', ['-keypbe', 'AES-192-CBC', '-certpbe', 'NONE', '-macalg', 'sha384']],
    ['Camellia, ARIA and MD5', ['-keypbe', 'camellia-256-cbc', '-certpbe', 'aria-256-cbc', '-macalg', 'md5']],
    ['ARIA, Camellia and SHA-3', ['-keypbe', 'aria-128-cbc', '-certpbe', 'camellia-192-cbc', '-macalg', 'sha3-256']],
    ['a MAC with SHA-512 cut to 256 bits', ['-macalg', 'sha512-256']],
    ['a MAC with RIPEMD-160', ['-macalg', 'ripemd160']],
    ['RC2 with 600,000 rounds, as of NSS and GnuTLS', ['-legacy', '-macalg', 'sha256', '-iter', '600000']],
  ])('%s', async (_what, words) => {
    await opens(made('odd.pfx', 'openssl', [...exported, ...words, '-out']), ...asTyped('utf8', Buffer.from(password)));
  });

  test.each<[string, Buffer]>([
    ['UTF-16 of PowerShell 5', Buffer.from(`\ufeff${password}\r\n`, 'utf16le')],
    ['UTF-16, high octets first', Buffer.from(`\ufeff${password}\r\n`, 'utf16le').swap16()],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${password}\r\n`)],
  ])('a password in %s', async (_what, content) => {
    await opens(made('usual.pfx', 'openssl', [...exported, '-out']), ...asTyped('marked', content));
  });

  test('a cipher that is not known is named', async () => {
    const providers = ['-provider', 'legacy', '-provider', 'default'];
    const path = made('seed.pfx', 'openssl', [...exported, '-certpbe', 'seed-cbc', ...providers, '-out']);
    const { code, err } = await inspect(path, ...asTyped('utf8', Buffer.from(password)));
    expect(code).toBe(2);
    expect(err).toContain('1.2.410.200004.1.4');
  });

  (has('certtool') ? test : test.skip)('certtool of GnuTLS', async () => {
    const words = ['--to-p12', '--load-certificate', 'leaf.pem', '--load-privkey', 'leaf.key', '--p12-name', 'mail'];
    const secret = ['--password', 'secret', '--pkcs-cipher', 'rc2-40', '--outder', '--outfile'];
    const path = made('certtool.p12', 'certtool', [...words, ...secret]);
    await opens(path, ...asTyped('secret', Buffer.from('secret')));
  });
});
