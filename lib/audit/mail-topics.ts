import { protocolFacts } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { SiteSide } from '../exports/facts/virtual-directories';
import { StatedList } from '../exports/record';
import { ClientProtocol, ConnectorKind } from '../model';
import { certificateLabel, covers, plainHost } from './certificate-roles';
import { ForestView, serverLabel } from './forest-view';
import { judgeMailCertificate } from './mail-judgement';
import { serviceOf } from './mail-service';
import { presentedBySite } from './presented-certificate';
import { Effort, Findings, Gravity, Topic } from './statement';

const FLAGS = { [ClientProtocol.POP3]: 'POP', [ClientProtocol.IMAP4]: 'IMAP' } as const;

/** POP3 and IMAP4: which certificate, by the name in their settings. */
export function auditMailAccess(view: ForestView, now: Date, found: Findings): void {
  for (const server of view.clientServers)
    for (const protocol of [ClientProtocol.POP3, ClientProtocol.IMAP4] as const) {
      const list = view.listOf(server);
      const settings = view.of(view.facts.mailSettings, server).find((one) => one.protocol === protocol);
      if (list.length === 0 && !settings) continue;
      const { label } = protocolFacts(protocol);
      const service = serviceOf(view, server, protocol);
      if (service)
        found.read(
          Topic.MAIL,
          server,
          `the service of ${label} on ${serverLabel(server)} ${service.running.value ? 'runs' : 'is stopped'}`,
          [service.running.at],
        );
      const name = settings?.certificateName;
      if (settings)
        found.read(
          Topic.MAIL,
          server,
          `${label} of ${serverLabel(server)}: ${[
            name && `certificate name ${name.value || 'none'}`,
            settings.tlsBindings && `TLS on ${settings.tlsBindings.values.join(', ') || 'no port'}`,
            settings.plainBindings &&
              `clear text or STARTTLS on ${settings.plainBindings.values.join(', ') || 'no port'}`,
            settings.loginType && `login ${settings.loginType.value}`,
            settings.internalConnections && `clients inside are given ${connections(settings.internalConnections)}`,
            settings.externalConnections && `clients outside are given ${connections(settings.externalConnections)}`,
          ]
            .filter(Boolean)
            .join(', ')}`,
          [name, settings.tlsBindings, settings.plainBindings, settings.loginType].flatMap(
            (stated) => stated?.at ?? [],
          ),
        );
      const flagged = list.filter(({ services }) => services?.values.includes(FLAGS[protocol]));
      byName(view, server, protocol, plainHost(name?.value), flagged, found);
      judgeMailCertificate(view, server, protocol, now, found);
    }
  runs(view, found);
}

function connections({ values }: StatedList): string {
  return values.join(', ') || 'nothing';
}

/** Servers with settings or certificates of POP3 and IMAP4, of which the export does not show whether their services run. */
function runs(view: ForestView, found: Findings): void {
  const unclear = view.clientServers.filter(
    (server) =>
      view.of(view.facts.services, server).length === 0 &&
      (view.of(view.facts.mailSettings, server).length > 0 ||
        view.listOf(server).some(({ services }) => services?.values.some((one) => one === 'POP' || one === 'IMAP'))),
  );
  if (unclear.length > 0)
    found.unknown(
      Topic.MAIL,
      undefined,
      `whether the services of POP3 and IMAP4 run on ${unclear.map(serverLabel).join(', ')} is not in the export`,
      'Get-Service MSExchangePOP3, MSExchangeIMAP4 | Export-Clixml',
    );
}

