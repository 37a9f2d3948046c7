import type { Audit } from '../../audit/audit';
import type { DriftResult } from '../../audit/drift';
import type { StatedClients } from '../../audit/populations';
import type { ExchangeExport, ExportedForest } from '../../exports/exchange-export';
import type { Report } from '../../policy';
import { Level } from '../../policy/rule';
import { Moment } from '../../policy/report';
import { InputError } from '../exit';
import { readEstate } from '../input/estate';
import { judgeRead } from '../judgement';

/** The audit of one organization, and the judgement of what could be put into the model. */
export interface JudgedAudit {
  readonly audit: Audit;
  readonly report: Report;
  /** The comparison with what was declared. Left out: nobody asked. */
  readonly drift?: DriftResult;
}

/** Everything that a report of an audit shows. */
export interface AuditedExport {
  readonly path: string;
  readonly exported: ExchangeExport;
  readonly now: Date;
  readonly clients: readonly StatedClients[];
  /** True where nobody said who the clients are. */
  readonly clientsAssumed: boolean;
  readonly audits: readonly JudgedAudit[];
  /** Organizations that are in the export and were not audited. */
  readonly leftOut: readonly string[];
}

/** What `client-access audit` takes. */
export interface AuditRequest {
  readonly path: string;
  /** File that says who the clients are. */
  readonly clients?: string;
  /** Directory forest of the organization. Default: all, each apart. */
  readonly organization?: string;
  /** What was declared: a folder, configuration or plan. */
  readonly against?: string;
  readonly refuseFrom?: Level;
  readonly now: Date;
  /** Adds what live endpoints present. Default: the export alone counts. */
  readonly fill?: (exported: ExchangeExport) => Promise<ExchangeExport>;
}

/**
 * Reads an export, audits each of its organizations, and judges what can be put into the model.
 *
 * @throws InputError where there is nothing to read, or no such organization
 */
export async function auditExport(request: AuditRequest): Promise<AuditedExport> {
  const { path, now } = request;
  const found = await read(path);
  const exported = request.fill ? await request.fill(found) : found;
  const [{ auditOf }, { LIKELY_CLIENTS }, { driftOf }, { ForestView }] = await Promise.all([
    import('../../audit/audit'),
    import('../../audit/populations'),
    import('../../audit/drift'),
    import('../../audit/forest-view'),
  ]);
  const clients: readonly StatedClients[] =
    request.clients === undefined
      ? LIKELY_CLIENTS
      : (await import('./questionnaire')).readQuestionnaire(request.clients);
  const forests = chosen(exported, request.organization);
  if (request.against !== undefined && forests.length > 1)
    throw new InputError(
      `--against compares one organization, and the export has ${forests.length}`,
      `choose one with --organization: ${forests.map(({ forest }) => forest).join(', ')}`,
    );
  const declared = request.against === undefined ? undefined : await readEstate([request.against], now);
  const audits: JudgedAudit[] = [];
  for (const forest of forests) {
    const audit = auditOf(exported, forest, { now, clients });
    const drift = declared && driftOf(new ForestView(exported, forest.forest), declared.estate, now);
    const report = await judgeRead(drift?.estate ?? audit.exported.estate, Moment.OBSERVED, {
      now,
      ...(request.refuseFrom === undefined ? {} : { refuseFrom: request.refuseFrom }),
    });
    audits.push({ audit, report, ...(drift ? { drift } : {}) });
  }
  const names = new Set(forests.map(({ forest }) => forest));
  return {
    path,
    exported,
    now,
    clients,
    clientsAssumed: request.clients === undefined,
    audits,
    leftOut: exported.organizations.flatMap(({ forest }) => (names.has(forest) ? [] : [forest || 'not named'])),
  };
}

async function read(path: string): Promise<ExchangeExport> {
  const { readExport } = await import('../../exports/exchange-export');
  let exported: ExchangeExport;
  try {
    exported = await readExport(path);
  } catch (error) {
    // The built command has this class in one file alone, but tests may have two.
    if (error instanceof Error && error.name === 'ExportError')
      throw new InputError(error.message, (error as Error & { readonly fix?: string }).fix);
    throw error;
  }
  if (exported.organizations.length === 0) {
    const problem = exported.files.every(({ format }) => format === 'not read') ? exported.problems[0] : undefined;
    throw new InputError(
      problem === undefined
        ? `${path} holds nothing that Exchange or IIS exports`
        : `${path} holds nothing that could be read: ${problem.at}: ${problem.message}`,
      problem?.fix ??
        'export with Get-ExchangeCertificate | Export-Clixml and the like, or run client-access collector',
    );
  }
  return exported;
}

/** The organizations to audit. What is there with nothing but a stray certificate is none. */
function chosen(exported: ExchangeExport, organization: string | undefined): ExportedForest[] {
  const all = exported.organizations;
  if (organization !== undefined) {
    const wanted = organization.toLowerCase();
    const one = all.find(({ forest, name }) => forest === wanted || name?.toLowerCase() === wanted);
    if (!one)
      throw new InputError(
        `the export has no organization "${organization}"`,
        `it has ${all.map(({ forest, name }) => `${forest || 'one without a name'}${name === undefined ? '' : ` (${name})`}`).join(', ')}`,
      );
    return [one];
  }
  const strays = new Set(all.filter(({ forest }) => isStray(exported, forest)).map(({ forest }) => forest));
  const rest = all.filter(({ forest }) => !strays.has(forest));
  return rest.length > 0 ? rest : [...all];
}

/** Whether all that is of an organization is an internal transport certificate by itself. */
function isStray(exported: ExchangeExport, forest: string): boolean {
  const own = exported.certificates.filter((one) => one.organization === forest);
  const objects = exported.organizations.find((one) => one.forest === forest)?.objects ?? 0;
  return own.length === objects && own.every(({ internalTransport }) => internalTransport);
}
