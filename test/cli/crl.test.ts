import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renewCrl } from '../../lib/cli/crl';
import { crlFault, internalCa, makeCrl, readCrl, writePfx } from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { issueCertificate, issueChain, keyOf } from '../support/issue';
import { crlNumber, crlScope, listWith } from '../support/issue-other';
import { runWith, type Run } from '../support/review-files';

jest.setTimeout(60_000);

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
  ['octets of which one has a single digit', { revoke: ['4F:3'] }, /neither a serial number nor a file/],
  ['several serial numbers in one word', { revoke: ['4F3A,55'] }, /'4F3A,55' is neither a serial number nor a file/],
  ['days beyond what a list can name', { days: '99999999' }, /beyond the year 9999/],
  ['a number of more than 20 octets', { number: '9'.repeat(48) }, /at most 20 octets/],
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

describe('certificate and key of the CA', () => {
  const run = (...words: string[]): Promise<Run> => runWith({ now: () => now }, 'crl', ...words);
  const password = (): string[] => ['--password-file', path('password.txt')];

  beforeAll(() => {
    writeFileSync(path('password.txt'), 'secret\n');
    const encryption = 'aes256-sha256';
    writeFileSync(
      path('root.pfx'),
      writePfx({ certificates: [root.certificate], key: root.key, password: 'secret', encryption }),
    );
    const sealed = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' } as const;
    writeFileSync(path('sealed.key'), root.key.export(sealed));
    writeFileSync(path('both.pem'), root.pem + root.keyPem);
    writeFileSync(path('upwards.pem'), leaf.pem + root.pem);
  });

  test.each([
    ['of one PFX', 'root.pfx', 'root.pfx', true],
    ['the key of a PFX', 'root.pem', 'root.pfx', true],
    ['an encrypted key', 'root.pem', 'sealed.key', true],
    ['of one PEM file', 'both.pem', 'both.pem', false],
    ['the CA behind another certificate', 'upwards.pem', 'root.key', false],
  ])('%s', async (_what, ca, key, sealed) => {
    const words = ['--ca', path(ca), '--ca-key', path(key), '--out', path('sources.crl')];
    const { code } = await run(...words, ...(sealed ? password() : []));
    expect(code).toBe(0);
    const list = readCrl(readFileSync(path('sources.crl')), 'sources');
    expect(crlFault(list, root.certificate, now, internalCa)).toBeUndefined();
    if (!sealed) return;
    const refused = await run(...words);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--password-file')]);
  });

  test.each(['root.pem', 'root.key', 'password.txt', 'direct.pem'])('%s is never written over', async (input) => {
    const before = readFileSync(path(input));
    const words = [
      '--ca',
      path('root.pem'),
      '--ca-key',
      path('root.key'),
      ...password(),
      '--issued',
      path('direct.pem'),
    ];
    const { code, err } = await run(...words, '--out', path(input));
    expect([code, err]).toEqual([2, expect.stringContaining('a file that the list is made from')]);
    expect(readFileSync(path(input)).equals(before)).toBe(true);
  });
});

describe('the list to renew', () => {
  const renew = (previous: Buffer, change: Partial<Parameters<typeof renewCrl>[0]> = {}, at = now) => {
    writeFileSync(path('previous.crl'), previous);
    return renewCrl({ ...base(), previous: path('previous.crl'), ...change }, at);
  };
  const first = (revoke: string[]): Buffer => renewCrl({ ...base(), revoke }, now).bytes;

  test('a certificate on hold is revoked for good; what is revoked stays as it is, with a word about it', () => {
    const previous = first(['55:certificateHold', '66:superseded']);
    const { bytes, stdout } = renew(previous, { revoke: ['55:keyCompromise', '66:keyCompromise', '0x66'] });
    const { revoked } = readCrl(bytes, 'renewed');
    expect([...revoked.values()].map(({ serial, reason }) => `${serial} ${reason}`)).toEqual([
      '55 keyCompromise',
      '66 superseded',
    ]);
    expect(stdout).toMatch(/note: 66 has been revoked since 2026-06-01, reason superseded: it stays so/);
    expect(stdout).not.toContain('note: 55');
  });

  test('one that was changed, or that another key of the same name signed, is refused', () => {
    const changed = Buffer.from(first(['55']));
    changed[changed.length - 3]! ^= 1;
    expect(() => renew(changed)).toThrow(/was changed, or another key/);
    const other = issueCertificate({
      subject: [
        ['O', 'Contoso'],
        ['CN', 'Contoso Root CA'],
      ],
      isCa: true,
      key: keyOf('p256', 'other root'),
    });
    writeFileSync(path('other.pem'), other.pem);
    writeFileSync(path('other.key'), other.keyPem);
    const theirs = renewCrl({ ...base(), ca: path('other.pem'), caKey: path('other.key') }, now);
    expect(() => renew(theirs.bytes)).toThrow(/another key of that CA/);
  });

  test.each([
    ['a delta list', { oid: OID.deltaCrlIndicator, critical: true, value: der.integer(1) }],
    ['an indirect list', crlScope(4)],
    ['a list for certificates of CAs alone', crlScope(2)],
    ['a list for certificates of end entities alone', crlScope(1)],
    ['a list for attribute certificates alone', crlScope(5)],
  ])('%s is refused: the new list would not be complete', (what, extension) => {
    expect(() => renew(listWith(root, [crlNumber(), extension]).der)).toThrow(what);
  });

  test('one of a later moment is refused: clients would keep it', () => {
    expect(() => renew(first([]), {}, new Date('2026-05-01T00:00:00Z'))).toThrow(/later than the new list/);
  });

  test('200,000 entries are kept', () => {
    const date = new Date('2026-05-01T00:00:00Z');
    const revoked = Array.from({ length: 200_000 }, (_, i) => ({ serial: (i + 0x10_0000).toString(16), date }));
    const [thisUpdate, nextUpdate] = [new Date('2026-05-31T00:00:00Z'), new Date('2026-06-30T00:00:00Z')];
    const authority = { issuer: root.certificate, issuerKey: root.key };
    const previous = makeCrl({ ...authority, number: 1, thisUpdate, nextUpdate, revoked });
    expect(renew(previous.der).stdout).toContain('200000 revoked');
  });

  test('a number of 20 octets goes up', () => {
    const number = String((1n << 158n) - 1n);
    const previous = renewCrl({ ...base(), number }, now).bytes;
    expect(BigInt(`0x${readCrl(renew(previous).bytes, 'renewed').number}`)).toBe(1n << 158n);
  });
});
