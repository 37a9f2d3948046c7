import { Assessor } from '../matrix';
import { Estate } from '../model';
import { IRule, judge, Report, RulePack, RuleTally } from '../policy';
import { TEST_NOW } from './estate-builder';

/** An estate that the rule is content with, does not apply to, or cannot decide. */
export interface RuleCase {
  /** What the case shows; read after "compliant:" and so on. */
  readonly name: string;
  readonly estate: Estate;
  /** @default TEST_NOW */
  readonly now?: Date;
}

/** An estate with the fault. */
export interface FaultyCase extends RuleCase {
  /** How many findings there are. @default 1 */
  readonly findings?: number;
  /** Parts of the messages, in any order. @default - not looked at */
  readonly messages?: (string | RegExp)[];
  /** Parts of the fixes, in any order. @default - not looked at */
  readonly fixes?: (string | RegExp)[];
  /** Names of populations that some finding must name by id. @default - not looked at */
  readonly populations?: string[];
}

/** An estate that leaves the rule without an answer. */
export interface UnknownCase extends RuleCase {
  /** Parts of the reasons, in any order. @default - not looked at */
  readonly reasons?: (string | RegExp)[];
}

/** The four results of a rule, each with at least one case. A rule that can always decide has no unknown cases, and says so. */
export interface RuleCases {
  readonly compliant: RuleCase[];
  readonly nonCompliant: FaultyCase[];
  readonly notApplicable: RuleCase[];
  /** Left out where nothing that is unknown can matter to the rule. */
  readonly unknown?: UnknownCase[];
}

type TestFunction = (name: string, body: () => void) => void;

/**
 * Runs a rule against estates. Under a test runner that has `describe` and `it` (jest, vitest, mocha) each case is a test of its own;
 * without one the cases run at once, and the first that fails is thrown.
 */
export class RuleTester {
  /** @throws Error where a kind of case is missing, or without a test runner where a case fails. */
  public static run(rule: IRule, cases: RuleCases): void {
    const { id } = rule.metadata;
    for (const kind of ['compliant', 'nonCompliant', 'notApplicable'] as const) {
      if (cases[kind].length === 0)
        throw new Error(`${id}: there is no ${kind} case; a rule shows each of its results`);
    }
    const runner = globalThis as { describe?: TestFunction; it?: TestFunction };
    const it: TestFunction = runner.it ?? ((name, body) => named(`${id}: ${name}`, body));
    const all = (): void => {
      for (const one of cases.compliant) it(`compliant: ${one.name}`, () => expectCompliant(rule, one));
      for (const one of cases.nonCompliant) it(`non-compliant: ${one.name}`, () => expectFindings(rule, one));
      for (const one of cases.notApplicable) it(`not applicable: ${one.name}`, () => expectNotApplicable(rule, one));
      for (const one of cases.unknown ?? []) it(`unknown: ${one.name}`, () => expectUnknown(rule, one));
    };
    if (runner.describe) runner.describe(id, all);
    else all();
  }

  /** The judgement of an estate by one rule. */
  public static judge(rule: IRule, estate: Estate, now: Date = TEST_NOW): Report {
    const pack = new RulePack({ id: 'rule-under-test', title: 'The rule under test', rules: [rule] });
    return judge(estate, { now, packs: [{ pack, scope: '' }], assessor: new Assessor(estate, now) });
  }

  private constructor() {}
}

function named(name: string, body: () => void): void {
  try {
    body();
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`);
  }
}

function judged(rule: IRule, one: RuleCase): { report: Report; tally: RuleTally; output: string } {
  const report = RuleTester.judge(rule, one.estate, one.now);
  const tally = report.rules.find((found) => found.rule.id === rule.metadata.id) as RuleTally;
  const said = [
    ...report.findings.map(({ key, message }) => `finding ${key}: ${message}`),
    ...report.unknowns.map(({ subject, reason }) => `unknown ${subject}: ${reason}`),
  ];
  const { compliant, nonCompliant, notApplicable, unknown } = tally;
  const output = `got ${compliant} compliant, ${nonCompliant} non-compliant, ${notApplicable} not applicable, ${unknown} unknown${said.map((line) => `\n  ${line}`).join('')}`;
  return { report, tally, output };
}

function check(holds: boolean, what: string, output: string): void {
  if (!holds) throw new Error(`${what}; ${output}`);
}

function expectCompliant(rule: IRule, one: RuleCase): void {
  const { tally, output } = judged(rule, one);
  check(
    tally.compliant > 0 && tally.nonCompliant === 0 && tally.unknown === 0,
    'expected some compliant subject and no other result',
    output,
  );
}

function expectNotApplicable(rule: IRule, one: RuleCase): void {
  const { tally, output } = judged(rule, one);
  check(
    tally.compliant + tally.nonCompliant + tally.unknown === 0,
    'expected that the rule applies to nothing',
    output,
  );
}

function expectUnknown(rule: IRule, one: UnknownCase): void {
  const { report, tally, output } = judged(rule, one);
  check(tally.unknown > 0 && tally.nonCompliant === 0, 'expected an unknown result and no finding', output);
  for (const part of one.reasons ?? [])
    check(
      report.unknowns.some(({ reason }) => matches(reason, part)),
      `expected a reason like ${part}`,
      output,
    );
}

function expectFindings(rule: IRule, one: FaultyCase): void {
  const { report, output } = judged(rule, one);
  const wanted = one.findings ?? 1;
  check(report.findings.length === wanted, `expected ${wanted} finding(s)`, output);
  for (const part of one.messages ?? [])
    check(
      report.findings.some(({ message }) => matches(message, part)),
      `expected a message like ${part}`,
      output,
    );
  for (const part of one.fixes ?? [])
    check(
      report.findings.some(({ fix }) => matches(fix, part)),
      `expected a fix like ${part}`,
      output,
    );
  for (const name of one.populations ?? []) {
    check(
      report.findings.some(({ populations }) => populations.some((id) => id === name || id.endsWith(`/${name}`))),
      `expected a finding that names ${name}`,
      output,
    );
  }
  for (const { key, message } of report.findings)
    check(!/[.!]$/.test(message), `the message of ${key} must end without a full stop`, output);
}

function matches(text: string, part: string | RegExp): boolean {
  return typeof part === 'string' ? text.includes(part) : part.test(text);
}
