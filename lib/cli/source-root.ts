import { posix } from 'node:path';
import type { Report } from '../policy/report';
import { InputError } from './exit';

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
