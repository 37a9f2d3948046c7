import { ExchangeExport, ExportedForest } from '../exports/exchange-export';
import { Origin } from '../exports/origin';
import { TlsSetting } from '../exports/facts/servers';
import { SiteSide } from '../exports/facts/virtual-directories';
import { auditExtendedProtection } from './extended-protection';
import { estateOf, ExportedEstate } from './estate-of';
import { ForestView, serverLabel } from './forest-view';
import { auditDomains, auditMailAccess, auditSmtp } from './mail-topics';
import { auditInternalRoles, auditServerAuthentication, OAUTH_RENEWAL } from './oauth-topics';
import { StatedClients } from './populations';
import { presentedBySite } from './presented-certificate';
import { auditCertificates, auditServers } from './server-topics';
import { Effort, Findings, Gravity, Statement, Topic, WorkItem } from './statement';
import { auditConnectors, auditEdgeSubscriptions } from './transport-topics';
import { auditNames, auditSites } from './web-topics';

/** What an audit takes. */
export interface AuditOptions {
  readonly now: Date;
  readonly clients: readonly StatedClients[];
}

/** The audit of one organization. */
export interface Audit {
  readonly forest: ExportedForest;
  readonly servers: readonly string[];
  readonly statements: readonly Statement[];
  /** What to do, the first first. */
  readonly work: readonly WorkItem[];
  readonly exported: ExportedEstate;
}

/**
 * Audits one organization of an export.
 *
 * @param forest one of the export's organizations
 */
export function auditOf(exported: ExchangeExport, forest: ExportedForest, options: AuditOptions): Audit {
  const view = new ForestView(exported, forest.forest);
  const found = new Findings();
  const { now, clients } = options;
  auditSources(exported, view, forest, found);
  auditServers(view, now, found);
  auditSites(view, now, found);
  auditMailAccess(view, now, found);
  auditSmtp(view, found);
  auditNames(view, found);
  auditDomains(view, found);
  auditCertificates(view, now, found);
  auditConnectors(view, now, found);
  auditEdgeSubscriptions(view, found);
  auditServerAuthentication(view, now, found);
  auditInternalRoles(view, now, found);
  auditExtendedProtection(view, found);
  auditTls(view, found);
  auditOrganization(view, found);
  const estate = estateOf(view, clients, now);
  gaps(view, found);
  return {
    forest,
    servers: view.servers,
    statements: found.statements,
    work: ranked(found.work),
    exported: estate,
  };
}

/** The gravest first; what clients meet before the rest; then in the order of the topics. What several servers need alike is one item. */
function ranked(work: readonly WorkItem[]): WorkItem[] {
  const groups = new Map<string, WorkItem[]>();
  for (const item of work) {
    const key = [item.code, item.gravity, withoutServer(item.title, item), withoutServer(item.why, item)].join('|');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()]
    .map((items, index) => ({ item: together(items), index }))
    .sort((a, b) => a.item.gravity - b.item.gravity || precedence(a.item) - precedence(b.item) || a.index - b.index)
    .map(({ item }) => item);
}

/** A text without the name of its server, to see whether two servers need the same. */
function withoutServer(text: string, { server }: WorkItem): string {
  return server === undefined || server === '' ? text : text.split(new RegExp(`\\b${server}\\b`, 'i')).join('*');
}

/** One item for several servers: with the words of the first, and the names of all. */
function together(items: readonly WorkItem[]): WorkItem {
  const [first] = items as [WorkItem, ...WorkItem[]];
  const servers = [...new Set(items.flatMap(({ server }) => server ?? []))];
  const at = [...new Set(items.flatMap((item) => item.at))];
  if (servers.length < 2) return { ...first, at };
  const some =
    servers.length > 4 ? `${servers.slice(0, 3).join(', ')} and ${servers.length - 3} more` : servers.join(', ');
  const named = (text: string): string => text.split(new RegExp(`\\b${first.server}\\b`)).join(some);
  return { ...first, title: named(first.title), affected: named(first.affected), servers, at };
}

