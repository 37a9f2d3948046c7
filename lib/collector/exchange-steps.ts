import { ExchangeFamily } from './exchange-family';

/** One cmdlet of the Exchange Management Shell that the collector calls, and what it keeps of the answer. */
export interface ExchangeStep {
  readonly cmdlet: string;
  /** The parameter that takes the server's name. Left out: the cmdlet answers for the organization. */
  readonly target?: 'Server' | 'Identity';
  readonly families: readonly ExchangeFamily[];
  /** Properties to keep, where the object has them. What is not named is not written. */
  readonly properties: readonly string[];
}

const { EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013_AND_LATER } = ExchangeFamily;
const ALL = [EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013_AND_LATER];
const FROM_2010 = [EXCHANGE_2010, EXCHANGE_2013_AND_LATER];
const FROM_2013 = [EXCHANGE_2013_AND_LATER];

/** Where an object comes from: organization, server, directory server, when it last changed. */
export const ORIGIN: readonly string[] = [
  'Identity',
  'Name',
  'Server',
  'DistinguishedName',
  'OriginatingServer',
  'OrganizationId',
  'PSComputerName',
  'AdminDisplayVersion',
  'WhenChanged',
  'WhenChangedUTC',
];

const DIRECTORY: readonly string[] = [
  'Path',
  'MetabasePath',
  'WebSite',
  'InternalUrl',
  'ExternalUrl',
  'InternalAuthenticationMethods',
  'ExternalAuthenticationMethods',
  'BasicAuthentication',
  'DigestAuthentication',
  'FormsAuthentication',
  'WindowsAuthentication',
  'AdfsAuthentication',
  'OAuthAuthentication',
  'CertificateAuthentication',
  'WSSecurityAuthentication',
  'ExtendedProtectionTokenChecking',
  'ExtendedProtectionFlags',
  'ExtendedProtectionSPNList',
];

const MAIL: readonly string[] = [
  'ProtocolName',
  'X509CertificateName',
  'LoginType',
  'SSLBindings',
  'UnencryptedOrTLSBindings',
  'InternalConnectionSettings',
  'ExternalConnectionSettings',
  'ProxyTargetPort',
  'ExtendedProtectionPolicy',
];

/** A virtual directory of a server. */
function directory(
  cmdlet: string,
  families: readonly ExchangeFamily[],
  properties: readonly string[] = [],
): ExchangeStep {
  return { cmdlet, target: 'Server', families, properties: [...DIRECTORY, ...properties] };
}

/**
 * Everything that is asked of Exchange, in the order of the scripts. Credentials (AuthenticationCredential of a send connector,
 * AlternateServiceAccountConfiguration of a server) and SerializationData, which names key containers, are never among it.
 */
