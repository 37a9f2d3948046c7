import { existsSync, statSync } from 'node:fs';
import { Estate } from '../../model';
import { Level, Report, REPORT_SCHEMA_VERSION } from '../../policy';
import { InputError } from '../input-error';
import { judgeInputs } from '../judgement';
import { readBytes } from './bytes';

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

/** @throws InputError when it is a report that this version does not understand */
function readReport(path: string): Report | undefined {
  if (path === '-' || !existsSync(path) || statSync(path).isDirectory()) return undefined;
  const text = readBytes(path).toString();
  // Cheap: a report says so near its beginning, and nothing else that is read here does.
  if (!/^\s*\{\s*"schemaVersion":\s*\d+,\s*"judgedAt":/.test(text.slice(0, 200))) return undefined;
  let report: Report;
  try {
    report = JSON.parse(text) as Report;
  } catch {
    throw new InputError(`the report ${path} is not whole JSON`, 'make it again with --output json=FILE');
  }
  if (report.schemaVersion > REPORT_SCHEMA_VERSION) {
    throw new InputError(
      `the report ${path} has schema version ${report.schemaVersion}; this command reads up to ${REPORT_SCHEMA_VERSION}`,
      'install a newer version of this package',
    );
  }
  if (!Array.isArray(report.findings) || !Array.isArray(report.matrix?.rows) || !Array.isArray(report.matrix.columns))
    throw new InputError(`the report ${path} is damaged`, 'make it again with --output json=FILE');
  return report;
}
