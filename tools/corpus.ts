/**
 * Reads every file of a folder with `inspect` and with OpenSSL, and compares what they see: kind, serial number, dates, subject and
 * thumbprint of certificates, subject of requests, issuer and entries of revocation lists. Files that OpenSSL can't read do not count.
 * Usage: npm run corpus -- FOLDER [LIST_OF_DIFFERENCES]
 */
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectFiles, type InspectReport } from '../lib/cli/inspect/report';
import { PkiError, Certificate509, readFileItems, type FileItem } from '../lib/pki';

const NOW = new Date('2026-06-01T00:00:00Z');
const LARGEST = 4 * 1024 * 1024;
const NAME_OPTIONS = 'sep_comma_plus,esc_2253,esc_ctrl,utf8,oid,dump_unknown,dump_der,dn_rev';
const CANDIDATE =
  /\.(pem|crt|cer|der|csr|req|p10|crl|p7b|p7c|p7s|pfx|p12|key|pub|pk8|jks|ocsp|resp|rsp|tmpl|out|cert|txt|input|ber|bin)$|^[^.]*$/i;

function openssl(args: readonly string[], file: string): string | undefined {
  const { status, stdout } = spawnSync('openssl', [...args, '-in', file], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout : undefined;
}

/** The same facts from the OpenSSL inside Node, which takes no process; undefined where it is no certificate to it. */
function insideNode(bytes: Buffer): string | undefined {
  try {
    const { serialNumber, validFrom, validTo, fingerprint256, subject } = new X509Certificate(bytes);
    const values =
      subject === undefined ? [] : subject.split(/\n| \+ /).map((line) => line.slice(line.indexOf('=') + 1));
    return `serial=${serialNumber}\nvalues=${folded(values.sort().join(''))}\nnotBefore=${validFrom}\nnotAfter=${validTo}\nsha256 Fingerprint=${fingerprint256}\n`;
  } catch {
    return undefined;
  }
}

/** What OpenSSL sees in a file; undefined where it can't read it. */
function opensslView(file: string, bytes: Buffer): { kind: string; facts: string } | undefined {
  const certificate = insideNode(bytes);
  if (certificate !== undefined) return { kind: 'certificate', facts: certificate };
  const text = bytes.toString('latin1', 0, 65_536);
  const forms = text.includes('-----BEGIN ') ? ['PEM', 'DER'] : ['DER'];
  for (const form of forms) {
    const more = ['-inform', form, '-noout', '-nameopt', NAME_OPTIONS];
    const certificate = openssl(
      ['x509', ...more, '-serial', '-subject', '-startdate', '-enddate', '-fingerprint', '-sha256'],
      file,
    );
    if (certificate !== undefined) return { kind: 'certificate', facts: certificate };
    const request = openssl(['req', ...more, '-subject'], file);
    if (request !== undefined) return { kind: 'request', facts: request };
    const list = openssl(['crl', ...more, '-issuer', '-lastupdate', '-nextupdate', '-fingerprint'], file);
    if (list !== undefined) return { kind: 'revocation-list', facts: list };
    const signed = openssl(['pkcs7', '-inform', form, '-print_certs', '-noout'], file);
    if (signed !== undefined) return { kind: 'pkcs7', facts: '' };
    if (openssl(['pkey', '-inform', form, '-noout', '-passin', 'pass:'], file) !== undefined)
      return { kind: 'private-key', facts: '' };
    if (openssl(['pkey', '-inform', form, '-pubin', '-noout'], file) !== undefined)
      return { kind: 'public-key', facts: '' };
  }
  const store = spawnSync('openssl', ['pkcs12', '-in', file, '-info', '-nokeys', '-nocerts', '-passin', 'pass:'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (/^MAC: /m.test(store.stderr)) return { kind: 'pfx', facts: '' };
  const response = spawnSync('openssl', ['ocsp', '-respin', file, '-noverify', '-resp_text'], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (/OCSP Response Status/.test(response.stdout)) return { kind: 'ocsp-response', facts: '' };
  return undefined;
}

/** What `inspect` sees. */
function productView(
  name: string,
  bytes: Buffer,
): { kinds: readonly string[]; report?: InspectReport; error?: string } {
  try {
    const report = inspectFiles([{ name, bytes }], { now: NOW });
    return { kinds: report.files[0]!.kinds, report };
  } catch (error) {
    if (!(error instanceof PkiError)) throw error;
    return { kinds: readFileItems(bytes).items.map(({ kind }) => kind), error: error.message };
  }
}

function field(facts: string, name: string): string | undefined {
  const value = new RegExp(`^${name} ?= ?(.*)$`, 'mi').exec(facts)?.[1];
  return value === undefined || /^Bad time/.test(value) ? undefined : value;
}

/** A name without what the two escape or write differently. */
function folded(name: string): string {
  return name
    .replace(/\\[0-9A-F]{2}/gi, '')
    .replace(/[^A-Za-z0-9.=@-]/g, '')
    .toLowerCase();
}

/** The first certificate that can be read: OpenSSL passes over the others. */
function certificateItem(bytes: Buffer): FileItem | undefined {
  return readFileItems(bytes).items.find(({ kind, bytes: der }) => {
    if (kind !== 'certificate') return false;
    try {
      return Certificate509.fromDer(der, 'corpus') !== undefined;
    } catch {
      return false;
    }
  });
}

/** The subject as OpenSSL writes it with dotted identifiers. */
function dottedSubject(bytes: Buffer): string {
  const item = certificateItem(bytes)!;
  const { subjectName } = Certificate509.fromDer(item.bytes, 'corpus');
  const rdns = [...subjectName.rdns].reverse();
  return rdns.map((rdn) => rdn.map(({ oid, value }) => `${oid}=${value}`).join('+')).join(',');
}

function subjectDifference(bytes: Buffer, facts: string): string | undefined {
  const item = certificateItem(bytes);
  if (item === undefined || item.label === 'TRUSTED CERTIFICATE') return undefined;
  const attributes = Certificate509.fromDer(item.bytes, 'corpus').subjectName.rdns.flat();
  const values = field(facts, 'values');
  if (values !== undefined) {
    // The OpenSSL in Node shows what is no string in ways of its own.
    if (attributes.some(({ raw }) => raw === true)) return undefined;
    const ours = folded(
      attributes
        .map(({ value }) => value)
        .sort()
        .join(''),
    );
    return [...ours].sort().join('') === [...values].sort().join('')
      ? undefined
      : `subject ${values} to OpenSSL, ${ours} here`;
  }
  const theirs = field(facts, 'subject') ?? '';
  const ours = dottedSubject(bytes);
  return folded(theirs) === folded(ours) ? undefined : `subject ${theirs} to OpenSSL, ${ours} here`;
}

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** A date of OpenSSL, `Jan  1 00:00:00 2026 GMT`, in whole seconds. Date itself reads the year 1 as 2001. */
function momentOf(text: string): number {
  const [, month, day, time, year] = /^(\w{3}) +(\d+) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d+) GMT$/.exec(text) ?? [];
  const pad = (part: string | number, width: number): string => String(part).padStart(width, '0');
  return Date.parse(`${pad(year, 4)}-${pad(MONTHS.indexOf(month) / 3 + 1, 2)}-${pad(day, 2)}T${time}Z`);
}

/** How the two differ; undefined where they agree. */
function difference(name: string, bytes: Buffer, expected: { kind: string; facts: string }): string | undefined {
  const { kinds, report, error } = productView(name, bytes);
  const kind = expected.kind === 'pkcs7' ? 'certificate' : expected.kind;
  const encrypted = expected.kind === 'private-key' && kinds.includes('encrypted-key');
  // To OpenSSL every message of RFC 5652 is PKCS #7, also one without certificates, and a PFX without a password its certificate.
  if (expected.kind === 'pkcs7' && kinds.includes('cms-message')) return undefined;
  if (expected.kind === 'certificate' && kinds.includes('pfx')) return undefined;
  if (!kinds.includes(kind) && !kinds.includes(expected.kind) && !encrypted)
    return `${expected.kind} to OpenSSL, ${kinds.join(', ')} here${error === undefined ? '' : `: ${error}`}`;
  if (report === undefined)
    return expected.kind === 'pfx' && /password/.test(error ?? '') ? undefined : `${expected.kind}: ${error}`;
  const { facts } = expected;
  if (expected.kind === 'certificate') {
    const shown = [...report.chains.flatMap(({ path }) => path), ...report.unused];
    const print = field(facts, 'sha256 Fingerprint')?.replaceAll(':', '');
    const one = shown.find(({ sha256 }) => sha256 === print);
    if (one === undefined) return 'the first certificate of OpenSSL is not shown';
    const serial = field(facts, 'serial');
    if (serial !== undefined && serial !== one.serialNumber && serial !== '0')
      return `serial ${serial} to OpenSSL, ${one.serialNumber} here`;
    for (const [key, value] of [
      ['notBefore', one.notBefore],
      ['notAfter', one.notAfter],
    ] as const) {
      const theirs = field(facts, key);
      if (theirs !== undefined && momentOf(theirs) !== new Date(value).getTime())
        return `${key} ${theirs} to OpenSSL, ${value} here`;
    }
    const differs = subjectDifference(bytes, facts);
    if (differs !== undefined) return differs;
  }
  if (expected.kind === 'request' && report.requests.length === 0) return 'the request is not shown';
  if (expected.kind === 'revocation-list') {
    const [list] = report.revocationLists;
    if (list === undefined) return 'the revocation list is not shown';
    const last = field(facts, 'lastUpdate');
    if (last !== undefined && momentOf(last) !== new Date(list.thisUpdate).getTime())
      return `lastUpdate ${last} to OpenSSL, ${list.thisUpdate} here`;
  }
  return undefined;
}

function* filesOf(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesOf(path);
    else if (entry.isFile() && CANDIDATE.test(entry.name) && statSync(path).size <= LARGEST) yield path;
  }
}

function main(): void {
  const [folder, listFile] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('usage: npm run corpus -- FOLDER [LIST_OF_DIFFERENCES]');
    process.exitCode = 2;
    return;
  }
  const differences: string[] = [];
  const faults: string[] = [];
  let [readable, unreadable] = [0, 0];
  for (const file of filesOf(folder)) {
    const bytes = readFileSync(file);
    if (bytes.length === 0) continue;
    const expected = opensslView(file, bytes);
    try {
      if (expected === undefined) {
        unreadable++;
        productView(file, bytes);
        continue;
      }
      readable++;
      const found = difference(file, bytes, expected);
      if (found !== undefined) differences.push(`${file}: ${found}`);
    } catch (error) {
      faults.push(`${file}: ${(error as Error).stack}`);
    }
  }
  for (const line of [...differences, ...faults]) console.log(line.slice(0, 400));
  if (listFile !== undefined) writeFileSync(listFile, [...differences, ...faults].map((line) => `${line}\n`).join(''));
  const agreed = readable - differences.length - faults.length;
  console.log(
    JSON.stringify({
      readable,
      agreed,
      share: readable === 0 ? 1 : agreed / readable,
      faults: faults.length,
      unreadable,
    }),
  );
  process.exitCode = faults.length > 0 || agreed < readable * 0.995 ? 1 : 0;
}

main();
