import { ALL_PROTOCOLS, ExchangeVersion, protocolFacts } from '../../lib/exchange';
import { Member, membersOf, wordsOf } from './declarations';
import { table } from './markdown';

const CONSTRUCTS = 'lib/constructs';
const SOURCES = `${CONSTRUCTS}/certificates`;
const PROTOCOLS = `${CONSTRUCTS}/protocols`;

/** What the code says by the name alone. */
const PLAIN: Readonly<Record<string, string>> = {
  'ClientPlace.INSIDE': 'On the inside network: they use the internal host names.',
  'ClientPlace.OUTSIDE':
    'Outside: they use the external host names, and meet a publishing point first where there is one.',
  'ClientManagement.DOMAIN_JOINED': 'Active Directory: group policy brings roots that are published there.',
  'ClientManagement.MDM': 'Mobile device management can push roots.',
  'ClientManagement.NONE': 'Nobody but whoever holds the device.',
  'ClientProtocol.OWA': 'Outlook Web App (Outlook on the web).',
  'ClientProtocol.ECP': 'Exchange Control Panel (Exchange admin center).',
  'ClientProtocol.ACTIVE_SYNC': 'Exchange ActiveSync.',
  'ClientProtocol.OUTLOOK_ANYWHERE': 'Outlook Anywhere (RPC over HTTP).',
  'ClientProtocol.MAPI_OVER_HTTP': 'MAPI over HTTP.',
  'ClientProtocol.EWS': 'Exchange Web Services.',
  'ClientProtocol.OAB': 'Offline address book.',
  'ClientProtocol.AUTODISCOVER': 'Autodiscover.',
  'ClientProtocol.POP3': 'POP3.',
  'ClientProtocol.IMAP4': 'IMAP4.',
  'ClientProtocol.SMTP_SUBMISSION': 'SMTP client submission.',
  'ClientAuthentication.BASIC': 'Basic: the password itself.',
  'ClientAuthentication.NTLM': 'NTLM.',
  'ClientAuthentication.NEGOTIATE': 'Negotiate: Kerberos, else NTLM.',
  'ClientAuthentication.FORMS': 'A form in the browser.',
  'ClientAuthentication.CERTIFICATE': 'A certificate of the client.',
  'ClientAuthentication.OAUTH': 'OAuth: a token (modern authentication).',
  'ClientCertificateMode.IGNORE': 'IIS does not ask.',
  'ClientCertificateMode.ACCEPT': 'IIS asks, and lets in who has none.',
  'ClientCertificateMode.REQUIRE': 'IIS lets in nobody without one.',
  'CertificateRole.IIS': 'The web site: everything over HTTPS.',
  'CertificateRole.POP': 'POP3.',
  'CertificateRole.IMAP': 'IMAP4.',
  'CertificateUse.WEB_SERVER_AUTHENTICATION': 'A server proves who it is; what every binding needs.',
  'CertificateUse.WEB_USER_AUTHENTICATION': 'A client proves who it is.',
  'CertificateUse.SECURE_MIME': 'S/MIME.',
  'CertificateUse.IPSEC': 'IPsec.',
  'CertificateUse.TLS': 'Transport Layer Security: the same use of the key as by a web server.',
  'CertificateUse.CODE_SIGNING': 'Signing of code.',
  'RevocationStatus.GOOD': 'Not revoked.',
  'RevocationStatus.REVOKED': 'Revoked.',
  'RevocationStatus.UNKNOWN': 'Nobody said.',
  'ConnectorKind.SEND': 'A send connector.',
  'ConnectorKind.RECEIVE': 'A receive connector.',
  'Level.ERROR': 'Will not work, or must not be: the app is refused.',
  'Level.WARNING': 'Should not be.',
  'Level.NOTE': 'Good to know.',
  'AcknowledgementProps.ticket': 'Ticket in which it was decided; for people.',
};

