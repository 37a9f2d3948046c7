import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import {
  CertificateSourceKind,
  CertificateState,
  ClientProtocol,
  encodeSlice,
  Encryption,
  Estate,
  SliceKind,
} from '../../lib/model';
import { Report } from '../../lib/policy';
import { DueDates, DueKind } from '../../lib/rules/due-dates';
import { TestEstate } from '../../lib/testing';
import { issueChain } from '../support/issue';
import { LoopbackServer } from '../support/probing';
import { planOf, run, writeOutputFolder } from '../support/review-files';
import { at, declaredAt, VerifyFolder } from '../support/verifying';

jest.setTimeout(60_000);

const folder = new VerifyFolder();
const chain = issueChain(['mail.contoso.com'], { key: 'p256' });
const NOW = ['--now', '2026-09-09'];

afterAll(() => folder.remove());

/** A purchased certificate of 200 days, another that ended, and one that nobody has issued. */
function estate(name = 'mail.contoso.com'): Estate {
  const dated = TestEstate.of({
    servers: [{}],
    certificates: {
      web: {
        source: CertificateSourceKind.PURCHASED,
        state: CertificateState.ISSUED,
        facts: { commonName: name, notBefore: '2026-06-01T00:00:00Z', notAfter: '2026-12-17T23:59:59Z' },
        chainPem: [chain.intermediate.pem],
      },
      gone: {
        state: CertificateState.ISSUED,
        facts: { commonName: 'gone', notBefore: '2025-01-01T00:00:00Z', notAfter: '2026-01-01T00:00:00Z' },
      },
      later: { state: CertificateState.DECLARED },
    },
  });
  const certificates = dated.certificates.map((one) => (one.id === 'later' ? { ...one, facts: {} } : one));
  return { ...dated, certificates };
}

function written(name: string, value: object): string {
  const file = folder.file(name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

/** A configuration with every certificate, used or not. */
function whole(of: Estate): string {
  const { schemaVersion: _, ...slice } = of;
  const input = encodeSlice(SliceKind.ESTATE, slice);
  return written('estate.tf.json', { resource: { terraform_data: { estate: { input } } } });
}

const calendar = (...argv: readonly string[]) => run('calendar', ...argv);

describe('--format html', () => {
  const page = async (name?: string): Promise<string> => {
    const { code, out } = await calendar(whole(estate(name)), '--format', 'html', ...NOW);
    expect(code).toBe(0);
    return out;
  };

  test('is one file that asks for nothing and runs nothing: one style, by its digest', async () => {
    const out = await page();
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(out)![1].replaceAll('&#39;', "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(out).not.toMatch(/<script|<link|<img|\son\w+=|\ssrc=|\shref="(?!#)/);
    const styles = [...out.matchAll(/<style>([^]*?)<\/style>/g)];
    expect(styles).toHaveLength(1);
    expect(policy).toContain(`sha256-${createHash('sha256').update(styles[0][1]).digest('base64')}`);
    expect(out).not.toMatch(/\sstyle="/);
  });

  test('has every date in a table with its share, the timeline, the limits to come and what is not known', async () => {
    const out = await page();
    const rows = [...out.matchAll(/<tr>\s*<td><time datetime="([^"]+)">/g)].map(([, moment]) => moment);
    const { dates } = JSON.parse((await calendar(whole(estate()), '--format', 'json', ...NOW)).out) as DueDates;
    expect(rows).toEqual(dates.map(({ at: moment }) => moment));
    expect(out).toMatch(/id="expiry"/);
    expect(out).toContain('50 %');
    for (const day of ['2027-03-15', '2029-03-15']) expect(out).toContain(day);
    expect(out).toMatch(/<li>\s*<bdi>later<\/bdi>/);
    expect(out).toMatch(/<html lang="en">/);
    expect(out.match(/<h1>/g)).toHaveLength(1);
    expect(await page()).toBe(out);
  });

  test('takes names for text', async () => {
    const out = await page('<img src=x onerror=alert(1)>"\u202e');
    expect(out).not.toContain('<img');
    expect(out).not.toContain('\u202e');
  });
});

describe('--format prometheus', () => {
  const metrics = async (of = estate()): Promise<string> =>
    (await calendar(whole(of), '--format', 'prometheus', ...NOW)).out;

  test('has a series for each date, also where it is over, and each only once', async () => {
    const out = await metrics();
    const end = Date.parse('2026-12-17T23:59:59Z') / 1000;
    expect(out).toMatch(
      new RegExp(
        `^client_access_calendar_due_timestamp_seconds\\{kind="expiry",certificate="web",[^}]*\\} ${end}`,
        'm',
      ),
    );
    expect(out).toMatch(/^client_access_calendar_lifetime_used_ratio\{certificate="web"\} 0\.5$/m);
    expect(out).toMatch(/^client_access_calendar_lifetime_used_ratio\{certificate="gone"\} 1\.\d+$/m);
    expect(out).toMatch(/^client_access_calendar_unknown_certificates 1$/m);
    expect(out).toMatch(/kind="public-limit"/);
    const series = out
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(series).size).toBe(series.length);
    for (const line of out.split('\n').filter(Boolean))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)+\})? \d+(?:\.\d+)?)$/);
  });

  test('two CAs of one name above one certificate are one series', async () => {
    const other = issueChain(['mail.contoso.com'], { key: 'p256' }).intermediate;
    const of = estate();
    const both = {
      ...of,
      certificates: of.certificates.map((one) =>
        one.id === 'web' ? { ...one, chainPem: [chain.intermediate.pem, other.pem] } : one,
      ),
    };
    expect((await metrics(both)).match(/kind="authority-expiry"/g)).toHaveLength(1);
  });
});

