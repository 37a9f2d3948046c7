import type { Command } from 'commander';
import type { KeyObject } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type Certificate509,
  isIssuedBy,
  isSignedBy,
  keyMatches,
  makeCrl,
  parseSerialNumber,
  PkiError,
  readCertificates,
  readCrl,
  readFileItems,
  readPfx,
  readPrivateKey,
  type RevocationList,
  type RevocationReason,
  type RevokedEntry,
} from '../pki';
import { ExitCode, InputError } from './exit';
import { readFileBytes, readPassword } from './input/file-bytes';
import { Io, Verb } from './verb';
import { parseMoment } from './options';
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
certificates among those files are revoked, so that a slip in a number revokes nothing. Certificate and key of the CA may be
in one file, a PFX too; its password comes from a file.

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
  refuseOwnInputs(options);
  try {
    const password = options.passwordFile === undefined ? undefined : readPassword(options.passwordFile);
    const { issuer, issuerKey } = readAuthority(options, password);
    const thisUpdate = new Date(Math.floor(now.getTime() / 1000) * 1000);
    const nextUpdate = new Date(thisUpdate.getTime() + days(options.days ?? '7', thisUpdate) * DAY_MS);
    const previous = options.previous === undefined ? undefined : readPrevious(options.previous, issuer, thisUpdate);
    const entries = new Map<string, RevokedEntry>();
    for (const entry of previous?.revoked.values() ?? []) entries.set(entry.serial, entry);
    const issued = options.issued?.flatMap((file) => readCertificates(readFileBytes(file), file).certificates);
    const notes: string[] = [];
    for (const text of options.revoke ?? []) {
      const entry = revokedEntry(text, thisUpdate, { issuer, issued, force: options.force === true });
      const known = entries.get(entry.serial);
      if (known === undefined || isFirmer(entry, known)) entries.set(entry.serial, entry);
      else if (entry.reason !== known.reason || known.date.getTime() !== thisUpdate.getTime())
        notes.push(
          `note: ${entry.serial} has been revoked since ${dayOf(known.date)}, ${reasonText(known)}: it stays so`,
        );
    }
    const before = previous?.number === undefined ? 0n : BigInt(`0x${previous.number}`);
    const number = options.number === undefined ? before + 1n : listNumber(options.number);
    if (number <= before)
      throw new InputError(
        `number ${number} is not higher than ${before}, that of the previous list`,
        'leave --number out',
      );
    if (issuer.notAfter < thisUpdate)
      notes.push(
        `note: ${issuer.displayName} expired on ${dayOf(issuer.notAfter)}: clients take no list of it any more`,
      );
    const list = makeCrl({
      issuer,
      issuerKey,
      number,
      thisUpdate,
      nextUpdate,
      revoked: [...entries.values()],
    });
    const summary = `revocation list ${number} of ${issuer.displayName}: ${entries.size} revoked, the next one is due by ${dayOf(nextUpdate)}`;
    return {
      exitCode: ExitCode.OK,
      stdout: [summary, ...notes].map((line) => `${line}\n`).join(''),
      bytes: options.pem === true ? Buffer.from(list.pem) : list.der,
    };
  } catch (error) {
    if (error instanceof PkiError) throw new InputError(error.message);
    throw error;
  }
}

/** What the list is made from must not be written over: a key would be lost. The list before may. */
function refuseOwnInputs({ ca, caKey, passwordFile, issued = [], revoke = [], out }: CrlOptions): void {
  const target = realPath(out);
  const inputs = [ca, caKey, ...(passwordFile === undefined ? [] : [passwordFile]), ...issued, ...revoke];
  if (target === undefined || !statSync(target).isFile()) return;
  const own = inputs.find((file) => realPath(file.replace(/:[A-Za-z]+$/, '')) === target || realPath(file) === target);
  if (own !== undefined)
    throw new InputError(`--out ${out} is a file that the list is made from`, 'name another file for the list');
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(resolve(file));
  } catch {
    return undefined;
  }
}

/** Certificate and key of the CA: of several certificates in a file the one that the key belongs to. */
function readAuthority(
  { ca, caKey }: CrlOptions,
  password: string | undefined,
): { issuer: Certificate509; issuerKey: KeyObject } {
  // Read once: one that a program writes to (a pipe) has nothing for a second time.
  const bytes = new Map<string, Buffer>();
  const read = (file: string): Buffer => {
    const known = bytes.get(file) ?? readFileBytes(file);
    bytes.set(file, known);
    return known;
  };
  const certificates = (storeIn(read(ca), ca, password) ?? readCertificates(read(ca), ca)).certificates;
  const store = storeIn(read(caKey), caKey, password);
  const keys = store === undefined ? [keyIn(read(caKey), caKey, password)] : store.keys.map(({ key }) => key);
  if (keys.length === 0) throw new InputError(`${caKey} holds no private key`, 'export the CA with its private key');
  for (const issuerKey of keys) {
    const issuer = certificates.find((certificate) => keyMatches(certificate, issuerKey));
    if (issuer !== undefined) return { issuer, issuerKey };
  }
  const names = certificates.map(({ displayName }) => displayName).join(', ');
  throw new InputError(`the key in ${caKey} does not belong to ${names}`, 'give the key of the CA');
}