function byName(
  view: ForestView,
  server: string,
  protocol: ClientProtocol.POP3 | ClientProtocol.IMAP4,
  name: string | undefined,
  flagged: readonly ExportedCertificate[],
  found: Findings,
): void {
  const { label } = protocolFacts(protocol);
  const list = view.listOf(server);
  const at = flagged.map(({ services, at: place }) => services?.at ?? place);
  const how = `Get-${protocol === ClientProtocol.POP3 ? 'Pop' : 'Imap'}Settings -Server ${server || 'NAME'} | Export-Clixml`;
  const who = flagged.length === 0 ? 'no certificate' : flagged.map(certificateLabel).join(' and ');
  if (list.length === 0 || list.some(({ services }) => services === undefined)) {
    if (name === undefined || list.length === 0) {
      found.unknown(
        Topic.PRESENTED,
        server,
        `${label} of ${serverLabel(server)}: which certificate it presents is not known`,
        how,
        at,
      );
      return;
    }
  }
  if (name === undefined) {
    const text = `${label} of ${serverLabel(server)}: Exchange lists ${who} for it`;
    found.unknown(
      Topic.PRESENTED,
      server,
      `${text}; which one it presents depends on X509CertificateName, which is not in the export`,
      how,
      at,
    );
    return;
  }
  const matching = list.filter((one) => covers(one, name) === true);
  const isWhole = list.every((one) => covers(one, name) !== undefined);
  if (matching.length === 1 && isWhole)
    found.concluded(
      Topic.PRESENTED,
      server,
      `${label} of ${serverLabel(server)}: ${certificateLabel(matching[0]!)}, the only one with the name ${name} of its settings`,
      [matching[0]!.at],
      `PS:Set-${protocol === ClientProtocol.POP3 ? 'Pop' : 'Imap'}Settings`,
    );
  else if (matching.length > 1)
    found.unknown(
      Topic.PRESENTED,
      server,
      `${label} of ${serverLabel(server)}: ${matching.map(certificateLabel).join(' and ')} have the name ${name} of its settings; which one it presents the export does not show`,
      'what the port presents: openssl s_client, or client-access inspect of it',
      matching.map(({ at: place }) => place),
    );
  else if (list.every((one) => covers(one, name) === false)) {
    found.concluded(
      Topic.PRESENTED,
      server,
      `${label} of ${serverLabel(server)}: no certificate of the list has the name ${name} of its settings, so that TLS fails`,
      list.map(({ at: place }) => place),
    );
    found.todo({
      code: 'mail-certificate-name',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Set the certificate name of ${label} (${serverLabel(server)})`,
      why: `X509CertificateName is ${name}, and no certificate of the server has it`,
      fix: `Set-${protocol === ClientProtocol.POP3 ? 'Pop' : 'Imap'}Settings -X509CertificateName to a name of the certificate, and restart the service`,
      effort: Effort.MINUTES,
      affected: `clients that use ${label} on ${serverLabel(server)}`,
      server,
      at: list.map(({ at: place }) => place),
    });
  } else
    found.unknown(
      Topic.PRESENTED,
      server,
      `${label} of ${serverLabel(server)}: the names of its certificates are not all known`,
      'Get-ExchangeCertificate | Export-Clixml',
    );
}

/** SMTP, as far as the list goes: candidates alone. */
export function auditSmtp(view: ForestView, found: Findings): void {
  for (const server of view.servers) {
    const list = view.listOf(server);
    if (list.length === 0) continue;
    const flagged = list.filter(({ services }) => services?.values.includes('SMTP'));
    const at = flagged.map(({ services, at: place }) => services?.at ?? place);
    if (list.every(({ services }) => services === undefined)) continue;
    const who = flagged.length === 0 ? 'no certificate' : flagged.map(certificateLabel).join(' and ');
    const hasConnectors = view
      .of(view.facts.connectors, server)
      .some(({ kind, fqdn, pin }) => kind === ConnectorKind.RECEIVE && (fqdn !== undefined || pin !== undefined));
    // What each connector presents is said with the connectors.
    if (hasConnectors) {
      found.read(Topic.PRESENTED, server, `SMTP of ${serverLabel(server)}: Exchange lists ${who} for it`, at);
      continue;
    }
    found.unknown(
      Topic.PRESENTED,
      server,
      `SMTP of ${serverLabel(server)}: Exchange lists ${who} for it; each connector chooses by its pin (TlsCertificateName) or its name (Fqdn)`,
      'Get-ReceiveConnector | Export-Clixml; Get-SendConnector | Export-Clixml',
      at,
    );
  }
}

/** Accepted domains, the connection points, and how clients find Autodiscover. */
export function auditDomains(view: ForestView, found: Findings): void {
  const { acceptedDomains } = view.facts;
  for (const { domain, type, isDefault, at } of acceptedDomains)
    found.read(
      Topic.ORGANIZATION,
      undefined,
      `the organization accepts mail for ${domain}${type ? ` (${type.value})` : ''}${isDefault?.value ? ', its default domain' : ''}`,
      [at],
    );
  const own = acceptedDomains.filter(({ domain, type }) => plainHost(domain) && type?.value !== 'ExternalRelay');
  if (own.length > 0)
    found.unknown(
      Topic.NAMES,
      undefined,
      `how clients outside find Autodiscover for ${own.map(({ domain }) => domain).join(', ')} (a name of its own, a redirect, an SRV record) is not in an export, so that it is not known whether autodiscover.DOMAIN must be in the certificate`,
      'the DNS records of autodiscover.DOMAIN and _autodiscover._tcp.DOMAIN',
      own.map(({ at }) => at),
    );
  if (acceptedDomains.length === 0)
    found.unknown(
      Topic.ORGANIZATION,
      undefined,
      'the accepted domains are not in the export',
      'Get-AcceptedDomain | Export-Clixml',
    );
  for (const server of view.clientServers) connectionPoint(view, server, found);
}

function connectionPoint(view: ForestView, server: string, found: Findings): void {
  const [point] = view.of(view.facts.connectionPoints, server);
  const uri = point?.uri;
  if (uri)
    found.read(
      Topic.MAIL,
      server,
      `the service connection point of ${serverLabel(server)} is ${uri.value === null ? 'not set' : uri.value === '' ? 'empty' : uri.value}`,
      [uri.at],
    );
  else if (server !== '' && view.of(view.facts.directories, server).length > 0)
    found.unknown(
      Topic.MAIL,
      server,
      `the service connection point of ${server} is not in the export: the name that domain-joined clients use for Autodiscover is not known`,
      'Get-ClientAccessService (2010: Get-ClientAccessServer) | Export-Clixml',
    );
  const front = presentedBySite(view, server, SiteSide.FRONT_END);
  for (const { domain, at } of front.certificate ? view.facts.acceptedDomains : []) {
    const host = plainHost(domain) && `autodiscover.${domain}`;
    const covered = host && covers(front.certificate!, host);
    if (host && covered !== undefined)
      found.concluded(
        Topic.NAMES,
        server,
        `${host} is ${covered ? '' : 'not '}in ${certificateLabel(front.certificate!)}`,
        [at, front.certificate!.at],
      );
  }
}
