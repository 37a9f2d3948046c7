import { plain } from '../report/plain';
import type { CertificateView, ChainView, InspectReport } from './inspect-report';

/** The report for people: each chain as a tree from the root down, then who accepts it and whose store holds its root. */
export function formatInspection(report: InspectReport): string {
  const lines: string[] = [];
  for (const { name, notes } of report.files) for (const note of notes) lines.push(`note: ${name}: ${note}`);
  for (const note of report.notes) lines.push(`note: ${note}`);
  if (lines.length > 0) lines.push('');
  for (const chain of report.chains) lines.push(...chainLines(chain, report.commercialRoots), '');
  if (report.unused.length > 0) {
    lines.push('In no chain:', ...report.unused.map((c) => `  ${c.name} (SHA-1 ${c.sha1})`), '');
  }
  for (const r of report.requests) {
    lines.push(
      `Request in ${r.file}: ${r.subject}`,
      `  names     ${list(r.dnsNames)}`,
      `  key       ${r.key}${r.provider === undefined ? '' : `, in ${r.provider}`}`,
    );
    lines.push(
      `  signed    ${r.signatureValid ? 'with its own key' : 'NOT with its own key: damaged, make it again'}`,
      '',
    );
  }
  for (const l of report.revocationLists) {
    const until = l.nextUpdate === undefined ? 'without an end' : `until ${day(l.nextUpdate)}`;
    lines.push(
      `Revocation list in ${l.file}: ${l.issuer}`,
      `  number ${l.number ?? 'none'}, ${day(l.thisUpdate)} ${until}, ${l.revoked} revoked`,
      '',
    );
  }
  for (const { file, matches } of report.keys) {
    lines.push(
      `Private key in ${file}: ${matches === undefined ? 'belongs to none of the certificates' : `belongs to ${matches}`}`,
      '',
    );
  }
  while (lines.at(-1) === '') lines.pop();
  return `${lines.map(plain).join('\n')}\n`;
}

const anchorTexts: Readonly<Record<ChainView['anchor'], string>> = {
  commercial: 'ends in a commercial root',
  private: "ends in an organization's own root",
  'self-signed': 'vouches for itself',
  none: 'does not reach a root',
};

function chainLines(chain: ChainView, edition: string): string[] {
  const lines: string[] = [];
  const downwards = [...chain.path].reverse();
  downwards.forEach((c, depth) => {
    const indent = '  '.repeat(depth);
    lines.push(`${indent}${depth === 0 ? '' : '└ '}${c.name}`);
  });
  const [leaf] = chain.path;
  if (leaf === undefined) return lines;
  lines.push('', ...detailLines(leaf));
  const source = chain.anchor === 'commercial' ? ` (${edition})` : '';
  lines.push(`  trust     ${anchorTexts[chain.anchor]}${source}`);
  lines.push('  a client that holds the root:');
  let told = '';
  for (const { clients, verdict, reasons } of chain.verdicts) {
    lines.push(`    ${verdict.padEnd(8)}  ${clients}`);
    const why = reasons.flatMap((r) => [`              ${r.message} [${r.section}]`, `              fix: ${r.fix}`]);
    if (why.length > 0 && why.join() === told) lines.push('              for the same reason');
    else lines.push(...why);
    told = why.join();
  }
  if (chain.stores.length > 0) {
    lines.push('  the root in the stores of clients that nobody manages:');
    const states = new Map<string, string[]>();
    for (const { state, label } of chain.stores) {
      const key = state ?? 'unknown';
      states.set(key, [...(states.get(key) ?? []), label]);
    }
    for (const [state, labels] of states) lines.push(`    ${state.padEnd(12)}  ${labels.join('; ')}`);
  }
  return lines;
}

function detailLines(c: CertificateView): string[] {
  const uses = [...(c.keyUsages ?? []), ...(c.extendedKeyUsages ?? [])];
  return [
    `  subject   ${c.subject === '' ? '(empty)' : c.subject}`,
    `  names     ${list([...c.dnsNames, ...c.ipAddresses])}`,
    `  key       ${c.key}, signed ${c.signature}`,
    `  uses      ${list(uses)}`,
    `  valid     ${day(c.notBefore)} to ${day(c.notAfter)} (${c.daysLeft < 0 ? `over for ${-c.daysLeft} days` : `${c.daysLeft} days left`}); renew from ${day(c.renewFrom)}`,
    `  serial    ${c.serialNumber}`,
    `  SHA-1     ${c.sha1}`,
    `  SHA-256   ${c.sha256}`,
    `  revoked?  ${list([...c.crlUrls, ...c.ocspUrls])}`,
  ];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