/** The content of a PFX file; undefined where the file is another. */
function storeIn(bytes: Buffer, file: string, password: string | undefined): ReturnType<typeof readPfx> | undefined {
  const pfx = readFileItems(bytes).items.find(({ kind }) => kind === 'pfx');
  if (pfx === undefined) return undefined;
  try {
    return readPfx(pfx.bytes, password ?? '', file);
  } catch (error) {
    if (password === undefined && error instanceof PkiError && error.code === 'pfx-password')
      throw new InputError(`${file} needs its password`, 'give it with --password-file');
    throw error;
  }
}

function keyIn(bytes: Buffer, file: string, password: string | undefined): KeyObject {
  try {
    return readPrivateKey(bytes, password, file);
  } catch (error) {
    if (password === undefined && error instanceof PkiError && error.code === 'key-passphrase')
      throw new InputError(`${file}: the private key is encrypted`, 'give its password with --password-file');
    throw error;
  }
}

/**
 * The list to renew.
 * @throws InputError when its entries are not all that the CA revoked, or it was not signed by the CA, or is of a later moment
 */
function readPrevious(file: string, issuer: Certificate509, now: Date): RevocationList {
  const list = readCrl(readFileBytes(file), file);
  if (list.issuerName.comparisonKey !== issuer.subjectName.comparisonKey) {
    throw new InputError(
      `${file} is the list of ${list.issuer}, not of ${issuer.subject}`,
      'give the last list of the same CA',
    );
  }
  if (!isSignedBy(list, issuer)) {
    throw new InputError(
      `the signature on ${file} was not made with the key of ${issuer.displayName}: it was changed, or another key of that CA made it`,
      'give the last list that this key signed',
    );
  }
  const partial = partOf(list);
  if (partial !== undefined) {
    throw new InputError(
      `${file} is ${partial}: a list that renews it would lack the rest`,
      'give the last complete list of the CA',
    );
  }
  if (list.thisUpdate > now) {
    throw new InputError(
      `${file} is of ${list.thisUpdate.toISOString()}, later than the new list would be: clients would keep it`,
      'correct the clock, or --now',
    );
  }
  return list;
}

/** What a list is that does not name everything that the CA revoked, or that names what others revoked; undefined: complete. */
function partOf({ baseNumber, scope, hasUnknownCriticalEntry }: RevocationList): string | undefined {
  if (baseNumber !== undefined) return 'a delta list, which names only what changed';
  if (scope?.indirect === true || hasUnknownCriticalEntry)
    return 'an indirect list, which names certificates of other CAs';
  if (scope?.onlyCaCertificates === true) return 'a list for certificates of CAs alone';
  if (scope?.onlyUserCertificates === true) return 'a list for certificates of end entities alone';
  if (scope?.onlySomeReasons === true) return 'a list for some reasons alone';
  return scope?.onlyAttributeCertificates === true ? 'a list for attribute certificates alone' : undefined;
}

/** A certificate on hold may be revoked for good; any other entry stays as it is: RFC 5280 5.3.1. */
function isFirmer(entry: RevokedEntry, known: RevokedEntry): boolean {
  return known.reason === 'certificateHold' && entry.reason !== 'certificateHold';
}

function reasonText({ reason }: RevokedEntry): string {
  return reason === undefined ? 'without a reason' : `reason ${reason}`;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
/** The last moment that a list can name: RFC 5280 4.1.2.5.2. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

function days(text: string, from: Date): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new InputError(`--days ${text} is no whole number from 1`, 'give digits only');
  if (from.getTime() + Number(text) * DAY_MS > LAST)
    throw new InputError(`--days ${text} leads beyond the year 9999`, 'give fewer days');
  return Number(text);
}

/** A list's number has at most 20 octets: RFC 5280 5.2.3. */
function listNumber(text: string): bigint {
  if (!/^[1-9]\d{0,47}$/.test(text) || BigInt(text) >= 1n << 159n)
    throw new InputError(`--number ${text} is no whole number from 1 of at most 20 octets`, 'give digits only');
  return BigInt(text);
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
  if (realPath(file) === undefined)
    throw new InputError(
      `'${file}' is neither a serial number nor a file`,
      "write the number in hexadecimal, such as 4F3A or '4F 3A', each certificate as a word of its own",
    );
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
