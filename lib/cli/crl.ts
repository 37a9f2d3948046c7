import type { Command } from 'commander';
import {
  makeCrl,
  PkiError,
  readCertificates,
  readCrl,
  readPrivateKey,
  type RevocationReason,
  type RevokedEntry,
} from '../pki';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { readFile } from './inspect';
import { Io } from './io';
import { parseMoment } from './threshold';
import { Verb } from './verb';
import { writeFiles } from './write-files';

const REASONS: readonly RevocationReason[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
];

const HELP = `
Makes the revocation list of a CA whose key is at hand, or renews it: with --previous its entries are kept and its number
goes up by one. Publish the file at the URL that the certificates name, before the last one ends.

Reasons: ${REASONS.join(', ')}

Examples:
  client-access crl --ca root.pem --ca-key root.key --number 1 --out contoso.crl
  client-access crl --ca root.pem --ca-key root.key --previous contoso.crl --revoke 4F3A:keyCompromise --out contoso.crl`;

export interface CrlOptions {
  readonly ca: string;
  readonly caKey: string;
  readonly passwordFile?: string;
  readonly previous?: string;
  /** Default: one more than the previous list's, else 1. */
  readonly number?: string;
  /** Days until the next list. Default 7. */
  readonly days?: string;
  /** Serial number in hexadecimal, or the name of a certificate file, with `:reason`. */
  readonly revoke?: readonly string[];
  /** PEM instead of DER. */
  readonly pem?: boolean;
  readonly out: string;
}

/** `client-access crl`: make or renew a revocation list. */
export const CRL: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .requiredOption('--ca <file>', 'certificate of the CA')
      .requiredOption('--ca-key <file>', 'private key of the CA')
      .requiredOption('--out <file>', 'where to write the list')
      .option('--password-file <file>', 'file whose first line opens the key')
      .option('--previous <file>', 'the list to renew')
      .option('--number <n>', 'number of the list')
      .option('--days <n>', 'days until the next list', '7')
      .option('--revoke <serial[:reason]...>', 'revoke a certificate: its serial number, or its file')
      .option('--pem', 'write PEM instead of DER')
      .option('--now <moment>', "date it at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action((options: CrlOptions & { readonly now?: string }) => {
        const now = options.now === undefined ? io.now() : parseMoment(options.now);
        const { exitCode, stdout, bytes } = renewCrl(options, now);
        writeFiles([{ path: options.out, text: bytes }]);
        io.out(stdout);
        finish(exitCode);
      });
  },
};

/**
 * Makes the list; writes nothing.
 * @throws InputError when a file or an argument can't be used
 */
export function renewCrl(options: CrlOptions, now: Date): { exitCode: ExitCode; stdout: string; bytes: Buffer } {
  try {
    const [issuer] = readCertificates(readFile(options.ca), options.ca).certificates;
    const password =
      options.passwordFile === undefined
        ? undefined
        : readFile(options.passwordFile).toString('utf8').split(/\r?\n/)[0];
    const issuerKey = readPrivateKey(readFile(options.caKey), password, options.caKey);
    const previous = options.previous === undefined ? undefined : readCrl(readFile(options.previous), options.previous);
    if (previous !== undefined && previous.issuerName.comparisonKey !== issuer!.subjectName.comparisonKey) {
      throw new InputError(
        `${options.previous} is the list of ${previous.issuer}, not of ${issuer!.subject}`,
        'give the last list of the same CA',
      );
    }
    const thisUpdate = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const nextUpdate = new Date(thisUpdate.getTime() + whole(options.days ?? '7', '--days') * 86_400_000);
    const entries = new Map<string, RevokedEntry>();
    for (const entry of previous?.revoked.values() ?? []) entries.set(entry.serial, entry);
    for (const text of options.revoke ?? []) {
      const entry = revokedEntry(text, thisUpdate);
      if (!entries.has(entry.serial)) entries.set(entry.serial, entry);
    }
    const before = previous?.number === undefined ? 0n : BigInt(`0x${previous.number}`);
    const number = options.number === undefined ? before + 1n : BigInt(whole(options.number, '--number'));
    if (number <= before)
      throw new InputError(
        `number ${number} is not higher than ${before}, that of the previous list`,
        'leave --number out',
      );
    const list = makeCrl({
      issuer: issuer!,
      issuerKey,
      number,
      thisUpdate,
      nextUpdate,
      revoked: [...entries.values()],
    });
    return {
      exitCode: ExitCode.OK,
      stdout: `revocation list ${number} of ${issuer!.displayName}: ${entries.size} revoked, the next one is due by ${nextUpdate.toISOString().slice(0, 10)}\n`,
      bytes: options.pem === true ? Buffer.from(list.pem) : list.der,
    };
  } catch (error) {
    if (error instanceof PkiError) throw new InputError(error.message);
    throw error;
  }
}

function whole(text: string, option: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InputError(`${option} ${text} is no whole number from 1`, 'give digits only');
  return Number(text);
}

function revokedEntry(text: string, date: Date): RevokedEntry {
  const [, subject, word] = /^(.*?)(?::([A-Za-z]+))?$/s.exec(text) as unknown as [string, string, string | undefined];
  const reason = word === undefined ? undefined : REASONS.find((known) => known.toLowerCase() === word.toLowerCase());
  if (word !== undefined && reason === undefined)
    throw new InputError(`'${word}' is no reason for a revocation`, `use one of ${REASONS.join(', ')}`);
  const hex = subject.replaceAll(':', '');
  if (/^[0-9A-Fa-f]{1,40}$/.test(hex)) {
    const even = hex.length % 2 === 0 ? hex : `0${hex}`;
    return { serial: even.toUpperCase().replace(/^(00)+(?=..)/, ''), date, reason };
  }
  const [certificate] = readCertificates(readFile(subject), subject).certificates;
  return { serial: certificate!.serial, date, reason };
}
