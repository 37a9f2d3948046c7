import type { Command } from 'commander';
import { PkiError, readCertificates } from '../pki';
import { ExitCode, InputError } from './exit';
import { readFileBytes, readPassword } from './input/file-bytes';
import { inspectFiles, type InspectReport } from './inspect/report';
import { formatInspection } from './inspect/text';
import { Io, Verb } from './verb';
import { parseMoment } from './options';

const HELP = `
Files may be certificates (PEM, DER, PKCS #7), PFX, requests, revocation lists and keys, several in one, in any mixture, in
any encoding of Windows; - is standard input. What belongs together is put together. Nothing is fetched. The password of a
PFX or a key comes from a file, never from the command line.

What can be read is shown, and what breaks a standard is noted. "accepts" and "refuses" say what clients do that hold the
root, by the same facts as the compatibility matrix.

Examples:
  client-access inspect mail.contoso.com.cer chain.p7b
  client-access inspect mail.pfx --password-file pfx-password.txt --name autodiscover.contoso.com
  client-access inspect --roots root.pem --name mail.contoso.com mail.pem`;

interface Options {
  readonly name?: string[];
  readonly roots?: string[];
  readonly passwordFile?: string;
  readonly json?: boolean;
  readonly now?: string;
}

/** `client-access inspect`: what a certificate file holds, who accepts it, and what to fix. */
export const INSPECT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<file...>', 'certificates, PFX, requests, revocation lists, keys')
      .option(
        '--name <host>',
        'host name that clients use, or several with commas; may be given several times',
        collectNames,
        [],
      )
      .option(
        '--roots <file>',
        'roots that clients hold, beside the commercial ones; may be given several times',
        (file: string, before: string[]) => [...before, file],
        [],
      )
      .option('--password-file <file>', 'file whose first line opens a PFX or a key')
      .option('--json', 'print the report as JSON')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action((files: string[], options: Options) => {
        const now = options.now === undefined ? io.now() : parseMoment(options.now);
        const { exitCode, stdout } = inspect(files, { ...options, now });
        io.out(stdout);
        finish(exitCode);
      });
  },
};

function collectNames(value: string, before: string[]): string[] {
  return [...before, ...value.split(',').filter((name) => name !== '')];
}

/**
 * Reads the files and reports on them.
 * @throws InputError when a file is missing or can't be read
 */
export function inspect(
  files: readonly string[],
  options: {
    readonly now: Date;
    readonly name?: readonly string[];
    readonly roots?: readonly string[];
    readonly passwordFile?: string;
    readonly json?: boolean;
  },
): { exitCode: ExitCode; stdout: string } {
  const password = options.passwordFile === undefined ? undefined : readPassword(options.passwordFile);
  const inputs = files.map((name) => ({ name, bytes: readFileBytes(name) }));
  let report: InspectReport;
  try {
    const roots = options.roots?.flatMap((name) => readCertificates(readFileBytes(name), name).certificates);
    report = inspectFiles(inputs, { now: options.now, names: options.name, password, roots });
  } catch (error) {
    if (error instanceof PkiError) throw new InputError(error.message);
    throw error;
  }
  const refused =
    report.chains.some((chain) => chain.verdicts[0]?.verdict === 'refuses') ||
    report.requests.some((r) => r.signatureValid === false);
  const stdout = options.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : formatInspection(report);
  return { exitCode: refused ? ExitCode.FINDINGS : ExitCode.OK, stdout };
}