describe('the state', () => {
  const state = (of: Estate): object => ({
    format_version: '1.0',
    terraform_version: '1.9.8',
    values: (planOf(of) as { planned_values: object }).planned_values,
  });

  test('has the dates of what was deployed', async () => {
    const file = written('state.json', state(estate()));
    const { code, out } = await calendar(file, '--format', 'json', ...NOW);
    expect(code).toBe(0);
    const declared = (await calendar(writeOutputFolder(estate()), '--format', 'json', ...NOW)).out;
    expect((JSON.parse(out) as DueDates).dates.map(({ kind, title }) => [kind, title])).toEqual(
      (JSON.parse(declared) as DueDates).dates.map(({ kind, title }) => [kind, title]),
    );
  });

  test('is still no input of a review, and one of another format is refused', async () => {
    const file = written('state.json', state(estate()));
    expect(await run('review', file)).toMatchObject({ code: 2, out: '' });
    const other = written('other.json', { ...state(estate()), format_version: '2.0' });
    expect(await calendar(other)).toMatchObject({ code: 2, out: '' });
    const file3 = written('raw.json', { version: 4, terraform_version: '1.9.8', serial: 1, lineage: 'x' });
    expect(await calendar(file3)).toMatchObject({ code: 2, out: '' });
  });
});

describe('a report of verify', () => {
  let server: LoopbackServer;
  let report: string;
  beforeAll(async () => {
    server = await LoopbackServer.tls({ cert: chain.leaf.pem + chain.intermediate.pem, key: chain.leaf.keyPem });
    report = folder.file('verify.json');
    const declared = folder.declare(declaredAt(server.port));
    await folder.run([declared, ...at(server.port), '--output', `json=${report}`]);
  });
  afterAll(() => server.stop());

  const dates = async (...argv: readonly string[]): Promise<DueDates> => {
    const { code, out } = await calendar(...argv, '--format', 'json', '--now', '2026-06-01');
    expect(code).toBe(0);
    return JSON.parse(out) as DueDates;
  };

  test('has the dates of what endpoints presented, and of the CAs above, each once', async () => {
    const { leaf, intermediate } = chain;
    const { dates: all } = await dates(report);
    expect(all.filter(({ kind }) => kind !== DueKind.RENEWAL).map(({ at: day, kind }) => [kind, day])).toEqual(
      [
        [DueKind.EXPIRY, leaf.certificate.notAfter.toISOString()],
        [DueKind.AUTHORITY_EXPIRY, intermediate.certificate.notAfter.toISOString()],
      ].sort(([, a], [, b]) => (a < b ? -1 : 1)),
    );
    expect(all.find(({ kind }) => kind === DueKind.EXPIRY)?.certificates).toEqual([
      `presented ${leaf.certificate.sha1}`,
    ]);
    expect(all.filter(({ kind }) => kind === DueKind.RENEWAL)).toHaveLength(1);
  });

  test('beside a declaration that has the certificate, it counts once', async () => {
    const { leaf, intermediate } = chain;
    const of = TestEstate.of({
      servers: [
        { protocols: [{ protocol: ClientProtocol.OWA, listeners: [{ port: 443, encryption: Encryption.TLS }] }] },
      ],
      certificates: {
        web: {
          state: CertificateState.ISSUED,
          facts: {
            commonName: 'mail.contoso.com',
            sha256: leaf.certificate.sha256,
            notBefore: leaf.certificate.notBefore.toISOString(),
            notAfter: leaf.certificate.notAfter.toISOString(),
          },
          chainPem: [intermediate.pem],
        },
      },
    });
    const alone = await dates(writeOutputFolder(of));
    expect(await dates(report, writeOutputFolder(of))).toEqual(alone);
  });

  test.each(['text', 'ics', 'html', 'prometheus'])('as %s', async (format) => {
    const { code, out } = await calendar(report, '--format', format, '--now', '2026-06-01');
    expect(code).toBe(0);
    expect(out).toContain('mail.contoso.com');
  });

  test('without observations, or with damaged ones, is bad input', async () => {
    const read = JSON.parse(readFileSync(report, 'utf8')) as Report & { observations?: unknown };
    const { observations: _, ...none } = read;
    expect(await calendar(written('none.json', none))).toMatchObject({ code: 2, out: '' });
    expect(await calendar(written('damaged.json', { ...read, observations: [{ chains: [1] }] }))).toMatchObject({
      code: 2,
      out: '',
    });
  });
});
