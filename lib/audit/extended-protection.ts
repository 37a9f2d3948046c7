import {
  BACK_END_TOKEN_CHECKING,
  extendedProtectionBySetup,
  extendedProtectionSupport,
  highestTokenChecking,
  protocolFacts,
} from '../exchange';
import { SiteSide } from '../exports/facts/virtual-directories';
import { effective } from '../exports/iis-configuration';
import { ClientProtocol, TokenChecking } from '../model';
import { ForestView, serverLabel } from './forest-view';
import { Effort, Findings, Gravity, Topic } from './statement';

const SOURCE = 'EPDOC; HC:Shared/IISFunctions/ExtendedProtection/Get-ExtendedProtectionConfigurationResult.ps1';
const HOW =
  'Get-OwaVirtualDirectory and the other virtual directories without -ADPropertiesOnly; or applicationHost.config of the server';

/** How a virtual directory checks channel binding tokens, and where that stands. */
export interface FoundChecking {
  readonly value: TokenChecking;
  readonly at: string;
  /** Location of IIS that it is inherited from. Left out: it is the directory's own. */
  readonly inheritedFrom?: string;
}

const FRONT_END: readonly ClientProtocol[] = [
  ClientProtocol.OWA,
  ClientProtocol.ECP,
  ClientProtocol.EWS,
  ClientProtocol.ACTIVE_SYNC,
  ClientProtocol.OAB,
  ClientProtocol.AUTODISCOVER,
  ClientProtocol.MAPI_OVER_HTTP,
  ClientProtocol.OUTLOOK_ANYWHERE,
];

const ORDER = [TokenChecking.NONE, TokenChecking.ALLOW, TokenChecking.REQUIRE];

/** As IIS writes it: by name or by number. */
function checkingOf(text: string): TokenChecking | undefined {
  return /^[012]$/.test(text) ? ORDER[Number(text)] : ORDER.find((value) => value === text.toLowerCase());
}

/** The value of one directory of a site, from the IIS configuration: its own, or what it inherits. */
function fromConfiguration(view: ForestView, server: string, site: string, path: string): FoundChecking | undefined {
  for (const { locations, whole, file } of view.of(view.facts.locations, server)) {
    const full = `${site}/${path}`;
    const found = effective(locations, full, 'tokenChecking');
    if (found) {
      const value = checkingOf(found.value);
      const own = found.from.path.toLowerCase() === full.toLowerCase();
      if (value)
        return { value, at: found.from.at, ...(own ? {} : { inheritedFrom: found.from.path || 'the whole server' }) };
    } else if (whole && locations.length > 0) {
      // The schema of IIS: None where no location says otherwise.
      return { value: TokenChecking.NONE, at: file, inheritedFrom: 'the default of IIS' };
    }
  }
  return undefined;
}

/** How the front end of a server checks tokens for a protocol: from IIS. What Active Directory alone says is no evidence. */
export function tokenCheckingFrom(
  view: ForestView,
  server: string,
  protocol: ClientProtocol,
): FoundChecking | undefined {
  const path = pathOf(protocol);
  const configured = path && fromConfiguration(view, server, 'Default Web Site', path);
  if (configured) return configured;
  const directory = view
    .of(view.facts.directories, server)
    .find(
      (one) => one.protocol === protocol && one.side !== SiteSide.BACK_END && !one.directoryOnly && one.tokenChecking,
    );
  const value = directory && checkingOf(directory.tokenChecking!.value);
  return value && { value, at: directory.tokenChecking!.at };
}

