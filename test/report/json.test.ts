import Ajv, { ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { Testing } from 'cdktf';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ClientAccessServer, ClientAccessStack, ExchangeVersion } from '../../lib';
import { Estate } from '../../lib/model';
import { Report, REPORT_SCHEMA_VERSION } from '../../lib/policy';
import { CHANGES_SCHEMA_VERSION } from '../../lib/report';
import { formatJson } from '../../lib/report/json';
import { NASTY, reviewEstate } from '../support/review-estate';
import { planOf, run, temporaryFolder, writeJson, writeOutputFolder } from '../support/review-files';
import { reviewReport } from '../support/review-report';

const schemas = join(__dirname, '../../schemas');
const schemaOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(schemas, `${name}.schema.json`), 'utf8')) as Record<string, unknown>;

function validatorOf(name: string): ValidateFunction {
  const ajv = addFormats(new Ajv({ allErrors: true, strictTypes: false, strictRequired: false }));
  for (const other of ['report', 'changes', 'baseline', 'rules']) ajv.addSchema(schemaOf(other));
  return ajv.getSchema(`${name}.schema.json`) as ValidateFunction;
}

describe('formatJson', () => {
  const valid = validatorOf('report');
  const acknowledgements = [
    {
      rule: 'outlook-anywhere-self-signed',
      reason: 'replaced in June',
      expires: '2026-06-30',
      scope: '',
      ticket: 'CHG-1',
    },
    { rule: 'no-such-rule', reason: 'replaced in June', expires: '2026-06-30', scope: '' },
  ];

  test.each<[string, () => Report]>([
    ['an ordinary report', () => reviewReport()],
    ['a report with acknowledgements', () => reviewReport({ acknowledgements })],
    ['a report full of metacharacters', () => reviewReport({ nasty: NASTY })],
    ['an empty report', () => reviewReport({ servers: 0 })],
  ])('%s is as the schema says, and reads back as it was', (_name, report) => {
    const text = formatJson(report());
    valid(JSON.parse(text));
    expect(valid.errors).toBeNull();
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(report())));
  });

  test.each([true, false])(
    'what synth leaves is as the schema says, with titles of sources; clock of the app: %p',
    (ofApp) => {
      const app = Testing.app({
        outdir: temporaryFolder(),
        context: { clientAccessQuiet: true, ...(ofApp ? { clientAccessNow: '2026-11-23' } : {}) },
      });
      const stack = new ClientAccessStack(app, 'mail', { localState: false });
      new ClientAccessServer(stack, 'cas01', {
        version: ExchangeVersion.EXCHANGE_2019,
        internalHostName: 'cas01.corp.contoso.com',
      });
      app.synth();
      const report = JSON.parse(readFileSync(join(app.outdir, 'client-access-report.json'), 'utf8')) as Report;
      valid(report);
      expect(valid.errors).toBeNull();
      expect(report).toMatchObject(ofApp ? { clock: 'app', judgedAt: '2026-11-23T00:00:00.000Z' } : {});
      expect('clock' in report).toBe(ofApp);
      const sources = report.findings.map(({ source }) => source).join();
      expect(sources).toContain('Understanding SSL for Client Access Servers');
      expect(sources).not.toContain('SEED');
    },
  );

  test('the schema refuses what is no report', () => {
    const report = reviewReport();
    expect(valid({ ...report, schemaVersion: 1 })).toBe(false);
    expect(valid({ ...report, findings: [{ ...report.findings[0], level: 'fatal' }] })).toBe(false);
    expect(valid({ ...report, surprise: 1 })).toBe(false);
  });

  test('the schemas are of the versions that are written', () => {
    const versionOf = (name: string): unknown =>
      (schemaOf(name).properties as { schemaVersion: { const: number } }).schemaVersion.const;
    expect([versionOf('report'), versionOf('changes')]).toEqual([REPORT_SCHEMA_VERSION, CHANGES_SCHEMA_VERSION]);
  });

  test('each row of the matrix has a line of its own, whatever its names hold', () => {
    const name = '"},{"binding":"';
    const report = reviewReport({ nasty: name });
    const rows = formatJson(report)
      .split('\n')
      .filter((line) => line.startsWith('      {"binding":'));
    expect(rows).toHaveLength(report.matrix.rows.length);
    for (const [index, row] of rows.entries())
      expect(JSON.parse(row.replace(/,$/, ''))).toEqual(JSON.parse(JSON.stringify(report.matrix.rows[index])));
  });

  test('each finding has a line of its own, so that a diff shows what changed', () => {
    const lines = formatJson(reviewReport({ servers: 30 })).split('\n');
    expect(lines.filter((line) => line.includes('"key":"outlook-anywhere-self-signed['))).toHaveLength(3);
  });

  test('what the command writes is as the schemas say: of a configuration, with a base, of a plan', async () => {
    const estate: Estate = reviewEstate({ acknowledgements });
    const folder = writeOutputFolder(estate);
    const base = writeOutputFolder(reviewEstate({ servers: 4, selfSignedEvery: 0 }));
    const changes = [{ address: 'a.b', type: 'a', change: { actions: ['create', 'delete'] }, action_reason: 'x' }];
    for (const argv of [[folder], [folder, '--base', base], [writeJson(planOf(estate, { changes }))]]) {
      const { out } = await run('review', '-f', 'json', ...argv);
      valid(JSON.parse(out));
      expect(valid.errors).toBeNull();
    }
    const file = join(temporaryFolder(), 'baseline.json');
    await run('baseline', folder, '-o', file);
    expect(existsSync(file)).toBe(true);
    expect(validatorOf('baseline')(JSON.parse(readFileSync(file, 'utf8')))).toBe(true);
  });

  test('the list of rules is as its schema says', async () => {
    const validRules = validatorOf('rules');
    for (const argv of [['list'], ['list', '--level', 'note']]) {
      const rules = JSON.parse((await run('rules', ...argv, '-f', 'json')).out) as unknown[];
      validRules(rules);
      expect([rules.length > 0, validRules.errors]).toEqual([true, null]);
    }
    expect(validRules([{ id: 'x' }])).toBe(false);
  });
});
