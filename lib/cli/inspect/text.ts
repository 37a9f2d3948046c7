import { plain } from '../../report/plain';
import type { AnchorKind, ClientVerdict } from './clients';
import type { ChainView, InspectReport } from './report';
import type { CertificateView, KeyView, OtherNames, RequestView } from './view';

/**
 * The report for people: what each file is, each chain as a tree from the root down with what breaks a standard, then what clients do
 * and whose store holds the root.
 */
export function formatInspection(report: InspectReport): string {
  const lines: string[] = [];
  for (const { name, notes } of report.files) for (const note of notes) lines.push(`note: ${name}: ${note}`);
  if (lines.length > 0) lines.push('');
  for (const chain of report.chains) lines.push(...chainLines(chain, report.commercialRoots), '');
  if (report.unused.length > 0) {
    lines.push('In no chain:', ...report.unused.map((c) => `  ${c.name} (SHA-1 ${c.sha1})`), '');
  }
  for (const r of report.requests) lines.push(...requestLines(r), '');
  for (const l of report.revocationLists) {
    const until = l.nextUpdate === undefined ? 'without an end' : `until ${day(l.nextUpdate)}`;
    lines.push(
      `Revocation list in ${l.file}: ${l.issuer}`,
      `  number ${l.number ?? 'none'}, ${day(l.thisUpdate)} ${until}, ${l.revoked} revoked`,
      ...l.notes.map((note) => `  note: ${note}`),
      '',
    );
  }
  for (const key of report.keys) lines.push(keyLine(key), '');
  while (lines.at(-1) === '') lines.pop();
  return `${lines.map(plain).join('\n')}\n`;
}

const anchorTexts: Readonly<Record<AnchorKind, string>> = {
  commercial: 'ends in a commercial root',
  private: "ends in an organization's own root",
  'self-signed': 'vouches for itself',
  none: 'does not reach a known root',
};

function chainLines(chain: ChainView, edition: string): string[] {
  const [leaf] = chain.path;
  if (leaf === undefined) return [];
  const lines = [...chain.path].reverse().map((c, depth) => `${'  '.repeat(depth)}${depth === 0 ? '' : '└ '}${c.name}`);
  lines.push('', ...detailLines(leaf));
  const source = chain.anchor === 'commercial' ? ` (${edition})` : '';
  lines.push(`  trust     ${anchorTexts[chain.anchor]}${source}`);
  lines.push(...chain.notes.map((note) => `            ${note}`));
  if (chain.breaches.length > 0) {
    lines.push('  breaches of standards, which many clients overlook:');
    for (const { certificate, message, section } of chain.breaches)
      lines.push(`    ${chain.path.length > 1 ? `${certificate}: ` : ''}${message} [${section}]`);
  }
  lines.push(...verdictLines(chain.verdicts));
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

/** Platforms that answer alike, for the same reasons, share a line. */
function verdictLines(verdicts: readonly ClientVerdict[]): string[] {
  const [current, ...platforms] = verdicts;
  if (current === undefined) return [];
  const groups = new Map<string, ClientVerdict[]>();
  for (const one of platforms) {
    const key = `${one.verdict} ${reasonLines(one).join('\n').replaceAll(one.clients, '')}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = ['  a client that holds the root:', `    ${current.verdict.padEnd(8)}  ${current.clients}`];
  lines.push(...reasonLines(current));
  const order = ['refuses', 'unknown', 'accepts'];
  const sorted = [...groups.values()].sort((a, b) => order.indexOf(a[0]!.verdict) - order.indexOf(b[0]!.verdict));
  for (const group of sorted) {
    const [first] = group;
    lines.push(`    ${first!.verdict.padEnd(8)}  ${group.map(({ clients }) => clients).join('; ')}`);
    const same = reasonLines(first!).join() === reasonLines(current).join();
    lines.push(
      ...(same && reasonLines(current).length > 0 ? ['              for the same reason'] : reasonLines(first!)),
    );
  }
  return lines;
}

function reasonLines({ reasons }: ClientVerdict): string[] {
  return reasons.flatMap(({ message, section, fix }) => [
    `              ${message} [${section}]`,
    ...(fix === undefined ? [] : [`              fix: ${fix}`]),
  ]);
}

function detailLines(c: CertificateView): string[] {
  const uses = [...(c.keyUsages ?? []), ...(c.extendedKeyUsages ?? [])];
  const rest = c.daysLeft < 0 ? `over for ${-c.daysLeft} days` : `${c.daysLeft} days left`;
  return [
    `  subject   ${c.subject === '' ? '(empty)' : c.subject}`,
    `  issuer    ${c.issuer === '' ? '(empty)' : c.issuer}`,
    `  names     ${list(allNames(c))}`,
    `  key       ${c.key}, signed ${c.signature}`,
    `  uses      ${list([...(c.isCa ? ['CA'] : []), ...uses])}`,
    ...(c.mustStaple ? ['  staple    the server must staple an OCSP response (RFC 7633)'] : []),
    `  valid     ${day(c.notBefore)} to ${day(c.notAfter)} (${rest}); renew from ${day(c.renewFrom)}`,
    `  serial    ${c.serialNumber}`,
    `  SHA-1     ${c.sha1}`,
    `  SHA-256   ${c.sha256}`,
    `  revoked?  ${list([...c.crlUrls, ...c.ocspUrls])}`,
  ];
}

function requestLines(r: RequestView): string[] {
  const signed = {
    true: 'with its own key',
    false: 'NOT with its own key: damaged, make it again',
    undefined: `can't be checked here: ${r.signature}`,
  }[String(r.signatureValid) as 'true' | 'false' | 'undefined'];
  return [
    `Request in ${r.file}: ${r.subject === '' ? '(empty)' : r.subject}`,
    `  names     ${list(allNames(r))}`,
    `  key       ${r.key}${r.provider === undefined ? '' : `, in ${r.provider}`}`,
    `  signed    ${signed}`,
  ];
}

function keyLine({ file, kind, key, matches, provider }: KeyView): string {
  const title = `${kind === 'public' ? 'Public' : 'Private'} key in ${file}`;
  if (kind === 'encrypted') return `${title}: encrypted and not opened`;
  const owner = matches === undefined ? 'belongs to none of the certificates' : `belongs to ${matches}`;
  return `${title}: ${key === undefined ? '' : `${key}, `}${owner}${provider === undefined ? '' : `; Windows puts it in ${provider}`}`;
}

function allNames(
  view: OtherNames & { readonly dnsNames: readonly string[]; readonly ipAddresses: readonly string[] },
): string[] {
  return [
    ...view.dnsNames,
    ...view.ipAddresses,
    ...view.emailAddresses.map((name) => `e-mail:${name}`),
    ...view.uris.map((name) => `URI:${name}`),
    ...view.otherNames,
  ];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function day(iso: string): string {
  return iso.slice(0, 10);
}
