// Makes the files that the examples get from outside: purchased certificates of a vendor that does not exist, requests as servers
// make them, and a CA with its root offline. Run it again when the certificates have expired:
//   node --import tsx tools/example-certificates.ts [--from 2026-11-01] [--example 03-purchased]
// Private keys are thrown away, save the one in the PFX and those in `secrets`, which Git ignores.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writePfx } from '../lib/pki';
import { issueCertificate, keyOf, type Issued, type IssueOptions } from '../test/support/issue';

/** Password of the PFX: an example's, worth nothing. */
export const EXAMPLE_PFX_PASSWORD = 'example-only';

const EXAMPLES = join(__dirname, '../examples');

const DAY_MS = 86_400_000;
/** One day less than public CAs may give (BR 6.3.2, from 2026-03-15), as they are advised to. */
const PURCHASED_DAYS = 199;
const CA_YEARS = 15;

/** What the examples need, by folder. */
const PURCHASES: Readonly<Record<string, readonly string[][]>> = {
  '03-purchased': [['mail.contoso.com', 'autodiscover.contoso.com']],
  '04-locked-phones': [['mobile.contoso.com']],
  '06-legacy-name': [['mail.contoso.com', 'autodiscover.contoso.com', 'legacy.contoso.com']],
  '08-phones-behind-load-balancer': [['mail.proseware.com', 'autodiscover.proseware.com']],
  '09-hybrid': [['adatum.com', 'autodiscover.adatum.com', 'mail.adatum.com', 'smtp.adatum.com']],
  '11-offline-root': [['mail.nodpublishers.com', 'autodiscover.nodpublishers.com']],
};

/** Name of the file of a purchase, where it is not the first host name. */
const FILE_NAMES: Readonly<Record<string, string>> = {
  '06-legacy-name': 'contoso.com',
  '09-hybrid': 'mail.adatum.com',
};

/** A CA with one level below its root, whose certificates are as public CAs make them. */
export class Vendor {
  public readonly root: Issued;
  public readonly issuing: Issued;

  public constructor(
    organization: string,
    private readonly from: Date,
  ) {
    const years = (count: number): Date => new Date(from.getTime() + count * 365 * DAY_MS);
    const names = (what: string): [string, string][] => [
      ['O', organization],
      ['CN', `${organization} ${what}`],
    ];
    this.root = issueCertificate({
      subject: names('Root'),
      key: keyOf('rsa4096', organization),
      isCa: true,
      notBefore: years(-5),
      notAfter: years(CA_YEARS),
    });
    this.issuing = issueCertificate({
      subject: names('Issuing CA'),
      key: keyOf('rsa2048', organization),
      issuer: this.root,
      isCa: true,
      pathLength: 0,
      notBefore: years(-1),
      notAfter: years(5),
      ...pointers('root'),
    });
  }

  /** A certificate for these host names, with its key. */
  public sell(dnsNames: readonly string[]): Issued {
    const [commonName] = dnsNames;
    return issueCertificate({
      subject: commonName,
      dnsNames,
      issuer: this.issuing,
      key: 'rsa2048',
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      notBefore: this.from,
      notAfter: new Date(this.from.getTime() + PURCHASED_DAYS * DAY_MS - 1000),
      ...pointers('issuing'),
    });
  }
}

function pointers(issuer: string): Pick<IssueOptions, 'crlUrls' | 'ocspUrls' | 'caIssuerUrls'> {
  const at = 'http://pki.northwindtraders.com';
  return {
    crlUrls: [`${at}/${issuer}.crl`],
    ocspUrls: ['http://ocsp.northwindtraders.com'],
    caIssuerUrls: [`${at}/${issuer}.cer`],
  };
}

/** A request as a server makes it; the key is thrown away, as it would stay on the server. */
function requestOfServer(dnsNames: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-request-'));
  try {
    const file = join(folder, 'request.pem');
    const names = dnsNames.map((name) => `DNS:${name}`).join(',');
    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', join(folder, 'key.pem')];
    const subject = ['-subj', `/CN=${dnsNames[0]}`, '-addext', `subjectAltName=${names}`];
    execFileSync('openssl', ['req', '-new', ...key, ...subject, '-out', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes into `<into>/<example>`; a key goes to `secrets` there, readable by its owner only. */
class ExampleFolder {
  public constructor(private readonly path: string) {
    mkdirSync(join(path, 'certificates'), { recursive: true });
  }

  public certificate(name: string, content: string | Buffer): void {
    writeFileSync(join(this.path, 'certificates', name), content);
  }

  public secret(name: string, content: string): void {
    const folder = join(this.path, 'secrets');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  }
}

/**
 * Makes the files of one example.
 * @param into the example's folder, or a copy of it
 * @param from first moment of validity of what is bought
 */
export function makeCertificates(example: string, into: string, from: Date): void {
  const purchases = PURCHASES[example];
  if (purchases) {
    const vendor = new Vendor('Northwind Trust', from);
    const folder = new ExampleFolder(into);
    folder.certificate('vendor-root.pem', vendor.root.pem);
    folder.certificate('vendor-chain.pem', vendor.issuing.pem);
    for (const names of purchases) {
      folder.certificate(`${FILE_NAMES[example] ?? names[0]}.pem`, vendor.sell(names).pem);
    }
    if (example === '03-purchased') folder.certificate('post.contoso.com.pfx', pfxOf(vendor));
    if (example === '11-offline-root') makeBank(folder, from);
  }
  if (example === '02-windows-pki') {
    new ExampleFolder(into).certificate('cas02.req', requestOfServer(['cas02.corp.woodgrovebank.com']));
  }
}

function pfxOf(vendor: Vendor): Buffer {
  const { certificate, key } = vendor.sell(['post.contoso.com']);
  return writePfx({
    certificates: [certificate, vendor.issuing.certificate],
    key,
    password: EXAMPLE_PFX_PASSWORD,
    encryption: 'aes256-sha256',
  });
}

function makeBank(folder: ExampleFolder, from: Date): void {
  const bank = new Vendor('Nod Publishers Bank', from);
  folder.certificate('root-ca.pem', bank.root.pem);
  folder.certificate('issuing-ca.pem', bank.issuing.pem);
  folder.secret('issuing-ca.key', bank.issuing.keyPem);
}

function main(): number {
  const { values } = parseArgs({
    options: { from: { type: 'string', default: '2026-11-01' }, example: { type: 'string' } },
  });
  const from = new Date(`${values.from}T00:00:00Z`);
  const examples = [...Object.keys(PURCHASES), '02-windows-pki'];
  if (Number.isNaN(from.getTime())) {
    process.stderr.write(`--from ${values.from}: write the day as YYYY-MM-DD\n`);
    return 2;
  }
  if (values.example !== undefined && !examples.includes(values.example)) {
    process.stderr.write(`--example ${values.example}: allowed are ${examples.sort().join(', ')}\n`);
    return 2;
  }
  for (const example of values.example === undefined ? examples : [values.example]) {
    makeCertificates(example, join(EXAMPLES, example), from);
  }
  return 0;
}

if (require.main === module) process.exitCode = main();
