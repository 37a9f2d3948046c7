import { spellSource } from '../exchange/sources';
import { SourceLocation } from '../model';
import {
  AcknowledgementStatus,
  CertificateNames,
  Finding,
  Level,
  OutcomeKind,
  reasonsOf,
  Report,
  stands,
} from '../policy';
import { Changes, Replacement } from './changes';
import { demandSentence, foldDemands } from './demands';
import { Direction, foldCertificates, foldChanges, foldReplacements } from './changes-fold';
import { foldMatrix } from './matrix-fold';
import { acceptedNonetheless, namesToChange, outcomeWord, pathLabel, populationAbout, protocolLabel } from './words';
import { byOutcome, endpointLabel, observationWords } from './observations';
import { clipped, counted, digits, firstFew, plain } from './plain';
import { groupByRule, RuleGroup, shared } from './findings';
import { Page, Palette, palette } from './terminal';

/** How the text is written. */
export interface TextOptions {
  /** Whether to use ANSI colours; only for a terminal. */
  readonly colour: boolean;
  /** Findings shown of each rule, and groups shown of each population; Infinity shows all. @default 20 */
  readonly maxFindings?: number;
  /** Columns of the terminal, at least 40. @default 110 */
  readonly width?: number;
  /** How to see what was left out, such as `--all shows all`. @default - not said */
  readonly moreHint?: string;
  /** What changed against a base; shown first. @default - not compared */
  readonly changes?: Changes;
  /** What the apply recreates or removes. @default - not known */
  readonly replacements?: Replacement[];
  /** What reading the input had to say. @default - nothing */
  readonly notices?: string[];
  /** What each certificate needs as names; shown where something is to be done. @default - not shown */
  readonly names?: CertificateNames[];
}

/** Longest sentence shown, in characters. */
const LONGEST = 2_000;
const MARKS: Record<Level, string> = { [Level.ERROR]: 'ERROR', [Level.WARNING]: 'WARNING', [Level.NOTE]: 'NOTE' };

/** The report for a person at a terminal: what matters first, then each rule with where, what and how to fix it. */
export function formatText(report: Report, options: TextOptions): string {
  const hint = options.moreHint === undefined ? '' : ` (${options.moreHint})`;
  const page = new Page(
    palette(options.colour),
    Math.max(40, options.width ?? 110),
    Math.max(0, options.maxFindings ?? 20),
    hint,
  );
  headline(report, options.notices ?? [], page);
  showEndpoints(report, page);
  if (options.changes) showChanges(options.changes, page);
  if (options.replacements) showReplacements(options.replacements, page);
  const groups = groupByRule(report, report.findings.filter(stands));
  if (groups.length > 1) overview(groups, page);
  for (const group of groups) showRule(group, page);
  showClients(report, page);
  if (options.names) showNames(options.names, page);
  showAcknowledgements(report, page);
  showUnknowns(report, page);
  return `${page.lines.join('\n')}\n`;
}

function headline(report: Report, notices: string[], page: Page): void {
  const { paint } = page;
  const s = report.summary;
  const verdict = s.refused ? paint.bold(paint.red('REFUSED')) : paint.bold(paint.green('accepted'));
  const when = paint.dim(`(${plain(report.moment)}, judged at ${plain(report.judgedAt)})`);
  page.line(`${paint.bold('Client Access policy:')} ${verdict} ${when}`);
  const counts = [counted(s.errors, 'error'), counted(s.warnings, 'warning'), counted(s.notes, 'note')];
  if (s.acknowledged > 0) counts.push(`${digits(s.acknowledged)} accepted or known before`);
  if (s.unknown > 0) counts.push(`${digits(s.unknown)} not known yet`);
  page.line(`  ${counts.join(', ')}`);
  const of = [
    counted(s.servers, 'server'),
    counted(s.bindings, 'protocol binding'),
    counted(s.certificates, 'certificate'),
    counted(s.populations, 'client population'),
  ];
  page.line(`  ${of.join(', ')}`);
  if (s.populations > 0) {
    const cells = [`${digits(s.works)} work`];
    if (s.prompts > 0) cells.push(paint.yellow(`${digits(s.prompts)} prompt`));
    if (s.fails > 0) cells.push(paint.red(`${digits(s.fails)} fail`));
    if (s.unknownCells > 0) cells.push(`${digits(s.unknownCells)} unknown`);
    page.line(`  clients on bindings: ${cells.join(', ')}`);
    const nonetheless = acceptedNonetheless(s);
    if (nonetheless !== undefined) page.hang('  ', nonetheless);
  }
  for (const notice of notices) page.hang('  note: ', said(notice), paint.yellow);
}

