import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertificateSourceKind, CertificateState, encodeSlice, Estate, SliceKind } from '../../lib/model';
import { DueDates, DueKind } from '../../lib/rules/due-dates';
import { TestEstate } from '../../lib/testing';
import { issueChain } from '../support/issue';
import { run } from '../support/review-files';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'calendar-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(estate: Estate): string {
  const { schemaVersion: _, ...slice } = estate;
  const input = encodeSlice(SliceKind.ESTATE, slice).replaceAll('${', '$${');
  const file = join(folder, 'estate.tf.json');
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { estate: { input } } } }));
  return file;
}

const { intermediate } = issueChain(['mail.contoso.com'], { key: 'p256' });

function estate(): Estate {
  const dated = TestEstate.of({
    servers: [{}],
    certificates: {
      // 200 days from 2026-06-01 on.
      web: {
        source: CertificateSourceKind.PURCHASED,
        state: CertificateState.ISSUED,
        facts: {
          commonName: 'mail, "café"; contoso.com',
          notBefore: '2026-06-01T00:00:00Z',
          notAfter: '2026-12-17T23:59:59Z',
        },
        chainPem: [intermediate.pem],
      },
      planned: {
        state: CertificateState.ISSUED,
        facts: { commonName: 'planned', notBefore: '2026-01-01T00:00:00Z', notAfter: '2026-12-31T23:59:59Z' },
        renewal: { unattended: true, atShare: 0.5 },
        chainPem: [intermediate.pem],
      },
      later: { state: CertificateState.DECLARED },
    },
  });
  // Terraform has not issued it.
  const certificates = dated.certificates.map((one) => (one.id === 'later' ? { ...one, facts: {} } : one));
  return { ...dated, certificates };
}

async function dates(now: string): Promise<DueDates> {
  const { code, out } = await run('calendar', written(estate()), '--format', 'json', '--now', now);
  expect(code).toBe(0);
  return JSON.parse(out) as DueDates;
}

test('has renewals, ends, the CAs above and the limits to come, by day', async () => {
  const { dates: all, unknown } = await dates('2026-09-09T00:00:00Z');
  const ofLeaves = all.filter(({ kind }) => kind === DueKind.RENEWAL || kind === DueKind.EXPIRY);
  expect(ofLeaves.map(({ at, certificates, kind }) => [at.slice(0, 10), kind, ...certificates])).toEqual([
    // Half of 365 days; two thirds of 200 days.
    ['2026-07-02', 'renewal', 'planned'],
    ['2026-10-12', 'renewal', 'web'],
    ['2026-12-17', 'expiry', 'web'],
    ['2026-12-31', 'expiry', 'planned'],
  ]);
  expect(ofLeaves[1].share).toBe(0.5);
  expect(all.filter(({ kind }) => kind === DueKind.AUTHORITY_EXPIRY)).toMatchObject([
    { at: intermediate.certificate.notAfter.toISOString(), certificates: ['planned', 'web'] },
  ]);
  const limits = all.filter(({ kind }) => kind === DueKind.PUBLIC_LIMIT);
  expect(limits.map(({ at }) => at.slice(0, 10))).toEqual(['2027-03-15', '2029-03-15']);
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).sort());
  expect(unknown).toEqual(['later']);
});

test('a limit that binds already is not to come, and private certificates have none', async () => {
  expect((await dates('2027-03-15T00:00:00Z')).dates.filter(({ kind }) => kind === DueKind.PUBLIC_LIMIT)).toHaveLength(
    1,
  );
  const own = TestEstate.of({ servers: [{}], certificates: { web: { source: CertificateSourceKind.INTERNAL_CA } } });
  const { out } = await run('calendar', written(own), '--format', 'json', '--now', '2026-09-09');
  expect((JSON.parse(out) as DueDates).dates.filter(({ kind }) => kind === DueKind.PUBLIC_LIMIT)).toEqual([]);
});

test('shows people what is over, and what is not known', async () => {
  const { code, out } = await run('calendar', written(estate()), '--now', '2026-09-09');
  expect(code).toBe(0);
  expect(out).toMatch(/^2026-07-02 {2}renew planned \(over\), 69 % of its lifetime is over$/m);
  expect(out).toMatch(/^ {2}later$/m);
});

test('is an iCalendar file: lines of at most 75 octets, text escaped, a UID each that stays', async () => {
  const file = async (now: string): Promise<string> =>
    (await run('calendar', written(estate()), '--format', 'ics', '--now', now)).out;
  const text = await file('2026-09-09T12:30:00Z');
  const lines = text.split('\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
  expect(unfolded).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'DTSTAMP:20260909T123000Z',
      'DTSTART;VALUE=DATE:20261217',
      'SUMMARY:renew mail\\, "café"\\; contoso.com',
      'END:VCALENDAR',
    ]),
  );
  const uids = (from: string): string[] => from.replaceAll('\r\n ', '').match(/^UID:.*$/gm)!;
  expect(new Set(uids(text)).size).toBe(text.match(/BEGIN:VEVENT/g)!.length);
  expect(uids(await file('2026-09-10T00:00:00Z'))).toEqual(uids(text));
});

test('an unknown format is bad input', async () => {
  expect(await run('calendar', written(estate()), '--format', 'xml')).toMatchObject({ code: 2 });
});