/** Which points stand in the way of a connection, and what follows. */
const WAYS = [
  '### Which points clients meet',
  [
    'Of the points that a server names (`publishingPoint`, or `publishingPoints` where there are several) those count that serve the side and the protocol of the clients, and of these the ones that list the host name.',
    'A single point without `protocols` and `sniCertificates` catches every name of its server. Points that are in front of one of them are not named by the server: that one is `behind` them, and the outermost is met first.',
    'Two points for one name, side and protocol, of which neither is behind the other, are a fault; so is a name without a certificate.',
  ].join('\n'),
  "```ts\n// Outside: firewall, balancer, server. Inside: balancer, server.\nconst firewall = new PublishingPoint(mail, 'firewall', { mode: PublishingMode.BRIDGING, hostNames, certificate, verifiesServer: false });\nconst balancer = new PublishingPoint(mail, 'balancer', {\n  mode: PublishingMode.BRIDGING,\n  side: PublishingSide.BOTH,\n  hostNames,\n  certificate,\n  behind: firewall,\n  trusts: [pki],\n});\nnew ClientAccessServer(mail, 'cas01', { ...settings, publishingPoints: [balancer] });\n```",
  'A bridge is itself a client of what is behind it: it must trust the root, and the certificate must have the name that it asks for (`serverName`; without it, the name that the client asked for). A required client certificate passes no point that bridges or offloads.',
];

/** Values of a class of named values, as people write them. */
const namesOf = (file: string, name: string): string =>
  membersOf(file, name)
    .filter((member) => /^[A-Z]/.test(member.name))
    .map((member) => `\`${member.name}\``)
    .join(', ');

function says(owner: string, { name, says: comment, byDefault }: Member): string {
  const words = comment || PLAIN[`${owner}.${name}`];
  if (words) return words;
  if (byDefault) return '';
  throw new Error(`nothing says what ${owner}.${name} means: write a comment above it`);
}

function propTable(file: string, name: string): string {
  const rows = membersOf(file, name).map((member) => [
    `\`${member.name}\``,
    `\`${member.type}\``,
    says(name, member),
    member.optional ? defaultOf(member) : 'must be given',
  ]);
  return table(['member', 'value', 'what it means', 'default'], rows);
}

/** `- in words`, `VALUE`, or `VALUE - in words`. */
function defaultOf({ byDefault }: Member): string {
  if (byDefault.startsWith('- ')) return byDefault.slice(2);
  const [value, ...words] = byDefault.split(' - ');
  if (value === '') return 'none';
  return [value.includes(' ') ? value : `\`${value}\``, ...words].join(': ');
}

function enumTable(file: string, name: string): string {
  return table(
    [`\`${name}\``, 'what it means'],
    membersOf(file, name).map((member) => [`\`${member.name}\``, says(name, member)]),
  );
}

function methodTable(file: string, name: string, wanted: (member: Member) => boolean = () => true): string {
  const methods = membersOf(file, name).filter((member) => /^[a-z]/.test(member.name) && wanted(member));
  return table(
    ['method', 'what it does'],
    methods.map((member) => [`\`${member.name}\``, says(name, member)]),
  );
}

/** docs/declaring.md. */
export function declaringPage(): string {
  return `${[
    '# What can be declared',
    'Written by `npx tsx tools/knowledge-docs.ts` from the comments in the code; a test holds the two together. Your editor shows the same words. What is declared wrongly does not throw: it is a finding of the rule [declaration-invalid](rules/declaration-invalid.md), and all faults are reported at once. A property that does not exist, and a key whose value is `undefined` (a misspelled member of an enum, a variable without value), is a fault too.',
    ...stack(),
    ...server(),
    ...bindings(),
    ...certificateSources(),
    ...population(),
    ...beside(),
    ...policy(),
  ].join('\n\n')}\n`;
}

