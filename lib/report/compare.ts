import { Certificate, Estate, HostName } from '../model';
import {
  DECLARATION_RULE,
  Finding,
  Matrix,
  MatrixColumn,
  MatrixRow,
  Outcome,
  OutcomeKind,
  reasonsOf,
  Report,
} from '../policy';
import {
  CellChange,
  CertificateChange,
  CertificateChangeKind,
  Changes,
  CHANGES_SCHEMA_VERSION,
  PropertyChange,
} from './changes';
import { compareDemands } from './demands';
import { weakerPolicy } from './policy-changes';
import { counted } from './plain';

/** One side of a comparison. Without the estate the certificates are not compared. */
export interface Judged {
  readonly report: Report;
  readonly estate?: Estate;
}

/** What changed from the base to the head: findings by their keys, cells by population and binding, certificates by their ids. */
export function compare(base: Judged, head: Judged): Changes {
  const before = countKeys(base.report.findings);
  const after = countKeys(head.report.findings);
  const servers = (report: Report): Set<string> => new Set(report.matrix.rows.map(({ server }) => server));
  const serversBefore = servers(base.report);
  const serversAfter = servers(head.report);
  const gone = exceeding(base.report.findings, after);
  const asked = new Set([...head.report.rules.map(({ rule }) => rule.id), DECLARATION_RULE.metadata.id]);
  return {
    schemaVersion: CHANGES_SCHEMA_VERSION,
    weakerPolicy: weakerPolicy(base, head),
    newFindings: exceeding(head.report.findings, before),
    fixedFindings: gone.filter(({ rule }) => asked.has(rule)),
    notAskedFindings: gone.filter(({ rule }) => !asked.has(rule)),
    standingFindings: [...after.keys()].filter((key) => before.has(key)),
    cells: compareCells(base.report.matrix, head.report.matrix),
    demands:
      base.estate && head.estate
        ? compareDemands({ report: base.report, estate: base.estate }, { report: head.report, estate: head.estate })
        : [],
    certificates: base.estate && head.estate ? compareCertificates(base.estate, head.estate) : [],
    serversAdded: [...serversAfter].filter((id) => !serversBefore.has(id)),
    serversRemoved: [...serversBefore].filter((id) => !serversAfter.has(id)),
  };
}

