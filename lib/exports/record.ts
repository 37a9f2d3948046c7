import { ExportMoment, ExportObject, ExportProperty, isCut, isEnumeration, itemsOf, textOf } from './value';

/** What kind of thing an object of an export is: the noun of the cmdlet that shows it. */
export enum RecordKind {
  CERTIFICATE = 'ExchangeCertificate',
  SERVER = 'ExchangeServer',
  BUILD = 'ExSetup',
  OWA = 'OwaVirtualDirectory',
  ECP = 'EcpVirtualDirectory',
  ACTIVE_SYNC = 'ActiveSyncVirtualDirectory',
  EWS = 'WebServicesVirtualDirectory',
  OAB = 'OabVirtualDirectory',
  AUTODISCOVER = 'AutodiscoverVirtualDirectory',
  MAPI = 'MapiVirtualDirectory',
  POWERSHELL = 'PowerShellVirtualDirectory',
  OUTLOOK_ANYWHERE = 'OutlookAnywhere',
  POP = 'PopSettings',
  IMAP = 'ImapSettings',
  CLIENT_ACCESS = 'ClientAccessService',
  CLIENT_ACCESS_ARRAY = 'ClientAccessArray',
  ACCEPTED_DOMAIN = 'AcceptedDomain',
  SEND_CONNECTOR = 'SendConnector',
  RECEIVE_CONNECTOR = 'ReceiveConnector',
  AUTH_CONFIG = 'AuthConfig',
  FEDERATION_TRUST = 'FederationTrust',
  EDGE_SUBSCRIPTION = 'EdgeSubscription',
  HYBRID = 'HybridConfiguration',
  ORGANIZATION = 'OrganizationConfig',
  OUTLOOK_PROVIDER = 'OutlookProvider',
  IIS_BINDING = 'WebBinding',
  IIS_SITE = 'Website',
  SSL_BINDING = 'SslBinding',
  TLS_SETTINGS = 'TlsSettings',
  TRANSPORT_SERVICE = 'TransportService',
  /** Of the stores of the computer, as the collector of this package writes it. */
  STORED_CERTIFICATE = 'CertificateStore',
  SCHANNEL = 'SchannelProtocols',
  IIS_SETTINGS = 'IisSettings',
  OPERATING_SYSTEM = 'OperatingSystem',
  WINDOWS_SERVICE = 'WindowsService',
  COLLECTOR_RUN = 'CollectorRun',
  OTHER = 'other',
}

/** An object of an export, and what is known of it before it is understood. */
export interface ExportRecord {
  readonly kind: RecordKind;
  readonly object: ExportObject;
  readonly file: string;
  /** Server that the surroundings name: the command that a text shows, or the folder that a collector made. */
  readonly server?: string;
  /** True for the certificate that a server uses for internal transport (its file says so). */
  readonly internalTransport?: boolean;
}

/** Nouns of cmdlets, other names of the same thing, and names of .NET classes, in lower case. */
const NAMES: Readonly<Record<string, RecordKind>> = {
  ...Object.fromEntries(Object.values(RecordKind).map((kind) => [kind.toLowerCase(), kind])),
  adowavirtualdirectory: RecordKind.OWA,
  exchangeowavirtualdirectory: RecordKind.OWA,
  adecpvirtualdirectory: RecordKind.ECP,
  admobilevirtualdirectory: RecordKind.ACTIVE_SYNC,
  adwebservicesvirtualdirectory: RecordKind.EWS,
  adoabvirtualdirectory: RecordKind.OAB,
  adautodiscovervirtualdirectory: RecordKind.AUTODISCOVER,
  admapivirtualdirectory: RecordKind.MAPI,
  adpowershellvirtualdirectory: RecordKind.POWERSHELL,
  adrpchttpvirtualdirectory: RecordKind.OUTLOOK_ANYWHERE,
  pop3adconfiguration: RecordKind.POP,
  imap4adconfiguration: RecordKind.IMAP,
  clientaccessserver: RecordKind.CLIENT_ACCESS,
  smtpsendconnectorconfig: RecordKind.SEND_CONNECTOR,
  x509certificate2: RecordKind.CERTIFICATE,
  certificate: RecordKind.CERTIFICATE,
  internaltransportcertificatefromserver: RecordKind.CERTIFICATE,
  fileversioninfo: RecordKind.BUILD,
  exchangebuild: RecordKind.BUILD,
  iiswebbinding: RecordKind.IIS_BINDING,
  bindings: RecordKind.IIS_BINDING,
  iiswebsite: RecordKind.IIS_SITE,
  site: RecordKind.IIS_SITE,
  alltlssettings: RecordKind.TLS_SETTINGS,
  tlssettings: RecordKind.TLS_SETTINGS,
  transportserver: RecordKind.TRANSPORT_SERVICE,
  sslbindinginfo: RecordKind.SSL_BINDING,
  organization: RecordKind.ORGANIZATION,
  adorganizationconfig: RecordKind.ORGANIZATION,
  service: RecordKind.WINDOWS_SERVICE,
  servicecontroller: RecordKind.WINDOWS_SERVICE,
};