function stack(): string[] {
  const file = `${CONSTRUCTS}/client-access-stack.ts`;
  return [
    '## A stack: `ClientAccessStack`',
    wordsOf(file, 'ClientAccessStack'),
    propTable(file, 'ClientAccessStackProps'),
    '`delivered` is a text that Terraform knows and that is another one after every delivery: the trigger of what installs bundles. `verifyAfterDeploy` has a deploy connect to the endpoints and judge what they present ([verify](verify.md#after-a-deploy)):',
    propTable(`${CONSTRUCTS}/deploy-verification.ts`, 'VerifyAfterDeployProps'),
    enumTable(`${CONSTRUCTS}/deploy-verification.ts`, 'VerifyFailure'),
  ];
}

function server(): string[] {
  const file = `${CONSTRUCTS}/client-access-server.ts`;
  const version = 'lib/exchange/exchange-version.ts';
  return [
    '## A server: `ClientAccessServer`',
    wordsOf(file, 'ClientAccessServer'),
    propTable(file, 'ClientAccessServerProps'),
    `\`ExchangeVersion\` is one of ${namesOf(version, 'ExchangeVersion')}. State as much as you know, with \`.withCumulativeUpdate(n)\`, \`.withUpdateRollup(n)\` and the other \`with\` methods, or \`ExchangeVersion.of({ ... })\`: what depends on a detail that is left out is unknown. [What the library knows of Exchange](exchange.md) says what each version serves.`,
    'A server serves what the product enables by default, or exactly what `protocols` lists:',
    defaultProtocols(),
    'The rest is added, and what is there can be set otherwise:',
    methodTable(file, 'ClientAccessServer', ({ name }) => name !== 'certificateFor'),
    enumTable('lib/model/protocol.ts', 'CertificateRole'),
    'A role without a certificate of its own presents the server’s.',
  ];
}

/** Which protocols each version enables by default. */
function defaultProtocols(): string {
  const versions = [
    ExchangeVersion.EXCHANGE_2007_SP3,
    ExchangeVersion.EXCHANGE_2010,
    ExchangeVersion.EXCHANGE_2013,
    ExchangeVersion.EXCHANGE_2013_SP1,
    ExchangeVersion.EXCHANGE_2016,
    ExchangeVersion.EXCHANGE_2019,
    ExchangeVersion.EXCHANGE_SE,
  ];
  const words = (protocol: (typeof ALL_PROTOCOLS)[number], { release }: ExchangeVersion): string => {
    const { exists, enabledByDefault } = protocolFacts(protocol);
    if (exists(release).value === false) return 'not there';
    const { value } = enabledByDefault(release);
    return value === undefined ? 'not known' : value ? 'on' : 'added';
  };
  return table(
    ['protocol', ...versions.map(({ label }) => label)],
    ALL_PROTOCOLS.map((protocol) => [
      protocolFacts(protocol).label,
      ...versions.map((version) => words(protocol, version)),
    ]),
  );
}

function bindings(): string[] {
  const model = 'lib/model/protocol.ts';
  return [
    '## A protocol on a server',
    'Every `add` method takes these, all of which may be left out:',
    propTable(`${PROTOCOLS}/binding-props.ts`, 'BindingProps'),
    'What is served over HTTPS takes besides:',
    propTable(`${PROTOCOLS}/binding-props.ts`, 'WebBindingProps'),
    'Outlook Web App takes one more:',
    propTable(`${PROTOCOLS}/binding-props.ts`, 'OutlookWebAppProps'),
    'Outlook Anywhere takes one more:',
    propTable(`${PROTOCOLS}/binding-props.ts`, 'OutlookAnywhereProps'),
    'POP3, IMAP4 and SMTP submission take, instead of what is of HTTPS:',
    propTable(`${PROTOCOLS}/binding-props.ts`, 'MailBindingProps'),
    'A `Listener` is `{ port, encryption }`.',
    enumTable(model, 'Encryption'),
    enumTable(model, 'ClientAuthentication'),
    enumTable('lib/model/server.ts', 'ClientCertificateMode'),
  ];
}

