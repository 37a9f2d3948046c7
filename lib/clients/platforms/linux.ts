import { RootStore } from '../../model';
import { BooleanFact, no, unknown, yes } from '../../model/fact';
import { CertificateChecks, CheckedKey, NOTHING_STATED, PlatformFacts, RootStoreFacts } from '../platform-facts';

const SYSTEM = 'page:update-ca-certificates';
const NSS_DATABASE = 'page:chromium-linux-cert-management';
const SYSTEM_INSTALL =
  'as root: put the root as .crt into /usr/local/share/ca-certificates, run update-ca-certificates';
const RSA_AND_CURVES: readonly CheckedKey[] = ['rsa', 'P-256', 'P-384', 'P-521'];
const EVERY_KEY: readonly CheckedKey[] = [...RSA_AND_CURVES, 'rsa-pss', 'ed25519'];

/** The rows differ in what was measured, and in where a root is put. */
interface Row {
  readonly id: string;
  readonly label: string;
  /** Source key of the measurement. */
  readonly measured: string;
  readonly sha1: boolean;
  readonly commonName: boolean;
  /** Whether it refuses a must-staple certificate that comes without a stapled response. */
  readonly demandsStaple: boolean;
  /** Left out: no key that was tried was too short. */
  readonly minimumRsaBits?: number;
  /** Whether it is a browser, with a person before it; else a program that runs by itself. */
  readonly browser: boolean;
  /** Whether the library sends the host name by itself. */
  readonly sni: BooleanFact;
  readonly installByUser: string;
  readonly installByAdministrator: string;
  readonly store: Omit<RootStoreFacts, 'kind'>;
  readonly checks: Omit<CertificateChecks, 'source'>;
}

const BROWSER_ASKS = yes('SEED, Self-Signed Certificates', 'the browser asks, and the person may continue');
const NOBODY_THERE = no('DERIVED', 'a program that runs by itself: there is nobody to ask');
const SENDS_SNI = yes('DERIVED', 'sends the name that it connects to');
const SNI_BY_PROGRAM = unknown('the program must hand the name to the library');

function measuredAs(value: boolean, source: string): BooleanFact {
  return value ? yes(source) : no(source);
}

function platform(row: Row): PlatformFacts {
  const { measured } = row;
  return {
    ...NOTHING_STATED,
    id: row.id,
    label: row.label,
    family: 'linux',
    rootStore: { kind: 'commercial', ...row.store },
    userCanInstallRoot: yes(measured),
    domainPush: no('DERIVED', 'group policy is of Windows'),
    mdmPush: unknown('depends on what manages the computer'),
    handInstalledRootNeedsCa: no(measured),
    applicationsUseInstalledRoots: yes(measured),
    wildcard: yes(measured),
    toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
    sha2: yes(measured),
    sha512Chain: yes(measured),
    ecdsa: yes(measured),
    sha1: measuredAs(row.sha1, measured),
    commonNameAccepted: measuredAs(row.commonName, measured),
    demandsStaple: measuredAs(row.demandsStaple, measured),
    ...(row.minimumRsaBits === undefined ? {} : { minimumRsaBits: row.minimumRsaBits, minimumRsaBitsSource: measured }),
    requiresServerAuth: no(measured, 'a certificate without the extension is for any use'),
    failsOnCertificatePolicies: no(measured),
    rsaPss: yes(measured, 'signatures; a key of that type is another matter'),
    sni: row.sni,
    tls10: row.browser
      ? no('page:thehackernews.com', 'ended in 2020')
      : unknown("depends on the distribution's settings"),
    tls12: yes(measured),
    tls13: yes('DERIVED', 'a default of the library and of its successors'),
    asksAboutIssuer: row.browser ? BROWSER_ASKS : NOBODY_THERE,
    asksAboutName: row.browser ? BROWSER_ASKS : NOBODY_THERE,
    keepsException: row.browser
      ? unknown('no source that was read states it')
      : no('DERIVED', 'there is nobody to accept a certificate'),
    findsIntermediates: row.browser
      ? unknown('not tried')
      : no('RFC5280, 6; DERIVED', 'looks at what the server sends'),
    certificateBasedAuthentication: unknown('not tried'),
    checks: { ...row.checks, source: measured },
    installByUser: row.installByUser,
    installByAdministrator: row.installByAdministrator,
    domainJoinable: false,
    sources: [measured, row.store.source],
  };
}

