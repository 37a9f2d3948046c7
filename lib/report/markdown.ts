import { Estate } from '../model';
import {
  AcknowledgementStatus,
  CertificateNames,
  Finding,
  Level,
  Matrix,
  Outcome,
  OutcomeKind,
  reasonsOf,
  Report,
  stands,
} from '../policy';
import { Demand, ReviewContext } from './changes';
import { foldCertificates, foldChanges, FoldedChange, foldReplacements } from './changes-fold';
import { demandSentence, foldDemands } from './demands';
import { counted, digits, markdownName, markdownText } from './plain';
import { foldMatrix } from './matrix-fold';
import { acceptedNonetheless, namesToChange, outcomeWord, pathLabel, populationAbout, protocolLabel } from './words';
import { groupByRule, RuleGroup, shared } from './findings';
import { trustGraph } from './trust-graph';

export interface MarkdownOptions extends ReviewContext {
  /** For the trust graph. @default - no graph */
  readonly estate?: Estate;
  /** Distinguishes this review's comment from another's in the same pull request; letters, digits and hyphens. @default 'default' */
  readonly name?: string;
  /** Most characters; GitHub refuses a comment of more than 65,536. @default 64000 */
  readonly maxLength?: number;
}

const SYMBOLS: Record<OutcomeKind, string> = {
  [OutcomeKind.WORKS]: '✅',
  [OutcomeKind.PROMPTS]: '⚠️',
  [OutcomeKind.FAILS]: '❌',
  [OutcomeKind.UNKNOWN]: '❔',
};
const LEVEL_SYMBOLS: Record<Level, string> = { [Level.ERROR]: '❌', [Level.WARNING]: '⚠️', [Level.NOTE]: 'ℹ️' };

/** How long lists may get, from generous to curt: the first that fits the length is taken. */
const LIMITS = [60, 25, 10, 4, 1];

/** First line of the comment: by it a later run finds the comment to update. */
export function markdownMarker(name = 'default'): string {
  return `<!-- client-access-review:${name.replace(/[^A-Za-z0-9-]/g, '-')} -->`;
}

/** The report as a pull-request comment: what changes for clients first, long parts folded, never longer than GitHub takes. */
export function formatMarkdown(report: Report, options: MarkdownOptions = {}): string {
  const most = options.maxLength ?? 64_000;
  let text = '';
  for (const limit of LIMITS) {
    text = `${sections(report, options, limit).join('\n\n')}\n`;
    if (text.length <= most) return text;
  }
  return fitted(sections(report, options, 1), most);
}

/** As many whole sections as the length takes. */
function fitted(parts: string[], most: number): string {
  const note = '_The rest is left out: it is longer than a comment may be._\n';
  let text = '';
  for (const part of parts) {
    if (text.length + part.length + 2 + note.length > most) break;
    text += `${part}\n\n`;
  }
  return `${text}${note}`;
}

function sections(report: Report, options: MarkdownOptions, limit: number): string[] {
  const standing = report.findings.filter(stands);
  const parts: (string | undefined)[] = [
    `${markdownMarker(options.name)}\n${headline(report)}`,
    ...(options.notices ?? []).slice(0, limit).map((notice) => `> ${markdownText(notice)}`),
    weakened(options, limit),
    options.changes && changedCells(options, limit),
    options.changes && changedFindings(options, limit),
    options.changes && changedCertificates(options, limit),
    replaced(options, limit),
    matrixTable(report.matrix, limit),
    reasons(report.matrix, limit),
    standing.length > 0 ? '### Findings' : undefined,
    ...groupByRule(report, standing).map((group, index) => ruleGroup(group, limit, index === 0)),
    options.names && certificateNames(options.names, limit),
    acknowledgements(report, limit),
    unknowns(report, limit),
    options.estate && trustGraph(options.estate, report.matrix),
    `<sub>Judged at ${markdownText(report.judgedAt)} (${markdownText(report.moment)}).</sub>`,
  ];
  return parts.filter((part): part is string => part !== undefined);
}

