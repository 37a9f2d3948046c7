import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../exit';
import { parseMoment } from '../options';
import { isObject } from './json-scanner';

/**
 * What is read where nothing is named: where cdktf writes by default.
 *
 * @throws InputError when there is none
 */
export function defaultInput(): string {
  if (existsSync('cdktf.out')) return 'cdktf.out';
  throw new InputError(
    'there is no cdktf.out here',
    'run `cdktf synth` first, or name what to read; - is standard input',
  );
}

/** The report that synth leaves in its output folder. */
const REPORT_FILE = 'client-access-report.json';

/**
 * The clock that the app was given, where what is reviewed is the folder that it wrote: the review then judges at the same moment as
 * synth did. Undefined where the app took the system's clock, several inputs are read, or the folder has no report.
 */
export function clockOf(paths: readonly string[]): Date | undefined {
  if (paths.length !== 1 || paths[0] === '-') return undefined;
  try {
    const report: unknown = JSON.parse(readFileSync(join(paths[0], REPORT_FILE), 'utf8'));
    if (!isObject(report) || report.clock !== 'app' || typeof report.judgedAt !== 'string') return undefined;
    return parseMoment(report.judgedAt);
  } catch {
    return undefined; // no folder of synth, or one of an earlier version
  }
}
