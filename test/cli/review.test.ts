import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMATS } from '../../lib/cli/formats';
import { Report } from '../../lib/policy';
import { Changes } from '../../lib/report';
import { NASTY, reviewEstate } from '../support/review-estate';
import { planOf, run, runWith, temporaryFolder, writeJson, writeOutputFolder } from '../support/review-files';

const refused = writeOutputFolder(reviewEstate());
const warned = writeOutputFolder({ ...reviewEstate({ selfSignedEvery: 0 }), populations: [] });
const strict = writeOutputFolder({
  ...reviewEstate({ selfSignedEvery: 0 }),
  populations: [],
  policies: [{ packs: [{ pack: 'recommended', scope: '' }], levels: [], baseline: [], refuseFrom: 'warning' }],
});
const json = async (...argv: string[]): Promise<Report & { changes?: Changes; notices?: string[] }> =>
  JSON.parse((await run('review', '-f', 'json', ...argv)).out) as Report;

interface Damageable {
  schemaVersion: unknown;
  findings: unknown[];
  matrix: { rows: unknown[]; columns: unknown[]; outcomes?: unknown[] };
}

describe('client-access review', () => {
  describe('the exit code', () => {
    test.each([
      ['0 where nothing reaches the threshold', 0, ['review', warned]],
      ['1 where a finding does', 1, ['review', refused]],
      ['1 where the threshold is lower', 1, ['review', warned, '--fail-on', 'warning']],
      ['1 where the app refuses from a lower level', 1, ['review', strict]],
      ['1 for the policy by its name', 1, ['review', strict, '--fail-on', 'policy']],
      ['0 where a threshold above that is asked for', 0, ['review', strict, '--fail-on', 'error']],
      ['0 where the threshold is off', 0, ['review', refused, '--fail-on', 'never']],
      ['2 for a path that is not there', 2, ['review', '/nowhere']],
      ['2 for a format that is not there', 2, ['review', refused, '-f', 'pdf']],
      ['2 for an option that is not there', 2, ['review', refused, '--fial-on', 'error']],
      ['2 for a level that is not there', 2, ['review', refused, '--fail-on', 'fatal']],
      ['2 for a verb that is not there', 2, ['reveiw']],
      ['2 for a day that is none', 2, ['review', refused, '--now', 'tomorrow']],
      ['2 for a day that no month has', 2, ['review', warned, '--now', '2026-02-30']],
      ['2 for a moment of such a day', 2, ['review', warned, '--now', '2026-04-31T12:00:00Z']],
      ['0 for a leap day', 0, ['review', warned, '--now', '2028-02-29T23:30:00-05:00', '--fail-on', 'never']],
      ['2 for --only-new without a base', 2, ['review', refused, '--only-new']],
      ['2 for two readers of standard input', 2, ['review', '-', '--base', '-']],
      ['0 for help', 0, ['review', '--help']],
      ['0 for the version', 0, ['--version']],
    ])('is %s', async (_name, code, argv) => {
      const { code: got, err } = await run(...argv);
      expect(got).toBe(code);
      if (code === 2) expect(err).not.toBe('');
      expect(err).not.toMatch(/\n\s+at /);
    });

    test('is 3 for a fault of the program, without a stack trace', async () => {
      const broken = (): Date => {
        throw new TypeError('boom');
      };
      const { code, err } = await runWith({ now: broken }, 'review', refused);
      expect(code).toBe(3);
      expect(err).toContain('a fault of this program: boom');
      expect(err).not.toMatch(/\n\s+at /);
    });
  });

  test('a program is reported as no JSON, a baseline that is not there as any other input', async () => {
    const program = join(temporaryFolder(), 'main.ts');
    writeFileSync(program, 'import { App } from "cdktf";\n');
    expect((await run('review', program)).err).toContain(`${program} is not JSON\n`);
    const { code, err } = await run('review', warned, '--baseline', '/nowhere.json');
    expect([code, err]).toEqual([2, expect.stringContaining("/nowhere.json can't be read: there is no such file\n")]);
    expect(err).not.toContain('ENOENT');
    expect(err).toContain('client-access baseline --output FILE');
  });

  test('quiet leaves the text out, and a format that is asked for in', async () => {
    expect((await run('review', warned, '--quiet')).out).toBe('');
    expect((await run('review', warned, '--quiet', '--format', 'json')).out).toMatch(/^\{/);
  });

  test('prints the text, with colour only on a terminal that wants it', async () => {
    const escape = '\u001b[';
    expect((await run('review', refused)).out).toMatch(/^Client Access policy: REFUSED/);
    expect((await runWith({ outIsTerminal: true }, 'review', refused)).out).toContain(escape);
    expect((await runWith({ outIsTerminal: true, env: { NO_COLOR: '1' } }, 'review', refused)).out).not.toContain(
      escape,
    );
    expect((await runWith({ outIsTerminal: true, env: { TERM: 'dumb' } }, 'review', refused)).out).not.toContain(
      escape,
    );
    expect((await runWith({ env: { FORCE_COLOR: '1' } }, 'review', refused)).out).toContain(escape);
  });

  test('--quiet prints nothing', async () => {
    expect(await run('review', refused, '-q')).toEqual({ code: 1, out: '', err: '' });
  });

  test('writes every format at once, and nothing to standard output', async () => {
    const folder = temporaryFolder();
    const outputs = FORMATS.flatMap((format) => ['-o', `${format}=${join(folder, format)}`]);
    const { out } = await run('review', refused, ...outputs);
    expect(out).toBe('');
    expect(readdirSync(folder).sort()).toEqual([...FORMATS].sort());
    for (const format of FORMATS) expect(readFileSync(join(folder, format), 'utf8').length).toBeGreaterThan(100);
    expect(readFileSync(join(folder, 'text'), 'utf8')).not.toContain('\u001b');
  });

  test('an output that can not be written leaves no file, neither its own nor another', async () => {
    const folder = temporaryFolder();
    const argv = ['-o', `json=${join(folder, 'a.json')}`, '-o', `sarif=${join(folder, 'missing', 'b.sarif')}`];
    const { code, err, out } = await run('review', refused, ...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("b.sarif can't be written: its folder is not there");
    expect(readdirSync(folder)).toEqual([]);
  });

  test('--output takes FORMAT=PATH and nothing else', async () => {
    expect((await run('review', refused, '-o', 'review.sarif')).err).toContain('--output takes FORMAT=PATH');
    expect((await run('review', refused, '-o', 'json=-', '-f', 'text')).err).toContain(
      'two formats are to go to standard output',
    );
  });

  test('the same input gives the same bytes in every format', async () => {
    for (const format of FORMATS)
      expect((await run('review', refused, '-f', format)).out).toBe((await run('review', refused, '-f', format)).out);
  });

  test('names with metacharacters reach no terminal and no message', async () => {
    const nasty = writeOutputFolder(reviewEstate({ nasty: NASTY }));
    const { out } = await run('review', nasty);
    // eslint-disable-next-line no-control-regex
    expect(out.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f\u202e]/);
    const { err } = await run('review', `/nowhere/${NASTY.replaceAll('\u0000', '')}`);
    expect(err).not.toContain('\u001b');
  });

  test('two constructs of one path are judged without a crash', async () => {
    const estate = reviewEstate({ servers: 1 });
    const twice = { ...estate, bindings: [...estate.bindings, ...estate.bindings] };
    expect((await run('review', writeOutputFolder(twice))).code).toBe(1);
  });

  describe('--base', () => {
    const base = writeOutputFolder(reviewEstate({ selfSignedEvery: 0 }));

    test('shows findings, cells and certificates that change', async () => {
      const { changes } = await json(refused, '--base', base);
      expect(changes?.newFindings.map(({ rule }) => rule)).toContain('outlook-anywhere-self-signed');
      expect(changes?.fixedFindings.length).toBeGreaterThan(0);
      const flip = changes?.cells.find((cell) => cell.protocol === 'outlook-anywhere');
      expect([flip?.name, flip?.server, flip?.before?.kind, flip?.after?.kind]).toEqual([
        'office',
        'contoso-mail/cas0001',
        'works',
        'fails',
      ]);
      expect(changes?.certificates).toMatchObject([
        {
          certificate: 'contoso-mail/cas0001/certificate',
          kind: 'changed',
          properties: [{ property: 'source', before: 'internal-ca', after: 'self-signed' }, { property: 'anchor' }],
        },
      ]);
      const { out } = await run('review', refused, '--base', base);
      expect(out).toContain('office on Outlook Anywhere at contoso-mail/cas0001: works -> fails');
    });

    test('the HTML shows it first', async () => {
      const file = join(temporaryFolder(), 'review.html');
      await run('review', refused, '--base', base, '-q', '-o', `html=${file}`);
      const html = readFileSync(file, 'utf8');
      expect(html.indexOf('id="changes"')).toBeGreaterThan(0);
      expect(html.indexOf('id="changes"')).toBeLessThan(html.indexOf('id="affected"'));
      const report = join(temporaryFolder(), 'report.json');
      await run('review', base, '-q', '-o', `json=${report}`);
      await run('review', refused, '--base', report, '-q', '-o', `html=${file}`);
      expect(readFileSync(file, 'utf8')).toContain('certificates are not compared');
      await run('review', refused, '-q', '-o', `html=${file}`);
      expect(readFileSync(file, 'utf8')).not.toContain('id="changes"');
    });

    test('nothing changes against itself', async () => {
      const { changes } = await json(refused, '--base', refused);
      expect([changes?.newFindings, changes?.fixedFindings, changes?.cells, changes?.certificates]).toEqual([
        [],
        [],
        [],
        [],
      ]);
    });

    test('--only-new counts what the base does not have, and nothing else', async () => {
      expect((await run('review', refused, '--base', refused, '--only-new')).code).toBe(0);
      expect((await run('review', refused, '--base', base, '--only-new')).code).toBe(1);
    });

    test('may be a JSON report of an earlier run', async () => {
      const report = join(temporaryFolder(), 'report.json');
      await run('review', base, '-o', `json=${report}`);
      const { changes, notices } = await json(refused, '--base', report);
      expect(changes?.cells.some((cell) => cell.after?.kind === 'fails')).toBe(true);
      expect(notices?.[0]).toContain('certificates are not compared');
    });

    test('refuses a report of a newer schema, and one that is damaged', async () => {
      const file = join(temporaryFolder(), 'report.json');
      const head = '{"schemaVersion": 99, "judgedAt": "2026-01-01T00:00:00.000Z"';
      writeFileSync(file, `${head}}`);
      const newer = await run('review', refused, '--base', file);
      expect([newer.code, newer.err]).toEqual([2, expect.stringContaining('has schema version 99')]);
      writeFileSync(file, head);
      expect((await run('review', refused, '--base', file)).err).toContain('is not whole JSON');
    });

    test('recognizes a report by its members, whatever their order, and takes a byte order mark', async () => {
      const file = join(temporaryFolder(), 'report.json');
      await run('review', base, '-o', `json=${file}`);
      const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      const expected = (await json(refused, '--base', file)).changes;
      const sorted = Object.fromEntries(Object.entries(report).sort(([a], [b]) => (a < b ? -1 : 1)));
      for (const text of [`\ufeff${JSON.stringify(report)}`, JSON.stringify(sorted)]) {
        writeFileSync(file, text);
        expect((await json(refused, '--base', file)).changes).toEqual(expected);
      }
    });

    test.each<[string, (report: Damageable) => unknown]>([
      ['findings[0] is no finding', (report) => (report.findings[0] = null)],
      ['findings[0] is no finding', (report) => (report.findings[0] = { key: 1 })],
      ['findings is no list', (report) => delete (report as Partial<Damageable>).findings],
      ['matrix is no object', (report) => ((report as { matrix: unknown }).matrix = [])],
      ['matrix.outcomes is no list', (report) => delete report.matrix.outcomes],
      ['matrix.outcomes[0] is no outcome', (report) => (report.matrix.outcomes = [{ kind: 'x' }])],
      ['matrix.rows[0] is no row', (report) => (report.matrix.rows[0] = {})],
      ['matrix.rows[0] is no row', (report) => (report.matrix.outcomes = [])],
      ['matrix.columns[0] is no population', (report) => (report.matrix.columns[0] = null)],
      ['schemaVersion is no number', (report) => (report.schemaVersion = 'one')],
    ])('a report with damage is refused: %s', async (message, damage) => {
      const file = join(temporaryFolder(), 'report.json');
      await run('review', refused, '-o', `json=${file}`);
      const report = JSON.parse(readFileSync(file, 'utf8')) as Damageable;
      damage(report);
      writeFileSync(file, JSON.stringify(report));
      const { code, err } = await run('review', refused, '--base', file);
      expect([code, err]).toEqual([2, expect.stringContaining(`is damaged: ${message}`)]);
    });
  });

  test('of a plan it shows what the apply recreates', async () => {
    const changes = [
      {
        address: 'tls_private_key.k',
        type: 'tls_private_key',
        change: { actions: ['delete', 'create'] },
        action_reason: 'replace_by_request',
      },
    ];
    const { out } = await run('review', writeJson(planOf(reviewEstate(), { changes })));
    expect(out).toContain('(planned, judged at 2026-04-01T12:00:00.000Z)');
    expect(out).toContain('replace tls_private_key.k (replace by request)');
  });

  test('without an input it reviews cdktf.out, and says so where there is none', async () => {
    const before = process.cwd();
    const folder = temporaryFolder();
    try {
      process.chdir(folder);
      expect((await run('review')).err).toContain('there is no cdktf.out here');
      mkdirSync('cdktf.out');
      writeOutputFolder(reviewEstate(), 'cdktf.out');
      expect((await run('review')).code).toBe(1);
    } finally {
      process.chdir(before);
    }
  });

  test('100,000 findings are shown in little text and little time', async () => {
    const faults = Array.from({ length: 100_000 }, (_, i) => ({
      path: `s/${i}`,
      code: 'host-name-invalid',
      message: `m${i}`,
      fix: 'f',
    }));
    const folder = writeOutputFolder({ ...reviewEstate({ servers: 1 }), faults });
    const { code, out } = await run('review', folder);
    expect(code).toBe(1);
    expect(out.split('\n').length).toBeLessThan(200);
    expect(out).toContain('100,000');
    const markdown = await run('review', folder, '-f', 'markdown');
    expect(markdown.out.length).toBeLessThanOrEqual(65_536);
    expect(existsSync(folder)).toBe(true);
  }, 60_000);
});
