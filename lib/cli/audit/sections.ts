import type { Drift } from '../../audit/drift';
import { Statement, StatementKind, Topic } from '../../audit/statement';
import { JudgedAudit, AuditedExport } from './audited-export';

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
