/** A document that facts are taken from. */
export interface SourceDocument {
  readonly title: string;
  /** Who publishes it, and which version was read. */
  readonly document: string;
}

const EXCHANGE_DOCS = 'Microsoft, Exchange Server documentation (2021-07-14)';
const TECHNET = 'Microsoft TechNet';
const SUPPORT = 'Microsoft Support';
const APPLE = 'Apple Support';
const PAGE = 'public page';

const DOCUMENTS: Readonly<Record<string, SourceDocument>> = {
  SEED: {
    title: 'Understanding SSL for Client Access Servers',
    document: 'Microsoft TechNet bb310791, Exchange Server 2007 RTM to SP3',
  },
  CERT16: { title: 'Digital certificates and encryption in Exchange Server', document: EXCHANGE_DOCS },
  ASSIGN16: { title: 'Assign certificates to Exchange Server services', document: EXCHANGE_DOCS },
  RENEW16: { title: 'Renew an Exchange Server certificate', document: EXCHANGE_DOCS },
  FED13: {
    title: 'Renew the federation certificate',
    document: 'Microsoft, Exchange Server documentation, 2013 to 2019',
  },
  AUTOD16: { title: 'Autodiscover service in Exchange Server', document: EXCHANGE_DOCS },
  VDIR16: { title: 'Default settings for Exchange virtual directories', document: `${EXCHANGE_DOCS}, 2016 and 2019` },
  VDIR13: { title: 'Default settings for Exchange virtual directories', document: `${EXCHANGE_DOCS}, 2013` },
  SSL13: { title: 'Digital certificates and SSL', document: `${EXCHANGE_DOCS}, 2013` },
  OA13: { title: 'Outlook Anywhere', document: `${EXCHANGE_DOCS}, 2013` },
  SUP16: { title: 'Exchange Server supportability matrix', document: EXCHANGE_DOCS },
  PORTS16: { title: 'Network ports for clients and mail flow in Exchange', document: EXCHANGE_DOCS },
  POP16: { title: 'POP3 and IMAP4 in Exchange Server', document: EXCHANGE_DOCS },
  IMAP16: { title: 'Enable and configure IMAP4 on an Exchange server', document: EXCHANGE_DOCS },
  SMTP16: { title: 'Configure authenticated SMTP settings for POP3 and IMAP4 clients', document: EXCHANGE_DOCS },
  RECEIVE16: { title: 'Receive connectors', document: EXCHANGE_DOCS },
  MAPI16: { title: 'MAPI over HTTP in Exchange Server', document: EXCHANGE_DOCS },
  CBA16: { title: 'Configure certificate based authentication in Exchange', document: EXCHANGE_DOCS },
  HYB: {
    title: 'Certificate requirements for hybrid deployments',
    document: 'Microsoft, Exchange hybrid documentation (2021-07-14)',
  },
  BR: {
    title: 'Baseline Requirements for the Issuance and Management of Publicly-Trusted TLS Server Certificates',
    document: 'CA/Browser Forum, 2026-05-04',
  },
  FF: { title: 'Firefox policy templates', document: 'Mozilla, docs/index.md' },
  RFC6797: { title: 'HTTP Strict Transport Security', document: 'IETF RFC 6797' },
  RFC6761: { title: 'Special-Use Domain Names', document: 'IETF RFC 6761' },
  RFC8375: { title: 'Special-Use Domain home.arpa', document: 'IETF RFC 8375' },
  RFC6890: { title: 'Special-Purpose IP Address Registries', document: 'IETF RFC 6890' },
  RFC5280: { title: 'Internet X.509 Public Key Infrastructure Certificate and CRL Profile', document: 'IETF RFC 5280' },
  TLSPROVIDER: { title: 'tls provider, allowed_uses', document: 'HashiCorp, Terraform tls provider 4.1' },
  DECLARED: { title: 'The population declares it', document: 'the declaration itself' },
  RFC5929: { title: 'Channel Bindings for TLS', document: 'IETF RFC 5929' },
  RFC7633: { title: 'X.509v3 TLS Feature Extension', document: 'IETF RFC 7633' },
  RFC8446: { title: 'The Transport Layer Security (TLS) Protocol Version 1.3', document: 'IETF RFC 8446' },
  IISEP: { title: 'Extended Protection of Windows authentication', document: 'Microsoft, IIS configuration reference' },
  EPDOC: {
    title: 'Extended Protection in Exchange Server',
    document: 'Microsoft, CSS-Exchange docs/Security/Extended-Protection.md (2023-10-10)',
  },
  EPSETUP: {
    title: 'Configure Windows Extended Protection in Exchange Server',
    document: 'Microsoft, Exchange Server documentation',
  },
  LABIIS: {
    title: 'IIS configuration of lab servers with 2013 CU23, 2016 CU22 and 2019 CU11',
    document: 'Microsoft, CSS-Exchange Shared/Tests/ExtendedProtection/Data (2026)',
  },
  RFC6066: { title: 'TLS Extensions: Server Name Indication', document: 'IETF RFC 6066' },
  RFC6960: {
    title: 'X.509 Internet Public Key Infrastructure Online Certificate Status Protocol - OCSP',
    document: 'IETF RFC 6960',
  },
  RFC9110: { title: 'HTTP Semantics', document: 'IETF RFC 9110' },
  RFC8996: { title: 'Deprecating TLS 1.0 and TLS 1.1', document: 'IETF RFC 8996' },
  RFC9525: { title: 'Service Identity in TLS', document: 'IETF RFC 9525' },
  WININET: {
    title: 'Error codes of Windows Internet (12000 and up), as devices show them',
    document: 'Microsoft Windows SDK',
  },
  MODEL: { title: 'What follows from the declaration itself', document: 'docs/design.md' },
  DERIVED: {
    title: 'Derived from other facts of these tables',
    document: 'docs/exchange.md and docs/clients.md say from which',
  },
  NONE: { title: 'No source found', document: 'unknown until somebody finds one' },

  'TN:aa998327': { title: 'New-ExchangeCertificate', document: `${TECHNET}, Exchange 2007 SP1` },
  'TN:aa995965': { title: 'Receive connectors of Exchange 2007', document: TECHNET },
  'TN:bb332063': { title: 'White paper: Exchange 2007 Autodiscover Service', document: TECHNET },
  'TN:bb794751': { title: 'Publishing Exchange Server 2007 with ISA Server 2006', document: TECHNET },
  'TN:bb430748': {
    title: 'Selection of Inbound STARTTLS Certificates',
    document: `${TECHNET}, Exchange 2007 and 2010; Microsoft, Exchange Server documentation, 2016 and later`,
  },
  'TN:bb430779': { title: 'Managing POP3 and IMAP4', document: `${TECHNET}, Exchange 2007` },
  'TN:bb851554': { title: 'Certificate use in Exchange Server 2007', document: `${TECHNET}, Exchange 2007` },
  'TN:cc164344': { title: 'White paper: Exchange 2007 Client Access and SSL', document: `${TECHNET}, February 2008` },
  'TN:cc182241': {
    title: 'Adding a certificate to the root store of a Windows Mobile-based device',
    document: TECHNET,
  },
  'TN:cc296561': { title: 'Configuring authentication for Exchange ActiveSync', document: `${TECHNET}, Exchange 2007` },
  'TN:cc535023': { title: 'Outlook Anywhere and wildcard certificates', document: TECHNET },
  'TN:bb508836': { title: 'Windows Mobile security: certificates', document: TECHNET },
  'TN:bb737570': { title: 'Windows Mobile certificate provisioning', document: 'Microsoft MSDN' },
  'TN:ms889531': { title: 'Certificate management in Windows Mobile-based devices', document: 'Microsoft MSDN' },
  'TN:dn643705': { title: 'Windows Phone 8.1 enterprise certificates', document: TECHNET },

  KB258858: { title: 'Accepted wildcards used by server certificates for server authentication', document: SUPPORT },
  KB915840: { title: 'How to install root certificates on a Windows Mobile-based device', document: SUPPORT },
  KB940726: { title: 'Warning about the name on the security certificate in Outlook', document: SUPPORT },
  KB948896: { title: 'TLS fails for POP3 and IMAP4 with a wildcard certificate, Exchange 2007 SP1', document: SUPPORT },
  KB2006728: { title: 'Untrusted issuer alert where Exchange 2007 and 2010 coexist', document: SUPPORT },
  KB3032024: { title: 'Sign-in to Outlook on the web or the admin center fails in a loop', document: SUPPORT },

  KB4488049: { title: 'Outlook cannot connect where a device asks for a client certificate', document: SUPPORT },
  KB3140245: { title: 'TLS 1.1 and TLS 1.2 as default protocols of WinHTTP in Windows', document: SUPPORT },

  KB3066652: { title: 'Certificate warning in Outlook 2016 for Mac', document: SUPPORT },

  'APPLE:103769': { title: 'Requirements for trusted certificates in iOS 13 and macOS 10.15', document: APPLE },
  'APPLE:10.3': { title: 'Trust manually installed certificate profiles in iOS', document: APPLE },

  'TN:1267': { title: 'How to configure SSL offloading in Exchange 2010', document: `${TECHNET} wiki 1267` },
  'page:blogs.msdn.windowsmobile': {
    title: 'Windows Mobile 5.0 Security Model FAQ (2005-12-17)',
    document: 'Microsoft, Windows Mobile team blog',
  },
  'page:systemmanager.ru': {
    title: 'Certificate stores, Windows Mobile 6.5 documentation',
    document: 'Microsoft MSDN, mirrored copy',
  },
  'page:docs.servertastic.com': {
    title: 'Sectigo certificates on Windows IIS: incorrect certificate chain',
    document: PAGE,
  },
  'page:frankysweb.de': { title: 'Windows Mobile 6 and error 0x80072F0D; Exchange 2019 and ECC', document: PAGE },
  'page:blog.rmilne.ca': { title: 'Outlook Anywhere in Exchange 2013 (2014-03-19)', document: PAGE },
  'page:blog.rmilne.ca/29176': { title: 'Default receive connectors of Exchange 2010', document: PAGE },
  'page:blog.rmilne.ca/2022-07': { title: 'Download Domains of Outlook on the web (2022-07-20)', document: PAGE },
  'page:eightwone.com/2021-02': { title: 'Download Domains of Outlook on the web (2021-02-26)', document: PAGE },
  'page:resinblade.net': { title: 'Receive connectors of Exchange 2007 (1218)', document: PAGE },
  'page:petri.com': { title: 'Second period of paid updates for Exchange 2016 and 2019 (775789)', document: PAGE },
  'page:rafaelpfister.ch': { title: 'August 2026 updates for Exchange Server (2026-08-19)', document: PAGE },
  'page:android-https': {
    title: 'Security with HTTPS and SSL: missing intermediate CA',
    document: 'Android Developers',
  },
  'page:windows-certificate-discovery': {
    title: 'Troubleshooting certificate status and revocation: certificate discovery',
    document: 'Microsoft TechNet, as quoted on public pages',
  },
  'page:protocols-in-tls-ssl': {
    title: 'Protocols in TLS/SSL (Schannel SSP)',
    document: 'Microsoft, Windows documentation (2018-05-31 and later)',
  },
  'page:kaushal-ssl-tls-windows': {
    title: 'Support for SSL/TLS protocols on Windows',
    document: 'Microsoft developer blog, 2011-10-02, updated 2017-10-04',
  },
  'page:jaapwesselius.com': { title: 'Exchange updates, ECC certificates and TLS 1.3', document: PAGE },
  'LE:profiles': { title: 'Profiles', document: "Let's Encrypt documentation (docs/profiles)" },
  'page:eightwone.com': { title: 'Exchange updates', document: PAGE },
  'page:exchangepedia.com': { title: 'Exchange 2007 self-signed certificates (2008-01)', document: PAGE },
  'page:unifiedpeople.ru': {
    title: 'Exchange 2007 and 2010 help, mirrored copy',
    document: 'Microsoft, mirrored copy',
  },
  'page:techcommunity.microsoft.com': { title: 'Exchange team blog', document: 'Microsoft' },
  'page:learn.microsoft.com': { title: 'Archived Microsoft blogs and documentation', document: 'Microsoft' },
  'page:clintboessen.blogspot.com': {
    title: 'Windows XP clients must match the certificate common name in Outlook for RPC over HTTP (2014-10-09)',
    document: PAGE,
  },
  'page:msxfaq.de': { title: 'Outlook Anywhere', document: PAGE },
  'page:msxfaq.de/edge': { title: 'Exchange Edge: replacing the certificate', document: PAGE },
  'page:granikos.eu/edge': { title: 'Edge Transport Server, EdgeSync, and Certificates (2020-09-17)', document: PAGE },
  'page:risual.com': { title: 'TLS 1.2 and Exchange', document: PAGE },
  'page:blogs.technet.pki': { title: 'SHA2 and Windows (2010-09-30)', document: 'Microsoft, Windows PKI blog' },
  'page:davidmtechblog': { title: 'Exchange 2010 SP3, virtual directory settings (2016-05-22)', document: PAGE },
  'page:rcpmag.com': { title: "Exchange Server 2010's support window (2019-09-17)", document: PAGE },
  'page:borncity.eu': { title: 'Exchange Server 2010: support extended (2019-09-17)', document: PAGE },
  'page:support.globalsign.com': { title: 'SHA-256 compatibility (2024-03-06)', document: 'GlobalSign Support' },
  'page:community.digicert.com': {
    title: 'The case of ECC/RSA hybrid certificates (2018-03-29)',
    document: 'DigiCert',
  },
  'page:digicert.com': { title: 'Subject alternative names: compatibility', document: 'DigiCert' },
  'page:android-developers': {
    title: 'Changes to Trusted Certificate Authorities in Android Nougat (2016-07)',
    document: 'Google, Android Developers Blog',
  },
  'page:sohoer.blogg.se': { title: 'Trusted certificates on Android 11', document: PAGE },
  'page:apple.stackexchange.com': { title: 'Certificate trust before and after iOS 10.3 (283348)', document: PAGE },
  'page:cloudmiddleman': { title: 'Certificate trust settings of iOS', document: PAGE },
  'page:konab.com': { title: 'Nokia E7 and certificate policies', document: PAGE },
  'page:mobilitydojo.net': { title: 'Certificates on phones (2010)', document: PAGE },
  'page:cloudingenium.com': { title: 'Trusted roots by group policy', document: PAGE },
  'page:techgenix.com': { title: 'Managing Exchange certificates, part 2', document: PAGE },
  'page:scribd.com': { title: 'Windows Phone 7 certificates (123342311)', document: PAGE },
  'page:eurossl.eu': { title: 'Client authentication leaves public certificates', document: PAGE },
  'page:domainscanada.ca': { title: 'End of internal names in public certificates', document: PAGE },
  'page:travisrunyard.us': { title: 'End of internal names in public certificates; ECC certificates', document: PAGE },
  'page:update-ca-certificates': { title: 'update-ca-certificates(8)', document: 'Debian, package ca-certificates' },
  'page:chromium-linux-cert-management': {
    title: 'Linux Cert Management (docs/linux/cert_management.md)',
    document: 'Chromium',
  },
  CONSCRYPT: {
    title: 'ChainStrengthAnalyzer, OkHostnameVerifier, TrustManagerImpl',
    document: 'Google, Conscrypt, the TLS provider of Android (3869db7b, 2026-08-20)',
  },
  AOSP81: {
    title: 'libcore, android-security-8.1.0_r89 and r90 (bug 70278814)',
    document: 'Android Open Source Project',
  },
  CRP18: { title: 'Chrome Root Program Policy 1.8 (2026-02-05)', document: 'Google, chromerootprogram (41e424b4)' },
  TSO: {
    title: 'Trust Stores Observatory: lists of 2017-12 to 2026-07',
    document: 'public repository nabla-c0d3/trust_stores_observatory (5be93b95)',
  },
  'AOSP:cacerts': {
    title: 'History of system/ca-certificates, 2008 to 2023, and lists of Android 8 and later',
    document: 'Android Open Source Project, as GrapheneOS-Archive/platform_system_ca-certificates keeps it',
  },
  CTS: {
    title: 'CertificateTest: a device must hold every root of the list (testNoRemovedCertificates)',
    document: 'Android Open Source Project, Compatibility Test Suite (from 2011)',
  },
  'CHROME:roots': {
    title: 'root_store.textproto, versions 5 (2022) and 17 (2024)',
    document: 'Chromium, net/data/ssl/chrome_root_store (0aab857f, c076418d)',
  },
  'APPLE:121668': { title: 'Changes to certificate authorities and certificates', document: APPLE },
  'page:sectigo.com/root-causes': {
    title: 'Root Causes 458: Apple extends Entrust distrust (2025-01-19)',
    document: PAGE,
  },
  'page:knowledge.digicert.com': { title: 'ALERT53: end of clientAuth (changed 2026-03-03)', document: 'DigiCert' },
  'page:comparecheapssl.com': { title: 'Sectigo moves the end of clientAuth to 2027-02-10', document: PAGE },
  'page:securityweek.com': { title: 'Chrome to distrust Chunghwa Telecom and Netlock certificates', document: PAGE },
  WEBKIT: { title: 'Deprecation of Legacy TLS 1.0 and 1.1 Versions (2018-10-15)', document: 'Apple, WebKit blog' },
  KB2783881: { title: 'How to suppress the AutoDiscover mismatch warning in Outlook', document: SUPPORT },
  KB2956191: { title: 'MAPI over HTTP in Outlook 2010 (2015-04-14)', document: SUPPORT },
  KB940881: { title: 'Outlook 2007 and SRV records of Autodiscover', document: SUPPORT },
  'APPLE:101383': { title: 'Move to SHA-256 signed certificates to avoid connection failures', document: APPLE },
  'APPLE:security': { title: 'Apple Platform Security, TLS security', document: APPLE },
  'TN:gg521150': { title: 'SSL root certificates of Windows Phone', document: 'Microsoft MSDN, archived' },
  'TN:ee157468': {
    title: 'MS-OXDISCO, Appendix A: product behavior',
    document: 'Microsoft, Exchange Server protocols',
  },
  'page:networking4all.com': { title: 'What is SNI and when do I need it?', document: PAGE },
  'page:sslmarket.com': { title: 'SNI (Server Name Indication) method', document: PAGE },
  'page:ds-hostingsolutions.net': { title: 'What does Server Name Indication mean?', document: PAGE },
  'page:blog.kloud.com.au': {
    title: 'Web Application Proxy and ActiveSync clients without SNI (2013-07-03)',
    document: PAGE,
  },
  'page:kaushalp.github.io': {
    title: 'Support for SSL/TLS protocols on Windows (2011-10-02, updated 2017-10-04)',
    document: 'Microsoft, MSDN blog',
  },
  'page:sockettools': { title: 'TLS versions by Windows release', document: PAGE },
  'page:techcommunity.tls': {
    title: 'TLS 1.0 and TLS 1.1 soon to be disabled in Windows (2023-08-01)',
    document: 'Microsoft, Windows IT Pro blog',
  },
  'page:techcommunity.rsa': {
    title: 'Windows TLS server certificates with RSA keys below 2048 bits (4134028)',
    document: 'Microsoft, Windows IT Pro blog',
  },
  'page:msedgedev': {
    title: 'SHA-1 deprecation countdown (2016-11-18, updated 2017-04-26)',
    document: 'Microsoft Edge blog',
  },
  'page:michaelm.info': { title: 'SHA-512 certificates and TLS 1.2 in Windows', document: PAGE },
  'page:developer.android.com': {
    title: 'javax.net.ssl: SSLSocket and SSLContext, protocols by API level',
    document: 'Google, Android documentation',
  },
  'page:publicobject.com': { title: 'KitKat and TLSv1.2 (2020-02-09)', document: PAGE },
  'page:pkisolutions.com': { title: 'RSASSA-PSS: why your certificate cannot be validated', document: PAGE },
  'page:blog.apnic.net': { title: 'Is the web ready for OCSP Must-Staple? (2019-01-15)', document: 'APNIC' },
  'page:tldr.fail': { title: 'tldr.fail: servers that reject large ClientHello messages', document: PAGE },
  'page:blog.mozilla.org': {
    title: 'Improving revocation: OCSP Must-Staple (2015-11-23)',
    document: 'Mozilla Security Blog',
  },
  'page:support.mozilla.org': {
    title: 'Automatically trust third-party root certificates (from Firefox 120)',
    document: 'Mozilla Support',
  },
  'page:thehackernews.com': { title: 'Browsers end TLS 1.0 and 1.1 in the first half of 2020', document: PAGE },
  'page:thunderbirdtweaks': { title: 'TLS 1.0 and 1.1 support ended with Thunderbird 68.4', document: PAGE },
  'page:kurosaki1976': {
    title: 'Thunderbird policies: ImportEnterpriseRoots, Install',
    document: 'public repository kurosaki1976/thunderbird-policies',
  },
  'page:k-9': {
    title: 'Eliminate the "if available" connection security options: certificates are reviewed and accepted for good',
    document: 'K-9 Mail, commit message',
  },
  'page:davidhardin': { title: 'Windows Phone 7 and self-signed certificates', document: 'Microsoft, archived blog' },
  'page:windowsmobile.stores': {
    title: 'What are the certificate stores? (2006-05-02)',
    document: 'Microsoft, Windows Mobile team blog',
  },
  'page:discussions.europe.nokia.com': { title: 'Mail for Exchange and certificates (38390)', document: 'Nokia forum' },
  'page:redelijkheid.com': { title: 'Certificates on Symbian S60 (2007-06)', document: PAGE },
  'page:nokia-n78.helpdoc.net': { title: 'Nokia N78 user guide, certificate manager', document: PAGE },
  'page:content.blackberry.com': {
    title: 'BlackBerry Enterprise Service 10: CA certificates for devices',
    document: 'BlackBerry',
  },
  'page:manualretriever.com': { title: 'BlackBerry S/MIME support package, key store', document: PAGE },
  'page:encryptionconsulting.com': { title: 'Validity periods of public TLS certificates', document: PAGE },
};