function headline(report: Report): string {
  const s = report.summary;
  const counts = [counted(s.errors, 'error'), counted(s.warnings, 'warning'), counted(s.notes, 'note')];
  if (s.acknowledged > 0) counts.push(`${digits(s.acknowledged)} accepted`);
  if (s.unknown > 0) counts.push(`${digits(s.unknown)} not known yet`);
  const of = [
    counted(s.servers, 'server'),
    counted(s.bindings, 'binding'),
    counted(s.populations, 'client population'),
  ];
  const verdict = s.refused ? '❌ refused' : '✅ accepted';
  const line = `## Client Access policy: ${verdict}\n\n**${counts.join(', ')}** on ${of.join(', ')}.`;
  const nonetheless = acceptedNonetheless(s);
  if (nonetheless === undefined) return line;
  const cells = [`${digits(s.fails)} fail`, `${digits(s.prompts)} prompt`].filter((cell) => !cell.startsWith('0 '));
  return `${line} Clients on bindings: ${digits(s.works)} work, ${cells.join(', ')}: ${nonetheless}.`;
}

/** Comes first: it decides what the rest is worth. */
function weakened({ changes }: MarkdownOptions, limit: number): string | undefined {
  const weaker = changes?.weakerPolicy ?? [];
  if (weaker.length === 0) return undefined;
  const lines = weaker.slice(0, limit).map(({ what }) => `- ⚠️ ${markdownText(what, 300)}`);
  return `### The policy asks less than the base did\n\n${lines.join('\n')}${rest(weaker.length - limit)}`;
}

function changedCells({ changes }: MarkdownOptions, limit: number): string {
  const folds = foldChanges(changes?.cells ?? []);
  const title = '### What changes for clients';
  const asked = demands(changes?.demands ?? [], limit);
  if (folds.length === 0) return `${title}\n\n${asked || 'Nothing: every client connects as before.'}`;
  const rows = folds
    .slice(0, limit)
    .map((fold) =>
      row([
        markdownName(fold.name),
        fold.protocols.map((protocol) => markdownText(protocolLabel(protocol))).join(', '),
        names(fold.servers),
        fold.before ? outcomeCell(fold.before) : 'not met',
        fold.after ? `**${outcomeCell(fold.after)}**${because(fold.after, fold)}` : 'not met',
      ]),
    );
  return `${title}\n\n${asked && `${asked}\n\n`}${table(['Clients', 'Protocol', 'Server', 'Before', 'After'], rows)}${rest(folds.length - limit)}`;
}

/** What clients must learn or get first, which no cell shows. */
function demands(asked: readonly Demand[], limit: number): string {
  const folds = foldDemands(asked);
  const lines = folds.slice(0, limit).map(({ demand, populations, clients }) => {
    const size = clients > 0 ? ` (${counted(clients, 'client')})` : '';
    return `- ⚠️ ${names(populations)}${size} ${markdownText(demandSentence(demand))}`;
  });
  return `${lines.join('\n')}${rest(folds.length - limit)}`;
}

function because(outcome: Outcome, { reasons }: FoldedChange): string {
  return outcome.kind === OutcomeKind.WORKS ? '' : `<br>${markdownText(outcome.message, 300)}${more(reasons)}`;
}

/** How many more there are with the same text as the first. */
function more(count: number): string {
  return count > 1 ? ` _(and ${digits(count - 1)} more alike)_` : '';
}

function changedFindings({ changes }: MarkdownOptions, limit: number): string {
  const fresh = changes?.newFindings ?? [];
  const fixed = changes?.fixedFindings ?? [];
  const notAsked = changes?.notAskedFindings ?? [];
  const more = notAsked.length === 0 ? '' : `${digits(notAsked.length)} not asked any more, `;
  const counts = `**Findings:** ${digits(fresh.length)} new, ${digits(fixed.length)} fixed, ${more}${digits(changes?.standingFindings.length ?? 0)} still there.`;
  const list = (findings: Finding[], symbol: string): string[] => [
    ...findings
      .slice(0, limit)
      .map((finding) => `- ${symbol} ${markdownName(finding.rule)} ${markdownText(finding.message)}`),
    ...(findings.length > limit ? [`- … and ${digits(findings.length - limit)} more`] : []),
  ];
  const lines = [...list(fresh, '🆕'), ...list(fixed, '✔️ fixed:'), ...list(notAsked, '❔ not asked any more:')];
  return lines.length === 0 ? counts : `${counts}\n\n${folded('New and fixed findings', lines.join('\n'))}`;
}

