import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InspectReport } from '../../../lib/cli/inspect/report';
import { makeCrl, writePem, writePfx } from '../../../lib/pki';
import * as der from '../../../lib/pki/der-writer';
import { OID } from '../../../lib/pki/oid';
import { pkcs7Of } from '../../support/help-cases';
import { generalName, issueCertificate, issueChain, keyOf, type Issued, type IssueOptions } from '../../support/issue';
import { makeCsr, makeOcspResponse } from '../../support/issue-other';
import { runWith, type Run } from '../../support/review-files';

jest.setTimeout(60_000);

const now = new Date('2026-06-01T00:00:00Z');
const { root, intermediate, leaf } = issueChain(['mail.contoso.com'], { key: 'rsa2048' });
let folder: string;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'inspect-files-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const inspect = (...words: string[]): Promise<Run> => runWith({ now: () => now }, 'inspect', ...words);
const report = async (...words: string[]): Promise<InspectReport> =>
  JSON.parse((await inspect('--json', ...words)).out) as InspectReport;
const below = (options: IssueOptions): Issued =>
  issueCertificate({
    subject: 'mail',
    dnsNames: ['mail.contoso.com'],
    key: keyOf('rsa2048', 'files'),
    issuer: root,
    ...options,
  });
const current = (found: InspectReport): string => found.chains[0]!.verdicts[0]!.verdict;

/** A certificate for mail.contoso.com that names itself as issuer, with a signature that is none. */
function unsigned(parts: { from?: Buffer; algorithm?: Buffer; key?: Buffer }): Buffer {
  const sha256 = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.nullValue());
  const {
    from = der.time(new Date('2026-01-01')),
    algorithm = sha256,
    key = leaf.certificate.publicKeyInfo.der,
  } = parts;
  const name = leaf.certificate.subjectName.der;
  const names = der.octetString(der.sequence(generalName.dns('mail.contoso.com')));
  const tbs = der.sequence(
    der.context(0, true, der.integer(2)),
    der.integer(7),
    algorithm,
    name,
    der.sequence(from, der.time(new Date('2027-01-01'))),
    name,
    key,
    der.context(3, true, der.sequence(der.sequence(der.oid(OID.subjectAltName), names))),
  );
  return der.sequence(tbs, algorithm, der.bitString(Buffer.alloc(256)));
}