/** Properties that only one kind of thing has, for objects of which nothing else shows what they are. */
const SIGNATURES: readonly (readonly [readonly string[], RecordKind])[] = [
  [['CollectorVersion', 'Started'], RecordKind.COLLECTOR_RUN],
  [['CurrentCertificateThumbprint'], RecordKind.AUTH_CONFIG],
  [['AutoDiscoverServiceInternalUri'], RecordKind.CLIENT_ACCESS],
  [['OrgPrivCertificate'], RecordKind.FEDERATION_TRUST],
  [['TokenIssuerUri'], RecordKind.FEDERATION_TRUST],
  [['ReceivingTransportServers'], RecordKind.HYBRID],
  [['DomainName', 'DomainType'], RecordKind.ACCEPTED_DOMAIN],
  [['RemoteIPRanges'], RecordKind.RECEIVE_CONNECTOR],
  [['AddressSpaces'], RecordKind.SEND_CONNECTOR],
  [['SmartHosts'], RecordKind.SEND_CONNECTOR],
  [['SmtpReceiveConnectorTlsCertificateName'], RecordKind.RECEIVE_CONNECTOR],
  [['IISServices', 'Services'], RecordKind.CERTIFICATE],
  [['Thumbprint', 'Subject'], RecordKind.CERTIFICATE],
  [['Thumbprint', 'Services'], RecordKind.CERTIFICATE],
  [['CertificateDomains'], RecordKind.CERTIFICATE],
  [['RootCAType'], RecordKind.CERTIFICATE],
  [['NotAfter', 'Subject'], RecordKind.CERTIFICATE],
  [['ExternalClientAuthenticationMethod'], RecordKind.OUTLOOK_ANYWHERE],
  [['ExternalClientsRequireSsl'], RecordKind.OUTLOOK_ANYWHERE],
  [['InternalHostname'], RecordKind.OUTLOOK_ANYWHERE],
  [['ExternalHostname'], RecordKind.OUTLOOK_ANYWHERE],
  [['CertPrincipalName'], RecordKind.OUTLOOK_PROVIDER],
  [['bindingInformation'], RecordKind.IIS_BINDING],
  [['Certificate Hash'], RecordKind.SSL_BINDING],
  [['ServerRole', 'AdminDisplayVersion'], RecordKind.SERVER],
  [['Edition', 'AdminDisplayVersion'], RecordKind.SERVER],
  [['Fqdn', 'AdminDisplayVersion'], RecordKind.SERVER],
  [['SecurityProtocol'], RecordKind.TLS_SETTINGS],
  [['OAuth2ClientProfileEnabled'], RecordKind.ORGANIZATION],
  [['MapiHttpEnabled'], RecordKind.ORGANIZATION],
  [['EnableDownloadDomains'], RecordKind.ORGANIZATION],
  [['InternalTransportCertificateThumbprint'], RecordKind.TRANSPORT_SERVICE],
  [['FileVersion', 'ProductVersion'], RecordKind.BUILD],
  [['IISAuthenticationMethods', 'InternalUrl'], RecordKind.MAPI],
  [['OfflineAddressBooks', 'InternalUrl'], RecordKind.OAB],
  [['MRSProxyEnabled'], RecordKind.EWS],
  [['InternalNLBBypassUrl'], RecordKind.EWS],
  [['ClientCertAuth'], RecordKind.ACTIVE_SYNC],
  [['MobileClientCertificateAuthorityURL'], RecordKind.ACTIVE_SYNC],
  [['LogonFormat'], RecordKind.OWA],
  [['Exchange2003Url'], RecordKind.OWA],
];

