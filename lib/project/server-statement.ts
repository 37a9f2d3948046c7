import {
  Binding,
  CertificateRole,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  ConnectorKind,
  Encryption,
  Estate,
  ExtendedProtection,
  Server,
  TokenChecking,
} from '../model';
import { protocolFacts } from '../exchange';
import {
  Chain,
  Code,
  CodeList,
  Literal,
  made,
  MAIL,
  memberWith,
  objectOf,
  protocolCode,
  Reference,
  texts,
  versionCode,
} from './code';
import { constructId, unused } from './project-files';
import { Block } from './source-text';

/** Methods that set a protocol otherwise than the server does. */
const METHODS: Readonly<Partial<Record<ClientProtocol, string>>> = {
  [ClientProtocol.OWA]: 'addOutlookWebApp',
  [ClientProtocol.ECP]: 'addExchangeControlPanel',
  [ClientProtocol.ACTIVE_SYNC]: 'addActiveSync',
  [ClientProtocol.OUTLOOK_ANYWHERE]: 'addOutlookAnywhere',
  [ClientProtocol.MAPI_OVER_HTTP]: 'addMapiOverHttp',
  [ClientProtocol.EWS]: 'addExchangeWebServices',
  [ClientProtocol.OAB]: 'addOfflineAddressBook',
  [ClientProtocol.AUTODISCOVER]: 'addAutodiscover',
  [ClientProtocol.POP3]: 'addPop3',
  [ClientProtocol.IMAP4]: 'addImap4',
  [ClientProtocol.SMTP_SUBMISSION]: 'addSmtpSubmission',
};

/** Protocols that a program can declare from an export. */
export function isDeclared({ protocol }: Binding): boolean {
  return METHODS[protocol] !== undefined;
}

/** What differs between servers that are alike otherwise. */
export interface ServerParts {
  readonly id: Code;
  readonly fqdn: Code;
  /** The certificate of the web site. */
  readonly certificate: Reference;
  /** Certificates of other roles, in order. */
  readonly roles: readonly { readonly role: CertificateRole; readonly certificate: Reference }[];
}

/** A server with its protocols. */
export function serverCode(server: Server, bindings: readonly Binding[], parts: ServerParts): Code {
  const { extendedProtection, externalHost, internalHost, mailDomains, release } = server;
  const declared = made('ClientAccessServer', MAIL, parts.id, {
    version: versionCode(release),
    internalHostName: new Literal(internalHost.value ?? ''),
    externalHostName: externalHost === undefined ? undefined : new Literal(externalHost.value ?? ''),
    serverFqdn: parts.fqdn,
    mailDomains: mailDomains.length > 0 ? texts(mailDomains) : undefined,
    protocols: new CodeList(bindings.map(({ protocol }) => protocolCode(protocol))),
    certificate: parts.certificate,
    extendedProtection:
      extendedProtection === undefined
        ? undefined
        : memberWith('ExtendedProtection', ExtendedProtection, extendedProtection),
  });
  const methods = [
    ...bindings.flatMap((binding) => bindingMethod(server, binding)),
    ...parts.roles.map(({ certificate, role }) => ({
      name: 'assignCertificate',
      args: [memberWith('CertificateRole', CertificateRole, role), certificate],
    })),
  ];
  return methods.length === 0 ? declared : new Chain(declared, methods);
}

function bindingMethod(server: Server, binding: Binding): { readonly name: string; readonly args: readonly Code[] }[] {
  const { authentication, clientCertificates, externalHosts, internalHosts, protocol, tokenChecking } = binding;
  const [internal] = internalHosts;
  const [external] = externalHosts;
  // Clients outside look for Autodiscover under the names of the mail domains, whatever the URL says.
  const isAutodiscover = protocol === ClientProtocol.AUTODISCOVER;
  const properties = objectOf({
    internalHostName:
      internal === undefined || internal.value === server.internalHost.value
        ? undefined
        : new Literal(internal.value ?? ''),
    externalHostName:
      isAutodiscover || external === undefined || external.value === server.externalHost?.value
        ? undefined
        : new Literal(external.value ?? ''),
    published:
      !isAutodiscover && external === undefined && server.externalHost !== undefined ? new Literal(false) : undefined,
    authentication:
      authentication.length === 0
        ? undefined
        : new CodeList(authentication.map((one) => memberWith('ClientAuthentication', ClientAuthentication, one))),
    clientCertificates:
      clientCertificates === ClientCertificateMode.IGNORE
        ? undefined
        : memberWith('ClientCertificateMode', ClientCertificateMode, clientCertificates),
    tokenChecking: tokenChecking === undefined ? undefined : memberWith('TokenChecking', TokenChecking, tokenChecking),
    ...mailProperties(server, binding),
  });
  return properties.properties.length === 0 ? [] : [{ name: METHODS[protocol]!, args: [properties] }];
}

