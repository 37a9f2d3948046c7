import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Estate } from '../../lib/model';
import { makeCrl, writePfx } from '../../lib/pki';
import * as der from '../../lib/pki/der-writer';
import { OID } from '../../lib/pki/oid';
import { markdownMarker } from '../../lib/report';
import { writeExchangeExport } from './exchange-export';
import { issueCertificate, issueChain } from './issue';
import { NOW, reviewEstate } from './review-estate';
import { planOf, writeOutputFolder } from './review-files';
import { reviewReport } from './review-report';

/** How one option of a verb is tried: the words after the verb, and the exit code that its help promises for them. */
export interface OptionCase {
  readonly argv: readonly string[];
  readonly code?: number;
}

const crl = (...more: string[]): OptionCase => ({
  argv: ['--ca', 'root.pem', '--ca-key', 'root.key', '--out', 'new.crl', ...more],
});
const review = (...more: string[]): OptionCase => ({ argv: ['cdktf.out', ...more], code: 1 });

/** Nobody answers where the names of the examples lead to. */
const verify = (...more: string[]): OptionCase => ({ argv: ['cdktf.out', ...more], code: 4 });
const importing = (folder: string, ...more: string[]): OptionCase => ({
  argv: ['exchange-export', '--out', folder, ...more],
});
const init = (folder: string, ...more: string[]): OptionCase => ({
  argv: [
    folder,
    ...['--exchange', '2016', '--server', 'cas01.corp.contoso.com', '--certificate', 'purchased'],
    ...['--clients', 'outlook-inside', ...more],
  ],
});

