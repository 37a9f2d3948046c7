import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import type { RootsReport } from '../../lib/cli/roots/report';
import { commercialRoots } from '../../lib/pki';
import { issueCertificate, issueChain, keyOf } from '../support/issue';

const NOW = new Date('2026-11-30T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'client-access-roots-'));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const io = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    outIsTerminal: false,
    env: {},
    now: () => NOW,
  };
  const code = await main(['roots', ...argv], io);
  return { code, out, err };
}

const commercial = (name: string): string => {
  const root = commercialRoots().certificates.find(({ commonName }) => commonName === name)!;
  return file(`${name}.pem`, root.pem);
};
async function json(...argv: string[]): Promise<RootsReport> {
  return JSON.parse((await run('--format', 'json', ...argv)).out) as RootsReport;
}

test('shows by release and day which clients hold a root, and older roots that reach more', async () => {
  const { code, out } = await run(commercial('ISRG Root X2'));
  expect(code).toBe(0);
  expect(out).toMatch(/Android +from 14 on/);
  expect(out).toMatch(/iOS, iPadOS +from 16.0 on/);
  expect(out).toMatch(/Windows +yes, since 2021-08-15/);
  expect(out).toMatch(/ISRG Root X1 .*Android 7\.1\.1 to 13/);
});

test('as JSON: spans of releases, days, conditions', async () => {
  const { chains } = await json(commercial('ISRG Root X1'));
  const [{ stores, listed, name }] = chains[0].roots;
  expect({ name, listed }).toEqual({ name: 'ISRG Root X1', listed: true });
  const android = stores.find(({ clients }) => clients === 'Android')!;
  expect(android.releases!.at(-1)).toEqual({ from: '7.1.1', to: '17', held: true });
  const chrome = stores.find(({ store }) => store === 'chrome')!;
  expect(chrome).toMatchObject({ held: true, leavesOn: '2030-06-04' });
});

test('a condition on the day of issue is held against the certificate', async () => {
  const entrust = commercialRoots().certificates.find(({ subject }) => subject.includes('AffirmTrust Commercial'));
  // Where Node no longer carries the root, nothing leads to it.
  if (entrust === undefined) return;
  const { chains } = await json(file('entrust.pem', entrust.pem));
  const chrome = chains[0].roots[0].stores.find(({ store }) => store === 'chrome')!;
  expect(chrome).toMatchObject({ lastDayOfIssue: '2024-11-11', issuedTooLate: false });
});

test('every root of a cross-signed chain counts', async () => {
  const young = issueCertificate({ subject: 'Young Root', isCa: true });
  const old = issueCertificate({ subject: 'Old Root', isCa: true });
  const issuing = { subject: 'Issuing CA', isCa: true, key: keyOf('rsa2048', 'issuing') };
  const [direct, cross] = [young, old].map((issuer) => issueCertificate({ ...issuing, issuer }));
  const leaf = issueCertificate({ subject: 'mail', dnsNames: ['mail.contoso.com'], issuer: direct });
  const chain = [leaf, direct, cross, young, old].map(({ pem }) => pem).join('');
  const { chains } = await json(file('cross.pem', chain));
  expect(chains).toHaveLength(1);
  expect(chains[0].roots.map(({ name }) => name).sort()).toEqual(['Old Root', 'Young Root']);
  expect(chains[0].notes.join()).toContain('no list of roots has');
});

test('a root that is not there by its certificate is not taken for the one of its name', async () => {
  const fake = issueCertificate({ subject: 'Sectigo Public Server Authentication Root R46', isCa: true });
  const leaf = issueCertificate({ subject: 'mail', dnsNames: ['mail.contoso.com'], issuer: fake });
  const { chains } = await json(file('fake.pem', leaf.pem + fake.pem));
  expect(chains[0].roots[0]).toMatchObject({ listed: false, stores: [] });
});

test('a chain without its issuer says what to give', async () => {
  const { leaf } = issueChain(['mail.contoso.com']);
  const { code, out } = await run(file('leaf.pem', leaf.pem));
  expect(code).toBe(0);
  expect(out).toContain('give the intermediate certificates and the root too');
});

describe('bad input ends with 2 and one message', () => {
  test.each([
    ['a missing file', () => [join(folder, 'nowhere.pem')]],
    ['text without a certificate', () => [file('text.pem', 'hello')]],
    ['an unknown format', () => ['--format', 'xml', file('x.pem', 'hello')]],
    ['no file', () => []],
  ])('%s', async (_, argv) => {
    const { code, out, err } = await run(...argv());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toBe('');
    expect(err).not.toContain('at Object');
  });
});