/** Within one gravity: what has ended comes before what lacks a name; what nothing fails of, and plans for months, come last. */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['pin-to-expired-certificate', 'pinned-certificate-expired', 'mail-certificate-expired'],
  ['listed-certificate-expired', 'federation-certificate-expired'],
];
const USUAL = 2;
const LATE = ['out-of-support'];

/** What clients meet comes before what servers do among themselves. */
function precedence({ code, title }: WorkItem): number {
  const early = PRECEDENCE.findIndex((codes) => codes.includes(code));
  if (early >= 0) return early;
  if (LATE.includes(code)) return USUAL + 3;
  if (/back end/.test(title)) return USUAL + 2;
  return code.startsWith('oauth') ? USUAL + 1 : USUAL;
}

/** Where the facts are from: other organizations, moments, files that could not be read. */
function auditSources(exported: ExchangeExport, view: ForestView, forest: ExportedForest, found: Findings): void {
  const others = exported.organizations.filter((one) => one.forest !== forest.forest && one.forest !== '');
  if (forest.forest !== '' && others.length > 0) {
    const places = originsAt(
      exported,
      others.map((one) => one.forest),
    );
    const names = others.map((one) => one.forest).join(', ');
    found.concluded(
      Topic.SOURCES,
      undefined,
      `the export mixes organizations: ${places
        .map(({ at, organization }) => `${at} is of ${organization}`)
        .slice(0, 12)
        .join(
          '; ',
        )}${places.length > 12 ? `; and ${places.length - 12} more` : ''}; nothing of ${names} is used for ${forest.forest}`,
      places.map(({ at }) => at),
    );
    found.todo({
      code: 'organizations-mixed',
      gravity: Gravity.GAP,
      title: `Export ${forest.forest} and ${names} apart`,
      why: `objects of ${others.length === 1 ? 'another organization are' : 'other organizations are'} among those of ${forest.forest}: ${[...new Set(places.map(({ file }) => file))].slice(0, 6).join(', ')}`,
      fix: 'export each organization into a folder of its own; until then each is answered apart',
      effort: Effort.MINUTES,
      affected: 'the answers of this audit',
      at: places.map(({ at }) => at),
    });
  }
  for (const error of exported.problems)
    found.unknown(Topic.SOURCES, undefined, `${error.at} could not be read: ${error.message}`, error.fix, [error.at]);
  for (const { started, computer, notRead } of view.facts.runs) {
    if (started)
      found.read(
        Topic.SOURCES,
        undefined,
        `collected on ${computer?.value ?? 'a computer'} at ${started.value.join(' or ')}`,
        [started.at],
      );
    for (const text of notRead?.values ?? [])
      found.unknown(
        Topic.SOURCES,
        undefined,
        `the collector could not read ${text}`,
        'run the collector again with the rights that are missing',
        [notRead!.at],
      );
  }
  const moments = new Set(view.facts.runs.flatMap(({ started }) => started?.value[0]?.slice(0, 10) ?? []));
  if (moments.size > 1)
    found.concluded(
      Topic.SOURCES,
      undefined,
      `the export holds runs of different days (${[...moments].sort().join(', ')}): what changed between them may contradict`,
      view.facts.runs.map(({ at }) => at),
    );
  if (moments.size === 0)
    found.unknown(
      Topic.SOURCES,
      undefined,
      'when the export was made its files do not say, so that changes since then, and between its files, are not known',
      'note the time beside the export, and export everything at one time',
    );
  for (const { server, file, bySetup } of exported.namedByCertificates)
    if (view.servers.includes(server))
      found.concluded(
        Topic.SOURCES,
        server,
        `the certificates of ${file} are taken for those of ${server}: ${bySetup ? 'certificates that Windows and Exchange make for a server carry that name, and nothing else names one' : 'one of them has its full name, and the export has no other list of it'}`,
        [file],
      );
  auditMentions(exported, view, found);
  const signed = view.facts.certificates.filter((one) => one.signed);
  if (signed.length > 0)
    found.read(
      Topic.SOURCES,
      undefined,
      `the serialized data of ${signed.length} certificates is signed by Exchange; the signature was not checked`,
      signed.map(({ at }) => at),
    );
}

