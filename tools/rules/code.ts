import { Report } from '../../lib/policy';
import { RuleCase, RuleCases, TEST_NOW } from '../../lib/testing';
import { declaredCase } from './declared-case';

/** A program that trips a rule, and one that does not. */
export interface RuleCode {
  readonly faulty: string;
  readonly sound: string;
}

/** Judges what a program declares, at a moment. */
export type Judge = (program: string, now: Date) => Report;

/** How a program fares with one rule: it trips it, it does not, or that cannot be said of it. */
export function resultOf(rule: string, report: Report): 'faulty' | 'sound' | undefined {
  if (report.findings.some((finding) => finding.rule === 'declaration-invalid')) return undefined;
  if (report.findings.some((finding) => finding.rule === rule)) return 'faulty';
  const tally = report.rules.find((one) => one.rule.id === rule);
  return tally?.unknown === 0 ? 'sound' : undefined;
}

/**
 * The shortest programs that show what the cases of a rule's test show. Undefined where a program cannot say it: what was observed, what
 * a certificate's bytes hold.
 */
export function ruleCode(rule: string, cases: RuleCases, judge: Judge): RuleCode | undefined {
  const programs = (list: readonly RuleCase[], wanted: 'faulty' | 'sound'): string[] =>
    list
      .filter(({ now = TEST_NOW }) => now.getTime() === TEST_NOW.getTime())
      .flatMap(({ estate }) => {
        try {
          const program = declaredCase(estate);
          return resultOf(rule, judge(program, TEST_NOW)) === wanted ? [program] : [];
        } catch {
          return []; // it cannot be declared so
        }
      })
      .sort((a, b) => a.length - b.length);
  const [faulty] = programs(cases.nonCompliant, 'faulty');
  if (faulty === undefined) return undefined;
  const [sound] = programs(cases.compliant, 'sound');
  return sound === undefined ? undefined : { faulty, sound };
}
