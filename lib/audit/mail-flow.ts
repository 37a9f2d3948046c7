import { ExportedCertificate } from '../exports/facts/certificates';
import { shortName } from '../exports/origin';
import { isCutText } from '../exports/text-values';
import {
  bareBinding,
  Binding,
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Connector,
  ConnectorKind,
  EdgeTransport,
  Encryption,
  Federation,
  HostName,
  HybridConfiguration,
  Listener,
  RoleAssignment,
  Server,
} from '../model';
import { certificateLabel, plainHost } from './certificate-roles';
import { ForestView } from './forest-view';
import {
  certificateOfConnector,
  certificateOfMail,
  isRunning,
  isSetUp,
  MailDownload,
  mailSettingsOf,
  portOf,
  serversOfConnector,
  submissionConnector,
} from './mail-service';
import { protocolFacts } from '../exchange';
import { StatedList } from '../exports/record';

/** The id of a certificate in the estate. Undefined: nobody can say who issued it. */
export type Identified = (certificate: ExportedCertificate) => string | undefined;

/** Where mail programs hand in nothing that is known, a certificate that a connector is pinned to is that of SMTP. */
export function smtpRoleOf(
  view: ForestView,
  server: string,
  roles: readonly RoleAssignment[],
  identified: Identified,
): RoleAssignment[] {
  if (roles.some(({ role }) => role === CertificateRole.SMTP)) return [];
  for (const connector of view.facts.connectors) {
    if (!connector.pin?.value || !serversOfConnector(view, connector).includes(server)) continue;
    const { certificate } = certificateOfConnector(view, connector, server);
    const id = certificate && identified(certificate);
    if (id !== undefined) return [{ role: CertificateRole.SMTP, certificate: id }];
  }
  return [];
}

/** Connectors that are on, of which it is known what they present; and those of which it is not, in sentences. */
export function connectorsOf(
  view: ForestView,
  servers: readonly Server[],
  identified: Identified,
): { readonly connectors: Connector[]; readonly notJudged: readonly string[] } {
  const notJudged: string[] = [];
  const connectors = view.facts.connectors.flatMap((connector): Connector[] => {
    const { domainSecure, enabled, fqdn, kind, name, pin } = connector;
    const own = serversOfConnector(view, connector).filter((id) => servers.some((server) => server.id === id));
    const [first] = own;
    // A send connector that is not pinned presents none, unless both sides prove themselves.
    if (enabled?.value === false || first === undefined || (kind === ConnectorKind.SEND && !pin?.value)) return [];
    const chosen = certificateOfConnector(view, connector, first);
    const id = chosen.certificate && identified(chosen.certificate);
    if (id === undefined) {
      const why = chosen.certificate
        ? `who issued ${certificateLabel(chosen.certificate)} the export does not say`
        : chosen.why;
      notJudged.push(`${kind} connector ${name}: ${why}`);
      return [];
    }
    const host = plainHost(fqdn?.value);
    return [
      {
        id: `${view.forest}/${kind}/${name}`,
        name,
        kind,
        servers: own,
        certificate: id,
        mutualTls: domainSecure?.value ?? false,
        ...(host === undefined ? {} : { fqdn: { value: host } }),
        ...(pin?.value ? { tlsCertificateName: pin.value } : {}),
      },
    ];
  });
  return { connectors, notJudged };
}

/** The hybrid configuration, where its domain and its servers are in the export. */
export function hybridsOf(view: ForestView, servers: readonly Server[]): HybridConfiguration[] {
  return view.facts.hybrids.slice(0, 1).flatMap(({ domains, smartHost, servers: lists }): HybridConfiguration[] => {
    const domain = plainHost(domains?.values[0]?.replace(/^autod:/i, ''));
    const named = new Set(lists.flatMap(({ values }) => values.flatMap((name) => shortName(name) ?? [])));
    const own = servers.filter(({ id }) => named.has(id));
    if (domain === undefined || own.length === 0) return [];
    const host = plainHost(smartHost?.value);
    return [
      {
        id: `${view.forest}/hybrid`,
        primaryDomain: domain,
        transportHosts: host === undefined ? [] : [{ value: host }],
        servers: own.map(({ id }) => id),
        certificates: [...new Set(own.flatMap((server) => certificateForMail(server) ?? []))],
      },
    ];
  });
}