/** Events of the server-to-server authentication say which certificate they miss. */
const MISSED = /certificate with thumbprint ([0-9A-F]{40})\b.*(?:outgoing token|private key)/i;

/** Thumbprints in sentences of a text, such as those of events, that no certificate of the export has. */
function auditMentions(exported: ExchangeExport, view: ForestView, found: Findings): void {
  const seen = new Set<string>();
  for (const { file, line, text } of exported.remarks)
    for (const [match] of text.matchAll(/\b[0-9A-Fa-f]{40}\b/g)) {
      const thumbprint = match.toUpperCase();
      if (seen.has(thumbprint) || view.facts.certificates.length === 0 || view.withThumbprint(thumbprint)) continue;
      seen.add(thumbprint);
      const at = [`${file}:${line}`];
      found.concluded(
        Topic.SOURCES,
        undefined,
        `the text names the thumbprint ${thumbprint}, and no certificate of the export has it`,
        at,
      );
      if (MISSED.exec(text)?.[1]?.toUpperCase() === thumbprint)
        found.todo({
          code: 'oauth-certificate-missing',
          gravity: Gravity.BROKEN,
          title: 'Replace the OAuth certificate that the event misses',
          why: `the event says that ${thumbprint} is not there or has no private key, and no list of the export has it`,
          fix: OAUTH_RENEWAL,
          effort: Effort.HOUR,
          affected: 'web mail and the admin center, hybrid features, and the shell',
          at,
        });
    }
}

const LISTS = [
  'servers',
  'certificates',
  'bindings',
  'directories',
  'connectors',
  'acceptedDomains',
  'authConfigs',
  'mailSettings',
] as const;

function originsAt(exported: ExchangeExport, forests: readonly string[]): Origin[] {
  return LISTS.flatMap((list) =>
    (exported[list] as readonly Origin[]).filter(({ organization }) => forests.includes(organization)),
  );
}

function auditTls(view: ForestView, found: Findings): void {
  for (const { server, settings, at } of view.facts.tls) {
    if (settings.length === 0) continue;
    found.read(
      Topic.TLS,
      server,
      `TLS settings of ${serverLabel(server ?? '')}: ${settings.map(tlsText).join(', ')}`,
      settings.map((one) => one.at),
    );
    const old = settings.filter(({ version, serverEnabled }) => version < '1.2' && serverEnabled !== false);
    const modern = settings.find(({ version }) => version === '1.2');
    if (modern?.serverEnabled === false)
      found.todo({
        code: 'tls-1-2-off',
        gravity: Gravity.BROKEN,
        title: `Switch TLS 1.2 on (${serverLabel(server ?? '')})`,
        why: 'the registry switches it off for the server side, and current clients speak no older version',
        fix: 'set Enabled to 1 and DisabledByDefault to 0 for TLS 1.2, server and client',
        effort: Effort.HOUR,
        affected: `all clients of ${serverLabel(server ?? '')}`,
        at: [modern.at],
        ...(server === undefined ? {} : { server }),
      });
    else if (old.length > 0 && old.some(({ serverEnabled }) => serverEnabled === true))
      found.concluded(
        Topic.TLS,
        server,
        `${serverLabel(server ?? '')} still offers TLS ${old
          .filter(({ serverEnabled }) => serverEnabled)
          .map(({ version }) => version)
          .join(', ')}`,
        [at],
      );
  }
  if (view.facts.tls.length === 0)
    found.unknown(
      Topic.TLS,
      undefined,
      'which TLS versions the servers speak is not in the export',
      'the TLS keys of the registry, as HealthChecker or the collector of client-access exports them',
    );
}

/** Null is what the registry does not hold: the default of Windows, not off. */
function tlsText({ version, serverEnabled, serverDisabledByDefault }: TlsSetting): string {
  if (serverEnabled === null && serverDisabledByDefault === null) return `TLS ${version} as Windows has it`;
  if (serverEnabled === null) return `TLS ${version} ${serverDisabledByDefault ? 'off by default' : 'on by default'}`;
  return `TLS ${version} ${serverEnabled ? 'on' : 'off'}`;
}