describe('a breach of a standard is a note, and no refusal', () => {
  const any = { oid: OID.authorityKeyIdentifier, value: der.sequence(der.context(2, false, Buffer.from([1]))) };
  test.each<[string, IssueOptions, string | undefined]>([
    ['an ldap URL of the issuer', { caIssuerUrls: ['ldap:///CN=CA,CN=AIA'] }, undefined],
    ['no authorityKeyIdentifier', { without: [OID.authorityKeyIdentifier] }, 'aki-missing'],
    ['one with a serial number alone', { without: [OID.authorityKeyIdentifier], extensions: [any] }, 'aki-missing'],
    ['serverAuth with any use', { eku: ['serverAuth', 'anyExtendedKeyUsage'] }, undefined],
    ['serial number 0', { serial: 0n }, 'serial-zero'],
    [
      'keyCertSign on a leaf',
      { keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign'] },
      'key-cert-sign-without-ca',
    ],
    ['an address as DNS name beside a good one', { dnsNames: ['mail.contoso.com', '192.0.2.1'] }, 'san-syntax'],
    ['a URL as DNS name beside a good one', { dnsNames: ['mail.contoso.com', 'https://a.b/'] }, 'san-syntax'],
    [
      'a name with a trailing dot beside a good one',
      { dnsNames: ['mail.contoso.com', 'a.contoso.com.'] },
      'san-syntax',
    ],
  ])('%s', async (_what, options, code) => {
    const made = below({ keyUsage: ['digitalSignature', 'keyEncipherment'], ...options });
    const found = await report('--name', 'mail.contoso.com', file('breach.pem', made.pem + root.pem));
    expect(current(found)).not.toBe('refuses');
    expect(found.chains[0]!.verdicts.find(({ profile }) => profile === 'linux-chromium')!.verdict).toBe('accepts');
    const codes = found.chains[0]!.breaches.map((breach) => breach.code);
    if (code !== undefined) expect(codes.join()).toContain(code.split('-')[0]);
  });
});

test.each(['p521', 'ed25519', 'ed448', 'pss2048'] as const)(
  'a %s key, with which Chromium does not connect',
  async (key) => {
    const made = issueCertificate({ subject: 'mail', dnsNames: ['mail.contoso.com'], key, issuer: root });
    expect(current(await report(file('key.pem', made.pem + root.pem)))).not.toBe('accepts');
  },
);

describe('what breaks the encoding is shown, and noted', () => {
  const replaced = (bytes: Buffer, from: string, to: string): Buffer => {
    const at = bytes.indexOf(Buffer.from(from, 'hex'));
    expect(at).toBeGreaterThan(0);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(to, 'hex'), bytes.subarray(at + from.length / 2)]);
  };
  test.each<[string, Buffer]>([
    ['BOOLEAN 01', replaced(intermediate.certificate.der, '0101ff', '010101')],
    ['a UTCTime without seconds', unsigned({ from: der.element(0x17, Buffer.from('2601010000Z')) })],
    ['version 4', replaced(leaf.certificate.der, 'a003020102', 'a003020103')],
  ])('%s', async (_what, bytes) => {
    const found = await report(file('odd.pem', writePem('CERTIFICATE', bytes) + root.pem));
    const names = found.chains.flatMap(({ path }) => path.map(({ name }) => name));
    expect(names.length + found.unused.length).toBeGreaterThanOrEqual(2);
    expect(found.chains.flatMap(({ breaches }) => breaches.map(({ code }) => code)).join()).toMatch(
      /encoding-fault|extension-fault/,
    );
  });

  test('an RSA signature without parameters, which RFC 4055 has everyone accept, is no breach', async () => {
    const algorithm = der.sequence(der.oid('1.2.840.113549.1.1.11'));
    const found = await report(file('absent.der', unsigned({ algorithm })));
    expect(found.chains[0]!.path[0]!.signature).toBe('sha256WithRSAEncryption');
    expect(found.chains[0]!.breaches.map(({ code }) => code)).not.toContain('encoding-fault');
  });

  test('one certificate that cannot be read does not hide the others of a bundle', async () => {
    const bundle = writePem('CERTIFICATE', Buffer.from('30030201ff', 'hex')) + leaf.pem + intermediate.pem + root.pem;
    const found = await report(file('bundle.pem', bundle));
    expect(found.chains[0]!.path).toHaveLength(3);
    expect(found.files[0]!.notes.join()).toContain("can't be read");
  });
});

test('an unknown algorithm is neither forged nor damaged: it cannot be checked here', async () => {
  const algorithm = der.sequence(der.oid('2.16.840.1.101.3.4.3.18'));
  const key = der.sequence(algorithm, der.bitString(Buffer.alloc(1952)));
  const { out, code } = await inspect(file('ml-dsa.der', unsigned({ algorithm, key })));
  expect(code).toBe(0);
  expect(out).toContain("can't be checked here: ML-DSA-65 (2.16.840.1.101.3.4.3.18)");
  expect(out).not.toMatch(/forged|damaged/);
});

test('what a chain is does not depend on who accepts it', async () => {
  const weak = below({ hash: 'sha1', eku: ['clientAuth'] });
  const found = await report(file('weak.pem', weak.pem + root.pem));
  expect(found.chains[0]).toMatchObject({
    anchor: 'private',
    end: 'root',
    path: [{ name: 'mail' }, { name: 'Contoso Root CA' }],
  });
  expect(found.unused).toEqual([]);
});

