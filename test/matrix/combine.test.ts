import { agree, all, best, kindOf, MOST_CANDIDATES, Verdict } from '../../lib/matrix/combine';
import { KINDS_BY_GRAVITY, Outcome, OutcomeCode, OutcomeKind } from '../../lib/policy';

const reason = (kind: OutcomeKind, code = 'expired'): Outcome => ({ kind, code, message: code, sources: ['S'] });
const of = (kind: OutcomeKind, code?: string): Verdict =>
  kind === OutcomeKind.WORKS ? [] : [reason(kind, code ?? kind)];
const QUESTION = { code: 'route-unknown' as OutcomeCode, message: 'which way', source: 'S' };
const { FAILS, PROMPTS, UNKNOWN, WORKS } = OutcomeKind;

const pairs = KINDS_BY_GRAVITY.flatMap((a) => KINDS_BY_GRAVITY.map((b) => [a, b] as const));

describe('all', () => {
  it.each(pairs)('%s and %s: the gravest counts', (a, b) => {
    const gravest = KINDS_BY_GRAVITY[Math.max(KINDS_BY_GRAVITY.indexOf(a), KINDS_BY_GRAVITY.indexOf(b))];
    expect(kindOf(all([of(a), of(b)]))).toBe(gravest);
  });

  it('keeps every reason once, in order', () => {
    expect(all([of(UNKNOWN, 'x'), of(FAILS, 'y'), of(UNKNOWN, 'x')]).map(({ code }) => code)).toEqual(['x', 'y']);
  });
});

describe('best', () => {
  it.each(pairs)('%s or %s: the least grave counts', (a, b) => {
    const least = KINDS_BY_GRAVITY[Math.min(KINDS_BY_GRAVITY.indexOf(a), KINDS_BY_GRAVITY.indexOf(b))];
    expect(kindOf(best([of(a), of(b)]))).toBe(least);
  });

  it('takes the first of equally grave ones, and works where nothing is asked', () => {
    expect(best([of(FAILS, 'x'), of(FAILS, 'y')])[0].code).toBe('x');
    expect(best([])).toEqual([]);
  });
});

describe('agree', () => {
  it.each(KINDS_BY_GRAVITY)('%s everywhere stays what it is', (kind) => {
    expect(agree([of(kind), of(kind)], QUESTION)).toEqual(of(kind));
  });

  it.each([
    [WORKS, FAILS, UNKNOWN],
    [WORKS, PROMPTS, UNKNOWN],
    [UNKNOWN, FAILS, UNKNOWN],
    [PROMPTS, FAILS, PROMPTS],
  ])('%s or %s is %s', (a, b, expected) => {
    expect(kindOf(agree([of(a), of(b)], QUESTION))).toBe(expected);
    expect(kindOf(agree([of(b), of(a)], QUESTION))).toBe(expected);
  });

  it('judges no more candidates than it says', () => {
    const many = Array.from({ length: MOST_CANDIDATES + 1 }, () => of(FAILS));
    expect(kindOf(agree(many, QUESTION))).toBe(UNKNOWN);
    expect(kindOf(agree(many.slice(1), QUESTION))).toBe(FAILS);
  });
});