/** Paths of the virtual directories, as URLs and identities have them. */
const PATHS: readonly (readonly [RegExp, RecordKind])[] = [
  [/\/owa\b|\\owa\b|^owa\b/i, RecordKind.OWA],
  [/\/ecp\b|\\ecp\b|^ecp\b/i, RecordKind.ECP],
  [/microsoft-server-activesync/i, RecordKind.ACTIVE_SYNC],
  [/\/ews\b|\\ews\b|^ews\b/i, RecordKind.EWS],
  [/\/oab\b|\\oab\b|^oab\b/i, RecordKind.OAB],
  [/\/autodiscover\b|\\autodiscover\b|^autodiscover\b/i, RecordKind.AUTODISCOVER],
  [/\/mapi\b|\\mapi\b|^mapi\b/i, RecordKind.MAPI],
  [/\/powershell\b|\\powershell\b|^powershell\b/i, RecordKind.POWERSHELL],
  [/\\rpc\b|^rpc\b/i, RecordKind.OUTLOOK_ANYWHERE],
];

/** The kind that a noun of a cmdlet or the name of a file or a list stands for, such as `Get-OwaVirtualDirectory1`. */
export function kindOfName(name: string | undefined): RecordKind | undefined {
  if (name === undefined) return undefined;
  const noun = name
    .toLowerCase()
    .replace(/^(get|set|enable|disable|test|new)-?/, '')
    .replace(/[^a-z]/g, '');
  return NAMES[noun] ?? NAMES[noun.replace(/s$/, '')] ?? NAMES[`${noun}s`];
}

/** The kind of an object: by its class, by what stands around it, by its properties, by its URLs. */
export function kindOf(object: ExportObject, hint: RecordKind | undefined): RecordKind {
  const byClass = kindOfClass(object.types);
  if (byClass !== undefined) return byClass;
  // "owa (Default Web Site)" is what it says, whatever command stands above it.
  const directory = directoryNamed(object);
  if (directory !== undefined) return directory;
  if (hint === RecordKind.CERTIFICATE && !CERTIFICATE_NAMES.some((name) => object.property(name)))
    return RecordKind.OTHER;
  if (hint !== undefined) return hint;
  if (/\\SCHANNEL\\Protocols\\/i.test(shownText(object, 'PSPath'))) return RecordKind.SCHANNEL;
  const bySignature = SIGNATURES.find(([names]) => names.every((name) => object.property(name) !== undefined));
  if (bySignature) return bySignature[1];
  if (object.property('X509CertificateName')) return kindOfMailSettings(object);
  for (const name of ['InternalUrl', 'ExternalUrl', 'Identity', 'Name', 'MetabasePath']) {
    const byPath = PATHS.find(([pattern]) => pattern.test(shownText(object, name)));
    if (byPath) return byPath[1];
  }
  return RecordKind.OTHER;
}

/** Properties of which a certificate has at least one. */
const CERTIFICATE_NAMES =
  'Thumbprint Subject Issuer Services CertificateDomains NotAfter NotBefore SerialNumber RawData RawCertData SerializationData'.split(
    ' ',
  );

function shownText(object: ExportObject, name: string): string {
  const value = object.property(name)?.value;
  const text = value instanceof ExportObject ? value.text : value;
  return typeof text === 'string' ? text : '';
}

