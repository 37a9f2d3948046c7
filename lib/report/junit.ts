import { clipped, plain } from './plain';
import { Finding, Level, refuses, Report, RuleTally, stands, UnknownResult } from '../policy';

export interface JunitOptions {
  /** Level from which a finding is a failure; what is below it passes, with a note. @default Level.ERROR */
  readonly failFrom?: Level;
}

const LONGEST = 4_000;

/**
 * The report as JUnit XML: a suite for each rule, a case for each finding (failed, or skipped where it is accepted), one for all
 * that is not known yet (skipped) and one for all that is in order.
 */
export function formatJunit(report: Report, options: JunitOptions = {}): string {
  const from = options.failFrom ?? Level.ERROR;
  const findings = groupBy(report.findings);
  const unknowns = groupBy(report.unknowns);
  const suites = report.rules.map((tally) =>
    suite(tally, findings.get(tally.rule.id) ?? [], unknowns.get(tally.rule.id) ?? [], from, report.judgedAt),
  );
  const sum = (pick: (suite: Suite) => number): number => suites.reduce((total, one) => total + pick(one), 0);
  const totals = xmlAttributes({
    name: 'client-access',
    tests: sum(({ tests }) => tests),
    failures: sum(({ failures }) => failures),
    errors: 0,
    skipped: sum(({ skipped }) => skipped),
  });
  const body = suites.map(({ xml }) => xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${body}</testsuites>\n`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly skipped: number;
  readonly xml: string;
}

function suite(tally: RuleTally, findings: Finding[], unknowns: UnknownResult[], from: Level, at: string): Suite {
  const { rule } = tally;
  const cases = findings.map((finding) => findingCase(finding, from));
  let skipped = findings.filter((finding) => !stands(finding)).length;
  if (unknowns.length > 0) {
    const reasons = [...new Set(unknowns.map(({ reason }) => reason))].slice(0, 20).join('; ');
    skipped++;
    cases.push(
      testCase(
        rule.id,
        `${unknowns.length} not known yet`,
        {},
        `      <skipped${xmlAttributes({ message: clipped(reasons, LONGEST) })}/>\n`,
      ),
    );
  }
  if (tally.compliant > 0) cases.push(testCase(rule.id, `${tally.compliant} in order`, {}));
  const failures = findings.filter((finding) => refuses(finding, from)).length;
  const attributes = xmlAttributes({
    name: `${rule.ref} ${rule.id}`,
    tests: cases.length,
    failures,
    errors: 0,
    skipped,
    time: 0,
    timestamp: at.replace(/\.\d+Z$/, ''),
  });
  const xml = cases.length === 0 ? '' : `  <testsuite${attributes}>\n${cases.join('')}  </testsuite>\n`;
  return { tests: cases.length, failures, skipped, xml };
}

function findingCase(finding: Finding, from: Level): string {
  const place = finding.location ? `${finding.location.file}:${finding.location.line}\n` : '';
  const text = xmlText(`${finding.message}`);
  const lines = [xmlText(place.trim()), text, xmlText(`fix: ${finding.fix}`), xmlText(`source: ${finding.source}`)];
  const body = lines.filter((line) => line !== '').join('\n');
  const message = xmlAttributes({ message: clipped(finding.message, LONGEST), type: finding.level });
  let inner: string;
  if (finding.acknowledgement)
    inner = `      <skipped${xmlAttributes({ message: `accepted until ${finding.acknowledgement.expires}: ${finding.acknowledgement.reason}` })}/>\n`;
  else if (finding.inBaseline)
    inner = `      <skipped${xmlAttributes({ message: 'the baseline held it already' })}/>\n`;
  else if (refuses(finding, from)) inner = `      <failure${message}>${body}</failure>\n`;
  else inner = `      <system-out>${body}</system-out>\n`;
  return testCase(finding.rule, finding.key, { file: finding.location?.file, line: finding.location?.line }, inner);
}

function testCase(
  rule: string,
  name: string,
  place: { readonly file?: string; readonly line?: number },
  inner?: string,
): string {
  const attributes = xmlAttributes({ classname: rule, name, time: 0, file: place.file, line: place.line });
  return inner === undefined
    ? `    <testcase${attributes}/>\n`
    : `    <testcase${attributes}>\n${inner}    </testcase>\n`;
}

function groupBy<T extends { readonly rule: string }>(items: T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.rule);
    if (group) group.push(item);
    else groups.set(item.rule, [item]);
  }
  return groups;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** A text as XML character data or attribute value: no markup, and no character that XML 1.0 forbids. */
export function xmlText(text: string): string {
  return plain(text)
    .replace(/[&<>"']/g, (character) => ENTITIES[character])
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}

/** Attributes, each with a blank before it; those without a value are left out. */
export function xmlAttributes(attributes: Record<string, string | number | undefined>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
