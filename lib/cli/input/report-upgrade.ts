import { REPORT_SCHEMA_VERSION } from '../../policy';
import { isObject } from './json-object';

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
