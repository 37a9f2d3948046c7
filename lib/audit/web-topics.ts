import { protocolFacts } from '../exchange';
import { ExportedBinding, isLoopback } from '../exports/facts/iis-bindings';
import { ExportedDirectory, SiteSide } from '../exports/facts/virtual-directories';
import { Stated } from '../exports/record';
import { isCutText } from '../exports/text-values';
import { certifiability } from '../names';
import { certificateLabel, CertificateOrigin, covers, hostOf, originOf, plainHost } from './certificate-roles';
import { auditDirectoryEncryption } from './directory-encryption';
import { ForestView, serverLabel } from './forest-view';
import { CLIENTS, judgeSite, sameNameOtherCertificate } from './presented-judgement';
import { NamedCertificate, Presented, presentedBySite } from './presented-certificate';
import { Effort, Findings, Gravity, Topic } from './statement';

/** Which certificate the web sites of each server present, and what is wrong with it. */
export function auditSites(view: ForestView, now: Date, found: Findings): void {
  for (const server of view.clientServers) {
    if (!hasWeb(view, server)) continue;
    for (const binding of view.httpsOf(server)) bindingRead(binding, server, found);
    const sides = view.hasBackEnd(server) === false ? [SiteSide.FRONT_END] : [SiteSide.FRONT_END, SiteSide.BACK_END];
    for (const side of sides) {
      const presented = presentedBySite(view, server, side);
      state(server, side, presented, found);
      if (presented.certificate) judgeSite(view, server, side, presented.certificate, presented.at, now, found);
    }
    backEndAddress(view, server, found);
  }
  sameNameOtherCertificate(view, found);
}

function hasWeb(view: ForestView, server: string): boolean {
  return (
    view.listOf(server).length > 0 ||
    view.httpsOf(server).length > 0 ||
    view.of(view.facts.directories, server).length > 0
  );
}

function bindingRead(binding: ExportedBinding, server: string, found: Findings): void {
  const { site, side, information, hash, sslFlags, at } = binding;
  const which =
    hash === undefined
      ? 'its certificate is not in the export'
      : hash.value === null
        ? 'without a certificate'
        : `certificate ${hash.value}`;
  const flags = sslFlags && sslFlags.value !== '0' ? `, sslFlags ${sslFlags.value}` : '';
  found.read(
    Topic.PRESENTED,
    server,
    `https binding ${information} of ${site ?? 'http.sys'}${side === undefined ? '' : ` (${side})`} on ${serverLabel(server)}: ${which}${flags}${isLoopback(binding) ? '; this computer alone' : ''}`,
    [hash?.at ?? at],
  );
}

function state(server: string, side: SiteSide, presented: Presented, found: Findings): void {
  const { text, at, conflict } = presented;
  const who = side === SiteSide.FRONT_END ? 'what clients meet' : 'what the front end meets';
  const sentence = `HTTPS ${side} of ${serverLabel(server)} (${who}): ${text}`;
  if (presented.state === 'unknown') found.unknown(Topic.PRESENTED, server, sentence, presented.export ?? '', at);
  else found.concluded(Topic.PRESENTED, server, sentence, at);
  if (conflict)
    found.todo({
      code: conflict.code,
      gravity: Gravity.CONTRADICTION,
      title: `${conflict.title} (${serverLabel(server)})`,
      why: conflict.why,
      fix: conflict.fix,
      effort: Effort.HOUR,
      affected:
        side === SiteSide.FRONT_END
          ? `all ${CLIENTS} on ${serverLabel(server)}`
          : `traffic between the sites of ${serverLabel(server)}`,
      server,
      at,
    });
  else if (presented.state === 'none')
    found.todo({
      code: 'no-certificate-bound',
      gravity: Gravity.BROKEN,
      title: `Bind a certificate to the ${side} (${serverLabel(server)})`,
      why: text,
      fix:
        side === SiteSide.FRONT_END
          ? 'Enable-ExchangeCertificate -Thumbprint THUMBPRINT -Services IIS'
          : 'bind the self-signed certificate "Microsoft Exchange" to port 444 of the site Exchange Back End',
      effort: Effort.MINUTES,
      affected: `all ${CLIENTS} on ${serverLabel(server)}`,
      server,
      at,
    });
}

