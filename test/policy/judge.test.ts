import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientAccessPolicy, ClientAccessServer, ExchangeVersion, Level, RulePack } from '../../lib';
import { EMPTY_ESTATE, Population } from '../../lib/model';
import { formatBaseline } from '../../lib/policy/acknowledge';
import { defineRule, IRuleReport, judge, nearest, SubjectKind } from '../../lib/policy';
import { judgeEstate, RECOMMENDED } from '../../lib/rules';
import { Declared, NOW } from '../support/declared';

const metadata = {
  ref: 'T1',
  title: 't',
  level: Level.ERROR,
  source: 's',
  section: '1',
  rationale: 'r',
  remediation: 'mend it',
};
const always = (id: string, ref = 'T1', more: object = {}): ReturnType<typeof defineRule> =>
  defineRule({
    ...metadata,
    id,
    ref,
    ...more,
    subject: SubjectKind.ESTATE,
    applies: () => true,
    check: (_, report) => report.finding({ message: 'it is so' }),
  });
const neverAssess = {
  accessOf: ({ place }: Population) => ({ place }),
  choiceAt: () => undefined,
  connectionsTo: () => ({}),
  assess: () => {
    throw new Error('no cell to assess');
  },
};
const run = (rule: ReturnType<typeof defineRule>, now = NOW): ReturnType<typeof judge> =>
  judge(EMPTY_ESTATE, {
    now,
    packs: [{ pack: new RulePack({ id: 'p', title: 'p', rules: [rule] }), scope: '' }],
    assessor: neverAssess,
  });

describe('a rule binds only while it is in force', () => {
  test.each([
    ['2026-03-14T23:59:59Z', 0],
    ['2026-03-15T00:00:00Z', 1],
    ['2027-03-14T23:59:59Z', 1],
    ['2027-03-15T00:00:00Z', 0],
  ])('%s: %d', (now, findings) => {
    const report = run(
      always('dated', 'T1', { effectiveFrom: '2026-03-15', effectiveUntil: '2027-03-14' }),
      new Date(now),
    );
    expect(report.findings).toHaveLength(findings);
  });
});

describe('the four results are counted apart', () => {
  test.each([
    ['compliant', () => true, () => undefined],
    ['nonCompliant', () => true, (_, report) => report.finding({ message: 'x' })],
    ['notApplicable', () => false, () => undefined],
    ['unknown', () => true, (_, report) => report.unknown('not known')],
  ] as [string, () => boolean, (subject: unknown, report: IRuleReport) => void][])('%s', (result, applies, check) => {
    const report = run(defineRule({ ...metadata, id: 'r', subject: SubjectKind.ESTATE, applies, check }));
    const tally = report.rules.find((candidate) => candidate.rule.id === 'r');
    expect(tally).toMatchObject({ compliant: 0, nonCompliant: 0, notApplicable: 0, unknown: 0, [result]: 1 });
  });
});

describe('packs', () => {
  test('two rules with one id, or one ref, are refused', () => {
    expect(() => new RulePack({ id: 'p', title: 'p', rules: [always('a'), always('a', 'T2')] })).toThrow(
      /two rules have the id a/,
    );
    expect(() => new RulePack({ id: 'p', title: 'p', rules: [always('a'), always('b')] })).toThrow(
      /two rules have the ref T1/,
    );
  });

  test('a rule that is missing is refused', () => {
    expect(() => new RulePack({ id: 'p', title: 'p', rules: [undefined as never] })).toThrow(
      /one of its rules is missing/,
    );
  });

  test('a level for a rule that is not there is refused, with the nearest id', () => {
    expect(
      () => new RulePack({ id: 'p', title: 'p', rules: [always('a')], levels: [{ rule: 'b', level: Level.NOTE }] }),
    ).toThrow(/does not hold/);
    expect(() =>
      judgeEstate(EMPTY_ESTATE, { now: NOW, levels: [{ rule: 'certificate-revokd', level: Level.NOTE }] }),
    ).toThrow(/did you mean certificate-revoked/);
  });

  test('two packs with different rules of one id are refused', () => {
    const packs = [always('a'), always('a')].map((rule, index) => ({
      pack: new RulePack({ id: `p${index}`, title: 'p', rules: [rule] }),
      scope: '',
    }));
    expect(() => judge(EMPTY_ESTATE, { now: NOW, packs, assessor: neverAssess })).toThrow(/another rule with the id a/);
  });

  test('the same rule in two packs runs once', () => {
    const rule = always('a');
    const packs = ['p', 'q'].map((id) => ({ pack: new RulePack({ id, title: id, rules: [rule] }), scope: '' }));
    expect(judge(EMPTY_ESTATE, { now: NOW, packs, assessor: neverAssess }).findings).toHaveLength(1);
  });
});

describe('an empty estate', () => {
  test('is judged compliant by every rule that looks at the whole', () => {
    const report = judgeEstate(EMPTY_ESTATE, { now: NOW });
    expect(report.findings).toEqual([]);
    expect(report.summary.refused).toBe(false);
    expect(report.rules.length).toBeGreaterThanOrEqual(RECOMMENDED.rules.length);
  });
});

describe('a baseline', () => {
  test('lets what was there refuse nothing, and what is new refuse', () => {
    const declared = new Declared();
    const server = (id: string): ClientAccessServer =>
      new ClientAccessServer(declared.stack, id, {
        version: ExchangeVersion.EXCHANGE_2007_SP3,
        internalHostName: `${id}.contoso.com`,
      }).addOutlookAnywhere();
    server('cas01');
    expect(declared.report.summary.refused).toBe(true);
    const file = join(mkdtempSync(join(tmpdir(), 'client-access-baseline-')), 'baseline.json');
    writeFileSync(file, formatBaseline(declared.report.findings.map((finding) => finding.key)));
    ClientAccessPolicy.of(declared.app).useBaseline(file);
    expect(declared.report.summary.refused).toBe(false);
    server('cas02');
    expect(declared.report.summary.refused).toBe(true);
  });

  test.each(['no json', '{}', '{"schemaVersion": 1, "keys": [1]}', '{"schemaVersion": 9, "keys": []}'])(
    'that can not be read is a fault: %s',
    (content) => {
      const declared = new Declared();
      const file = join(mkdtempSync(join(tmpdir(), 'client-access-baseline-')), 'baseline.json');
      writeFileSync(file, content);
      ClientAccessPolicy.of(declared.app).useBaseline(file);
      expect(declared.findings('declaration-invalid')).toEqual([
        expect.objectContaining({ key: expect.stringContaining('baseline-unreadable') }),
      ]);
    },
  );
});

describe('nearest', () => {
  test.each([
    ['outlook-anywhere-selfsigned', 'outlook-anywhere-self-signed'],
    ['xyz', undefined],
    ['certificate-expird', 'certificate-expired'],
  ])('%s -> %s', (word, expected) => {
    expect(nearest(word, ['outlook-anywhere-self-signed', 'certificate-expired'])).toBe(expected);
  });
});
