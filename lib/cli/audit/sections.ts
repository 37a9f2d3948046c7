import type { Drift } from '../../audit/mail-drift';
import { Statement, StatementKind, Topic } from '../../audit/statement';
import { AuditedExport, JudgedAudit } from './audit-export';
import { markdownText, plain } from '../../report/plain';

/** One section of a report, for whatever format. */
export interface Section {
  readonly title: string;
  readonly statements: readonly Statement[];
}

const TITLES: readonly (readonly [string, readonly Topic[]])[] = [
  ['Servers', [Topic.SERVERS]],
  ['What each service presents', [Topic.PRESENTED]],
  ['Names in the URLs', [Topic.NAMES]],
  ['Lifetimes', [Topic.EXPIRY]],
  ['Certificates', [Topic.CERTIFICATES]],
  ['Server-to-server authentication (OAuth) and federation', [Topic.OAUTH]],
  ['Connectors and internal transport', [Topic.CONNECTORS]],
  ['Virtual directories', [Topic.DIRECTORIES]],
  ['Extended Protection', [Topic.EXTENDED_PROTECTION]],
  ['POP3, IMAP4, Autodiscover', [Topic.MAIL]],
  ['TLS', [Topic.TLS]],
  ['Organization', [Topic.ORGANIZATION]],
  ['Where the facts are from', [Topic.SOURCES]],
];

/** What was read and concluded, by subject. What is unknown has a section of its own; what a service presents is here, known or not. */
export function sectionsOf({ audit }: JudgedAudit): Section[] {
  return TITLES.map(([title, topics]) => ({
    title,
    statements: audit.statements.filter(
      ({ topic, kind }) => topics.includes(topic) && (kind !== StatementKind.UNKNOWN || topic === Topic.PRESENTED),
    ),
  })).filter(({ statements }) => statements.length > 0);
}

/** What the export does not say, each once. */
export function unknownsOf({ audit }: JudgedAudit): Statement[] {
  const seen = new Set<string>();
  return audit.statements.filter(
    ({ kind, text }) => kind === StatementKind.UNKNOWN && !seen.has(text) && seen.add(text),
  );
}

/** What stands at the top of the audit of one organization. */
export function headOf({ exported, now, path }: AuditedExport, { audit }: JudgedAudit): string {
  const { forest, name, objects } = audit.forest;
  const called =
    forest === ''
      ? 'an organization that the export does not name'
      : `${forest}${name === undefined ? '' : ` (${name})`}`;
  const servers = audit.servers.filter((server) => server !== '');
  const who =
    servers.length === 0
      ? 'no server is named'
      : servers.length <= 12
        ? servers.join(', ')
        : `${servers.length} servers`;
  return `Audit of ${called}: ${who}; ${objects} facts of ${exported.files.length} files in ${path}, judged at ${now.toISOString().slice(0, 10)}`;
}

/** One difference between declaration and export. */
export function driftText({ server, what, declared, exported }: Drift): string {
  return `${server}, ${what}: declared ${declared}, exported ${exported}`;
}

/** The comparison with what was declared, in lines. */
export function driftLines({ drift }: JudgedAudit): string[] {
  if (!drift) return [];
  const lines = drift.drifts.map((one) => `${driftText(one)}${one.at.length > 0 ? ` [${placesText(one.at)}]` : ''}`);
  return [
    ...(lines.length > 0 ? lines : ['no difference that the export shows']),
    ...drift.unknown.map((text) => `not compared: ${text}`),
  ];
}

/** Who the clients are, and whether somebody said so. */
export function clientsText({ clients, clientsAssumed }: AuditedExport): string {
  const names = clients.map(({ name }) => name).join('; ');
  return clientsAssumed
    ? `Nobody said who the clients are, so the likely ones are assumed: ${names}. Say who they are with --clients.`
    : `Clients as stated: ${names}.`;
}

/** What happened while reading, in sentences. */
export function readingNotes({ exported, leftOut }: AuditedExport): string[] {
  const { files, problems, remarks, secrets, otherObjects } = exported;
  const cultures = files.flatMap(({ name, culture }) =>
    culture && culture.orders.length > 0
      ? [`${name}: dates are read as ${culture.orders.join(' or ')}; ${culture.reason}`]
      : [],
  );
  return [
    ...files.map(({ name, format, objects }) => `${name}: ${format}, ${objects} objects`),
    ...cultures,
    ...problems.map(({ at, message, fix }) => `${at}: ${message}; ${fix}`),
    ...(secrets > 0 ? [`${secrets} secrets (passwords, credentials, keys) were dropped while reading`] : []),
    ...(otherObjects > 0 ? [`${otherObjects} objects are of kinds that this audit does not use`] : []),
    ...(leftOut.length > 0 ? [`other organizations in the export, not audited: ${leftOut.join(', ')}`] : []),
    ...remarks.slice(0, 40).map(({ file, line, text }) => `${file}:${line}: not understood: ${text}`),
    ...(remarks.length > 40 ? [`${remarks.length - 40} more lines were not understood`] : []),
  ];
}

