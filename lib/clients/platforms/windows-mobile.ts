import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const LOCKS = 'SEED, Choosing a Certificate Type';
const WM5_ROOTS = 'KB915840; TN:cc182241';

/** Roots of Windows Mobile 5.0: the eleven that the article lists, and the one that AKU2 adds. */
export const WINDOWS_MOBILE_5_ROOTS: readonly string[] = [
  'Class 2 Public Primary Certification Authority',
  'Class 3 Public Primary Certification Authority',
  'Entrust.net Certification Authority (2048)',
  'Entrust.net Secure Server Certification Authority',
  'Equifax Secure Certificate Authority',
  'GlobalSign Root CA',
  'GTE CyberTrust Global Root',
  'GTE CyberTrust Root',
  'Secure Server Certification Authority',
  'Thawte Premium Server CA',
  'Thawte Server CA',
  'http://www.valicert.com/',
];

const REFUSES = no('page:frankysweb.de', 'synchronization ends with 0x80072F0D, and nobody is asked');

const PHONE = {
  ...NOTHING_STATED,
  family: 'windows-mobile',
  domainPush: no('SEED', 'phones do not join the domain'),
  handInstalledRootNeedsCa: no('SEED, Self-Signed Certificates', 'a self-signed certificate itself is put there'),
  applicationsUseInstalledRoots: yes('SEED, Self-Signed Certificates'),
  sha1: yes('page:frankysweb.de', 'a chain signed with SHA-1 works'),
  sha2: unknown(
    'no source states it; two tables of vendors list Windows Phone 7 and leave Windows Mobile out',
    'page:support.globalsign.com',
  ),
  failsOnCertificatePolicies: no('DERIVED', 'commercial certificates carry the extension and are accepted'),
  commonNameAccepted: yes('page:digicert.com', 'every client of its time took an exact common name'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  sni: no('page:networking4all.com; page:sslmarket.com', 'up to 6.5'),
  tls10: yes('DERIVED', 'made for servers of its time, which speak TLS 1.0 at most'),
  tls13: no('DERIVED', 'older than TLS 1.3'),
  asksAboutIssuer: REFUSES,
  asksAboutName: no('DERIVED', 'what refuses an untrusted issuer without a question refuses a wrong name, 0x80072F06'),
  keepsException: no('DERIVED', 'it asks nothing, so nothing is accepted'),
  findsIntermediates: no(
    'page:windowsmobile.stores',
    'the store of intermediates ships empty: the server must send each',
  ),
  domainJoinable: false,
  installByAdministrator: 'a .cab or .cpf file with CertificateStore provisioning XML',
} as const satisfies Partial<PlatformFacts>;

const MOBILE_6 = {
  ...PHONE,
  rootStore: {
    kind: 'unknown',
    source: 'SEED, Choosing a Certificate Type',
    note: 'several commercial roots, and no list of them was found: declare those that the devices show',
  },
  userCanInstallRoot: yes(
    'page:systemmanager.ru; page:frankysweb.de',
    'the part of the root store that each user may write, from 6.0 on; some operators lock it, which the population then declares as blocked',
  ),
  mdmPush: yes('TN:bb737570; page:systemmanager.ru', 'OMA device management'),
  wildcard: yes('page:digicert.com'),
  ecdsa: unknown('not confirmed'),
  certificateBasedAuthentication: yes('SEED, Choosing a Certificate Type'),
  installByUser:
    'copy the .cer file to the device and tap it; check that it lands among the roots, not the intermediates',
  sources: ['SEED', 'page:systemmanager.ru', 'page:frankysweb.de'],
} as const satisfies Partial<PlatformFacts>;

const SHA512_FAILS = no(
  'page:frankysweb.de',
  'fails with 0x80072F0D although the root is installed; measured on 6.1 and 6.5',
);

/** Windows Mobile, oldest first. */
export const WINDOWS_MOBILE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...PHONE,
    id: 'windows-mobile-5',
    label: 'Windows Mobile 5.0',
    rootStore: { kind: 'named', names: WINDOWS_MOBILE_5_ROOTS, source: WM5_ROOTS, note: 'valicert with AKU2 only' },
    userCanInstallRoot: unknown(
      'only with the manager role, which the manufacturer or the operator gives or keeps: declare it',
      `${LOCKS}; TN:cc182241; page:systemmanager.ru`,
    ),
    mdmPush: unknown('provisioning files are documented, a push is not', 'TN:bb508836; TN:cc182241'),
    wildcard: no('page:blogs.msdn.windowsmobile; page:digicert.com'),
    certificateBasedAuthentication: yes('TN:bb508836', 'with the Messaging and Security Feature Pack'),
    installByUser: 'a .cab file with CertificateStore provisioning XML, where the device lets unsigned files run',
    sources: [LOCKS, 'TN:cc182241', 'TN:bb508836'],
  },
  {
    ...MOBILE_6,
    id: 'windows-mobile-6',
    label: 'Windows Mobile 6.0',
    sha512Chain: unknown('measured on 6.1 and 6.5 alone, where it fails', 'page:frankysweb.de'),
  },
  { ...MOBILE_6, id: 'windows-mobile-6-1', label: 'Windows Mobile 6.1', sha512Chain: SHA512_FAILS },
  { ...MOBILE_6, id: 'windows-mobile-6-5', label: 'Windows Mobile 6.5', sha512Chain: SHA512_FAILS },
];