/** Setup binds the back end to every address on port 444; the front end looks for it by the name of the server. */
function backEndAddress(view: ForestView, server: string, found: Findings): void {
  const back = view.httpsOf(server).filter(({ side }) => side === SiteSide.BACK_END);
  const specific = back.filter((binding) => binding.address !== '' && !isLoopback(binding));
  if (specific.length === 0 || back.some(isGeneral)) return;
  found.todo({
    code: 'back-end-on-one-address',
    gravity: Gravity.PARTLY_BROKEN,
    title: `Bind the back end to every address again (${serverLabel(server)})`,
    why: `the site Exchange Back End listens on ${specific.map(({ information }) => information).join(', ')} alone; setup binds it to *:444, and whatever reaches the server by another address, loopback included, finds no back end`,
    fix: 'set the https binding of Exchange Back End to port 444 of all addresses, with the self-signed certificate of setup',
    effort: Effort.MINUTES,
    affected: `every mailbox that is reached through ${serverLabel(server)}`,
    server,
    at: specific.map(({ at }) => at),
    source: 'SSL13',
  });
}

function isGeneral({ address, host }: ExportedBinding): boolean {
  return address === '' && host === '';
}

/** A name that clients use, and what uses it. */
export interface UsedName {
  readonly host: string;
  readonly what: string;
  readonly at: string;
}

/** Names in the URLs of a server's web protocols, and in its service connection point. */
export function usedNames(view: ForestView, server: string): UsedName[] {
  const names: UsedName[] = [];
  const add = (host: string | undefined, what: string, stated: Stated<unknown> | undefined): void => {
    if (host !== undefined && stated) names.push({ host, what, at: stated.at });
  };
  for (const one of view.of(view.facts.directories, server)) {
    if (!one.protocol || one.side === SiteSide.BACK_END) continue;
    const { label } = protocolFacts(one.protocol);
    add(hostOf(one.internalUrl?.value), `${label} inside`, one.internalUrl);
    add(hostOf(one.externalUrl?.value), `${label} outside`, one.externalUrl);
    add(plainHost(one.internalHost?.value), `${label} inside`, one.internalHost);
    add(plainHost(one.externalHost?.value), `${label} outside`, one.externalHost);
  }
  for (const { uri } of view.of(view.facts.connectionPoints, server))
    add(hostOf(uri?.value), 'Autodiscover of domain-joined clients (service connection point)', uri);
  return names;
}

/** URLs of every directory, and whether the presented certificate has their names. */
export function auditNames(view: ForestView, found: Findings): void {
  for (const server of view.clientServers) {
    for (const one of view.of(view.facts.directories, server)) urls(one, server, found);
    auditDirectoryEncryption(view, server, found);
    const names = usedNames(view, server);
    if (names.length === 0) continue;
    const { certificate: general, named, text, at } = presentedBySite(view, server, SiteSide.FRONT_END);
    const hosts = [...new Set(names.map(({ host }) => host))];
    if (!general) {
      found.unknown(
        Topic.NAMES,
        server,
        `whether the certificate of ${serverLabel(server)} has the names ${hosts.join(', ')} is not known, since it is not known which it presents`,
        'what is missing to know the certificate: see "what each service presents"',
        at,
      );
      continue;
    }
    const missing: UsedName[] = [];
    const certificate = general;
    for (const host of hosts) {
      const byName = named?.find((one) => one.host === host);
      if (byName) {
        coveredByName(byName, server, found);
        continue;
      }
      const uses = names.filter((name) => name.host === host);
      const what = [...new Set(uses.map((use) => use.what))].join(', ');
      const places = [...uses.map((use) => use.at), certificate.at];
      const covered = covers(certificate, host);
      if (covered === true)
        found.concluded(Topic.NAMES, server, `${host} (${what}) is in ${certificateLabel(certificate)}`, places);
      else if (covered === undefined)
        found.unknown(
          Topic.NAMES,
          server,
          `whether ${host} (${what}) is in ${certificateLabel(certificate)} is not known: its names are not in the export as a whole`,
          'Get-ExchangeCertificate | Export-Clixml; in a text $FormatEnumerationLimit = -1 before Format-List',
          places,
        );
      else {
        missing.push(...uses);
        found.concluded(
          Topic.NAMES,
          server,
          `${host} (${what}) is missing in ${certificateLabel(certificate)}`,
          places,
        );
      }
    }
    if (missing.length > 0) {
      const lacking = [...new Set(missing.map(({ host }) => host))];
      const there = hosts.filter((host) => covers(certificate, host) === true);
      const isPublic = originOf(certificate) === CertificateOrigin.PUBLIC;
      const internal = isPublic ? lacking.filter((host) => !certifiability(host).certifiable) : [];
      for (const host of internal) {
        const { reason, source } = certifiability(host);
        found.concluded(
          Topic.NAMES,
          server,
          `no public CA certifies ${host}: it ${reason}`,
          missing.flatMap((one) => (one.host === host ? [one.at] : [])),
          source,
        );
      }
      const canBeAdded = internal.length < lacking.length;
      found.todo({
        code: 'names-missing',
        gravity: Gravity.PARTLY_BROKEN,
        title: `${lacking.join(', ')}: set the URLs to a name of the certificate${canBeAdded ? ', or get one with it' : ''} (${serverLabel(server)})`,
        why: `${certificateLabel(certificate)} does not have the name of ${[...new Set(missing.map(({ what }) => what))].join(', ')}`,
        fix:
          there.length === 0
            ? `${canBeAdded ? 'add the name to the certificate, or ' : ''}set the URLs to names that it has`
            : `set the URLs to ${there.join(' or ')}, which the certificate has (Set-...VirtualDirectory -InternalUrl, -ExternalUrl; Set-ClientAccessService -AutoDiscoverServiceInternalUri)${canBeAdded ? '; or add the name at the renewal' : ''}${internal.length > 0 ? `; no public CA certifies ${internal.join(', ')}` : ''}`,
        effort: Effort.HOUR,
        affected: `clients that use ${lacking.join(', ')}`,
        server,
        at: [...missing.map((one) => one.at), certificate.at],
        source: text,
      });
    }
  }
}