/** The certificate with which an Edge Transport server takes part in EdgeSync: that of internal transport, or the only one for SMTP. */
function certificateOfEdge(view: ForestView, edge: string): ExportedCertificate | undefined {
  const [named] = view.transportCertificatesOf(edge);
  const stated = view
    .of(view.facts.servers, edge)
    .find(({ internalTransportThumbprint }) => internalTransportThumbprint?.value)?.internalTransportThumbprint?.value;
  const list = view.listOf(edge);
  const ofThumbprint = list.find(({ thumbprint }) => thumbprint?.value === stated?.toUpperCase());
  if (named ?? ofThumbprint) return named ?? ofThumbprint;
  const enabled = list.filter(({ services }) => services?.values.includes('SMTP'));
  return enabled.length === 1 && list.every(({ services }) => services !== undefined) ? enabled[0] : undefined;
}

/** The servers of the site of Active Directory that an Edge server is subscribed to. Undefined: the sites of servers are not in the export. */
export function serversOfSite(view: ForestView, site: string): readonly string[] | undefined {
  const plain = (text: string): string => text.split('/').at(-1)!.trim().toLowerCase();
  const members = view.servers.filter((name) => name !== '' && !view.isEdge(name));
  const sites = members.map((name) => view.of(view.facts.servers, name).find((one) => one.site)?.site?.value);
  if (sites.some((one) => one === undefined || isCutText(one))) return undefined;
  return members.filter((_, index) => plain(sites[index]!) === plain(site));
}

/** Edge Transport servers that are subscribed, of which the certificate and the site's servers are in the export; and the others, in sentences. */
export function edgesOf(
  view: ForestView,
  servers: readonly Server[],
  identified: Identified,
): { readonly edges: EdgeTransport[]; readonly notJudged: readonly string[] } {
  const notJudged: string[] = [];
  const edges = view.facts.edgeSubscriptions.flatMap(({ edge, site }): EdgeTransport[] => {
    const certificate = certificateOfEdge(view, edge);
    const own = site && serversOfSite(view, site.value)?.filter((id) => servers.some((server) => server.id === id));
    const id = certificate && identified(certificate);
    if (id !== undefined && own !== undefined && own.length > 0)
      return [{ id: `${view.forest}/edge/${edge}`, name: edge, certificate: id, servers: [...own] }];
    const why = certificate
      ? id === undefined
        ? `who issued ${certificateLabel(certificate)} the export does not say`
        : 'which servers are in the site that it is subscribed to the export does not say'
      : 'which certificate it has for SMTP the export does not say';
    notJudged.push(`Edge server ${edge}: ${why}`);
    return [];
  });
  return { edges, notJudged };
}

/** The federation trust, where its certificate is in the export. */
export function federationsOf(view: ForestView, servers: readonly Server[], identified: Identified): Federation[] {
  const idOf = (thumbprint: string | undefined): string | undefined => {
    const certificate = thumbprint === undefined ? undefined : view.withThumbprint(thumbprint);
    return certificate && identified(certificate);
  };
  return view.facts.federations.slice(0, 1).flatMap(({ current, next }): Federation[] => {
    const certificate = idOf(current?.value);
    if (certificate === undefined || servers.length === 0) return [];
    const nextCertificate = idOf(next?.value);
    return [
      {
        id: `${view.forest}/federation`,
        certificate,
        servers: servers.map(({ id }) => id),
        ...(nextCertificate === undefined ? {} : { nextCertificate }),
      },
    ];
  });
}

/** What a server presents for SMTP; where nothing of that is known, what its web site presents. */
function certificateForMail({ roles }: Server): string | undefined {
  const [smtp, web] = [CertificateRole.SMTP, CertificateRole.IIS].map((role) => roles.find((one) => one.role === role));
  return (smtp ?? web)?.certificate;
}

/** A binding of mail programs, with the certificate that it presents. */
export interface MailBinding {
  readonly binding: Binding;
  readonly role: CertificateRole;
  readonly certificate: ExportedCertificate;
}

/** What mail programs meet on a server. */
export interface MailBindings {
  readonly bindings: readonly MailBinding[];
  /** Protocols that can't be judged, in sentences. */
  readonly notJudged: readonly string[];
}

/** Words of AuthMechanism and LoginType that let people sign in. */
const CONNECTOR_METHODS: Readonly<Record<string, ClientAuthentication>> = {
  basicauth: ClientAuthentication.BASIC,
  integrated: ClientAuthentication.NTLM,
};

/**
 * POP3, IMAP4 and SMTP submission of a server, as far as the export says what they present. POP3 and IMAP4 are stopped until somebody starts
 * them: where the export does not say whether they run, settings that somebody changed count as their use.
 */