function changedCertificates({ changes }: MarkdownOptions, limit: number): string | undefined {
  const certificates = changes?.certificates ?? [];
  if (certificates.length === 0) return undefined;
  const folds = foldCertificates(certificates);
  const rows = folds.slice(0, limit).map((fold) =>
    row([
      names(fold.certificates),
      fold.kind,
      fold.properties
        .map(({ property, before, after, alike }) => {
          const [from, to] = [before, after].map((value) => markdownText(value || 'none', 200));
          return `${markdownText(property)}: ${from} → ${to}${more(alike)}`;
        })
        .join('<br>'),
    ]),
  );
  const body = `${table(['Certificate', 'Change', 'What'], rows)}${rest(folds.length - limit)}`;
  return folded(`${counted(certificates.length, 'certificate')} changed`, body);
}

function replaced({ replacements }: MarkdownOptions, limit: number): string | undefined {
  if (!replacements || replacements.length === 0) return undefined;
  const folds = foldReplacements(replacements);
  const rows = folds
    .slice(0, limit)
    .map(({ addresses, action, reason }) => row([names(addresses), markdownText(action), markdownText(reason ?? '')]));
  const body = `${table(['Resource', 'Action', 'Why'], rows)}${rest(folds.length - limit)}`;
  return folded(`The apply recreates or removes ${counted(replacements.length, 'resource')}`, body);
}

/** Populations by protocols; a cell counts the servers of each outcome. */
function matrixTable(matrix: Matrix, limit: number): string | undefined {
  const protocols = [...new Set(matrix.rows.map(({ protocol }) => protocol as string))];
  if (matrix.columns.length === 0 || protocols.length === 0) return undefined;
  const used = protocols.filter((protocol) =>
    matrix.rows.some((one) => one.protocol === protocol && one.cells.some((cell) => cell >= 0)),
  );
  const counts = new Map<string, Map<OutcomeKind, number>>();
  for (const one of matrix.rows) {
    one.cells.forEach((cell, column) => {
      if (cell < 0) return;
      const key = `${column} ${one.protocol}`;
      let kinds = counts.get(key);
      if (!kinds) counts.set(key, (kinds = new Map()));
      const { kind } = matrix.outcomes[cell];
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    });
  }
  const rows = matrix.columns.slice(0, limit).map((column, index) =>
    row([
      `${markdownName(column.name)}<br>${populationAbout(column)
        .map((word) => markdownText(word))
        .join(' · ')}`,
      ...used.map((protocol) => countsCell(counts.get(`${index} ${protocol}`))),
    ]),
  );
  const head = ['Clients', ...used.map((protocol) => markdownText(protocolLabel(protocol)))];
  return `### Clients on protocols\n\n${table(head, rows)}${rest(matrix.columns.length - limit)}`;
}

function countsCell(kinds: Map<OutcomeKind, number> | undefined): string {
  if (!kinds) return '';
  const order = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN, OutcomeKind.WORKS];
  const there = order.filter((kind) => kinds.has(kind));
  if (there.length === 1) return `${SYMBOLS[there[0]]} ${outcomeWord(there[0])}`;
  return there.map((kind) => `${SYMBOLS[kind]} ${digits(kinds.get(kind) ?? 0)}`).join(' ');
}

function reasons(matrix: Matrix, limit: number): string | undefined {
  const columns = foldMatrix(matrix, [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN]).filter(
    ({ outcomes }) => outcomes.length > 0,
  );
  if (columns.length === 0) return undefined;
  const lines = columns.slice(0, limit).flatMap(({ column, outcomes }) =>
    outcomes.slice(0, limit).map(({ outcome, on }) => {
      const where = on
        .slice(0, 3)
        .map(
          ({ protocols, servers }) =>
            `${protocols.map((p) => markdownText(protocolLabel(p))).join(', ')} at ${names(servers)}`,
        )
        .join('; ');
      const why = reasonsOf(outcome).map(({ message, sources, fix }) => {
        const remedy = fix === undefined ? '' : ` _Fix:_ ${markdownText(fix)}.`;
        return `${markdownText(message)} (${markdownText(sources.join('; '))}).${remedy}`;
      });
      return `- ${outcomeCell(outcome)}: ${markdownName(column.name)} on ${where}: ${why.join(' **And:** ')}`;
    }),
  );
  return folded('Why clients are refused, asked, or in doubt', `${lines.join('\n')}${rest(columns.length - limit)}`);
}