const FAMILIES: readonly { pattern: RegExp; describe: (rest: string) => SourceDocument }[] = [
  {
    pattern: /^PS:([A-Z][a-z]+-[A-Za-z]+)$/,
    describe: (cmdlet) => ({ title: cmdlet, document: 'Microsoft, Exchange PowerShell reference (2026-08-21)' }),
  },
  {
    pattern: /^MEASURED:(\w+)$/,
    describe: (client) => ({
      title: `${client}, tried on real servers`,
      document: 'docs/reality.md names the version',
    }),
  },
  {
    pattern: /^HC:(\S+)$/,
    describe: (path) => ({ title: path, document: 'Microsoft, Exchange HealthChecker and CSS-Exchange (2026)' }),
  },
  {
    pattern: /^GH:([\w.-]+\/[\w.-]+#\d+)$/,
    describe: (thread) => ({ title: thread, document: 'GitHub' }),
  },
  {
    pattern: /^LE:(\S+)$/,
    describe: (path) => ({ title: path, document: "Let's Encrypt, documentation (2026-08-21)" }),
  },
  {
    pattern: /^ODX:(\S+)$/,
    describe: (path) => ({ title: path, document: 'Microsoft, Exchange documentation (2021-07-14)' }),
  },
  {
    pattern: /^JPX:(\S+)$/,
    describe: (post) => ({ title: post, document: 'Microsoft Japan, Exchange support blog (2026-08-20)' }),
  },
  {
    pattern: /^AD:(\S+)$/,
    describe: (path) => ({ title: path, document: 'Apple, device management schema (iOS 18.1)' }),
  },
];

/** Number or host behind a key of a family, such as ` bb851554`. */
function numberOf(key: string): string {
  const match = /^(?:TN:|(?=KB\d)|APPLE:|page:)(.+)$/.exec(key);
  return match ? ` (${match[1]})` : '';
}

function describeOne(key: string): SourceDocument | undefined {
  const comma = key.indexOf(', ');
  const bare = comma < 0 ? key : key.slice(0, comma);
  const section = comma < 0 ? '' : key.slice(comma);
  const found = Object.hasOwn(DOCUMENTS, bare) ? DOCUMENTS[bare] : undefined;
  if (found) return { title: found.title + section, document: found.document + numberOf(bare) };
  for (const family of FAMILIES) {
    const match = family.pattern.exec(bare);
    if (match) {
      const described = family.describe(match[1]);
      return section ? { title: described.title + section, document: described.document } : described;
    }
  }
  return undefined;
}

/** A source in words instead of keys; a key that the table does not know stays as it is. */
export function spellSource(source: string): string {
  return source
    .split('; ')
    .map((part) => describeSource(part)?.title ?? part)
    .join('; ');
}

/**
 * Expands the source of a fact: keys separated by `; `, each with an optional section after a comma.
 * Left undefined where one of the keys is not in the table.
 */
export function describeSource(source: string): SourceDocument | undefined {
  const parts = source.split('; ').map(describeOne);
  if (parts.some((part) => part === undefined)) return undefined;
  const known = parts as SourceDocument[];
  return {
    title: known.map((part) => part.title).join('; '),
    document: [...new Set(known.map((part) => part.document))].join('; '),
  };
}