function countKeys(findings: Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of findings) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The findings that the other side does not have; of several with one key, those beyond the other side's number. */
function exceeding(findings: Finding[], other: Map<string, number>): Finding[] {
  const left = new Map(other);
  return findings.filter(({ key }) => {
    const count = left.get(key) ?? 0;
    if (count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
}

interface PlacedCell {
  readonly column: MatrixColumn;
  readonly row: MatrixRow;
  readonly outcome: Outcome;
}

function compareCells(base: Matrix, head: Matrix): CellChange[] {
  const changes: CellChange[] = [];
  const rowsBefore = new Map(base.rows.map((row) => [row.binding, row]));
  const rowsAfter = new Set(head.rows.map(({ binding }) => binding));
  const serversAfter = new Set(head.rows.map(({ server }) => server));
  const columnBefore = new Map(base.columns.map((column, index) => [column.population, index]));
  const columnAfter = new Set(head.columns.map(({ population }) => population));
  for (const row of head.rows) {
    head.columns.forEach((column, index) => {
      const before = cell(base, rowsBefore.get(row.binding), column, columnBefore.get(column.population));
      push(changes, before, cell(head, row, column, index));
    });
  }
  for (const row of base.rows) {
    // A server that is taken away is reported as such; its clients' cells would only repeat it. Same for a population.
    if (rowsAfter.has(row.binding) || !serversAfter.has(row.server)) continue;
    base.columns.forEach((column, index) => {
      if (columnAfter.has(column.population)) push(changes, cell(base, row, column, index), undefined);
    });
  }
  return changes;
}

function cell(
  matrix: Matrix,
  row: MatrixRow | undefined,
  column: MatrixColumn,
  index: number | undefined,
): PlacedCell | undefined {
  const at = row === undefined || index === undefined ? undefined : row.cells[index];
  const outcome = at === undefined || at < 0 ? undefined : matrix.outcomes[at];
  return row && outcome ? { column, row, outcome } : undefined;
}

function push(changes: CellChange[], before: PlacedCell | undefined, after: PlacedCell | undefined): void {
  const either = after ?? before;
  if (!either) return;
  const works = (placed: PlacedCell | undefined): boolean => placed?.outcome.kind === OutcomeKind.WORKS;
  // What is new and works is no news for a reviewer, and neither is what goes on working for another reason.
  if (works(after) && (works(before) || !before)) return;
  if (before && after && before.outcome.kind === after.outcome.kind && codes(before) === codes(after)) return;
  changes.push({
    population: either.column.population,
    name: either.column.name,
    binding: either.row.binding,
    server: either.row.server,
    protocol: either.row.protocol,
    ...(before ? { before: before.outcome } : {}),
    ...(after ? { after: after.outcome } : {}),
  });
}

/** Everything that speaks against the connection, whatever its words. */
function codes({ outcome }: PlacedCell): string {
  return reasonsOf(outcome)
    .map(({ code }) => code)
    .join(' ');
}

/** The property that distinguishes one issue of a certificate from another. */
const BYTES = 'certificate (SHA-256)';

function compareCertificates(base: Estate, head: Estate): CertificateChange[] {
  const before = new Map(base.certificates.map((certificate) => [certificate.id, certificate]));
  const after = new Map(head.certificates.map((certificate) => [certificate.id, certificate]));
  const changes: CertificateChange[] = [];
  for (const certificate of after.values()) {
    const old = before.get(certificate.id);
    const properties = differences(old, certificate);
    if (old && properties.length === 0) continue;
    const kind = old ? CertificateChangeKind.CHANGED : CertificateChangeKind.ADDED;
    changes.push({ certificate: certificate.id, kind, properties, servers: presenters(head, certificate.id) });
  }
  for (const certificate of before.values()) {
    if (after.has(certificate.id)) continue;
    const servers = presenters(base, certificate.id);
    const properties = differences(certificate, undefined);
    changes.push({ certificate: certificate.id, kind: CertificateChangeKind.REMOVED, properties, servers });
  }
  return changes;
}

function differences(before: Certificate | undefined, after: Certificate | undefined): PropertyChange[] {
  const old = propertiesOf(before);
  return Object.entries(propertiesOf(after)).flatMap(([property, value]) => {
    // Before it is issued a certificate has no bytes: a plan that knows them beside a configuration that does not is no change.
    const untold = property === BYTES && before && after && (old[property] === '' || value === '');
    return untold || old[property] === value ? [] : [{ property, before: old[property], after: value }];
  });
}

/** What a reviewer looks at, each in words; an empty string is nothing or not known. */
function propertiesOf(certificate: Certificate | undefined): Record<string, string> {
  const facts = certificate?.facts;
  const list = (items: readonly string[] | undefined): string => [...(items ?? [])].sort().join(', ');
  const host = (name: HostName): string => name.value ?? name.expression ?? '';
  return {
    source: certificate?.source ?? '',
    names: list([...(facts?.dnsNames ?? []).map(host), ...(facts?.ipAddresses ?? [])]),
    'common name': facts?.commonName ?? '',
    key:
      facts?.keyType === undefined ? '' : `${facts.keyType}${facts.keyBits === undefined ? '' : ` ${facts.keyBits}`}`,
    'key custody': certificate?.custody ?? '',
    lifetime: facts?.lifetimeSeconds === undefined ? '' : lifetime(facts.lifetimeSeconds),
    uses: list([...(facts?.keyUsages ?? []), ...(facts?.extendedKeyUsages ?? [])]),
    issuer: facts?.issuer ?? '',
    anchor: certificate?.anchor ?? '',
    [BYTES]: facts?.sha256 ?? '',
  };
}

/** A lifetime counts both ends, so a whole number of hours has a second over. */
function lifetime(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  return hours >= 48 ? `${Math.round((hours / 24) * 10) / 10} days` : counted(hours, 'hour');
}

function presenters(estate: Estate, certificate: string): string[] {
  return [...new Set(estate.bindings.filter((b) => b.certificate === certificate).map(({ server }) => server))];
}