function ruleGroup(group: RuleGroup, limit: number, open: boolean): string {
  const { findings, metadata } = group;
  const fix = shared(findings, (finding) => finding.fix);
  const lines = findings.slice(0, limit).map((finding) => {
    const at = finding.location ? ` (${markdownName(`${finding.location.file}:${finding.location.line}`)})` : '';
    const own = fix === undefined ? ` _Fix:_ ${markdownText(finding.fix)}` : '';
    return `- ${markdownName(pathLabel(finding.path))}${at}: ${markdownText(finding.message)}.${own}`;
  });
  if (findings.length > limit) lines.push(`- … and ${digits(findings.length - limit)} more`);
  if (fix !== undefined) lines.push('', `**Fix:** ${markdownText(fix)}`);
  lines.push('', `Source: ${markdownText(findings[0].source)}`);
  const title = `${LEVEL_SYMBOLS[group.level]} ${markdownText(group.ref)} ${markdownText(metadata?.title ?? group.rule)} (${digits(findings.length)})`;
  return folded(title, lines.join('\n'), open && findings.length <= 10);
}

function acknowledgements(report: Report, limit: number): string | undefined {
  if (report.acknowledgements.length === 0) return undefined;
  const rows = [...report.acknowledgements]
    .sort((a, b) => Number(a.status === AcknowledgementStatus.USED) - Number(b.status === AcknowledgementStatus.USED))
    .slice(0, limit)
    .map(({ acknowledgement: a, status, advice, findings }) =>
      row([
        markdownName(a.finding ?? a.rule),
        status === AcknowledgementStatus.USED ? `accepts ${counted(findings.length, 'finding')}` : `**${status}**`,
        markdownText(a.expires),
        `${markdownText(a.reason)}${a.ticket === undefined ? '' : ` (${markdownText(a.ticket)})`}${advice === undefined ? '' : `<br>${markdownText(advice)}`}`,
      ]),
    );
  const wrong = report.acknowledgements.filter(({ status }) => status !== AcknowledgementStatus.USED).length;
  const title = `${counted(report.acknowledgements.length, 'acknowledgement')}${wrong > 0 ? `, ${digits(wrong)} want attention` : ''}`;
  return folded(
    title,
    `${table(['Accepts', 'Status', 'Until', 'Why'], rows)}${rest(report.acknowledgements.length - limit)}`,
  );
}

function unknowns(report: Report, limit: number): string | undefined {
  if (report.unknowns.length === 0) return undefined;
  const groups = new Map<string, { rule: string; reason: string; count: number }>();
  for (const { rule, reason } of report.unknowns) {
    const group = groups.get(`${rule}\n${reason}`);
    if (group) group.count++;
    else groups.set(`${rule}\n${reason}`, { rule, reason, count: 1 });
  }
  const lines = [...groups.values()]
    .slice(0, limit)
    .map(({ rule, reason, count }) => `- ${markdownName(rule)} (${digits(count)}): ${markdownText(reason)}`);
  return folded(`${digits(report.unknowns.length)} not known yet`, `${lines.join('\n')}${rest(groups.size - limit)}`);
}

function certificateNames(all: readonly CertificateNames[], limit: number): string | undefined {
  const changing = namesToChange(all);
  if (changing.length === 0) return undefined;
  const rows = changing.slice(0, limit).map(({ missing, names: one, refused }) => {
    const impossible = refused.slice(0, limit).map(({ fix, name, why }) => {
      const instead = fix === undefined ? '' : `. Fix: ${markdownText(fix, 300)}`;
      return `${markdownName(name)}: ${markdownText(why, 300)}${instead}`;
    });
    return row([
      markdownText(one.title),
      names([...missing]),
      impossible.join('<br>'),
      names(one.superfluous),
      names(one.order),
    ]);
  });
  const head = ['Certificate', 'Missing', 'No public CA can certify', 'Not used', 'Names for the order'];
  return folded(
    `Names of ${counted(changing.length, 'certificate')} to change`,
    `${table(head, rows)}${rest(changing.length - limit)}`,
  );
}

function outcomeCell(outcome: Outcome): string {
  return `${SYMBOLS[outcome.kind]} ${outcomeWord(outcome.kind)}`;
}

function names(items: string[]): string {
  const shown = items.slice(0, 3).map((item) => markdownName(item));
  return items.length > 3 ? `${shown.join(', ')} and ${digits(items.length - 3)} more` : shown.join(', ');
}

function table(head: string[], rows: string[]): string {
  return [row(head), row(head.map(() => '---')), ...rows].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function rest(count: number): string {
  return count > 0 ? `\n\n… and ${digits(count)} more.` : '';
}

function folded(title: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
