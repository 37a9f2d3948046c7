import { checkFormat, format, FormatInput } from './formats';
import { InputError } from './input-error';
import { Io } from './io';
import type { OutputFile } from './write-files';

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
