import { basename } from 'node:path';
import type { ExportedEstate } from '../audit/estate-of';
import { TrustAnchorKind } from '../model';
import { Matrix, Report } from '../policy';
import { estateProgram, ProjectFile, projectName } from '../project';
import { type AuditedExport, auditExport, AuditRequest, type JudgedAudit } from './audit/audit-export';
import { baselinedProject } from './judge-program';
import { InputError } from './exit';

/** A project that was made of an export. */
export interface ImportedProject {
  readonly files: readonly ProjectFile[];
  /** How many findings are in the baseline. */
  readonly findings: number;
  /** What a person has to look up, in sentences. */
  readonly todo: readonly string[];
  /** Cells that the program answers otherwise than the audit. */
  readonly differences: readonly string[];
}

/**
 * Makes a project of an export. What it declares is judged before anything is written: for the baseline, and to be compared with the
 * audit of the same export.
 *
 * @throws InputError where there is nothing to read, or more than one organization
 */
export async function importProject(request: AuditRequest & { readonly name: string }): Promise<ImportedProject> {
  const audited = await auditExport(request);
  const [first, ...others] = audited.audits;
  if (others.length > 0)
    throw new InputError(
      `the export holds ${audited.audits.length} organizations: ${audited.audits.map(({ audit }) => audit.forest.forest || 'one without a name').join(', ')}`,
      'name one with --organization',
    );
  const { estate, notJudged } = first.audit.exported;
  const name = projectName(request.name, 'client-access');
  const program = estateProgram(estate, {
    name,
    origins: originsOf(audited),
    authorities: authoritiesOf(first.audit.exported),
  });
  const todo = [...notJudged, ...program.todo];
  const { files, findings, report } = await baselinedProject(
    { name, heading: heading(audited, first, todo), blocks: program.blocks, files: program.files },
    request.now,
  );
  return { files, findings, todo, differences: differencesOf(first.report, report) };
}

function heading(
  { clientsAssumed, exported, now, path }: AuditedExport,
  { audit }: JudgedAudit,
  todo: readonly string[],
): string[] {
  const { forest } = audit;
  return [
    `Client Access of ${forest.name ?? (forest.forest || 'an organization without a name')}, imported from ${basename(path)} as of ${now.toISOString()}.`,
    ...(clientsAssumed ? ['TODO: the clients are the likely ones; nobody said who they are.'] : []),
    ...todo.map((line) => `TODO: ${line}`),
    ...exported.problems.map(({ at, message }) => `TODO: not read: ${at}: ${message}`),
  ];
}

/** Where each certificate and server was read, by its id in the estate. */
function originsOf({ exported }: AuditedExport): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const { at, thumbprint } of exported.certificates)
    if (thumbprint !== undefined && !origins.has(thumbprint.value)) origins.set(thumbprint.value, at);
  for (const { at, server } of exported.servers)
    if (server !== undefined && !origins.has(server)) origins.set(server, at);
  return origins;
}

/** CAs of the organization on the paths of the certificates that are declared, roots included, each once. */
function authoritiesOf({ estate }: ExportedEstate): string[] {
  const between = estate.certificates.flatMap(({ chainPem }) => chainPem);
  const roots = estate.anchors.flatMap(({ kind, pem }) => (kind === TrustAnchorKind.PRIVATE && pem ? [pem] : []));
  return [...new Set([...between, ...roots].map((pem) => pem.trim()))];
}

/** Cells by population, server and protocol, as far as the program has them. */
function cellsOf({ columns, outcomes, rows }: Matrix): Map<string, string> {
  const cells = new Map<string, string>();
  for (const { cells: row, protocol, server } of rows)
    columns.forEach(({ name }, index) => {
      const outcome = outcomes[row[index]];
      const key = [name.toLowerCase().replace(/[^a-z0-9]+/g, '-'), server.split('/').pop()!.toLowerCase(), protocol];
      if (outcome !== undefined) cells.set(key.join(' '), outcome.kind);
    });
  return cells;
}

function differencesOf(audit: Report, program: Report): string[] {
  const wanted = cellsOf(audit.matrix);
  const got = cellsOf(program.matrix);
  return [...new Set([...wanted.keys(), ...got.keys()])]
    .filter((key) => wanted.get(key) !== got.get(key))
    .map((key) => `${key}: ${got.get(key) ?? 'not declared'} instead of ${wanted.get(key) ?? 'nothing'}`);
}