export const EXCHANGE_STEPS: readonly ExchangeStep[] = [
  {
    cmdlet: 'Get-ExchangeServer',
    families: ALL,
    properties: [
      'Fqdn',
      'NetworkAddress',
      'Domain',
      'Site',
      'Edition',
      'ServerRole',
      'IsClientAccessServer',
      'IsHubTransportServer',
      'IsMailboxServer',
      'IsEdgeServer',
      'IsFrontendTransportServer',
    ],
  },
  {
    cmdlet: 'Get-OrganizationConfig',
    families: ALL,
    properties: [
      'ObjectVersion',
      'IsMixedMode',
      'MapiHttpEnabled',
      'EnableDownloadDomains',
      'OAuth2ClientProfileEnabled',
      'HybridConfigurationStatus',
      'AdfsIssuer',
      'AdfsAudienceUris',
      'AdfsSignCertificateThumbprints',
      'AdfsEncryptCertificateThumbprint',
    ],
  },
  { cmdlet: 'Get-AcceptedDomain', families: ALL, properties: ['DomainName', 'DomainType', 'Default'] },
  {
    cmdlet: 'Get-OutlookProvider',
    families: ALL,
    properties: ['CertPrincipalName', 'TTL', 'OutlookProviderFlags', 'RequiredClientVersions'],
  },
  {
    cmdlet: 'Get-SendConnector',
    families: ALL,
    properties: [
      'Enabled',
      'Fqdn',
      'AddressSpaces',
      'SmartHosts',
      'SmartHostAuthMechanism',
      'Port',
      'SourceTransportServers',
      'DNSRoutingEnabled',
      'FrontendProxyEnabled',
      'TlsCertificateName',
      'TlsAuthLevel',
      'TlsDomain',
      'RequireTLS',
      'IgnoreSTARTTLS',
      'DomainSecureEnabled',
      'CloudServicesMailEnabled',
    ],
  },
  { cmdlet: 'Get-ClientAccessArray', families: [EXCHANGE_2010], properties: ['Fqdn', 'Site', 'SiteName', 'Members'] },
  { cmdlet: 'Get-EdgeSubscription', families: FROM_2010, properties: ['Site', 'Domain', 'CreateUtc'] },
  {
    cmdlet: 'Get-FederationTrust',
    families: FROM_2010,
    properties: [
      'ApplicationUri',
      'OrgCertificate',
      'OrgNextCertificate',
      'OrgPrevCertificate',
      'OrgPrivCertificate',
      'OrgNextPrivCertificate',
      'OrgPrevPrivCertificate',
      'TokenIssuerUri',
    ],
  },
  {
    cmdlet: 'Get-HybridConfiguration',
    families: FROM_2010,
    properties: [
      'ClientAccessServers',
      'EdgeTransportServers',
      'ReceivingTransportServers',
      'SendingTransportServers',
      'OnPremisesSmartHost',
      'Domains',
      'Features',
      'ExternalIPAddresses',
      'TlsCertificateName',
    ],
  },
  {
    cmdlet: 'Get-AuthConfig',
    families: FROM_2013,
    properties: [
      'CurrentCertificateThumbprint',
      'PreviousCertificateThumbprint',
      'NextCertificateThumbprint',
      'NextCertificateEffectiveDate',
      'ServiceName',
      'Realm',
    ],
  },
  {
    cmdlet: 'Get-PartnerApplication',
    families: FROM_2013,
    properties: ['Enabled', 'ApplicationIdentifier', 'AuthMetadataUrl', 'Realm', 'UseAuthServer'],
  },
  {
    cmdlet: 'Get-IntraOrganizationConnector',
    families: FROM_2013,
    properties: ['Enabled', 'DiscoveryEndpoint', 'TargetAddressDomains'],
  },
  {
    cmdlet: 'Get-ExchangeCertificate',
    target: 'Server',
    families: ALL,
    properties: [
      'Thumbprint',
      'Services',
      'IisServices',
      'Subject',
      'Issuer',
      'SerialNumber',
      'NotBefore',
      'NotAfter',
      'CertificateDomains',
      'FriendlyName',
      'HasPrivateKey',
      'PrivateKeyExportable',
      'PublicKeySize',
      'IsSelfSigned',
      'RootCAType',
      'Status',
      'RawData',
    ],
  },
  {
    cmdlet: 'Get-ClientAccessServer',
    target: 'Identity',
    families: ALL,
    properties: [
      'Fqdn',
      'OutlookAnywhereEnabled',
      'AutoDiscoverServiceCN',
      'AutoDiscoverServiceInternalUri',
      'AutoDiscoverSiteScope',
      'ClientAccessArray',
    ],
  },
  directory('Get-OwaVirtualDirectory', ALL, [
    'OwaVersion',
    'VirtualDirectoryType',
    'InternalDownloadHostName',
    'ExternalDownloadHostName',
    'Exchange2003Url',
    'FailbackUrl',
    'InstantMessagingCertificateThumbprint',
    'InstantMessagingServerName',
  ]),
  directory('Get-EcpVirtualDirectory', FROM_2010),
  directory('Get-ActiveSyncVirtualDirectory', ALL, [
    'ActiveSyncServer',
    'BasicAuthEnabled',
    'WindowsAuthEnabled',
    'ClientCertAuth',
    'WebSiteSSLEnabled',
    'WebsiteName',
    'VirtualDirectoryName',
  ]),
  directory('Get-WebServicesVirtualDirectory', ALL, ['InternalNLBBypassUrl', 'MRSProxyEnabled']),
  directory('Get-OabVirtualDirectory', ALL, ['RequireSSL']),
  directory('Get-AutodiscoverVirtualDirectory', ALL),
  directory('Get-MapiVirtualDirectory', FROM_2013, ['IISAuthenticationMethods']),
  directory('Get-PowerShellVirtualDirectory', FROM_2010, ['RequireSSL']),
  directory('Get-UMVirtualDirectory', [EXCHANGE_2007]),
  directory('Get-OutlookAnywhere', ALL, [
    'ServerName',
    'InternalHostname',
    'ExternalHostname',
    'ClientAuthenticationMethod',
    'InternalClientAuthenticationMethod',
    'ExternalClientAuthenticationMethod',
    'IISAuthenticationMethods',
    'InternalClientsRequireSsl',
    'ExternalClientsRequireSsl',
    'SSLOffloading',
  ]),
  { cmdlet: 'Get-PopSettings', target: 'Server', families: ALL, properties: MAIL },
  { cmdlet: 'Get-ImapSettings', target: 'Server', families: ALL, properties: MAIL },
  {
    cmdlet: 'Get-ReceiveConnector',
    target: 'Server',
    families: ALL,
    properties: [
      'Enabled',
      'Fqdn',
      'Bindings',
      'RemoteIPRanges',
      'AuthMechanism',
      'PermissionGroups',
      'TransportRole',
      'TlsCertificateName',
      'RequireTLS',
      'DomainSecureEnabled',
      'TlsDomainCapabilities',
      'ExtendedProtectionPolicy',
      'AdvertiseClientSettings',
    ],
  },
];

/** What is asked on one family of versions. */
export function exchangeSteps(family: ExchangeFamily): readonly ExchangeStep[] {
  return EXCHANGE_STEPS.filter(({ families }) => families.includes(family));
}

/**
 * The parameter that is given with a server's name. Exchange 2007 gets none: Get-ExchangeCertificate has no -Server there
 * (TN:bb124950), and without one the other cmdlets answer for every server.
 */
export function targetOf(step: ExchangeStep, family: ExchangeFamily): 'Server' | 'Identity' | undefined {
  return family === EXCHANGE_2007 ? undefined : step.target;
}

/** Whether the answer belongs to one server's folder. In Exchange 2007 only its certificates and its mail settings do. */
export function isOfServer(step: ExchangeStep, family: ExchangeFamily): boolean {
  if (family !== EXCHANGE_2007) return step.target !== undefined;
  return LOCAL_IN_2007.has(step.cmdlet);
}

const LOCAL_IN_2007 = new Set(['Get-ExchangeCertificate', 'Get-PopSettings', 'Get-ImapSettings']);