function showEndpoints({ observations = [] }: Report, page: Page): void {
  if (observations.length === 0) return;
  page.heading(`Endpoints (${digits(observations.length)})`);
  page.list([...observations].sort(byOutcome), '  ', 'endpoints', (observation) => {
    page.line(`  ${plain(endpointLabel(observation))}`);
    page.hang('    ', plain(observationWords(observation)));
  });
}

function overview(groups: RuleGroup[], page: Page): void {
  page.heading('Findings by rule');
  const wide = Math.max(...groups.map((group) => digits(group.findings.length).length));
  for (const group of groups) {
    const mark = painted(group.level, MARKS[group.level].toLowerCase().padEnd(7), page.paint);
    page.line(`  ${mark}  ${digits(group.findings.length).padStart(wide)}  ${plain(group.ref)} ${plain(group.rule)}`);
  }
}

function showRule(group: RuleGroup, page: Page): void {
  const { paint } = page;
  const { findings, metadata } = group;
  const many = findings.length > 1 ? ` ${paint.dim(`(${digits(findings.length)})`)}` : '';
  page.line();
  page.line(
    `${painted(group.level, MARKS[group.level], paint)} ${paint.bold(`${plain(group.ref)} ${plain(group.rule)}`)}${many}`,
  );
  if (metadata) page.hang('  ', said(metadata.title));
  // What every finding of the rule says alike is said once.
  const fix = shared(findings, (finding) => finding.fix);
  const source = shared(findings, (finding) => finding.source);
  page.list(findings, '  ', 'of this rule', (finding) => {
    page.line(`  ${paint.cyan(plain(pathLabel(finding.path)))}${place(finding.location, paint)}`);
    page.hang('    ', said(finding.message));
    if (fix === undefined) page.hang('    fix:    ', said(finding.fix));
    if (source === undefined) page.hang('    source: ', said(spellSource(finding.source)), paint.dim);
  });
  if (fix !== undefined) page.hang('  fix:    ', said(fix));
  if (source !== undefined) page.hang('  source: ', said(spellSource(source)), paint.dim);
}

function showClients(report: Report, page: Page): void {
  const { paint } = page;
  const columns = foldMatrix(report.matrix, [OutcomeKind.FAILS, OutcomeKind.PROMPTS]).filter(
    ({ outcomes }) => outcomes.length > 0,
  );
  if (columns.length === 0) return;
  page.heading('Clients that are refused or asked');
  page.list(columns, '  ', 'client populations', ({ column, outcomes }) => {
    const about = populationAbout(column).map(plain);
    if (column.count !== undefined) about.push(counted(column.count, 'client'));
    page.line(`  ${paint.bold(plain(column.name))} ${paint.dim(`(${about.join(', ')})`)}`);
    page.list(outcomes, '    ', 'outcomes of these clients', ({ outcome, on }) => {
      const word = outcomeWord(outcome.kind);
      const verb = outcome.kind === OutcomeKind.FAILS ? paint.red(word) : paint.yellow(word);
      const groups = on
        .slice(0, 4)
        .map(
          ({ protocols, servers }) => `${protocols.map(protocolLabel).map(plain).join(', ')} at ${serverList(servers)}`,
        );
      if (on.length > 4) groups.push(counted(on.length - 4, 'more group of servers', 'more groups of servers'));
      page.hang(`    ${word}`.padEnd(13), groups.join('; '), (line) =>
        line.startsWith(`    ${word}`) ? line.replace(word, verb) : line,
      );
      reasonsOf(outcome).forEach(({ message, fix }, index) => {
        page.hang(index === 0 ? '             ' : '             and: ', said(message));
        if (fix) page.hang('             fix: ', said(fix));
      });
    });
  });
}

