import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from '../../lib/cli/inspect';
import type { InspectReport } from '../../lib/cli/inspect/report';
import { InputError } from '../../lib/cli/exit';
import { commercialRoots, makeCrl, writePfx, writePem } from '../../lib/pki';
import { issueCertificate, issueChain, keyOf } from '../support/issue';
import { makeCsr } from '../support/issue-other';

const now = new Date('2026-06-01T00:00:00Z');
const { root, intermediate, leaf } = issueChain(['mail.contoso.com', 'autodiscover.contoso.com'], { key: 'rsa2048' });
let folder: string;
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const report = (files: string[], options: { name?: string[]; passwordFile?: string } = {}): InspectReport =>
  JSON.parse(inspect(files, { ...options, now, json: true }).stdout) as InspectReport;

beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'inspect-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a chain in several files, in any order, is shown as one tree with names, key, uses and dates', () => {
  const files = [file('chain.pem', root.pem + intermediate.pem), file('leaf.der', leaf.certificate.der)];
  const { stdout, exitCode } = inspect(files, { now });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Contoso Root CA\n  └ Contoso Issuing CA\n    └ mail.contoso.com');
  expect(stdout).toContain('names     mail.contoso.com, autodiscover.contoso.com');
  expect(stdout).toContain('key       RSA 2048, signed sha256WithRSAEncryption');
  expect(stdout).toContain('valid     2026-01-01 to 2027-01-01 (214 days left); renew from 2026-09-01');
  expect(stdout).toContain("ends in an organization's own root");
  expect(stdout).toMatch(/installable {3}.*Windows 10/);
  expect(stdout).toContain(leaf.certificate.sha1);
});

test('a missing intermediate and an uncovered name are reported with their fix, and the exit code is 1', () => {
  const path = file('only-leaf.pem', leaf.pem);
  const { exitCode, stdout } = inspect([path], { now, name: ['owa.contoso.com'] });
  expect(exitCode).toBe(1);
  expect(stdout).toContain('fix: append the certificate of CN=Contoso Issuing CA,O=Contoso');
  expect(stdout).toContain('does not cover owa.contoso.com');
});

test('a self-signed certificate, as Exchange makes it, is known for what it is', () => {
  const own = issueCertificate({
    subject: 'CAS01',
    dnsNames: ['CAS01', 'cas01.corp.contoso.com'],
    key: keyOf('rsa2048', 'own'),
  });
  const [chain] = report([file('own.cer', own.certificate.der)]).chains;
  expect(chain).toMatchObject({ anchor: 'self-signed', path: [{ name: 'CAS01' }] });
  expect(chain!.stores.some((s) => s.state === 'preinstalled')).toBe(false);
});

test('a commercial root is found in the stores', () => {
  const commercial = commercialRoots().certificates[0]!;
  const [chain] = report([file('commercial.pem', commercial.pem)]).chains;
  expect(chain!.anchor).toBe('commercial');
  expect(chain!.stores.find((s) => s.platform === 'windows-10')).toMatchObject({ state: 'preinstalled' });
});

test('a PFX, a request, a revocation list and a key are shown, and what belongs together is said', () => {
  const password = file('password.txt', 'secret\n');
  const pfx = writePfx({
    certificates: [leaf.certificate, intermediate.certificate],
    key: leaf.key,
    password: 'secret',
    encryption: 'legacy-3des-sha1',
  });
  const crl = makeCrl({
    issuer: root.certificate,
    issuerKey: root.key,
    number: 4,
    thisUpdate: now,
    nextUpdate: new Date('2026-06-08'),
    revoked: [],
  });
  const files = [
    file('mail.pfx', pfx),
    file(
      'mail.req',
      Buffer.from(
        `\ufeff${writePem('NEW CERTIFICATE REQUEST', makeCsr({ dnsNames: ['mail.contoso.com'], microsoft: true }))}`,
        'utf16le',
      ),
    ),
    file('root.crl', crl.der),
    file('other.key', intermediate.keyPem),
    file('root.cer', root.certificate.der),
  ];
  const found = report(files, { passwordFile: password });
  expect(found.files.map((f) => f.kinds)).toEqual([
    ['pfx'],
    ['request'],
    ['revocation-list'],
    ['private-key'],
    ['certificate'],
  ]);
  expect(found.keys.map((k) => k.matches)).toEqual(['mail.contoso.com', 'Contoso Issuing CA']);
  expect(found.requests[0]).toMatchObject({
    dnsNames: ['mail.contoso.com'],
    provider: 'Microsoft RSA SChannel Cryptographic Provider',
  });
  expect(found.revocationLists[0]).toMatchObject({ number: '04', revoked: 0, nextUpdate: '2026-06-08T00:00:00.000Z' });
  expect(found.chains[0]!.path).toHaveLength(3);
  const { stdout } = inspect(files, { now, passwordFile: password });
  expect(stdout).not.toContain('PRIVATE');
  expect(() => inspect(files.slice(0, 1), { now })).toThrow(/--password-file/);
});

test('rubbish, a missing file and names that would drive a terminal are handled', () => {
  expect(() => inspect([file('rubbish', 'hello')], { now })).toThrow(InputError);
  expect(() => inspect([join(folder, 'nowhere.cer')], { now })).toThrow(/can't be read/);
  const evil = issueCertificate({ subject: [['CN', 'a\u001b[2Jb\nc']], dnsNames: ['mail.contoso.com'] });
  const { stdout } = inspect([file('evil.cer', evil.certificate.der)], { now });
  expect(stdout).not.toContain('\u001b');
  expect(stdout).toContain('\\u001b');
});
