import { posix } from 'node:path';
import { Level, LEVELS } from '../policy/rule';
import { InputError } from './exit';
import type { Report } from '../policy/report';

/** Which findings give exit code 1. */
export interface Threshold {
  /** False: none does. */
  readonly counts: boolean;
  /** The least level that does. Left out: the one from which the app itself refuses. */
  readonly from?: Level;
}

/** What `--fail-on` takes. */
export const THRESHOLDS: readonly string[] = ['policy', ...LEVELS, 'never'];

/** What `--fail-on` says. */
export function parseThreshold(text: string): Threshold {
  if (text === 'policy') return { counts: true };
  if (text === 'never') return { counts: false };
  const from = LEVELS.find((level) => level === text);
  if (from) return { counts: true, from };
  throw new InputError(`--fail-on takes ${THRESHOLDS.join(', ')}; got "${text}"`);
}

/** @throws InputError when it is no whole number, or out of range */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new InputError(`${option} takes a whole number from ${least} to ${most}; got "${text}"`);
}

/** A moment as the user gives it: a day (its first moment in UTC) or ISO 8601 with a zone. */
export function parseMoment(text: string): Date {
  const shaped = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const moment = new Date(text);
  if (shaped && !Number.isNaN(moment.getTime()) && isDay(text.slice(0, 10))) return moment;
  throw new InputError(`--now takes a day such as 2026-04-01, or a moment such as 2026-04-01T12:00:00Z; got "${text}"`);
}

/** Whether the calendar has the day: Date reads the 30th of February as a day of March. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

const ABSOLUTE = /^(\/|[A-Za-z]:)/;

/** Checks where the project lies in its repository; an empty text stands for the repository's root. */
export function parseSourceRoot(text: string): string {
  const given = text.replaceAll('\\', '/');
  const folder = posix.normalize(`./${given}/`);
  if (ABSOLUTE.test(given) || folder.startsWith('../'))
    throw new InputError(
      `--source-root takes a folder inside the repository; got "${text}"`,
      'name the folder in which synth runs as the repository names it, such as infra/mail',
    );
  return folder === './' ? '' : folder;
}

/** The report with every file named from the root of the repository, where forges look for it, and not from the folder of the project. */
export function fromRepositoryRoot(report: Report, sourceRoot: string): Report {
  if (sourceRoot === '') return report;
  const moved = <T extends { readonly location?: { readonly file: string } }>(item: T): T =>
    item.location === undefined
      ? item
      : { ...item, location: { ...item.location, file: fileFromRepositoryRoot(item.location.file, sourceRoot) } };
  return {
    ...report,
    findings: report.findings.map(moved),
    unknowns: report.unknowns.map(moved),
    acknowledgements: report.acknowledgements.map((result) => ({
      ...result,
      acknowledgement: moved(result.acknowledgement),
    })),
  };
}

/** The same of one file; one with a whole path stays as it is. */
export function fileFromRepositoryRoot(file: string, sourceRoot: string): string {
  return ABSOLUTE.test(file) ? file : posix.normalize(`${sourceRoot}${file}`);
}

/**
 * A file that the user named, from the root of the repository. It is named as seen from where the command runs, which is the root
 * itself where the path begins with the project's folder (`review infra/mail/cdktf.out --source-root infra/mail`).
 */
export function inputFromRepositoryRoot(file: string, sourceRoot: string): string {
  const path = posix.normalize(file.replaceAll('\\', '/'));
  return sourceRoot !== '' && path.startsWith(sourceRoot) ? path : fileFromRepositoryRoot(path, sourceRoot);
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value];
}