function showNames(all: readonly CertificateNames[], page: Page): void {
  const changing = namesToChange(all);
  if (changing.length === 0) return;
  page.heading('Names of certificates (client-access names shows all, ready to paste)');
  page.list(changing, '  ', 'certificates', ({ missing, names, refused }) => {
    page.line(`  ${page.paint.bold(plain(names.title))} ${page.paint.dim(`(${plain(names.certificate)})`)}`);
    if (missing.length > 0) page.hang('    missing: ', firstFew(missing.map(plain), 5));
    for (const { fix, name, why } of refused.slice(0, 5)) {
      page.hang('    no public CA can certify ', `${plain(name)}: ${said(why)}`);
      if (fix) page.hang('    fix:    ', said(fix));
    }
    if (names.superfluous.length > 0)
      page.hang('    not used by anything declared: ', firstFew(names.superfluous.map(plain), 5));
    if (names.order.length > 0) page.hang('    order:  ', firstFew(names.order.map(plain), 10));
  });
}

function showAcknowledgements(report: Report, page: Page): void {
  const { paint } = page;
  const used = report.acknowledgements.filter(({ status }) => status === AcknowledgementStatus.USED);
  const wrong = report.acknowledgements.filter(({ status }) => status !== AcknowledgementStatus.USED);
  if (wrong.length > 0) {
    page.heading('Acknowledgements that want attention');
    page.list(wrong, '  ', 'acknowledgements', ({ acknowledgement: a, status, advice }) => {
      const scope = paint.cyan(plain(a.scope) || '(whole app)');
      page.line(`  ${paint.yellow(status)} ${plain(a.finding ?? a.rule)} at ${scope}${place(a.location, paint)}`);
      if (advice) page.hang('    ', said(advice));
    });
  }
  if (used.length === 0) return;
  page.heading('Accepted');
  page.list(used, '  ', 'acknowledgements', ({ acknowledgement: a, findings }) => {
    const ticket = a.ticket === undefined ? '' : `, ${plain(a.ticket)}`;
    const until = paint.dim(`(${counted(findings.length, 'finding')}, until ${plain(a.expires)}${ticket})`);
    page.line(`  ${plain(a.finding ?? a.rule)} ${until}`);
    page.hang('    ', said(a.reason));
  });
}

function showUnknowns(report: Report, page: Page): void {
  if (report.unknowns.length === 0) return;
  page.heading('Not known yet');
  const groups = new Map<string, { rule: string; reason: string; subjects: string[] }>();
  for (const { rule, reason, subject } of report.unknowns) {
    const group = groups.get(`${rule}\n${reason}`);
    if (group) group.subjects.push(subject);
    else groups.set(`${rule}\n${reason}`, { rule, reason, subjects: [subject] });
  }
  page.list([...groups.values()], '  ', 'reasons', ({ rule, reason, subjects }) => {
    page.hang(`  ${plain(rule)} (${digits(subjects.length)}): `, firstFew(subjects.map(pathLabel).map(plain), 3));
    page.hang('    ', said(reason));
  });
}