const STRICT_NAMES = {
  partialWildcard: false,
  innerWildcard: false,
  publicSuffixWildcard: false,
  commonNameBesideAddress: false,
  addressInCommonName: false,
  trailingDot: false,
  underscore: true,
} as const;
const STRICT_ROOT = { dates: 'always', basicConstraints: true, certSign: true, nameConstraints: true } as const;
const SELF_SIGNED_AS_ANY = {
  trust: 'judged',
  ownHashForgiven: 'always',
  unknownCriticalForgiven: false,
  caWithoutUse: false,
} as const;
const SIGNATURE = ['digitalSignature'];
const SIGNATURE_OR_KEY = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
const SYSTEM_STORE = {
  store: { list: RootStore.MOZILLA, copied: true, source: SYSTEM },
  installByUser: SYSTEM_INSTALL,
  installByAdministrator: SYSTEM_INSTALL,
} as const;

/** Clients on Linux: the library decides, so each library with a validator of its own is a platform. */
export const LINUX_PLATFORMS: readonly PlatformFacts[] = [
  platform({
    ...SYSTEM_STORE,
    id: 'linux-openssl',
    browser: false,
    sni: SNI_BY_PROGRAM,
    label: 'Linux, programs on OpenSSL 3',
    measured: 'MEASURED:OpenSSL',
    sha1: false,
    commonName: true,
    demandsStaple: false,
    minimumRsaBits: 2048,
    checks: {
      names: { ...STRICT_NAMES, partialWildcard: true, commonNameBesideAddress: true },
      serverKeys: EVERY_KEY,
      authorityKeys: EVERY_KEY,
      anyUse: { server: false, authority: false },
      authorityUse: 'servers',
      keyUsages: { rsa: SIGNATURE_OR_KEY, other: SIGNATURE_OR_KEY },
      constraints: { commonName: 'dotted', asText: true },
      root: { ...STRICT_ROOT, basicConstraints: false },
      selfSigned: SELF_SIGNED_AS_ANY,
    },
  }),
  platform({
    ...SYSTEM_STORE,
    id: 'linux-gnutls',
    browser: false,
    sni: SNI_BY_PROGRAM,
    label: 'Linux, programs on GnuTLS 3',
    measured: 'MEASURED:GnuTLS',
    sha1: false,
    commonName: true,
    demandsStaple: true,
    minimumRsaBits: 1024,
    checks: {
      names: STRICT_NAMES,
      serverKeys: EVERY_KEY,
      authorityKeys: EVERY_KEY,
      anyUse: { server: true, authority: false },
      authorityUse: 'servers',
      keyUsages: { rsa: SIGNATURE, other: SIGNATURE },
      constraints: { commonName: 'yes', asText: false },
      root: { ...STRICT_ROOT, basicConstraints: false },
      selfSigned: { ...SELF_SIGNED_AS_ANY, unknownCriticalForgiven: true },
    },
  }),
  platform({
    id: 'linux-nss',
    browser: false,
    sni: SNI_BY_PROGRAM,
    label: 'Linux, programs on NSS 3 and its own validator',
    measured: 'MEASURED:NSS',
    store: { list: RootStore.MOZILLA, copied: true, source: NSS_DATABASE },
    installByUser: 'certutil -A -d sql:FOLDER -t C,, (a self-signed server certificate: -t P,,) -n NAME -i root.pem',
    installByAdministrator: 'the same, in the database that the program uses',
    sha1: true,
    commonName: true,
    demandsStaple: false,
    minimumRsaBits: 1024,
    checks: {
      names: { ...STRICT_NAMES, partialWildcard: true, commonNameBesideAddress: true, addressInCommonName: true },
      serverKeys: RSA_AND_CURVES,
      authorityKeys: [...RSA_AND_CURVES, 'rsa-pss'],
      anyUse: { server: false, authority: false },
      authorityUse: 'any-tls',
      keyUsages: { rsa: ['keyEncipherment'], other: ['digitalSignature', 'keyAgreement'] },
      constraints: { commonName: 'alone', asText: true },
      root: { ...STRICT_ROOT, basicConstraints: false, certSign: false },
      earlySeconds: 86_400,
      selfSigned: { ...SELF_SIGNED_AS_ANY, unknownCriticalForgiven: true, caWithoutUse: true },
    },
  }),
  platform({
    ...SYSTEM_STORE,
    id: 'linux-go',
    browser: false,
    sni: SENDS_SNI,
    label: 'Linux, Go programs',
    measured: 'MEASURED:Go',
    sha1: false,
    commonName: false,
    demandsStaple: false,
    minimumRsaBits: 1024,
    checks: {
      names: { ...STRICT_NAMES, publicSuffixWildcard: true },
      serverKeys: [...RSA_AND_CURVES, 'ed25519'],
      authorityKeys: [...RSA_AND_CURVES, 'ed25519'],
      anyUse: { server: true, authority: true },
      authorityUse: 'servers',
      keyUsages: { rsa: [], other: [] },
      constraints: { commonName: 'no', asText: false },
      root: STRICT_ROOT,
      selfSigned: SELF_SIGNED_AS_ANY,
    },
  }),
  platform({
    id: 'linux-java',
    browser: false,
    sni: SENDS_SNI,
    label: 'Linux, Java programs',
    measured: 'MEASURED:Java',
    store: { list: RootStore.JAVA, source: SYSTEM },
    installByUser:
      'keytool -importcert -keystore STORE -alias NAME -file root.pem, and -Djavax.net.ssl.trustStore=STORE',
    installByAdministrator: SYSTEM_INSTALL,
    sha1: true,
    commonName: true,
    demandsStaple: false,
    minimumRsaBits: 1024,
    checks: {
      names: {
        ...STRICT_NAMES,
        partialWildcard: true,
        innerWildcard: true,
        publicSuffixWildcard: true,
        commonNameBesideAddress: true,
        underscore: false,
      },
      serverKeys: EVERY_KEY,
      authorityKeys: EVERY_KEY,
      anyUse: { server: true, authority: true },
      authorityUse: 'ignored',
      keyUsages: { rsa: SIGNATURE, other: SIGNATURE },
      constraints: { commonName: 'plain', asText: true },
      root: { ...STRICT_ROOT, dates: 'unordered-chain', nameConstraints: false },
      selfSigned: { ...SELF_SIGNED_AS_ANY, trust: 'names-only' },
    },
  }),
  platform({
    id: 'linux-chromium',
    browser: true,
    sni: SENDS_SNI,
    label: 'Chromium on Linux',
    measured: 'MEASURED:Chromium',
    store: { list: RootStore.CHROME, source: NSS_DATABASE },
    installByUser:
      'settings, certificates; or certutil -A -t C,, (a self-signed server certificate: -t P,,) in ~/.pki/nssdb, from 146 on in ~/.local/share/pki/nssdb where the former is not there',
    installByAdministrator: 'the same, for each user',
    sha1: false,
    commonName: false,
    demandsStaple: false,
    minimumRsaBits: 1024,
    checks: {
      names: { ...STRICT_NAMES, trailingDot: true },
      serverKeys: ['rsa', 'P-256', 'P-384'],
      authorityKeys: RSA_AND_CURVES,
      anyUse: { server: true, authority: true },
      authorityUse: 'servers',
      keyUsages: { rsa: SIGNATURE, other: SIGNATURE },
      constraints: { commonName: 'no', asText: false },
      root: { ...STRICT_ROOT, basicConstraints: false },
      selfSigned: { ...SELF_SIGNED_AS_ANY, ownHashForgiven: 'unless-ca' },
    },
  }),
  platform({
    id: 'linux-firefox',
    browser: true,
    sni: SENDS_SNI,
    label: 'Firefox on Linux',
    measured: 'MEASURED:Firefox',
    store: { list: RootStore.MOZILLA, source: 'FF' },
    installByUser:
      'settings, certificates, authorities, import; a self-signed server certificate only as an exception, when asked',
    installByAdministrator: 'policies.json: Certificates, Install',
    sha1: false,
    commonName: false,
    demandsStaple: true,
    minimumRsaBits: 1024,
    checks: {
      names: STRICT_NAMES,
      serverKeys: RSA_AND_CURVES,
      authorityKeys: RSA_AND_CURVES,
      anyUse: { server: false, authority: false },
      authorityUse: 'servers',
      keyUsages: { rsa: SIGNATURE_OR_KEY, other: SIGNATURE_OR_KEY },
      constraints: { commonName: 'no', asText: false },
      root: STRICT_ROOT,
      selfSigned: { ...SELF_SIGNED_AS_ANY, trust: 'never' },
    },
  }),
];
