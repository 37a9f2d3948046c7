import type { Command } from 'commander';
import { PkiError } from '../pki';
import { ExitCode, InputError } from './exit';
import { readFileBytes, readPassword } from './input/file-bytes';
import { type Found, readInput } from './inspect/file';
import { Io, Verb } from './verb';
import { rootsReport } from './roots/report';
import { formatRoots } from './roots/text';
import { parseMoment } from './options';

/** Formats of the list of roots. */
export const ROOT_FORMATS = ['text', 'json'] as const;

const HELP = `
Files hold a certificate and its chain, in any encoding, several in one, in any order; - is standard input. Roots of the
commercial CAs need not be among them. A root alone is shown too.

Shown is, for each root that the chain leads to, which clients ship with it: by release for Android, iOS and macOS, by day
for Windows, Firefox, Chrome and Java; until when, and under which condition on the day of issue. Older roots of the same
CA are named where they reach clients that hold none of these. What a population declares is not looked at; see
client-access review.

Examples:
  client-access roots mail.contoso.com.cer chain.p7b
  client-access roots --format json mail.pem root.pem`;

interface Options {
  readonly format: string;
  readonly passwordFile?: string;
  readonly now?: string;
}

/** `client-access roots`: which clients hold the roots of a chain. */
export const ROOTS: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<file...>', 'certificates with their chains, PFX, roots')
      .option('-f, --format <format>', ROOT_FORMATS.join(', '), 'text')
      .option('--password-file <file>', 'file whose first line opens a PFX')
      .option('--now <moment>', "ask at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action((files: string[], options: Options) => {
        io.out(roots(files, options, options.now === undefined ? io.now() : parseMoment(options.now)));
        finish(ExitCode.OK);
      });
  },
};

/** @throws InputError when an option or a file can't be used */
function roots(files: readonly string[], { format, passwordFile }: Options, now: Date): string {
  if (!ROOT_FORMATS.includes(format as (typeof ROOT_FORMATS)[number]))
    throw new InputError(`--format takes ${ROOT_FORMATS.join(', ')}; got "${format}"`);
  const password = passwordFile === undefined ? undefined : readPassword(passwordFile);
  const found: Found = { files: [], certificates: [], requests: [], lists: [], keys: [] };
  try {
    for (const name of files) readInput({ name, bytes: readFileBytes(name) }, password, found);
  } catch (error) {
    if (error instanceof PkiError) throw new InputError(error.message);
    throw error;
  }
  const certificates = [...new Map(found.certificates.map((one) => [one.sha256, one])).values()];
  if (certificates.length === 0)
    throw new InputError(
      `no certificate is in ${files.join(', ')}`,
      'name the file of the certificate, and that of its chain',
    );
  const report = rootsReport(certificates, now);
  return format === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : formatRoots(report);
}