function certificateSources(): string[] {
  const validity = '`validityDays` and `renewAtShare` besides.';
  const bought = '`vendor`, `revocation`, `crlFiles` and `renewAtShare` besides.';
  return [
    '## Where certificates come from: `CertificateSource`',
    'The names of a certificate are never listed: they follow from the bindings, host names and mail domains.',
    methodTable(`${SOURCES}/sources.ts`, 'CertificateSource'),
    '### Certificates that Terraform makes',
    'How long they live:',
    propTable(`${SOURCES}/key-request.ts`, 'ValidityProps'),
    `\`selfSigned\` takes ${validity}`,
    propTable(`${SOURCES}/self-signed-source.ts`, 'SelfSignedProps'),
    `\`internalCa\` takes a CA first, then ${validity}`,
    propTable(`${SOURCES}/internal-ca-source.ts`, 'InternalCaCertificateProps'),
    `\`KeyAlgorithm\` is one of ${namesOf(`${SOURCES}/key-request.ts`, 'KeyAlgorithm')}.`,
    enumTable('lib/model/certificate.ts', 'CertificateUse'),
    '### A CA of your own: `InternalCa`',
    `\`new InternalCa(scope, id, { ... })\` has Terraform make one. It takes ${validity}`,
    propTable(`${SOURCES}/internal-ca.ts`, 'InternalCaProps'),
    `\`issuingCa\` takes ${validity}`,
    propTable(`${SOURCES}/internal-ca.ts`, 'IssuingCaProps'),
    '`InternalCa.fromPem(scope, id, { ... })` refers to one that exists:',
    propTable(`${SOURCES}/existing-ca.ts`, 'ExistingCaProps'),
    '### Purchased certificates',
    'All of them take:',
    propTable(`${SOURCES}/purchased-source.ts`, 'PurchasedProps'),
    enumTable('lib/model/certificate.ts', 'RevocationStatus'),
    `\`purchased\` takes ${bought}`,
    propTable(`${SOURCES}/purchased-source.ts`, 'PurchasedCertificateProps'),
    `\`purchasedPfx\` takes ${bought}`,
    propTable(`${SOURCES}/purchased-source.ts`, 'PurchasedPfxProps'),
    `\`purchaseOrder\` takes ${bought}`,
    propTable(`${SOURCES}/purchase-order-source.ts`, 'PurchaseOrderProps'),
    '### A certificate that is on the server',
    '`existing` takes:',
    propTable(`${SOURCES}/existing-source.ts`, 'ExistingCertificateProps'),
    '### The certificate of setup',
    '`installedByExchange` takes:',
    propTable(`${SOURCES}/installed-source.ts`, 'InstalledByExchangeProps'),
    '### One certificate for several servers: `SharedCertificate`',
    'Made once in a stack, and given as `certificate` to each of its servers.',
    propTable(`${SOURCES}/shared-certificate.ts`, 'SharedCertificateProps'),
  ];
}

function population(): string[] {
  const file = `${CONSTRUCTS}/client-population.ts`;
  const model = 'lib/model/population.ts';
  return [
    '## Clients: `ClientPopulation`',
    wordsOf(file, 'ClientPopulation'),
    propTable(file, 'ClientPopulationProps'),
    enumTable(model, 'ClientPlace'),
    enumTable(model, 'ClientManagement'),
    enumTable(model, 'RootState'),
    '`roots` describes single roots, and comes before `rootState`, which comes before what platform, management and place say. An entry names one root, by `issuer`, `server` or `fingerprint`:',
    propTable(file, 'RootStateOf'),
    enumTable('lib/model/protocol.ts', 'ClientProtocol'),
    `\`ClientPlatform\` is one of ${namesOf('lib/clients/client-platform.ts', 'ClientPlatform')}.`,
    "A constant stands for a range of releases (`IOS` is 13 and later, `ANDROID_7` is 7 to 10). One release: `ClientPlatform.android('13')`, `.ios('17')`, `.macos('14')`, `.windows10('22H2')`, `.windows11('24H2')`; what differs within a range is unknown until the release is named.",
    `\`ClientApplication\` is one of ${namesOf('lib/clients/client-application.ts', 'ClientApplication')}.`,
    'Both have `.of(id)` for what the tables do not hold: nothing is known of it then. [What the library knows of clients](clients.md) says what each accepts.',
  ];
}

