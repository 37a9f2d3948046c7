import type { Command } from 'commander';
import { CertificateNames, NamePresence } from '../policy';
import { certificateNames } from '../rules/needed-names';
import { useWords } from '../report/words';
import { plain } from '../report/plain';
import { ExitCode, InputError } from './exit';
import { defaultInput } from './input/default-input';
import { readEstate } from './input/estate';
import { Io, Verb } from './verb';

/** Formats of the list of names. */
export const NAME_FORMATS = ['text', 'csv', 'json'] as const;

const HELP = `
INPUT is as for client-access review: a folder that synth wrote (default: cdktf.out), a cdk.tf.json, the JSON of a plan,
or - for standard input.

text lists why each name is needed and ends each certificate with its names for the order, one per line; csv has a line for
each use of each name.

Examples:
  client-access names cdktf.out
  client-access names --paste --certificate contoso-mail/cas01/Certificate cdktf.out
  client-access names --format csv cdktf.out`;

interface Options {
  readonly format: string;
  readonly certificate?: string;
  readonly paste?: boolean;
}

/** Which names each certificate needs, why, and what no public CA can certify. */
export const NAMES: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what synth wrote, or a plan (default: cdktf.out)')
      .option('--certificate <id>', 'of this certificate alone')
      .option('--paste', 'print the names for the order alone, one per line')
      .option('-f, --format <format>', NAME_FORMATS.join(', '), 'text')
      .addHelpText('after', HELP)
      .action(async (paths: string[], options: Options) => {
        const { text, notices } = await names(paths, options, io.now());
        for (const notice of notices) io.err(`${notice}\n`);
        io.out(text);
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when an option or an input can't be used */
async function names(
  paths: readonly string[],
  { format, certificate, paste = false }: Options,
  now: Date,
): Promise<{ readonly text: string; readonly notices: readonly string[] }> {
  if (!NAME_FORMATS.includes(format as (typeof NAME_FORMATS)[number]))
    throw new InputError(`--format takes ${NAME_FORMATS.join(', ')}; got "${format}"`);
  if (paste && format !== 'text') throw new InputError('--paste prints text; leave --format out');
  const { estate, notices } = await readEstate(paths.length > 0 ? paths : [defaultInput()], now);
  const all = certificateNames(estate, now);
  const wanted =
    certificate === undefined ? all : all.filter((one) => one.certificate.toLowerCase() === certificate.toLowerCase());
  if (wanted.length === 0 && certificate !== undefined)
    throw new InputError(
      `there is no certificate "${certificate}" that clients meet; there are ${all.map((one) => one.certificate).join(', ')}`,
    );
  if (format === 'json') return { text: `${JSON.stringify(wanted, undefined, 2)}\n`, notices };
  if (format === 'csv') return { text: csvOf(wanted), notices };
  if (paste)
    return {
      text: [...new Set(wanted.flatMap(({ order }) => order))].map((name) => `${plain(name)}\n`).join(''),
      notices,
    };
  return { text: namesText(wanted), notices };
}

/** The names of certificates for people. */
export function namesText(all: readonly CertificateNames[]): string {
  if (all.length === 0) return 'No client meets a certificate.\n';
  return all.map((one) => `${linesOf(one).join('\n')}\n`).join('\n');
}

function linesOf({ certificate, hints, needed, order, superfluous, title }: CertificateNames): string[] {
  const lines = [`${title[0].toUpperCase()}${title.slice(1)} (${certificate})`];
  for (const { fix, has, name, refused, uses } of needed) {
    lines.push(`  ${name}${has === NamePresence.MISSING ? ' (missing)' : ''}`);
    for (const use of useWords(uses)) lines.push(`    ${use}`);
    if (refused !== undefined) lines.push(`    no public CA can certify it: ${refused}`);
    if (fix !== undefined) lines.push(`    fix: ${fix}`);
  }
  if (superfluous.length > 0) lines.push(`  not used by anything declared: ${superfluous.join(', ')}`);
  for (const hint of hints) lines.push(`  note: ${hint}`);
  return [...lines, '', '  Names for the order:', ...order].map(plain);
}

const HEADER = ['certificate', 'name', 'ordered', 'protocol', 'at', 'side', 'setting', 'mail domain', 'refused', 'fix'];

function csvOf(all: readonly CertificateNames[]): string {
  const rows = all.flatMap(({ certificate, needed, order, superfluous }) => [
    ...needed.flatMap(({ fix, name, refused, uses }) =>
      uses.map(({ at, mailDomain, setting, side, what }) => [
        certificate,
        name,
        order.includes(name) ? 'yes' : 'no',
        what,
        at,
        side,
        setting,
        mailDomain,
        refused,
        fix,
      ]),
    ),
    ...superfluous.map((name) => [certificate, name, 'no', 'not used by anything declared']),
  ]);
  return [HEADER, ...rows].map((row) => `${HEADER.map((_, i) => cell(row[i] ?? '')).join(',')}\r\n`).join('');
}

/** One cell (RFC 4180); what a spreadsheet would take for a formula gets an apostrophe. */
function cell(text: string): string {
  const bare = plain(text);
  const safe = /^[=+\-@]/.test(bare) ? `'${bare}` : bare;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
