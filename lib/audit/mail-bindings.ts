import { protocolFacts } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { StatedList } from '../exports/record';
import {
  bareBinding,
  Binding,
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Encryption,
  HostName,
  Listener,
  Server,
} from '../model';
import { ForestView } from './forest-view';
import {
  certificateOfConnector,
  certificateOfMail,
  isRunning,
  isSetUp,
  MailDownload,
  mailSettingsOf,
  portOf,
  submissionConnector,
} from './mail-service';
import { plainHost } from './name-coverage';

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