/** The places of a statement: some, and how many more. */
export function placesText(at: readonly string[], most = 3): string {
  const places = [...new Set(at)];
  return places.length <= most
    ? places.join(', ')
    : `${places.slice(0, most).join(', ')} and ${places.length - most} more`;
}

/** The audit as text: the work first, then what is known, then what is not. */
export function auditText(audited: AuditedExport, judgement: (judged: JudgedAudit) => string): string {
  const blocks = audited.audits.map((judged) => oneAudit(audited, judged, judgement(judged)));
  return `${[
    ...blocks,
    section(
      'What was read',
      readingNotes(audited).map((note) => `  - ${plain(note)}`),
    ),
  ].join('\n\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return [title, '-'.repeat(title.length), ...lines].join('\n');
}

function oneAudit(audited: AuditedExport, judged: JudgedAudit, judgement: string): string {
  const { work, exported } = judged.audit;
  const head = plain(headOf(audited, judged));
  const items = work.flatMap((item, index) => [
    `${String(index + 1).padStart(3)}. ${plain(item.title)}`,
    `     Why: ${plain(item.why)}`,
    `     Do: ${plain(item.fix)}`,
    `     Effort: ${item.effort}. Affected: ${plain(item.affected)}.`,
    ...(item.at.length > 0 ? [`     From: ${plain(placesText(item.at))}`] : []),
  ]);
  const unknowns = unknownsOf(judged).map(
    ({ text, export: how, at }) =>
      `  - ${plain(text)}${how ? `\n    Export: ${plain(how)}` : ''}${at.length > 0 ? `\n    Looked at: ${plain(placesText(at))}` : ''}`,
  );
  const clients = [
    `  ${plain(clientsText(audited))}`,
    ...exported.notJudged.map((text) => `  - not judged: ${plain(text)}`),
    ...(judgement === '' ? [] : ['', judgement.trimEnd()]),
  ];
  return [
    `${head}\n${'='.repeat(Math.min(head.length, 100))}`,
    section('What to do first', items.length > 0 ? items : ['  Nothing that this export shows.']),
    ...(judged.drift
      ? [
          section(
            'Differences from the declaration',
            driftLines(judged).map((line) => `  - ${plain(line)}`),
          ),
        ]
      : []),
    ...sectionsOf(judged).map(({ title, statements }) => section(title, statements.map(statementText))),
    section('What the export does not say, and how to export it', unknowns),
    section('What clients see', clients),
  ].join('\n\n');
}

function statementText({ text, kind, at }: Statement): string {
  return `  - ${plain(text)} [${kind}${at.length === 0 ? '' : `: ${plain(placesText(at))}`}]`;
}

/** The audit as Markdown. */
export function auditMarkdown(audited: AuditedExport, judgement: (judged: JudgedAudit) => string): string {
  const escape = (text: string): string => markdownText(text, 4000);
  const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
  const statement = ({ text, kind, at }: Statement): string => `${escape(text)} _(${kind}: ${escape(placesText(at))})_`;
  const blocks = audited.audits.map((judged) => {
    const { work, exported } = judged.audit;
    const items = work.map(
      ({ title, why, fix, effort, affected, at }, index) =>
        `${index + 1}. **${escape(title)}**  \n   Why: ${escape(why)}  \n   Do: ${escape(fix)}  \n   Effort: ${effort}. Affected: ${escape(affected)}.${at.length > 0 ? `  \n   From: ${escape(placesText(at))}` : ''}`,
    );
    const unknowns = unknownsOf(judged).map(
      ({ text, export: how }) => `${escape(text)}${how ? `  \n  Export: ${escape(how)}` : ''}`,
    );
    const notJudged = exported.notJudged.map((text) => `not judged: ${escape(text)}`);
    return [
      `# ${escape(headOf(audited, judged))}`,
      `## What to do first\n\n${items.length > 0 ? items.join('\n') : 'Nothing that this export shows.'}`,
      ...(judged.drift ? [`## Differences from the declaration\n\n${list(driftLines(judged).map(escape))}`] : []),
      ...sectionsOf(judged).map(({ title, statements }) => `## ${title}\n\n${list(statements.map(statement))}`),
      `## What the export does not say, and how to export it\n\n${list(unknowns)}`,
      `## What clients see\n\n${escape(clientsText(audited))}${notJudged.length > 0 ? `\n\n${list(notJudged)}` : ''}`,
      judgement(judged).trimEnd(),
    ]
      .filter((block) => block !== '')
      .join('\n\n');
  });
  return `${[...blocks, `# What was read\n\n${list(readingNotes(audited).map(escape))}`].join('\n\n')}\n`;
}
