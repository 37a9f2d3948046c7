import { existsSync, statSync } from 'node:fs';
import { Estate } from '../../model';
import { Level, LEVELS, OutcomeKind, Report, REPORT_SCHEMA_VERSION } from '../../policy';
import { InputError } from '../exit';
import { judgeInputs } from '../judgement';
import { readBytes, textOf } from './bytes';
import { isObject, JsonObject, JsonScanner } from './json-scanner';

/** What a review is compared with. */
export interface Base {
  readonly report: Report;
  /** Left out where the base is a report: certificates are then not compared. */
  readonly estate?: Estate;
  readonly notices: string[];
}

/** Reads the base: what a review reads, judged at the same moment, or a JSON report of an earlier run. */
export async function readBase(
  paths: readonly string[],
  options: { readonly now: Date; readonly refuseFrom?: Level },
): Promise<Base> {
  const report = paths.length === 1 ? readReport(paths[0]) : undefined;
  if (report) return { report, notices: [`${paths[0]} is a report, so certificates are not compared`] };
  const { report: judged, estate, notices } = await judgeInputs(paths, options);
  return { report: judged, estate, notices: notices.map((notice) => `base: ${notice}`) };
}

/**
 * A JSON report of an earlier run; undefined where the file is something else.
 *
 * @throws InputError when it is a report that this version does not understand, or a damaged one
 */
export function readReport(path: string): Report | undefined {
  // A pipe can be read only once, and then is no report but a plan.
  if (path === '-' || !existsSync(path) || !statSync(path).isFile()) return undefined;
  const bytes = readBytes(path);
  if (!isReport(bytes, path)) return undefined;
  let report: unknown;
  try {
    report = JSON.parse(textOf(bytes));
  } catch {
    throw new InputError(`the report ${path} is not whole JSON`, AGAIN);
  }
  report = upgradeReport(report);
  const { schemaVersion } = report as { schemaVersion?: unknown };
  if (typeof schemaVersion === 'number' && schemaVersion > REPORT_SCHEMA_VERSION) {
    throw new InputError(
      `the report ${path} has schema version ${schemaVersion}; this command reads up to ${REPORT_SCHEMA_VERSION}`,
      'install a newer version of this package',
    );
  }
  const damage = typeof schemaVersion === 'number' ? damageOf(report as JsonObject) : 'schemaVersion is no number';
  if (damage !== undefined) throw new InputError(`the report ${path} is damaged: ${damage}`, AGAIN);
  return report as Report;
}

const AGAIN = 'make it again with --output json=FILE';

/** Recognizes a report by its members. What may be a plan is walked over and not parsed, as its secrets must not become values. */
function isReport(bytes: Buffer, path: string): boolean {
  // As this command writes it: recognized at once, and where it was cut off too.
  if (/^(?:\u00ef\u00bb\u00bf)?\s*\{\s*"schemaVersion":\s*\d+,\s*"judgedAt":/.test(bytes.toString('latin1', 0, 200)))
    return true;
  // Sorted or filtered by another program. The quotes of text within a string are escaped, so no plan is walked over for nothing.
  if (!bytes.includes('"judgedAt"')) return false;
  try {
    const sections = new JsonScanner(bytes, path).sections();
    return sections.has('judgedAt') && sections.has('schemaVersion');
  } catch {
    return false; // reported when it is read as what it may be instead
  }
}

/** What keeps a report from being compared with; only what a comparison looks at is looked at. */
function damageOf({ findings, matrix, rules, acknowledgements }: JsonObject): string | undefined {
  if (!Array.isArray(rules) || !rules.every(isTally)) return 'rules is no list of rules with their levels';
  if (!Array.isArray(acknowledgements) || !acknowledgements.every(isAcknowledgement))
    return 'acknowledgements is no list of acknowledgements';
  if (!Array.isArray(findings)) return 'findings is no list';
  const finding = findings.findIndex((one) => !isFinding(one));
  if (finding >= 0) return `findings[${finding}] is no finding`;
  if (!isObject(matrix)) return 'matrix is no object';
  const { rows, columns, outcomes } = matrix;
  if (!Array.isArray(columns)) return 'matrix.columns is no list';
  const column = columns.findIndex((one) => !hasTexts(one, ['population', 'name']));
  if (column >= 0) return `matrix.columns[${column}] is no population`;
  if (!Array.isArray(outcomes)) return 'matrix.outcomes is no list';
  const outcome = outcomes.findIndex((one) => !isOutcome(one));
  if (outcome >= 0) return `matrix.outcomes[${outcome}] is no outcome`;
  if (!Array.isArray(rows)) return 'matrix.rows is no list';
  const isCell = (cell: unknown): boolean =>
    Number.isInteger(cell) && (cell as number) >= -1 && (cell as number) < outcomes.length;
  const row = rows.findIndex((one) => {
    if (!hasTexts(one, ['binding', 'server', 'protocol'])) return true;
    const { cells } = one;
    return !Array.isArray(cells) || cells.length !== columns.length || !cells.every(isCell);
  });
  return row >= 0 ? `matrix.rows[${row}] is no row of ${columns.length} cells with outcomes` : undefined;
}

function isTally(value: unknown): boolean {
  return hasTexts(value, ['level']) && hasTexts(value.rule, ['id']);
}

function isAcknowledgement(value: unknown): boolean {
  return isObject(value) && hasTexts(value.acknowledgement, ['rule', 'reason', 'expires', 'scope']);
}

function isFinding(value: unknown): boolean {
  if (!hasTexts(value, ['key', 'rule', 'ref', 'level', 'message', 'fix', 'source', 'path'])) return false;
  const { level, bindings, populations, location } = value;
  return (
    LEVELS.some((known) => known === level) &&
    [bindings, populations].every((list) => Array.isArray(list) && list.every((id) => typeof id === 'string')) &&
    (location === undefined || hasTexts(location, ['file']))
  );
}

function isOutcome(value: unknown): boolean {
  if (!hasTexts(value, ['kind', 'code', 'message'])) return false;
  const { kind, others, sources } = value;
  if (!Array.isArray(sources) || sources.some((source) => typeof source !== 'string')) return false;
  if (!Object.values(OutcomeKind).some((known) => known === kind)) return false;
  return others === undefined || (Array.isArray(others) && others.every(isOutcome));
}

function hasTexts(value: unknown, names: readonly string[]): value is JsonObject {
  return isObject(value) && names.every((name) => typeof value[name] === 'string');
}

/**
 * A report of an earlier schema version in the present shape. Version 1 wrote the reason of an outcome as `reason`, `source` and `remedy`.
 * Anything else, a damaged report too, is returned as it is.
 */
export function upgradeReport(report: unknown): unknown {
  if (!isObject(report) || report.schemaVersion !== 1) return report;
  const { matrix } = report;
  if (!isObject(matrix) || !Array.isArray(matrix.outcomes)) return report;
  return {
    ...report,
    schemaVersion: REPORT_SCHEMA_VERSION,
    matrix: { ...matrix, outcomes: matrix.outcomes.map(upgradeOutcome) },
  };
}

function upgradeOutcome(outcome: unknown): unknown {
  if (!isObject(outcome)) return outcome;
  const { reason, source, remedy, others, ...rest } = outcome;
  const upgraded: Record<string, unknown> = { ...rest, message: reason };
  if (typeof source === 'string') upgraded.sources = source.split('; ');
  if (remedy !== undefined) upgraded.fix = remedy;
  if (others !== undefined) upgraded.others = Array.isArray(others) ? others.map(upgradeOutcome) : others;
  return upgraded;
}