function showChanges(changes: Changes, page: Page): void {
  const { paint } = page;
  const { weakerPolicy, newFindings, fixedFindings, notAskedFindings, standingFindings } = changes;
  if (weakerPolicy.length > 0) {
    page.heading('The policy asks less than the base did');
    page.list(weakerPolicy, '  ', 'more', ({ what }) => page.hang(`  ${paint.red('weaker')} `, said(what)));
  }
  page.heading('What this change does');
  const counts = [
    `${digits(newFindings.length)} new`,
    `${digits(fixedFindings.length)} fixed`,
    ...(notAskedFindings.length > 0 ? [`${digits(notAskedFindings.length)} not asked any more`] : []),
  ];
  page.line(`  findings: ${counts.join(', ')}, ${digits(standingFindings.length)} still there`);
  if (changes.serversAdded.length > 0) page.hang('  servers added: ', firstFew(changes.serversAdded.map(plain), 5));
  if (changes.serversRemoved.length > 0)
    page.hang('  servers removed: ', firstFew(changes.serversRemoved.map(plain), 5));
  page.list(foldChanges(changes.cells), '  ', 'changed groups of cells', (fold) => {
    const before = fold.before ? outcomeWord(fold.before.kind) : 'not met';
    const after = fold.after ? outcomeWord(fold.after.kind) : 'not met';
    const works = fold.after?.kind === OutcomeKind.WORKS;
    const verb =
      fold.direction === Direction.WORSE ? paint.red(after) : works ? paint.green(after) : paint.yellow(after);
    const protocols = fold.protocols.map(protocolLabel).map(plain).join(', ');
    page.line(`  ${paint.bold(plain(fold.name))} on ${protocols} at ${serverList(fold.servers)}: ${before} -> ${verb}`);
    if (fold.after && !works) page.hang('    ', `${said(fold.after.message)}${more(fold.reasons)}`);
  });
  page.list(foldDemands(changes.demands), '  ', 'more that is asked of clients', ({ demand, populations, clients }) =>
    page.hang(
      '  ',
      `${paint.bold(firstFew(populations.map(plain), 5))}${clients > 0 ? ` (${counted(clients, 'client')})` : ''} ${said(demandSentence(demand))}`,
    ),
  );
  page.list(foldCertificates(changes.certificates), '  ', 'changed certificates', (fold) => {
    const [first, ...others] = fold.certificates.map(plain);
    const which =
      others.length === 0 ? `certificate ${paint.cyan(first)}` : `certificates ${firstFew([first, ...others], 3)}`;
    page.line(`  ${which} ${fold.kind}`);
    for (const { property, before, after, alike } of fold.properties)
      page.hang(`    ${property}: `, `${said(before || 'none')} -> ${said(after || 'none')}${more(alike)}`);
  });
  page.list(newFindings, '  ', 'new findings', (finding: Finding) =>
    page.line(`  ${paint.red('new')}   ${plain(finding.key)}${place(finding.location, paint)}`),
  );
  page.list(fixedFindings, '  ', 'fixed findings', (finding: Finding) =>
    page.line(`  ${paint.green('fixed')} ${plain(finding.key)}`),
  );
  page.list(notAskedFindings, '  ', 'findings that are not asked any more', (finding: Finding) =>
    page.line(`  ${paint.yellow('not asked any more')} ${plain(finding.key)}`),
  );
}

function showReplacements(replacements: Replacement[], page: Page): void {
  if (replacements.length === 0) return;
  page.heading('What the apply recreates or removes');
  page.list(foldReplacements(replacements), '  ', 'groups of resources', ({ addresses, action, reason }) => {
    const because = reason === undefined ? '' : ` (${plain(reason)})`;
    page.hang('  ', `${plain(action)} ${firstFew(addresses.map(plain), 3)}${because}`);
  });
}

/** How many more there are with the same text as the first. */
function more(count: number): string {
  return count > 1 ? ` (and ${digits(count - 1)} more alike)` : '';
}

function serverList(servers: string[]): string {
  return firstFew(servers.map(plain), 3);
}

function place(location: SourceLocation | undefined, paint: Palette): string {
  return location ? paint.dim(` (${plain(location.file)}:${location.line})`) : '';
}

function painted(level: Level, text: string, paint: Palette): string {
  if (level === Level.ERROR) return paint.red(text);
  return level === Level.WARNING ? paint.yellow(text) : paint.dim(text);
}

/** A sentence of the report, safe to show and not endless. */
function said(text: string): string {
  return plain(clipped(text, LONGEST));
}
