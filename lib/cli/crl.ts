import type { Command } from 'commander';
import {
  type Certificate509,
  isIssuedBy,
  makeCrl,
  parseSerialNumber,
  PkiError,
  readCertificates,
  readCrl,
  readPrivateKey,
  type RevocationReason,
  type RevokedEntry,
} from '../pki';
import { ExitCode, InputError } from './exit';
import { readFileBytes, readPassword } from './input/file-bytes';
import { Io, Verb } from './verb';
import { parseMoment } from './threshold';
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
Makes the revocation list of a CA whose key is available, or renews it: with --previous its entries are kept and its number
goes up by one. Publish the file at the URL that the certificates name, before the last one ends.

A serial number is hexadecimal, as openssl and Windows show it: 4F3A, 71:8E:6F:AB, 0x4F3A or '4F 3A'. With --issued only
certificates among those files are revoked, so that a slip in a number revokes nothing.

Reasons: ${REASONS.join(', ')}

Examples:
  client-access crl --ca root.pem --ca-key root.key --number 1 --out contoso.crl
  client-access crl --ca root.pem --ca-key root.key --previous contoso.crl --revoke 4F3A:keyCompromise --out contoso.crl
  client-access crl --ca root.pem --ca-key root.key --previous contoso.crl --revoke mail.pem --issued mail.pem --out contoso.crl`;

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
  /** Files with certificates that the CA issued: only these can be revoked. Default: not checked. */
  readonly issued?: readonly string[];
  /** Revoke what is not among them, or of another CA, all the same. */
  readonly force?: boolean;
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
      .option('--revoke <serial...>', 'revoke certificates: serial number or file of each, with or without :reason')
      .option('--issued <file...>', 'certificates that the CA issued: refuse to revoke any other')
      .option('--force', 'revoke what is not among them, or not of this CA')
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
    const [issuer] = readCertificates(readFileBytes(options.ca), options.ca).certificates;
    const password = options.passwordFile === undefined ? undefined : readPassword(options.passwordFile);
    const issuerKey = readPrivateKey(readFileBytes(options.caKey), password, options.caKey);
    const previous =
      options.previous === undefined ? undefined : readCrl(readFileBytes(options.previous), options.previous);
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
    const issued = options.issued?.flatMap((file) => readCertificates(readFileBytes(file), file).certificates);
    for (const text of options.revoke ?? []) {
      const entry = revokedEntry(text, thisUpdate, { issuer: issuer!, issued, force: options.force === true });
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

/** What is known of the certificates of the CA. */
interface Known {
  readonly issuer: Certificate509;
  readonly issued: readonly Certificate509[] | undefined;
  readonly force: boolean;
}

function revokedEntry(text: string, date: Date, known: Known): RevokedEntry {
  const whole = parseSerialNumber(text);
  if (whole !== undefined) return { serial: checked(whole, known), date };
  const [, subject, word] = /^(.*?)(?::([A-Za-z]+))?$/s.exec(text) as unknown as [string, string, string | undefined];
  const reason = word === undefined ? undefined : REASONS.find((name) => name.toLowerCase() === word.toLowerCase());
  if (word !== undefined && reason === undefined)
    throw new InputError(`'${word}' is no reason for a revocation`, `use one of ${REASONS.join(', ')}`);
  const serial = parseSerialNumber(subject);
  if (serial !== undefined) return { serial: checked(serial, known), date, reason };
  return { serial: serialOfFile(subject, known), date, reason };
}

/** @throws InputError when the CA's certificates are known and none has the number */
function checked(serial: string, { issuer, issued, force }: Known): string {
  if (issued === undefined || force) return serial;
  const own = issued.filter((certificate) => isIssuedBy(certificate, issuer));
  if (own.some((certificate) => certificate.serial === serial)) return serial;
  const few = own.slice(0, 10).map((certificate) => `${certificate.serial} (${certificate.displayName})`);
  const more = own.length > few.length ? ` and ${own.length - few.length} more` : '';
  throw new InputError(
    `no certificate of ${issuer.displayName} among the issued ones has the serial number ${serial}; they have ${few.length === 0 ? 'none' : `${few.join(', ')}${more}`}`,
    'correct the number, or give --force',
  );
}

function serialOfFile(file: string, known: Known): string {
  const { certificates } = readCertificates(readFileBytes(file), file);
  const { issuer, force } = known;
  // A chain file has the certificates of CAs as well: the one to revoke is of this CA.
  const own = certificates.filter((certificate) => isIssuedBy(certificate, issuer) && !certificate.isSelfSigned);
  if (own.length === 1) return checked(own[0].serial, known);
  if (own.length > 1)
    throw new InputError(
      `${file} holds ${own.length} certificates of ${issuer.displayName}`,
      `name the serial number of the one to revoke: ${own.map((certificate) => certificate.serial).join(', ')}`,
    );
  if (!force)
    throw new InputError(
      `${file} holds no certificate that ${issuer.displayName} issued; the first is ${certificates[0].displayName} of ${certificates[0].issuer}`,
      'name a certificate of this CA, or give --force',
    );
  return certificates[0].serial;
}
