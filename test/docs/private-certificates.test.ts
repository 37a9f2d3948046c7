import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Report } from '../../lib';
import { makeCrl, writePem, writePfx } from '../../lib/pki';
import { NOW } from '../support/declared';
import { issueCertificate, keyOf } from '../support/issue';
import { makeCsr } from '../support/issue-other';
import { CHECKOUT } from '../support/project';
import { temporaryFolder } from '../support/review-files';
import { reportOfProgram, typeFaults } from '../support/written-program';

jest.setTimeout(300_000);

const PAGE = readFileSync(join(CHECKOUT, 'docs/private-certificates.md'), 'utf8');
const [, FRAME] = /```ts frame\n(.*?)```/s.exec(PAGE)!;
const PLACE = '// Here: one of the cases.';
/** The cases by their headings. */
const CASES = [...PAGE.matchAll(/^## ([^\n]*)\n(?:(?!^## ).)*?```ts\n(.*?)```/gms)].map(
  ([, title, code]): [string, string] => [title, FRAME.replace(PLACE, code)],
);
const before = process.cwd();
let folder = '';

beforeAll(() => {
  folder = temporaryFolder();
  const years = {
    isCa: true,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
  };
  const root = issueCertificate({ ...years, subject: 'Contoso Root CA', key: keyOf('rsa2048', 'page root') });
  const ca = issueCertificate({
    ...years,
    subject: 'Contoso Issuing CA',
    issuer: root,
    key: keyOf('rsa2048', 'page issuing'),
  });
  const key = keyOf('rsa2048', 'page leaf');
  const leaf = issueCertificate({
    subject: 'mail.contoso.com',
    dnsNames: ['mail.contoso.com'],
    issuer: ca,
    key,
    notBefore: new Date('2026-09-01T00:00:00Z'),
    notAfter: new Date('2027-09-01T00:00:00Z'),
  });
  const list = makeCrl({
    issuer: ca.certificate,
    issuerKey: ca.key,
    number: 1,
    thisUpdate: new Date('2026-11-20T00:00:00Z'),
    nextUpdate: new Date('2026-12-20T00:00:00Z'),
    revoked: [],
  });
  mkdirSync(join(folder, 'certificates'));
  const write = (name: string, content: string | Buffer): void =>
    writeFileSync(join(folder, 'certificates', name), content, { mode: 0o600 });
  write('adcs-chain.pem', ca.pem + root.pem);
  write('mail.cer', leaf.certificate.der);
  write('mail.key', leaf.keyPem);
  write('adcs.crl', list.der);
  write(
    'mail.pfx',
    writePfx({ certificates: [leaf.certificate], key: leaf.key, password: 'secret', encryption: 'aes256-sha256' }),
  );
  const request = makeCsr({ subject: [['CN', 'mail.contoso.com']], dnsNames: ['mail.contoso.com'], key });
  write('mail.req', writePem('NEW CERTIFICATE REQUEST', request));
  process.env.MAIL_PFX_PASSWORD = 'secret';
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(before);
  delete process.env.MAIL_PFX_PASSWORD;
  rmSync(folder, { recursive: true, force: true });
});

test('the page has its cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(8);
  expect(FRAME).toContain(PLACE);
});

test('every case compiles', () => {
  const files = CASES.map(([, program], i) => {
    const file = join(folder, `case${i}.ts`);
    writeFileSync(file, program);
    return file;
  });
  expect(typeFaults(...files)).toEqual([]);
});

test.each(CASES)('%s: refused for nothing', (_title, program) => {
  const report: Report = reportOfProgram(program, NOW);
  const errors = report.findings
    .filter(({ level }) => level === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
  expect(errors).toEqual([]);
  const kinds = report.matrix.outcomes.map(({ kind }) => kind);
  expect(kinds.length).toBeGreaterThan(0);
  expect(kinds).not.toContain('fails');
});