function pathOf(protocol: ClientProtocol): string {
  return protocolFacts(protocol).path?.replace(/^\//, '') ?? '';
}

function filtered(filter: string | undefined): { filter?: string } {
  return filter === undefined ? {} : { filter };
}

/** Extended Protection of every server, front end and back end apart, against the table of the version. */
export function auditExtendedProtection(view: ForestView, found: Findings): void {
  for (const server of view.clientServers) {
    const front = FRONT_END.flatMap((protocol) => {
      const checking = tokenCheckingFrom(view, server, protocol);
      return checking
        ? [
            {
              label: protocolFacts(protocol).label,
              expected: highestTokenChecking(protocol),
              checking,
              ...filtered(restricted(view, server, 'Default Web Site', pathOf(protocol))),
            },
          ]
        : [];
    });
    const back = Object.entries(BACK_END_TOKEN_CHECKING).flatMap(([path, expected]) => {
      const checking = fromConfiguration(view, server, 'Exchange Back End', path);
      return checking && hasApplication(view, server, 'Exchange Back End', path)
        ? [{ label: path, expected, checking, ...filtered(restricted(view, server, 'Exchange Back End', path)) }]
        : [];
    });
    describe(server, SiteSide.FRONT_END, front, found);
    describe(server, SiteSide.BACK_END, back, found);
    if (front.length > 0) compare(view, server, front, back, found);
    const adOnly = view
      .of(view.facts.directories, server)
      .filter(({ directoryOnly, protocol }) => directoryOnly && protocol && !tokenCheckingFrom(view, server, protocol));
    if (adOnly.length > 0)
      found.unknown(
        Topic.EXTENDED_PROTECTION,
        server,
        `Extended Protection of ${adOnly.map(({ protocol }) => protocolFacts(protocol!).label).join(', ')} on ${serverLabel(server)} is not known: the objects were read from Active Directory alone (Path is empty), which says nothing of IIS`,
        HOW,
        adOnly.map(({ at }) => at),
      );
    else if (front.length === 0 && server !== '')
      found.unknown(Topic.EXTENDED_PROTECTION, server, `Extended Protection of ${server} is not in the export`, HOW);
  }
}

/** Directories that IIS opens to listed addresses alone: the exception for a directory without Extended Protection. */
function restricted(view: ForestView, server: string, site: string, path: string): string | undefined {
  const full = `${site}/${path}`.toLowerCase();
  return view
    .of(view.facts.locations, server)
    .flatMap(({ locations }) => locations)
    .find((one) => one.path.toLowerCase() === full && one.addressesRestricted === true)?.at;
}

interface Row {
  /** Where IIS opens it to listed addresses alone. */
  readonly filter?: string;
  readonly label: string;
  readonly expected: TokenChecking;
  readonly checking: FoundChecking;
}

function hasApplication(view: ForestView, server: string, site: string, path: string): boolean {
  return view.of(view.facts.locations, server).some(({ locations, sites }) => {
    const full = `${site}/${path}`.toLowerCase();
    return (
      locations.some((one) => one.path.toLowerCase() === full) ||
      sites.some(
        ({ name, applications }) =>
          name === site && applications.some((one) => one.toLowerCase() === `/${path.toLowerCase()}`),
      )
    );
  });
}

function describe(server: string, side: SiteSide, rows: readonly Row[], found: Findings): void {
  if (rows.length === 0) return;
  const texts = rows.map(
    ({ label, checking }) =>
      `${label} ${checking.value}${checking.inheritedFrom === undefined ? '' : ` (inherited from ${checking.inheritedFrom})`}`,
  );
  found.read(
    Topic.EXTENDED_PROTECTION,
    server,
    `Extended Protection on the ${side} of ${serverLabel(server)}: ${texts.join(', ')}`,
    [...new Set(rows.map(({ checking }) => checking.at))],
  );
  for (const { filter, label } of rows)
    if (filter !== undefined)
      found.read(
        Topic.EXTENDED_PROTECTION,
        server,
        `IIS opens ${label} (${side}) of ${serverLabel(server)} to listed addresses alone (an IP filter), which stands in for Extended Protection there`,
        [filter],
      );
}

function compare(view: ForestView, server: string, front: readonly Row[], back: readonly Row[], found: Findings): void {
  const release = view.buildOf(server)?.value.release;
  const support = release && extendedProtectionSupport(release);
  const all = [
    ...front.map((row) => ({ ...row, side: SiteSide.FRONT_END })),
    ...back.map((row) => ({ ...row, side: SiteSide.BACK_END })),
  ];
  const on = all.filter(({ checking }) => checking.value !== TokenChecking.NONE);
  const rank = (value: TokenChecking): number => ORDER.indexOf(value);
  const strict = on.filter(({ checking, expected }) => rank(checking.value) > rank(expected));
  const weak = all.filter(({ checking, expected, filter }) => !filter && rank(checking.value) < rank(expected));
  const name = ({ label, side, checking, expected }: (typeof all)[number]): string =>
    `${label} (${side}) is ${checking.value}, the table says ${expected}`;
  const at = (rows: typeof all): string[] => [...new Set(rows.map(({ checking }) => checking.at))];
  const affected = `clients and servers that sign in to ${serverLabel(server)} with Windows authentication`;
  if (on.length > 0 && support?.value === false)
    found.todo({
      code: 'extended-protection-unsupported',
      gravity: Gravity.BROKEN,
      title: `Extended Protection is on where the build does not support it (${serverLabel(server)})`,
      why: `${on.map(name).join('; ')}; ${support.note ?? 'the release does not support it'}`,
      fix: 'install the update that supports it, or switch it off (ExchangeExtendedProtectionManagement.ps1 -RollbackType RestoreIISAppConfig)',
      effort: Effort.DAY,
      affected,
      server,
      at: at(on),
      source: support.source,
    });
  if (strict.length > 0)
    found.todo({
      code: 'extended-protection-too-strict',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Extended Protection is stricter than Exchange supports (${serverLabel(server)})`,
      why: strict.map(name).join('; '),
      fix: 'set these directories to the value of the table with ExchangeExtendedProtectionManagement.ps1',
      effort: Effort.HOUR,
      affected: `Macs and mobile clients of ${serverLabel(server)} first`,
      server,
      at: at(strict),
      source: SOURCE,
    });
  if (on.length > 0 && strict.length === 0 && weak.length === 0)
    found.concluded(
      Topic.EXTENDED_PROTECTION,
      server,
      `Extended Protection of ${serverLabel(server)} is on as the table of the version has it, in every directory of the export`,
      at(all),
      SOURCE,
    );
  if (weak.length > 0 && release && support?.value !== false) {
    const bySetup = extendedProtectionBySetup(release).value === true;
    const none = on.length === 0;
    found.concluded(
      Topic.EXTENDED_PROTECTION,
      server,
      none
        ? `Extended Protection is off on ${serverLabel(server)}${bySetup ? ', although setup of this release switches it on' : ''}`
        : `Extended Protection of ${serverLabel(server)} is below the table: ${weak.map(name).join('; ')}`,
      at(weak),
      SOURCE,
    );
    found.todo({
      code: none ? 'extended-protection-off' : 'extended-protection-partly',
      gravity: Gravity.RISK,
      title: none
        ? `Switch Extended Protection on (${serverLabel(server)})`
        : `Complete Extended Protection (${serverLabel(server)})`,
      why: none ? 'relayed sign-ins are not refused (CVE-2024-21410)' : weak.map(name).join('; '),
      fix: `${support?.value === true ? '' : 'the build is not known to support it: look at that first; then '}run ExchangeExtendedProtectionManagement.ps1, after nothing in front of the servers ends TLS with another certificate`,
      effort: Effort.DAY,
      affected,
      server,
      at: at(weak),
      source: SOURCE,
    });
  } else if (weak.length > 0 && support?.value === false && on.length === 0)
    found.concluded(
      Topic.EXTENDED_PROTECTION,
      server,
      `Extended Protection is off on ${serverLabel(server)}, as it must be: ${support.note ?? 'the release does not support it'}`,
      at(weak),
      support.source,
    );
}