test('a leaf without its issuers is as unknown as with some of them, and --roots makes it known', async () => {
  const alone = file('alone.pem', leaf.pem);
  const partly = file('partly.pem', leaf.pem + intermediate.pem);
  expect([current(await report(alone)), current(await report(partly))]).toEqual(['unknown', 'unknown']);
  expect((await inspect(alone)).code).toBe(0);
  const roots = file('roots.pem', root.pem);
  const known = await report('--roots', roots, '--name', 'mail.contoso.com', partly);
  expect(known.chains[0]!.end).toBe('root');
  expect(known.chains[0]!.verdicts.find(({ profile }) => profile === 'linux-chromium')!.verdict).toBe('accepts');
});

test("a CA's certificate alone is shown, and not judged as a server's", async () => {
  const { out, code } = await inspect(file('root.cer', root.certificate.der));
  expect(code).toBe(0);
  expect(out).toContain('CA, keyCertSign');
  expect(out).not.toContain('a client that holds the root');
});

describe('names', () => {
  test('IP, e-mail, URI and user principal names are shown', async () => {
    const upn = der.context(
      0,
      true,
      der.oid('1.3.6.1.4.1.311.20.2.3'),
      der.context(0, true, der.utf8String('anna@contoso.com')),
    );
    const names = [
      generalName.ip(Buffer.from([192, 0, 2, 1])),
      generalName.email('a@contoso.com'),
      generalName.uri('https://contoso.com/'),
      upn,
    ];
    const value = der.sequence(...names);
    const made = below({ dnsNames: [], extensions: [{ oid: OID.subjectAltName, value }] });
    expect((await inspect(file('names.pem', made.pem))).out).toContain(
      'names     192.0.2.1, e-mail:a@contoso.com, URI:https://contoso.com/, UPN:anna@contoso.com',
    );
  });

  test('one entry that cannot be read drops itself alone', async () => {
    const value = der.sequence(
      generalName.dns('mail.contoso.com'),
      der.element(0x8f, Buffer.from('odd')),
      generalName.dns('b.contoso.com'),
    );
    const made = below({ dnsNames: [], extensions: [{ oid: OID.subjectAltName, value }] });
    const found = await report(file('entry.pem', made.pem));
    expect(found.chains[0]!.path[0]!.dnsNames).toEqual(['mail.contoso.com', 'b.contoso.com']);
    expect(found.chains[0]!.breaches.map(({ code }) => code)).toContain('extension-fault');
  });

  test('common attributes have their names, values that are no strings their encoding', async () => {
    const subject = [
      ['2.5.4.46', 'Q1'],
      ['2.5.4.72', 'mail'],
    ] as const;
    expect((await inspect(file('subject.pem', below({ subject }).pem))).out).toContain(
      'subject   role=mail,dnQualifier=Q1',
    );
  });

  test('a negative serial number has its sign', async () => {
    const bytes = below({ serial: 1n }).certificate.der;
    const at = bytes.indexOf(Buffer.from('020101', 'hex'));
    bytes[at + 2] = 0xff;
    expect((await report(file('negative.der', bytes))).chains[0]!.path[0]!.serialNumber).toBe('-01');
  });
});

