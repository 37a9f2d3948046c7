import Ajv, { ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { formatSarif } from '../../lib/report/sarif';
import { NASTY } from '../support/review-estate';
import { reviewReport } from '../support/review-report';

/** The standard's own schema; it is written in an older draft, which the newer reader takes once its head is off. */
function sarifSchema(): ValidateFunction {
  const file = require
    .resolve('@microsoft/jest-sarif/package.json')
    .replace('package.json', 'lib/schemas/sarif-2.1.0-rtm.5.json');
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  delete schema.$schema;
  delete schema.id;
  return addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })).compile(schema);
}

interface Log {
  readonly runs: {
    readonly tool: { readonly driver: { readonly rules: { readonly id: string; readonly helpUri?: string }[] } };
    readonly invocations: { readonly toolExecutionNotifications: { readonly message: { readonly text: string } }[] }[];
    readonly results: {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly baselineState?: string;
      readonly partialFingerprints: Record<string, string>;
      readonly suppressions?: { readonly kind: string; readonly justification: string }[];
      readonly locations: {
        readonly physicalLocation?: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

const parse = (text: string): Log['runs'][0] => (JSON.parse(text) as Log).runs[0];

describe('formatSarif', () => {
  const valid = sarifSchema();

  test.each([
    ['an ordinary report', reviewReport()],
    ['a report full of metacharacters', reviewReport({ nasty: NASTY })],
    ['an empty report', reviewReport({ servers: 0 })],
    ['a report whose files have absolute and odd paths', withFile('/home/a b/ü#?.ts')],
    ['a report whose files lie on a drive', withFile('C:\\work\\stack.ts')],
  ])('%s is valid against the schema of SARIF 2.1.0', (_name, report) => {
    valid(JSON.parse(formatSarif(report, { toolVersion: '1.2.3', notices: ['a notice'] })));
    expect(valid.errors).toBeNull();
  });

  test('the schema itself refuses what is not SARIF', () => {
    expect(valid({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  test('points to the TypeScript line where the construct was declared', () => {
    const [result] = parse(formatSarif(reviewReport())).results;
    expect(result.ruleId).toBe('ECA901');
    expect(result.level).toBe('error');
    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'stacks/contoso.ts', uriBaseId: '%SRCROOT%' },
      region: { startLine: 10, startColumn: 3 },
    });
  });

  test('every result names its rule by its index', () => {
    const run = parse(formatSarif(reviewReport()));
    for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  });

  test('a finding keeps its fingerprint when it moves to another line, and no two share one', () => {
    const prints = (text: string): string[] =>
      parse(text).results.map(({ partialFingerprints }) => partialFingerprints['clientAccessFinding/v1']);
    const report = reviewReport({ servers: 30 });
    const moved = {
      ...report,
      findings: report.findings.map((f) => ({ ...f, location: { file: 'elsewhere.ts', line: 99 } })),
    };
    expect(prints(formatSarif(moved))).toEqual(prints(formatSarif(report)));
    const doubled = { ...report, findings: [...report.findings, ...report.findings] };
    expect(new Set(prints(formatSarif(doubled))).size).toBe(doubled.findings.length);
  });

  test('an accepted finding is a suppression with its reason', () => {
    const acknowledgements = [
      {
        rule: 'root-never-reaches-clients',
        reason: 'replaced in June',
        expires: '2026-06-30',
        scope: '',
        ticket: 'CHG-1',
      },
    ];
    const { results } = parse(formatSarif(reviewReport({ acknowledgements })));
    expect(results.find(({ ruleId }) => ruleId === 'ECA902')?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'replaced in June (CHG-1); until 2026-06-30' },
    ]);
    expect(results.find(({ ruleId }) => ruleId === 'ECA901')?.suppressions).toBeUndefined();
  });

  test('says which findings are new against a base', () => {
    const report = reviewReport();
    const changes = {
      schemaVersion: 1,
      newFindings: [report.findings[0]],
      weakerPolicy: [],
      notAskedFindings: [],
      fixedFindings: [],
      standingFindings: [],
      cells: [],
      demands: [],
      certificates: [],
      serversAdded: [],
      serversRemoved: [],
    };
    const states = parse(formatSarif(report, { changes })).results.map(({ baselineState }) => baselineState);
    expect(states).toEqual(['new', 'unchanged']);
  });

  test('writes no more results than code scanning takes, and says how many are left out', () => {
    const run = parse(formatSarif(reviewReport({ servers: 50 }), { maxResults: 2 }));
    expect(run.results).toHaveLength(2);
    expect(run.invocations[0].toolExecutionNotifications[0].message.text).toContain('4 findings are left out');
  });
});

function withFile(file: string): ReturnType<typeof reviewReport> {
  const report = reviewReport();
  return { ...report, findings: report.findings.map((finding) => ({ ...finding, location: { file, line: 1 } })) };
}
