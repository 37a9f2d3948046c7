import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renewCrl } from '../../lib/cli/crl';
import { crlFault, internalCa, readCrl } from '../../lib/pki';
import { issueChain } from '../support/issue';

const now = new Date('2026-06-01T10:00:00.500Z');
const { root, leaf } = issueChain(['mail.contoso.com']);
let folder: string;
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crl-'));
  writeFileSync(path('root.pem'), root.pem);
  writeFileSync(path('root.key'), root.keyPem);
  writeFileSync(path('leaf.pem'), leaf.pem);
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
      { ...base(), previous: path('first.crl'), revoke: [`${path('leaf.pem')}:superseded`], days: '30', pem: true },
      now,
    ).bytes,
    'second',
  );
  expect(second.number).toBe('02');
  expect([...second.revoked.values()].map((r) => [r.serial, r.reason])).toEqual([
    ['4F3A', 'keyCompromise'],
    [leaf.certificate.serial, 'superseded'],
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
  ['a missing file', { ca: 'nowhere.pem' }, /can't be read/],
])('refuses %s', (_what, change, message) => {
  const files = Object.fromEntries(
    Object.entries(change).map(([k, v]) => [k, ['ca', 'caKey', 'previous'].includes(k) ? path(v as string) : v]),
  );
  expect(() => renewCrl({ ...base(), ...files }, now)).toThrow(message);
});
