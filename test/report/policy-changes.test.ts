import { weakerPolicy } from '../../lib/report/policy-changes';
import { compare } from '../../lib/report/compare';
import { formatGithub, formatMarkdown, formatText } from '../../lib/report';
import { Estate, PolicySettings } from '../../lib/model';
import { Report } from '../../lib/policy';
import { judgeEstate } from '../../lib/rules';
import { NOW, reviewEstate } from '../support/review-estate';

const AS_IT_IS: PolicySettings = {
  packs: [{ pack: 'recommended', scope: '' }],
  levels: [],
  baseline: [],
  refuseFrom: 'error',
};

interface Side {
  readonly estate: Estate;
  readonly report: Report;
}

function side(change: Partial<PolicySettings> = {}, more: Partial<Estate> = {}): Side {
  const estate: Estate = { ...reviewEstate(), ...more, policies: [{ ...AS_IT_IS, ...change }] };
  return { estate, report: judgeEstate(estate, { now: NOW }) };
}

const kinds = (head: Side, base = side()): string[] => weakerPolicy(base, head).map(({ kind }) => kind);

describe('a policy that asks less', () => {
  const [broken] = side().report.findings.filter(({ level }) => level === 'error');

  test('is not seen where nothing changes', () => {
    expect(kinds(side())).toEqual([]);
  });

  test.each<[string, Partial<PolicySettings>]>([
    ['rules-gone', { packs: [] }],
    ['level-lowered', { levels: [{ rule: broken.rule, level: 'note' }] }],
    ['pack-narrowed', { packs: [{ pack: 'recommended', scope: 'elsewhere' }] }],
    ['baseline-grown', { baseline: [broken.key] }],
  ])('is seen: %s', (kind, change) => {
    expect(kinds(side(change))).toContain(kind);
    // The other way round it asks more.
    expect(kinds(side(), side(change))).not.toContain(kind);
  });

  test('is seen where the app refuses later', () => {
    expect(kinds(side(), side({ refuseFrom: 'warning' }))).toEqual(['refusal-raised']);
    expect(kinds(side({ refuseFrom: 'warning' }))).toEqual([]);
  });

  test('is seen where a finding is acknowledged, or acknowledged for longer', () => {
    const until = (expires: string): Side =>
      side({}, { acknowledgements: [{ rule: broken.rule, reason: 'an isolated network', expires, scope: '' }] });
    expect(kinds(until('2026-12-31'))).toEqual(['acknowledgement-added']);
    expect(kinds(until('2027-12-31'), until('2026-12-31'))).toEqual(['acknowledgement-extended']);
    expect(kinds(until('2026-12-31'), until('2027-12-31'))).toEqual([]);
  });

  test('a finding whose rule does not run any more is not called fixed, and every format says so first', () => {
    const head = side({ packs: [] });
    const changes = compare(side(), head);
    expect(changes.fixedFindings).toEqual([]);
    expect(changes.notAskedFindings.map(({ key }) => key)).toContain(broken.key);
    const text = formatText(head.report, { colour: false, changes });
    expect(text.indexOf('The policy asks less')).toBeGreaterThan(0);
    expect(text.indexOf('The policy asks less')).toBeLessThan(text.indexOf('What this change does'));
    expect(text).toContain('not asked any more');
    expect(formatMarkdown(head.report, { changes })).toMatch(/policy asks less[^]*What changes for clients/);
    expect(formatGithub(head.report, changes)).toMatch(/^::warning .*policy asks less/);
  });
});