describe('every kind of file is named for what it is', () => {
  const crl = (number: number): Buffer =>
    makeCrl({
      issuer: root.certificate,
      issuerKey: root.key,
      number,
      thisUpdate: now,
      nextUpdate: new Date('2026-06-08'),
      revoked: [],
    }).der;
  const spki = createPublicKey(leaf.key).export({ type: 'spki', format: 'der' });
  test.each<[string, () => string | Buffer, string, RegExp]>([
    [
      'an OCSP response',
      () => makeOcspResponse({ certificate: leaf.certificate, issuer: intermediate, thisUpdate: now }),
      'ocsp-response',
      /OCSP response/,
    ],
    ['a public key', () => spki, 'public-key', /Public key in .*RSA 2048/],
    [
      'a Java key store',
      () => Buffer.from('feedfeed0000000200000001', 'hex'),
      'java-keystore',
      /Java key store.*keytool/,
    ],
    ['an OpenSSH key', () => writePem('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0')), 'openssh', /ssh-keygen/],
    ['base64 of a revocation list', () => crl(1).toString('base64'), 'revocation-list', /Revocation list/],
    [
      'base64 of a key',
      () => leaf.key.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
      'private-key',
      /Private key/,
    ],
    [
      'base64 of a request',
      () => makeCsr({ dnsNames: ['mail.contoso.com'] }).toString('base64'),
      'request',
      /Request in/,
    ],
    [
      'a text that begins with 0',
      () => `0 - the certificate of the mail server\n${leaf.pem}`,
      'certificate',
      /mail\.contoso\.com/,
    ],
    ['UTF-16 without a mark', () => Buffer.from(leaf.pem, 'utf16le'), 'certificate', /UTF-16/],
  ])('%s', async (_what, content, kind, shown) => {
    const path = file('kind', content());
    const { out, code } = await inspect(path);
    expect({ code, kinds: (await report(path)).files[0]!.kinds }).toEqual({ code: 0, kinds: [kind] });
    expect(out).toMatch(shown);
  });

  test('a CMP message', async () => {
    const header = der.sequence(
      der.integer(2),
      generalName.directory([['CN', 'a']]),
      generalName.directory([['CN', 'b']]),
    );
    const { out } = await inspect(file('message.cmp', der.sequence(header, der.context(19, true, der.nullValue()))));
    expect(out).toContain('CMP message (RFC 4210)');
  });

  test('several requests, lists and keys of one file are all shown', async () => {
    const requests = ['a.contoso.com', 'b.contoso.com'].map((name) =>
      writePem('CERTIFICATE REQUEST', makeCsr({ dnsNames: [name] })),
    );
    const lists = [1, 2].map((number) => writePem('X509 CRL', crl(number)));
    const found = await report(
      file('all.pem', [...requests, ...lists, leaf.keyPem, intermediate.keyPem, leaf.pem].join('')),
    );
    expect(found.requests.map(({ dnsNames }) => dnsNames[0])).toEqual(['a.contoso.com', 'b.contoso.com']);
    expect(found.revocationLists.map(({ number }) => number)).toEqual(['01', '02']);
    expect(found.keys.map(({ matches }) => matches)).toEqual(['mail.contoso.com', undefined]);
  });

  test('a .p7b keeps its revocation lists', async () => {
    const whole = pkcs7Of(leaf.certificate.der);
    const signed = der.sequence(
      der.integer(1),
      der.setOf(),
      der.sequence(der.oid(OID.pkcs7Data)),
      der.context(0, true, leaf.certificate.der),
      der.context(1, true, crl(3)),
      der.setOf(),
    );
    const found = await report(
      file('lists.p7b', der.sequence(der.oid(OID.pkcs7SignedData), der.context(0, true, signed))),
    );
    expect(found.revocationLists.map(({ number }) => number)).toEqual(['03']);
    expect((await report(file('none.p7b', whole))).revocationLists).toEqual([]);
  });
});

describe('passwords', () => {
  const pfx = (): string =>
    file(
      'mail.pfx',
      writePfx({
        certificates: [leaf.certificate],
        key: leaf.key,
        password: 'Kennwört',
        encryption: 'aes256-sha256',
        keyProvider: 'Microsoft Software Key Storage Provider',
      }),
    );

  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('Kennwört\n')],
    ['UTF-8 with a mark', Buffer.from('\ufeffKennwört\r\n')],
    ['UTF-16LE, as PowerShell writes', Buffer.from('\ufeffKennwört\r\n', 'utf16le')],
    ['UTF-16BE', Buffer.from('\ufeffKennwört\r\n', 'utf16le').swap16()],
    ['Latin-1', Buffer.from('Kennwört\r\n', 'latin1')],
  ])('a password file in %s opens the PFX', async (_encoding, bytes) => {
    const { out, code } = await inspect(pfx(), '--password-file', file('password.txt', bytes));
    expect(code).toBe(0);
    expect(out).toContain('Windows puts it in Microsoft Software Key Storage Provider');
  });

  test('a certificate beside an encrypted key is shown, and the note names --password-file', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' });
    const path = file('beside.pem', `${String(encrypted)}${leaf.pem}`);
    const { out, code } = await inspect(path);
    expect(code).toBe(0);
    expect(out).toContain('--password-file');
    expect(out).toContain('encrypted and not opened');
    expect(out).toContain('mail.contoso.com');
  });
});