export function mailBindingsOf(view: ForestView, server: Server): MailBindings {
  const bindings: MailBinding[] = [];
  const notJudged: string[] = [];
  const leave = (protocol: ClientProtocol, why: string): void =>
    void notJudged.push(`${server.name}, ${protocolFacts(protocol).label}: ${why}`);
  for (const protocol of [ClientProtocol.POP3, ClientProtocol.IMAP4] as const) {
    const settings = mailSettingsOf(view, server.id, protocol);
    const running = isRunning(view, server.id, protocol);
    if (!settings || running === false) continue;
    if (running === undefined && !isSetUp(settings, server.name, server.fqdn.value)) {
      leave(protocol, 'whether the service runs is not in the export (Get-Service)');
      continue;
    }
    const chosen = certificateOfMail(view, server.id, protocol);
    if (chosen.certificate) {
      const { role } = protocolFacts(protocol);
      bindings.push({ binding: download(view, server, protocol), role, certificate: chosen.certificate });
    } else leave(protocol, `which certificate it presents is not known: ${chosen.why}`);
  }
  const connector = submissionConnector(view, server.id);
  if (connector && protocolFacts(ClientProtocol.SMTP_SUBMISSION).exists(server.release).value !== false) {
    const chosen = certificateOfConnector(view, connector, server.id);
    const fqdn = plainHost(connector.fqdn?.value);
    if (!chosen.certificate)
      leave(ClientProtocol.SMTP_SUBMISSION, `which certificate ${connector.name} presents is not known: ${chosen.why}`);
    else
      bindings.push({
        binding: {
          ...bare(server, ClientProtocol.SMTP_SUBMISSION, hostsOf(fqdn), []),
          authentication: methodsOf(connector.authentication, server),
          ...(fqdn === undefined ? {} : { connectorFqdn: { value: fqdn } }),
          ...(connector.pin?.value ? { pinned: true } : {}),
        },
        role: CertificateRole.SMTP,
        certificate: chosen.certificate,
      });
  }
  return { bindings, notJudged };
}

function bare(server: Server, protocol: ClientProtocol, internalHosts: HostName[], externalHosts: HostName[]): Binding {
  const facts = protocolFacts(protocol);
  const required = facts.encryptionRequiredByDefault(server.release).value;
  return bareBinding({
    server: server.id,
    protocol,
    role: facts.role,
    listeners: facts.defaultListeners(server.release),
    internalHosts,
    externalHosts,
    authentication: facts.defaultAuthentication(server.release),
    byDefault: false,
    ...(required === undefined ? {} : { encryptionRequired: required }),
  });
}

function download(view: ForestView, server: Server, protocol: MailDownload): Binding {
  const settings = mailSettingsOf(view, server.id, protocol)!;
  const name = plainHost(settings.certificateName?.value);
  const listeners = listenersOf(settings.tlsBindings, settings.plainBindings);
  return {
    ...bare(
      server,
      protocol,
      connectionHosts(settings.internalConnections),
      connectionHosts(settings.externalConnections),
    ),
    ...(listeners.length === 0 ? {} : { listeners }),
    ...(name === undefined ? {} : { certificateName: { value: name } }),
  };
}

/** Ports of SSLBindings and UnencryptedOrTLSBindings, each once. */
function listenersOf(tls: StatedList | undefined, plain: StatedList | undefined): Listener[] {
  const ports = (list: StatedList | undefined): number[] => [
    ...new Set((list?.values ?? []).flatMap((binding) => portOf(binding) ?? [])),
  ];
  return [
    ...ports(plain).map((port): Listener => ({ port, encryption: Encryption.STARTTLS })),
    ...ports(tls).map((port): Listener => ({ port, encryption: Encryption.TLS })),
  ];
}

/** Hosts of `imap.contoso.com:993:SSL`, as mail programs are given them, each once. */
function connectionHosts(list: StatedList | undefined): HostName[] {
  const hosts = (list?.values ?? []).flatMap((value) => plainHost(value.split(':')[0]) ?? []);
  return [...new Set(hosts)].slice(0, 1).map((value) => ({ value }));
}

function hostsOf(host: string | undefined): HostName[] {
  return host === undefined ? [] : [{ value: host }];
}

function methodsOf(list: StatedList | undefined, server: Server): ClientAuthentication[] {
  const methods = (list?.values ?? []).flatMap((word) => CONNECTOR_METHODS[word.toLowerCase()] ?? []);
  return methods.length > 0
    ? [...new Set(methods)]
    : protocolFacts(ClientProtocol.SMTP_SUBMISSION).defaultAuthentication(server.release);
}