/** Every option of every verb by its long flag, without --help. */
export const OPTION_CASES: Readonly<Record<string, Readonly<Record<string, OptionCase>>>> = {
  review: {
    '--base': review('--base', 'main-branch/cdktf.out'),
    '--format': review('--format', 'markdown'),
    '--output': review('--output', 'json=review.json', '--output', 'html=review.html'),
    '--fail-on': { argv: ['cdktf.out', '--fail-on', 'never'] },
    '--only-new': { argv: ['cdktf.out', '--base', 'main-branch/cdktf.out', '--only-new'] },
    '--baseline': { argv: ['cdktf.out', '--baseline', 'policy-baseline.json'], code: 1 },
    '--now': review('--now', '2026-06-01'),
    '--all': review('--all'),
    '--max-findings': review('--max-findings', '3'),
    '--name': review('--name', 'mail', '--format', 'markdown'),
    '--source-root': review('--source-root', 'infra', '--format', 'sarif'),
    '--policy-of': review('--base', 'main-branch/cdktf.out', '--policy-of', 'base'),
    '--quiet': review('--quiet'),
  },
  verify: {
    '--hosts': { argv: ['--hosts', 'hosts.txt', '--dns', '127.0.0.1:1'], code: 4 },
    '--side': verify('--side', 'outside'),
    '--dns': verify('--dns', '127.0.0.1:1'),
    '--resolve': verify('--resolve', 'mail.contoso.com:443:127.0.0.1'),
    '--timeout': verify('--timeout', '2'),
    '--sample': verify('--sample', '2'),
    '--width': verify('--width', '8'),
    '--per-address': verify('--per-address', '2'),
    '--requests': verify('--requests'),
    '--tls-versions': verify('--tls-versions'),
    '--rsa': verify('--rsa'),
    '--large-hello': verify('--large-hello'),
    '--revocation': verify('--revocation'),
    '--revocation-anywhere': verify('--revocation-anywhere'),
    '--sni-only': verify('--sni-only'),
    '--starter': { argv: ['mail.contoso.com', '--starter', 'starter'], code: 4 },
    '--shard': verify('--shard', '1/2'),
    '--merge': { argv: ['--merge', 'part-1.json', 'part-2.json'], code: 4 },
    '--watch': verify('--watch', '1', '--rounds', '2'),
    '--rounds': verify('--watch', '1', '--rounds', '1'),
    '--format': verify('--format', 'markdown'),
    '--output': verify('--output', 'json=verify.json', '--output', 'html=verify.html'),
    '--fail-on': verify('--fail-on', 'never'),
    '--baseline': verify('--baseline', 'policy-baseline.json'),
    '--now': verify('--now', '2026-06-01'),
    '--all': verify('--all'),
    '--max-findings': verify('--max-findings', '3'),
    '--quiet': verify('--quiet'),
  },
  baseline: {
    '--output': { argv: ['--output', 'baseline.json'] },
    '--now': { argv: ['--now', '2026-06-01T12:00:00Z'] },
  },
  'rules list': {
    '--pack': { argv: ['--pack', 'recommended'] },
    '--level': { argv: ['--level', 'error'] },
    '--format': { argv: ['--format', 'json'] },
  },
  'rules show': { '--format': { argv: ['ECA101', '--format', 'json'] } },
  'rules packs': {},
  init: {
    '--exchange': init('exchange'),
    '--server': init('server', '--server', 'cas02.corp.contoso.com'),
    '--internal': init('internal', '--internal', 'mail.corp.contoso.com'),
    '--external': init('external', '--external', 'mail.contoso.com'),
    '--mail-domain': init('mail-domain', '--mail-domain', 'contoso.com', 'fabrikam.com'),
    '--certificate': init('certificate', '--certificate', 'internal-ca'),
    '--clients': init('clients', '--clients', 'outlook-inside'),
  },
  import: {
    '--out': importing('imported-out'),
    '--clients': importing('imported-clients', '--clients', 'clients.json'),
    '--organization': importing('imported-organization', '--organization', 'contoso.local'),
    '--now': importing('imported-now', '--now', '2026-06-01'),
    '--probe': importing('imported-probe', '--probe', '--timeout', '1'),
    '--dns': importing('imported-dns', '--probe', '--dns', '127.0.0.1:1', '--timeout', '1'),
    '--resolve': importing(
      'imported-resolve',
      '--probe',
      '--resolve',
      'mail.contoso.com:443:127.0.0.1',
      '--timeout',
      '1',
    ),
    '--timeout': importing('imported-timeout', '--probe', '--timeout', '2'),
  },
  collector: {
    '--exchange': { argv: ['--exchange', 'SE'] },
    '--output': { argv: ['--exchange', '2007', '--output', 'collect.ps1'] },
  },
  explain: { '--now': { argv: ['ECA101', '--now', '2026-06-01'] } },
  advise: {
    '--size': { argv: ['--size', 'large'] },
    '--budget': { argv: ['--budget', '500'] },
    '--price': { argv: ['--price', '80'] },
    '--unattended': { argv: ['--unattended'] },
    '--now': { argv: ['--now', '2026-06-01'] },
    '--format': { argv: ['--format', 'json'] },
  },
  names: {
    '--certificate': { argv: ['--certificate', 'contoso-mail/cas01/Certificate'] },
    '--paste': { argv: ['--paste'] },
    '--format': { argv: ['--format', 'csv'] },
  },
  calendar: {
    '--format': { argv: ['--format', 'ics'] },
    '--now': { argv: ['--now', '2026-06-01'] },
  },
  comment: { '--pull-request': { argv: ['review.md', '--pull-request', '12'] } },
  inspect: {
    '--name': { argv: ['--name', 'mail.contoso.com', 'mail.pem', 'root.pem'] },
    '--roots': { argv: ['--roots', 'root.pem', 'mail.pem'] },
    '--password-file': { argv: ['mail.pfx', '--password-file', 'pfx-password.txt'] },
    '--json': { argv: ['mail.pem', 'root.pem', '--json'] },
    '--now': { argv: ['mail.pem', 'root.pem', '--now', '2026-06-01'] },
  },
  audit: {
    '--clients': { argv: ['exchange-export', '--clients', 'clients.json'], code: 1 },
    '--organization': { argv: ['exchange-export', '--organization', 'contoso.local'], code: 1 },
    '--against': { argv: ['exchange-export', '--against', 'cdktf.out'], code: 1 },
    '--format': { argv: ['exchange-export', '--format', 'json'], code: 1 },
    '--output': { argv: ['exchange-export', '--output', 'markdown=audit.md', '--output', 'html=audit.html'], code: 1 },
    '--fail-on': { argv: ['exchange-export', '--fail-on', 'never'] },
    '--now': { argv: ['exchange-export', '--now', '2026-06-01'], code: 1 },
  },
  roots: {
    '--format': { argv: ['--format', 'json', 'mail.pem', 'root.pem'] },
    '--password-file': { argv: ['mail.pfx', '--password-file', 'pfx-password.txt'] },
    '--now': { argv: ['mail.pem', 'root.pem', '--now', '2026-06-01'] },
  },
  crl: {
    '--ca': crl(),
    '--ca-key': crl(),
    '--out': crl('--out', 'other.crl'),
    '--password-file': crl('--password-file', 'pfx-password.txt'),
    '--previous': crl('--previous', 'contoso.crl'),
    '--number': crl('--number', '7'),
    '--days': crl('--days', '30'),
    '--revoke': crl('--revoke', '4F3A', '0x10:superseded', '--revoke', 'mail.pem'),
    '--issued': crl('--revoke', 'mail.pem', '--issued', 'mail.pem'),
    '--force': crl('--revoke', '4F3A', '--issued', 'mail.pem', '--force'),
    '--pem': crl('--pem'),
    '--now': crl('--now', '2026-06-01'),
  },
  completion: {},
};