describe('what is no file ends at once, with a clear error', () => {
  test.each([
    ['/dev/zero', 'is a device'],
    ['/dev/null', 'is a device'],
    [tmpdir(), 'is a folder'],
  ])('%s', async (path, words) => {
    const { code, err } = await inspect(path);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect((await inspect(file('a.pem', leaf.pem), '--password-file', path)).code).toBe(2);
  });

  test('a pipe that nobody writes to', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const started = performance.now();
    const { code, err } = await inspect(path);
    expect([code, err]).toEqual([2, expect.stringContaining('empty')]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a root that stands beside a certificate by chance', () => {
  const stranger = issueCertificate({
    subject: [
      ['O', 'Fabrikam'],
      ['CN', 'Fabrikam Root'],
    ],
    isCa: true,
    key: keyOf('rsa2048', 'stranger'),
  });

  test('says nothing of the path: its issuer is missing, and what clients do is not known', async () => {
    const [chain] = (await report(file('beside.pem', leaf.pem + stranger.pem))).chains;
    expect(chain).toMatchObject({ anchor: 'none', end: 'issuer-missing' });
    expect(chain!.verdicts[0]).toMatchObject({ verdict: 'unknown' });
  });

  test('changes nothing where the chain is whole, in any order', async () => {
    for (const parts of [
      [stranger, leaf, intermediate, root],
      [root, stranger, intermediate, leaf],
    ]) {
      const found = await report(file('whole.pem', parts.map(({ pem }) => pem).join('')));
      const chain = found.chains.find(({ path }) => path[0]!.sha256 === leaf.certificate.sha256)!;
      expect(chain).toMatchObject({ anchor: 'private', end: 'root' });
      expect(chain.path.at(-1)!.sha256).toBe(root.certificate.sha256);
      expect(chain.verdicts[0]!.verdict).toBe('accepts');
    }
  });

  test('a root of the same organization below which the intermediate is missing is refused by clients that hold it', async () => {
    const [chain] = (await report(file('gap.pem', leaf.pem + root.pem))).chains;
    expect(chain).toMatchObject({ anchor: 'private', end: 'issuer-missing' });
    expect(chain!.verdicts[0]).toMatchObject({ verdict: 'refuses', reasons: [{ code: 'issuer-missing' }] });
  });

  test('--roots says that clients hold it, so that a path that does not lead there is refused', async () => {
    const [chain] = (await report('--roots', file('held.pem', root.pem), file('lone.pem', leaf.pem))).chains;
    expect(chain!.verdicts[0]).toMatchObject({ verdict: 'refuses', reasons: [{ code: 'issuer-missing' }] });
  });
});

test('a certificate that names no host is refused for that, in words', async () => {
  const nameless = below({ subject: [['O', 'Contoso']], dnsNames: [] });
  const found = await report(file('nameless.pem', nameless.pem + root.pem));
  const [first] = found.chains[0]!.verdicts;
  expect(first).toMatchObject({ verdict: 'refuses', reasons: [{ code: 'name-not-covered' }] });
  expect(JSON.stringify(first)).not.toMatch(/invalid|not published/);
});

test('a store of many roots is read at once: no client is asked about the certificates of CAs', async () => {
  const roots = Array.from({ length: 60 }, (_, i) =>
    issueCertificate({ subject: `Root ${i}`, isCa: true, key: keyOf('p256', 'roots') }),
  );
  const found = await report(file('store.pem', roots.map(({ pem }) => pem).join('')));
  expect(found.chains).toHaveLength(50);
  expect(found.chains.every(({ verdicts }) => verdicts.length === 0)).toBe(true);
  expect(found.chains[0]!.stores.length).toBeGreaterThan(0);
});