function beside(): string[] {
  const point = `${CONSTRUCTS}/publishing-point.ts`;
  const domain = `${CONSTRUCTS}/mail-domain.ts`;
  const hybrid = `${CONSTRUCTS}/hybrid-deployment.ts`;
  const organization = `${CONSTRUCTS}/exchange-organization.ts`;
  const connector = `${CONSTRUCTS}/transport-connector.ts`;
  const authentication = `${CONSTRUCTS}/organization-certificates.ts`;
  return [
    '## What stands in front of a server: `PublishingPoint`',
    wordsOf(point, 'PublishingPoint'),
    propTable(point, 'PublishingPointProps'),
    enumTable('lib/model/publishing-point.ts', 'PublishingMode'),
    enumTable(point, 'PublishingSide'),
    enumTable('lib/model/publishing-point.ts', 'NameCheck'),
    '### Certificates by host name: `sniCertificates`',
    'A point presents `certificate` to clients that send no host name in the TLS handshake (SNI), and for every name that `sniCertificates` lacks. Where `requiresSni` is true, or `certificate` is left out, such clients meet no certificate and fail.',
    propTable(point, 'SniCertificateProps'),
    ...WAYS,
    '### TLS inspection in front of clients: `TlsInspection`',
    wordsOf(`${CONSTRUCTS}/tls-inspection.ts`, 'TlsInspection'),
    propTable(`${CONSTRUCTS}/tls-inspection.ts`, 'TlsInspectionProps'),
    '## How Autodiscover is found: `MailDomain`',
    wordsOf(domain, 'MailDomain'),
    propTable(domain, 'MailDomainProps'),
    enumTable('lib/model/organization.ts', 'AutodiscoverMethod'),
    '## Settings of the organization: `ExchangeOrganization`',
    wordsOf(organization, 'ExchangeOrganization'),
    propTable(organization, 'ExchangeOrganizationProps'),
    '## Exchange Online beside it: `HybridDeployment`',
    wordsOf(hybrid, 'HybridDeployment'),
    propTable(hybrid, 'HybridDeploymentProps'),
    '## Mail between servers: `TransportConnector`',
    wordsOf(connector, 'TransportConnector'),
    propTable(connector, 'TransportConnectorProps'),
    enumTable('lib/model/transport.ts', 'ConnectorKind'),
    '## Servers among themselves: `ServerAuthenticationCertificate`',
    wordsOf(authentication, 'ServerAuthenticationCertificate'),
    propTable(authentication, 'ServerAuthenticationProps'),
    '## Sharing calendars with other organizations: `FederationTrust`',
    wordsOf(`${CONSTRUCTS}/organization-certificates.ts`, 'FederationTrust'),
    propTable(`${CONSTRUCTS}/organization-certificates.ts`, 'FederationTrustProps'),
    '## At the edge of the network: `EdgeTransportServer`',
    wordsOf(`${CONSTRUCTS}/edge-transport-server.ts`, 'EdgeTransportServer'),
    propTable(`${CONSTRUCTS}/edge-transport-server.ts`, 'EdgeTransportServerProps'),
  ];
}

function policy(): string[] {
  const file = `${CONSTRUCTS}/client-access-policy.ts`;
  return [
    '## The policy: `ClientAccessPolicy`',
    'On without asking. `ClientAccessPolicy.of(scope)` adapts it; what is acknowledged or added there counts for the construct and all below, everything else for the whole app.',
    methodTable(file, 'ClientAccessPolicy'),
    '`acknowledge` takes:',
    propTable(file, 'AcknowledgementProps'),
    enumTable('lib/policy/rule.ts', 'Level'),
    'Two context values of cdktf (`cdktf.json`, or `CDKTF_CONTEXT_JSON` in the environment): `clientAccessNow`, the clock of the judgement, and `clientAccessQuiet`, which keeps an accepted synth silent.',
    '[The rules](rules/README.md), their packs, and [rules of your own](rules-of-your-own.md).',
  ];
}
