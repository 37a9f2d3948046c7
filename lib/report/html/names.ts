import { Estate, SourceLocation } from '../../model';
import { Report } from '../../policy';

/** The short name of every server, certificate and population, unique among its kind. */
export interface Names {
  server(id: string): string;
  certificate(id: string): string;
  population(id: string): string;
}

/** Shortest ending of a construct path that distinguishes it from the others of its kind. */
function endings(ids: readonly string[], nameOf?: Map<string, string>): Map<string, string> {
  const labels = new Map(ids.map((id) => [id, nameOf?.get(id) ?? id.split('/').pop() ?? id]));
  const uses = new Map<string, number>();
  for (const label of labels.values()) uses.set(label, (uses.get(label) ?? 0) + 1);
  return new Map([...labels].map(([id, label]) => [id, (uses.get(label) as number) > 1 ? id : label]));
}

/**
 * Certificates mostly end in the same word (`.../cas01/Certificate`): the last segment alone says nothing, so the last two stand
 * for them.
 */
function certificateLabel(id: string): string {
  return id.split('/').slice(-2).join('/');
}

export function namesOf(report: Report, estate?: Estate): Names {
  const servers = endings(
    [
      ...new Set([
        ...report.matrix.rows.map((row) => row.server),
        ...(estate?.servers ?? []).map((server) => server.id),
      ]),
    ],
    estate && new Map(estate.servers.map((server) => [server.id, server.name])),
  );
  const populations = new Map(report.matrix.columns.map((column) => [column.population, column.name]));
  const certificateIds = [
    ...new Set([
      ...report.matrix.rows.flatMap((row) => row.certificate ?? []),
      ...(estate?.certificates ?? []).map((certificate) => certificate.id),
    ]),
  ];
  const certificates = endings(certificateIds, new Map(certificateIds.map((id) => [id, certificateLabel(id)])));
  return {
    server: (id) => servers.get(id) ?? id,
    certificate: (id) => certificates.get(id) ?? id,
    population: (id) => populations.get(id) ?? id,
  };
}

/** `lib/mail.ts:12:5`, as editors and reviewers open it. */
export function placeOf(location: SourceLocation | undefined): string {
  if (!location) return '';
  return `${location.file}:${location.line}${location.column === undefined ? '' : `:${location.column}`}`;
}

/** Several names as one: all of a few, the first and the last of many. */
export function rangeOf(names: readonly string[]): string {
  if (names.length <= 3) return names.join(', ');
  return `${names[0]} … ${names[names.length - 1]}`;
}