/** A host for which a binding has a certificate of its own. */
function coveredByName({ at, certificate, host, thumbprint }: NamedCertificate, server: string, found: Findings): void {
  const covered = certificate && covers(certificate, host);
  if (!certificate || covered === undefined)
    found.unknown(
      Topic.NAMES,
      server,
      `whether ${host} is in the certificate that clients meet who ask for it by name (${thumbprint}) is not known`,
      'Get-ExchangeCertificate | Export-Clixml',
      [at],
    );
  else
    found.concluded(
      Topic.NAMES,
      server,
      `${host} is ${covered ? '' : 'not '}in ${certificateLabel(certificate)}, which clients meet who ask for it by name (SNI)`,
      [at, certificate.at],
    );
}

function urls(one: ExportedDirectory, server: string, found: Findings): void {
  const label = one.protocol ? protocolFacts(one.protocol).label : 'PowerShell';
  const isCut = (stated: Stated<string | null> | undefined): boolean => isCutText(stated?.value ?? '');
  const shown = (stated: Stated<string | null> | undefined): string | undefined =>
    stated &&
    (stated.value === null
      ? 'none'
      : stated.value === ''
        ? 'empty'
        : `${stated.value}${isCut(stated) ? ' (cut by the console)' : ''}`);
  const parts = [
    ['inside', shown(one.internalUrl ?? one.internalHost)],
    ['outside', shown(one.externalUrl ?? one.externalHost)],
  ].flatMap(([side, value]) => (value === undefined ? [] : [`${side} ${value}`]));
  const at = [one.internalUrl, one.externalUrl, one.internalHost, one.externalHost].flatMap(
    (stated) => stated?.at ?? [],
  );
  const where = one.side === SiteSide.BACK_END ? ` (${SiteSide.BACK_END})` : '';
  if (parts.length > 0)
    found.read(Topic.DIRECTORIES, server, `${label}${where} of ${serverLabel(server)}: ${parts.join(', ')}`, at);
  if (isCut(one.internalUrl) || isCut(one.externalUrl))
    found.unknown(
      Topic.DIRECTORIES,
      server,
      `the host names in the URLs of ${label}${where} of ${serverLabel(server)} are not known: the console cut them`,
      `Get-${one.kind} | Export-Clixml; in a text Format-List in place of Format-Table`,
      at,
    );
  signIn(one, label, server, found);
}

function signIn(one: ExportedDirectory, label: string, server: string, found: Findings): void {
  const lists = [
    ['IIS', one.iisAuthentication],
    ['inside', one.internalAuthentication],
    ['outside', one.externalAuthentication],
  ] as const;
  const stated = lists.flatMap(([side, list]) => (list ? [`${side} ${list.values.join(', ') || 'none'}`] : []));
  const flags = one.directoryOnly ? [] : one.flags.filter(({ value }) => value).map(({ at }) => at.split('/').at(-1)!);
  if (stated.length > 0)
    found.read(
      Topic.DIRECTORIES,
      server,
      `${label} of ${serverLabel(server)} states these ways to sign in: ${stated.join('; ')}${flags.length > 0 && !flags[0]!.includes(':') ? `; on in IIS: ${flags.join(', ')}` : ''}`,
      lists.flatMap(([, list]) => list?.at ?? []),
    );
  if (one.directoryOnly)
    found.unknown(
      Topic.DIRECTORIES,
      server,
      `how IIS lets people sign in to ${label} on ${serverLabel(server)} is not known from ${one.at}: it was read from Active Directory alone (Path is empty)`,
      `Get-${one.kind} without -ADPropertiesOnly`,
      [one.at],
    );
}