/** The kind of a virtual directory whose name or identity holds the site: `EX01\\EWS (Default Web Site)`. */
function directoryNamed(object: ExportObject): RecordKind | undefined {
  for (const name of ['Identity', 'Name']) {
    const match = /^(?:[^\\]+\\)?([\w-]+) \([^)]*(?:Site|Back End)[^)]*\)$/i.exec(shownText(object, name).trim());
    const found = match && PATHS.find(([pattern]) => pattern.test(`\\${match[1]}`));
    if (found) return found[1];
  }
  return undefined;
}

/** The kind that the name of a class stands for. */
export function kindOfClass(types: readonly string[]): RecordKind | undefined {
  for (const type of types) {
    const name = type.replace(/`.*$/, '').toLowerCase();
    if (name.endsWith('#bindings#binding')) return RecordKind.IIS_BINDING;
    if (name.endsWith('#site')) return RecordKind.IIS_SITE;
    const known = NAMES[name.slice(name.lastIndexOf('.') + 1)];
    if (known !== undefined && known !== RecordKind.OTHER) return known;
  }
  return undefined;
}

function kindOfMailSettings(object: ExportObject): RecordKind {
  const texts = ['ProtocolName', 'Name', 'Identity', 'SSLBindings', 'UnencryptedOrTLSBindings', 'Banner'].map((name) =>
    JSON.stringify(object.property(name)?.value ?? ''),
  );
  if (texts.some((text) => /imap|993|143/i.test(text))) return RecordKind.IMAP;
  return texts.some((text) => /pop|995|110/i.test(text)) ? RecordKind.POP : RecordKind.OTHER;
}

/** A value that an export states, and where. `null` is what PowerShell wrote as null; a property that is absent has no Stated at all. */
export interface Stated<T> {
  readonly value: T;
  /** File and object path. */
  readonly at: string;
}

/** Several values that an export states. */
export interface StatedList {
  readonly values: readonly string[];
  /** True where the export cut the list: what is not in it may still be there. */
  readonly cut: boolean;
  readonly at: string;
}

/** Reads the properties of one object of an export by name. */
export class RecordReader {
  public constructor(public readonly record: ExportRecord) {}

  /** The first of these properties that is there. */
  public property(...names: readonly string[]): ExportProperty | undefined {
    for (const name of names) {
      const property = this.record.object.property(name);
      if (property) return property;
    }
    return undefined;
  }

  /** A text; null where it is null. An empty text is a text. */
  public text(...names: readonly string[]): Stated<string | null> | undefined {
    const property = this.property(...names);
    return property && { value: textOf(property.value)?.trim() ?? null, at: property.at };
  }

  /** A text that says something. */
  public filled(...names: readonly string[]): Stated<string> | undefined {
    const stated = this.text(...names);
    return stated?.value ? { value: stated.value, at: stated.at } : undefined;
  }

  public flag(...names: readonly string[]): Stated<boolean> | undefined {
    const property = this.property(...names);
    if (!property) return undefined;
    const text = textOf(property.value)?.trim().toLowerCase();
    return text === 'true' || text === 'false' ? { value: text === 'true', at: property.at } : undefined;
  }

  /** Values of a list; of one value, that one. Undefined: absent. */
  public list(...names: readonly string[]): StatedList | undefined {
    const property = this.property(...names);
    if (!property) return undefined;
    const texts = itemsOf(property.value).flatMap((item) => {
      const text = textOf(item)?.trim();
      return text ? [text] : [];
    });
    const values =
      texts.length === 1 && (typeof property.value !== 'object' || isEnumeration(property.value))
        ? texts[0]!.split(/,\s*/).filter(Boolean)
        : texts;
    return { values, cut: isCut(property.value), at: property.at };
  }

  /** A moment, each way that it can be read, ISO 8601. */
  public moment(...names: readonly string[]): Stated<readonly string[]> | undefined {
    const property = this.property(...names);
    return property?.value instanceof ExportMoment && property.value.readings.length > 0
      ? { value: property.value.readings, at: property.at }
      : undefined;
  }

  public bytes(...names: readonly string[]): Stated<Buffer> | undefined {
    const property = this.property(...names);
    return property && Buffer.isBuffer(property.value) ? { value: property.value, at: property.at } : undefined;
  }
}