/** What mail programs alone meet: ports that are not the product's, and how the certificate is chosen. */
function mailProperties(
  { release }: Server,
  { certificateName, connectorFqdn, listeners, pinned, protocol }: Binding,
): Readonly<Record<string, Code | undefined>> {
  const own = JSON.stringify(protocolFacts(protocol).defaultListeners(release)) === JSON.stringify(listeners);
  return {
    listeners: own
      ? undefined
      : new CodeList(
          listeners.map(({ encryption, port }) =>
            objectOf({ port: new Literal(port), encryption: memberWith('Encryption', Encryption, encryption) }),
          ),
        ),
    certificateName: certificateName?.value === undefined ? undefined : new Literal(certificateName.value),
    connectorFqdn: connectorFqdn?.value === undefined ? undefined : new Literal(connectorFqdn.value),
    pinsCertificate: pinned ? new Literal(true) : undefined,
  };
}

/** What the program has declared before. */
export interface DeclaredServers {
  /** Servers in the program, by their ids in the estate. */
  readonly servers: ReadonlyMap<string, Code>;
  /** Ids of the certificates that servers present for SMTP, by the ids of the servers. */
  readonly forSmtp: ReadonlyMap<string, string>;
  /** Ids of constructs that are taken. */
  readonly taken: readonly string[];
}

/** Edge Transport servers and the federation trust, whose certificates no client meets. Without its bytes a certificate can't be declared. */
export function edgesAndFederation(
  { edges, federations }: Estate,
  { servers, taken }: Pick<DeclaredServers, 'servers' | 'taken'>,
  fileOf: (certificate: string | undefined) => string | undefined,
): { readonly blocks: readonly Block[]; readonly todo: readonly string[] } {
  const todo: string[] = [];
  const used = new Set(taken);
  const file = (id: string | undefined): Literal | undefined => {
    const path = fileOf(id);
    return path === undefined ? undefined : new Literal(path);
  };
  const ofServers = (ids: readonly string[]): CodeList => new CodeList(ids.flatMap((id) => servers.get(id) ?? []));
  const blocks = edges.flatMap((edge): Block[] => {
    const certificateFile = file(edge.certificate);
    if (certificateFile === undefined) {
      todo.push(`Edge server ${edge.name}: declare it when the bytes of its certificate are in the export`);
      return [];
    }
    const id = unused(constructId(edge.name, 'edge'), used);
    used.add(id);
    const value = made('EdgeTransportServer', MAIL, id, { certificateFile, servers: ofServers(edge.servers) });
    return [[{ value }]];
  });
  const [federation] = federations;
  const certificateFile = file(federation?.certificate);
  if (!federation || certificateFile === undefined) {
    if (federation) todo.push('the federation trust: declare it when the bytes of its certificate are in the export');
    return { blocks, todo };
  }
  const value = made('FederationTrust', MAIL, 'federation', {
    certificateFile,
    nextCertificateFile: file(federation.nextCertificate),
    servers: ofServers(federation.servers),
  });
  return { blocks: [...blocks, [{ value }]], todo };
}

/** Connectors and the hybrid deployment. A connector presents what its servers have for SMTP; another certificate can't be declared of one. */
export function mailFlow(
  estate: Estate,
  { forSmtp, servers, taken }: DeclaredServers,
): { readonly blocks: readonly Block[]; readonly todo: readonly string[] } {
  const todo: string[] = [];
  const used = new Set(taken);
  const connectors = estate.connectors.flatMap((connector): Block[] => {
    const { certificate, fqdn, kind, mutualTls, name, tlsCertificateName } = connector;
    const declared = connector.servers.filter((id) => servers.has(id));
    const [first] = declared;
    if (first === undefined) return [];
    if (certificate !== forSmtp.get(first)) {
      todo.push(
        `${kind} connector ${name}: it presents another certificate than its servers have for SMTP; declare it when they have one`,
      );
      return [];
    }
    const id = unused(constructId(name, 'connector'), used);
    used.add(id);
    const value = made('TransportConnector', MAIL, id, {
      kind: memberWith('ConnectorKind', ConnectorKind, kind),
      servers: new CodeList(declared.map((one) => servers.get(one)!)),
      fqdn: fqdn?.value === undefined ? undefined : new Literal(fqdn.value),
      tlsCertificateName: tlsCertificateName === undefined ? undefined : new Literal(tlsCertificateName),
      mutualTls: mutualTls ? new Literal(true) : undefined,
    });
    return [[{ value }]];
  });
  const [hybrid] = estate.hybrids;
  const own = (hybrid?.servers ?? []).flatMap((id) => servers.get(id) ?? []);
  if (!hybrid || own.length === 0) return { blocks: connectors, todo };
  const value = made('HybridDeployment', MAIL, 'hybrid', {
    primaryDomain: new Literal(hybrid.primaryDomain),
    transportHostNames: texts(hybrid.transportHosts.flatMap((host) => host.value ?? [])),
    servers: new CodeList(own),
  });
  return { blocks: [...connectors, [{ value }]], todo };
}
