import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renewCrl } from '../../lib/cli/crl';
import { crlFault, internalCa, readCrl } from '../../lib/pki';
import { issueCertificate, issueChain } from '../support/issue';
import { runWith } from '../support/review-files';

const now = new Date('2026-06-01T10:00:00.500Z');
const { root, leaf } = issueChain(['mail.contoso.com']);
const direct = issueCertificate({ subject: 'cas01', dnsNames: ['cas01.contoso.com'], issuer: root });
let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crl-'));
  writeFileSync(path('root.pem'), root.pem);
  writeFileSync(path('root.key'), root.keyPem);
  writeFileSync(path('leaf.pem'), leaf.pem);
  writeFileSync(path('direct.pem'), direct.pem + root.pem);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = (): { ca: string; caKey: string; out: string } => ({
  ca: path('root.pem'),
  caKey: path('root.key'),
  out: path('out.crl'),
});

test('makes a list, and renews it with its entries and the next number', () => {
  const first = renewCrl({ ...base(), revoke: ['4F3A:keyCompromise'] }, now);
  expect(first.stdout).toBe('revocation list 1 of Contoso Root CA: 1 revoked, the next one is due by 2026-06-08\n');
  writeFileSync(path('first.crl'), first.bytes);
  const second = readCrl(
    renewCrl(
      { ...base(), previous: path('first.crl'), revoke: [`${path('direct.pem')}:superseded`], days: '30', pem: true },
      now,
    ).bytes,
    'second',
  );
  expect(second.number).toBe('02');
  expect([...second.revoked.values()].map((r) => [r.serial, r.reason])).toEqual([
    ['4F3A', 'keyCompromise'],
    [direct.certificate.serial, 'superseded'],
  ]);
  expect(second.nextUpdate).toEqual(new Date('2026-07-01T10:00:00Z'));
  expect(crlFault(second, root.certificate, now, internalCa)).toBeUndefined();
});

test.each([
  ['a number that does not go up', { previous: 'first.crl', number: '1' }, /not higher than 1/],
  ['an unknown reason', { revoke: ['01:whim'] }, /'whim' is no reason/],
  ['no whole number of days', { days: 'soon' }, /--days soon/],
  ['a key of another CA', { caKey: 'leaf.pem' }, /no private key/],
  ['a certificate that may not sign lists', { ca: 'leaf.pem' }, /does not belong to mail\.contoso\.com/],
  ['a certificate of another CA', { revoke: ['leaf.pem'] }, /holds no certificate that Contoso Root CA issued/],
  [
    'a number that no issued certificate has',
    { revoke: ['4F3A'], issued: ['direct.pem'] },
    /no certificate of Contoso/,
  ],
  ['octets of which one has a single digit', { revoke: ['4F:3'] }, /can't be read/],
  ['a missing file', { ca: 'nowhere.pem' }, /can't be read/],
])('refuses %s', (_what, change, message) => {
  const files = Object.fromEntries(
    Object.entries(change).map(([k, v]) => [k, ['ca', 'caKey', 'previous'].includes(k) ? path(v as string) : v]),
  );
  if (files.issued) files.issued = [path('direct.pem')];
  if (String(files.revoke).startsWith('leaf')) files.revoke = [path('leaf.pem')];
  expect(() => renewCrl({ ...base(), ...files }, now)).toThrow(message);
});

test.each([
  [['--revoke', '4F3A'], ['4F3A']],
  [['--revoke', '71:8E:6F:AB'], ['718E6FAB']],
  [['--revoke', '71:8e:6f:ab:keyCompromise'], ['718E6FAB keyCompromise']],
  [['--revoke', '0x4F3A'], ['4F3A']],
  [['--revoke', '4F 3A'], ['4F3A']],
  [['--revoke', 'serial=00F3:superseded'], ['F3 superseded']],
  [
    ['--revoke', '7', 'AB', '--revoke', '10'],
    ['07', 'AB', '10'],
  ],
])('the command line %j revokes %j and nothing else', async (words, expected) => {
  const base = ['crl', '--ca', path('root.pem'), '--ca-key', path('root.key'), '--out', path('argv.crl')];
  expect((await runWith({}, ...base, ...words)).code).toBe(0);
  const { revoked } = readCrl(readFileSync(path('argv.crl')), 'argv.crl');
  const shown = [...revoked.values()].map((r) => (r.reason === undefined ? r.serial : `${r.serial} ${r.reason}`));
  expect(shown).toEqual(expected);
});

test('a serial number that no known certificate of the CA has is revoked only with --force', async () => {
  const base = ['crl', '--ca', path('root.pem'), '--ca-key', path('root.key'), '--out', path('forced.crl')];
  const words = [...base, '--revoke', '4F3A', '--issued', path('direct.pem'), path('leaf.pem')];
  const refused = await runWith({}, ...words);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(direct.certificate.serial)]);
  expect(existsSync(path('forced.crl'))).toBe(false);
  expect((await runWith({}, ...words, '--force')).code).toBe(0);
  expect([...readCrl(readFileSync(path('forced.crl')), 'forced').revoked.keys()]).toEqual(['4F3A']);
});

test('a negative serial number, which old CAs gave, is kept in the list as it is', () => {
  const first = renewCrl({ ...base(), revoke: ['-01', 'FF', '-80'] }, now);
  writeFileSync(path('negative.crl'), first.bytes);
  const second = renewCrl({ ...base(), previous: path('negative.crl') }, now);
  expect([...readCrl(second.bytes, 'second').revoked.keys()]).toEqual(['-01', 'FF', '-80']);
});
