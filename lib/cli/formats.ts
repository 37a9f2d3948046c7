import { Estate } from '../model';
import { CertificateNames, Level, Report } from '../policy';
import type { ReviewContext } from '../report/changes';
import { InputError } from './exit';
import { Io } from './verb';
import type { OutputFile } from './write-files';

/** All that a format may use. */
export interface FormatInput extends ReviewContext {
  readonly report: Report;
  readonly estate: Estate;
  readonly failFrom: Level;
  readonly fallbackFile?: string;
  readonly toolVersion: string;
  /** Distinguishes this review's comment from another's. */
  readonly commentName?: string;
  readonly colour: boolean;
  readonly columns?: number;
  readonly maxFindings?: number;
}

type Formatter = (input: FormatInput) => Promise<string>;

const FORMATTERS: Readonly<Record<string, Formatter>> = {
  text: async ({ report, ...input }) =>
    (await import('../report/text')).formatText(report, {
      ...input,
      names: await namesOf(input.estate, report),
      moreHint: '--all shows all',
      ...(input.columns === undefined ? {} : { width: Math.min(input.columns, 140) }),
    }),
  markdown: async ({ report, commentName, ...input }) =>
    (await import('../report/markdown')).formatMarkdown(report, {
      ...input,
      names: await namesOf(input.estate, report),
      ...(commentName === undefined ? {} : { name: commentName }),
    }),
  html: async ({ report, estate, changes, replacements, notices }) =>
    (await import('../report/html')).formatHtml(report, estate, {
      intermediates: (await import('./intermediates')).intermediatesOf(estate),
      changes,
      replacements,
      notices,
      names: await namesOf(estate, report),
      chooser: new (await import('../matrix')).CertificateChooser(),
    }),
  sarif: async ({ report, ...input }) => (await import('../report/sarif')).formatSarif(report, input),
  junit: async ({ report, failFrom }) => (await import('../report/junit')).formatJunit(report, { failFrom }),
  gitlab: async ({ report, ...input }) => (await import('../report/gitlab')).formatGitlab(report, input),
  github: async ({ report, changes }) => (await import('../report/github')).formatGithub(report, changes),
  prometheus: async ({ report, estate }) => (await import('../report/prometheus')).formatPrometheus(report, estate),
  json: async ({ report, changes, replacements, notices, survey }) =>
    (await import('../report/json')).formatJson(report, {
      changes,
      replacements,
      notices,
      ...(survey === undefined ? {} : { survey }),
    }),
};

/** What the certificates of the estate need as names. */
async function namesOf(estate: Estate, { judgedAt }: Report): Promise<CertificateNames[]> {
  return (await import('../rules/needed-names')).certificateNames(estate, new Date(judgedAt));
}

export const FORMATS: readonly string[] = Object.keys(FORMATTERS);

/** @throws InputError when there is no such format */
export function checkFormat(name: string): string {
  if (!Object.hasOwn(FORMATTERS, name))
    throw new InputError(`there is no format "${name}"; there are ${FORMATS.join(', ')}`);
  return name;
}

export function format(name: string, input: FormatInput): Promise<string> {
  return FORMATTERS[checkFormat(name)](input);
}

/** A format, and the file that it goes to; `-` is standard output. */
export interface Output {
  readonly format: string;
  readonly path: string;
}

/** Gives a report in a format. What goes to a file has no colour and no terminal's width: it is read by anyone later. */
export type Render = (format: string, toFile: boolean) => Promise<string>;

/** Writes every output of a review, and one format to standard output. */
export function writeOutputs(
  outputs: readonly Output[],
  shown: string | undefined,
  input: FormatInput,
  quiet: boolean,
  io: Io,
): Promise<void> {
  const render: Render = (name, toFile) =>
    format(name, toFile ? { ...input, colour: false, columns: undefined } : input);
  return writeRendered(outputs, shown, render, quiet, io);
}

/** Writes every output, and one format to standard output: the one that is asked for, else the text where nothing else is. */
export async function writeRendered(
  outputs: readonly Output[],
  shown: string | undefined,
  render: Render,
  quiet: boolean,
  io: Io,
): Promise<void> {
  const files: OutputFile[] = [];
  let standard = shown ?? (quiet || outputs.length > 0 ? undefined : 'text');
  for (const output of outputs) {
    if (output.path === '-') {
      if (standard !== undefined)
        throw new InputError('two formats are to go to standard output; give all but one a path');
      standard = output.format;
      continue;
    }
    files.push({ path: output.path, text: await render(output.format, true) });
  }
  const text = standard === undefined ? undefined : await render(standard, false);
  if (files.length > 0) (await import('./write-files')).writeFiles(files);
  if (text !== undefined) io.out(text);
}

/** @throws InputError when it is no format and path */
export function parseOutput(text: string): Output {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InputError(`--output takes FORMAT=PATH, such as sarif=review.sarif; got "${text}"`);
  return { format: checkFormat(text.slice(0, at)), path: text.slice(at + 1) };
}