function auditOrganization(view: ForestView, found: Findings): void {
  for (const { name, modernAuthentication, mapiOverHttp, downloadDomains } of view.facts.organizationConfigs) {
    if (name) found.read(Topic.ORGANIZATION, undefined, `the Exchange organization is called ${name.value}`, [name.at]);
    for (const [what, stated] of [
      ['modern authentication (OAuth2ClientProfileEnabled)', modernAuthentication],
      ['MAPI over HTTP', mapiOverHttp],
      ['download domains', downloadDomains],
    ] as const)
      if (stated) found.read(Topic.ORGANIZATION, undefined, `${what}: ${stated.value ? 'on' : 'off'}`, [stated.at]);
  }
  for (const { name, principalName } of view.facts.providers)
    if (principalName)
      found.read(
        Topic.ORGANIZATION,
        undefined,
        `Outlook provider ${name}: CertPrincipalName ${principalName.value || 'not set'}`,
        [principalName.at],
      );
  for (const { at, fqdn, members, name } of view.facts.arrays)
    if (fqdn)
      found.read(
        Topic.ORGANIZATION,
        undefined,
        `Client Access array ${name}: ${fqdn.value}${members ? `, of ${members.values.join(', ')}` : ''}; Outlook inside uses the name for RPC, which has no certificate`,
        [at, fqdn.at],
      );
  for (const hybrid of view.facts.hybrids)
    found.read(
      Topic.ORGANIZATION,
      undefined,
      `there is a hybrid configuration${hybrid.domains ? ` for ${hybrid.domains.values.join(', ')}` : ''}`,
      [hybrid.at],
    );
}

/** Servers whose list leaves open which certificate clients meet, and nothing contradicts it: the bindings of IIS would say. */
function bindingGaps(view: ForestView, found: Findings): void {
  for (const server of view.clientServers) {
    if (view.listOf(server).length === 0) continue;
    const { state, conflict, text, at } = presentedBySite(view, server, SiteSide.FRONT_END);
    if (state !== 'unknown' || conflict) continue;
    found.todo({
      code: 'export-bindings',
      gravity: Gravity.GAP,
      title: `Export the IIS bindings (${serverLabel(server)})`,
      why: `which certificate clients meet is ${text}`,
      fix: 'on the server, elevated: Get-WebBinding | Export-Clixml, or netsh http show sslcert; and Get-ExchangeCertificate | Export-Clixml at the same time',
      effort: Effort.MINUTES,
      affected: 'the answers of this audit',
      server,
      at,
    });
  }
}

/** What no export says, and what would let more be said. */
function gaps(view: ForestView, found: Findings): void {
  found.unknown(
    Topic.NAMES,
    undefined,
    'what stands in front of the servers (load balancer, reverse proxy), which certificate it presents, and where DNS leads clients is not in an export of Exchange',
    'ask who runs them; client-access verify asks the endpoints themselves',
  );
  const missing = view.clientServers.filter((server) => server !== '' && view.listOf(server).length === 0);
  bindingGaps(view, found);
  const nothing = view.facts.certificates.length === 0 && view.facts.bindings.every(({ hash }) => hash === undefined);
  if (!nothing && missing.length === 0) return;
  const who = nothing ? 'of every server' : `of ${missing.join(', ')}`;
  found.todo({
    code: 'export-certificates',
    gravity: Gravity.GAP,
    title: `Export the certificates and the IIS bindings ${who}`,
    why: `without them nobody can say which certificate clients meet ${nothing ? '' : 'there'}`.trimEnd(),
    fix: 'in the Exchange Management Shell of an Exchange server: Get-ExchangeCertificate -Server NAME | Export-Clixml; on the server, elevated: Get-WebBinding | Export-Clixml',
    effort: Effort.MINUTES,
    affected: 'the answers of this audit',
    at: [],
  });
}