/** Examples of help that end with another exit code than 0, as their help promises. */
export const EXAMPLE_CODES: Readonly<Record<string, number>> = {
  'client-access review': 1,
  'client-access review --base main-branch/cdktf.out cdktf.out': 1,
  'client-access review - cdktf.out': 1,
  'client-access review --output sarif=review.sarif --output markdown=review.md': 1,
  'client-access review --format json --fail-on warning': 1,
  'client-access review --quiet': 1,
  'client-access review cdktf.out': 1,
  'client-access review cdktf.out --base main-branch/cdktf.out --output markdown=comment.md --output sarif=policy.sarif': 1,
  'client-access verify': 4,
  'client-access verify mail.contoso.com': 4,
  'client-access verify cdktf.out': 4,
  'client-access verify mail.contoso.com --starter contoso-found': 4,
  'client-access verify --hosts hosts.txt --output json=hosts.json': 4,
  'client-access verify --side outside --output json=verify.json': 4,
  'client-access verify --resolve mail.contoso.com:443:127.0.0.1 --timeout 5 cdktf.out': 4,
  'client-access verify --dns 127.0.0.1:5353 --format markdown --fail-on warning': 4,
  'client-access verify --revocation --timeout 20 cdktf.out': 4,
  'client-access verify --shard 1/2 --output json=part-1.json cdktf.out': 4,
  'client-access verify --merge part-1.json part-2.json': 4,
  'client-access verify --watch 30 --rounds 1 --output prometheus=client-access.prom cdktf.out': 4,
  'client-access audit exchange-export': 1,
  'client-access audit exchange-export --against cdktf.out': 1,
  'client-access audit exchange-export.zip --clients clients.json --format markdown': 1,
};

/** Writes every file that the examples and cases name into a folder. */
export function writeHelpFolder(folder: string): void {
  const file = (name: string, content: string | Buffer): void => writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'main-branch'), { recursive: true });
  // The server of the examples.
  const estate = JSON.parse(JSON.stringify(reviewEstate()).replaceAll('cas0001', 'cas01')) as Estate;
  writeOutputFolder(estate, join(folder, 'cdktf.out'));
  writeOutputFolder(estate, join(folder, 'main-branch/cdktf.out'));
  file(
    'state.json',
    JSON.stringify({
      format_version: '1.0',
      terraform_version: '1.9.8',
      values: (planOf(estate) as { planned_values: object }).planned_values,
    }),
  );
  file('verify.json', JSON.stringify({ ...reviewReport(), observations: [] }));
  file('hosts.txt', '# what answers outside\nmail.contoso.com:443\n\nlegacy.contoso.com # until the move\n');
  file('stdin', JSON.stringify(planOf(estate)));
  file('policy-baseline.json', JSON.stringify({ schemaVersion: 1, keys: [] }));
  file('review.md', `${markdownMarker()}\nthe review`);
  const { root, intermediate, leaf } = issueChain(['mail.contoso.com', 'autodiscover.contoso.com'], { key: 'rsa2048' });
  const direct = issueCertificate({ subject: 'mail', dnsNames: ['mail.contoso.com'], issuer: root, key: 'rsa2048' });
  file('root.pem', root.pem);
  file('root.key', root.keyPem);
  chmodSync(join(folder, 'root.key'), 0o600);
  file('mail.pem', direct.pem);
  file('mail.contoso.com.cer', leaf.pem);
  file('chain.p7b', pkcs7Of(intermediate.certificate.der, root.certificate.der));
  file('pfx-password.txt', 'secret\n');
  const certificates = [leaf.certificate, intermediate.certificate, root.certificate];
  file('mail.pfx', writePfx({ certificates, key: leaf.key, password: 'secret', encryption: 'aes256-sha256' }));
  writeExchangeExport(folder);
  file('clients.json', JSON.stringify({ clients: [{ name: 'phones', platform: 'ios', count: 40 }] }));
  file('ticket.txt', 'Get-AcceptedDomain | fl\n\nDomainName : contoso.com\nDomainType : Authoritative\n');
  const nextUpdate = new Date(NOW.getTime() + 7 * 86_400_000);
  const list = { issuer: root.certificate, issuerKey: root.key, number: 1, thisUpdate: NOW, nextUpdate, revoked: [] };
  file('contoso.crl', makeCrl(list).der);
}

/** A SignedData without signers: how certificates are handed on in a .p7b file. */
export function pkcs7Of(...certificates: readonly Buffer[]): Buffer {
  const signed = der.sequence(
    der.integer(1),
    der.setOf(),
    der.sequence(der.oid(OID.pkcs7Data)),
    der.context(0, true, ...certificates),
    der.setOf(),
  );
  return der.sequence(der.oid(OID.pkcs7SignedData), der.context(0, true, signed));
}
