import { RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const RULES_2019 = 'APPLE:103769';
const SHA2 = 'page:support.globalsign.com';
const ECC = 'page:community.digicert.com';
const CN_BEFORE_2019 = yes('page:digicert.com; APPLE:103769', 'the rules of 2019 end it');
const PROFILE = 'AD:com.apple.security.root.yaml';
const TLS = 'APPLE:security';
const SHA1_ENDS = 'APPLE:101383; APPLE:security';
const ASKS = yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');
/** Below roots that Apple ships; what a person or an administrator installed is not concerned. */
const SHA1_BY_ROOT = unknown(
  'no below roots that Apple ships, yes where a person or an administrator installed the certificate',
  SHA1_ENDS,
);

const APPLE = {
  ...NOTHING_STATED,
  family: 'apple',
  rootStore: { kind: 'commercial', list: RootStore.APPLE, source: 'SEED, Trusted Third-Party Certificates' },
  userCanInstallRoot: yes(PROFILE),
  domainPush: no('DERIVED', 'group policy does not reach it'),
  mdmPush: yes(PROFILE),
  applicationsUseInstalledRoots: yes(PROFILE),
  failsOnCertificatePolicies: no('DERIVED', 'commercial certificates carry the extension and are accepted'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere of Windows here'),
  installByAdministrator: 'device management: a configuration profile with a com.apple.security.root payload',
  rsaPss: no('GH:zmap/zlint#326; GH:smallstep/certificates#1448', 'such chains are refused'),
  tls10: yes(TLS, 'Mail and Calendar; Safari gave it up in 2020'),
  sendsChannelBinding: no(
    'EPDOC; GH:microsoft/CSS-Exchange#1812',
    'programs of Macs and iPhones sign in where a token is allowed, not where one is required',
  ),
  asksAboutIssuer: ASKS,
  asksAboutName: ASKS,
  demandsStaple: no('page:blog.apnic.net', 'Safari went on without a stapled response'),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

/** The rules that Apple published for iOS 13 and macOS 10.15. */
const FROM_2019 = {
  sha2: yes(RULES_2019),
  sha512Chain: yes(RULES_2019, 'any hash of the SHA-2 family'),
  sha1: no(RULES_2019),
  commonNameAccepted: no(RULES_2019, 'the name must be in the subject alternative names'),
  requiresServerAuth: yes(RULES_2019, 'for certificates issued after 2019-07-01'),
  maximumLifetimeDays: 825,
  maximumLifetimeFrom: '2019-07-01',
  maximumLifetimeSource: RULES_2019,
  // Its Security framework compares with 825 days and an hour, so that the last second, which is inside, does no harm.
  lifetimeGraceSeconds: 3600,
  minimumRsaBits: 2048,
  minimumRsaBitsSource: RULES_2019,
  sni: yes('page:sslmarket.com', 'from iOS 4 and OS X 10.5.6'),
  tls12: yes(TLS),
  tls13: yes(TLS, 'from iOS 12.2 and macOS 10.14.4'),
} as const;

const PHONE = {
  ...APPLE,
  wildcard: yes('CERT16; DERIVED', 'nothing limits it to fewer clients'),
} as const satisfies Partial<PlatformFacts>;

const TRUST_SWITCH = {
  handInstalledRootNeedsCa: yes(
    'page:cloudmiddleman; APPLE:10.3',
    'only CA certificates appear among the full-trust switches',
  ),
  installByUser:
    'install the profile, then switch full trust on in Settings, General, About, Certificate Trust Settings',
  sources: ['APPLE:10.3', 'page:cloudmiddleman', PROFILE],
} as const;

/** Apple platforms, oldest first. */
export const APPLE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...PHONE,
    id: 'ios-before-10-3',
    label: 'iOS before 10.3',
    rootStore: {
      kind: 'unknown',
      list: RootStore.APPLE,
      source: 'NONE',
      note: 'a list of its time, which was not found',
    },
    sha2: yes(SHA2, 'from iOS 3.0'),
    sha1: yes('APPLE:101383', 'until iOS 10.3'),
    ecdsa: no(ECC, 'from iOS 7'),
    sni: no('page:sslmarket.com', 'from iOS 4'),
    tls12: unknown('no source that was read says with which release it begins'),
    tls13: no(TLS, 'from iOS 12.2'),
    commonNameAccepted: CN_BEFORE_2019,
    since: [
      { release: '4.0', facts: { sni: yes('page:sslmarket.com', 'from iOS 4') } },
      { release: '7.0', facts: { ecdsa: yes(ECC, 'from iOS 7') } },
      { release: '9.0', facts: { tls12: yes('APPLE:security', 'App Transport Security of iOS 9 demands it') } },
    ],
    handInstalledRootNeedsCa: no('page:apple.stackexchange.com', 'an installed profile is trusted as it is'),
    installByUser: 'install the profile or the .cer file',
    sources: ['page:apple.stackexchange.com', PROFILE],
  },
  {
    ...PHONE,
    ...TRUST_SWITCH,
    id: 'ios-10-3',
    label: 'iOS 10.3 to 12',
    sha2: yes(SHA2, 'from iOS 3.0'),
    sha1: SHA1_BY_ROOT,
    ecdsa: yes(ECC, 'from iOS 7'),
    sni: yes('page:sslmarket.com', 'from iOS 4'),
    tls12: yes('APPLE:security', 'App Transport Security of iOS 9 demands it'),
    tls13: no(TLS, 'from iOS 12.2'),
    commonNameAccepted: CN_BEFORE_2019,
    certificateBasedAuthentication: yes('CBA16'),
    since: [
      { release: '11.0', facts: { minimumRsaBits: 2048, minimumRsaBitsSource: TLS } },
      { release: '12.2', facts: { tls13: yes(TLS, 'from iOS 12.2') } },
    ],
  },
  {
    ...PHONE,
    ...TRUST_SWITCH,
    ...FROM_2019,
    id: 'ios',
    label: 'iOS 13 and later, iPadOS',
    ecdsa: yes(ECC, 'from iOS 7'),
    certificateBasedAuthentication: yes('CBA16', 'through device management'),
  },
  {
    ...APPLE,
    id: 'macos-before-10-15',
    label: 'macOS before 10.15',
    sha2: yes(SHA2, 'from 10.5'),
    sha1: yes('APPLE:101383', 'until macOS 10.12.4'),
    ecdsa: no(ECC, 'from 10.9'),
    sni: unknown('from 10.5.6 on; the update is not stated', 'page:sslmarket.com'),
    tls12: unknown('no source that was read says with which release it begins'),
    tls13: no(TLS, 'from macOS 10.14.4'),
    commonNameAccepted: CN_BEFORE_2019,
    since: [
      { release: '10.6', facts: { sni: yes('page:sslmarket.com', 'from 10.5.6') } },
      { release: '10.9', facts: { ecdsa: yes(ECC, 'from 10.9') } },
      { release: '10.11', facts: { tls12: yes('APPLE:security', 'App Transport Security of 10.11 demands it') } },
      { release: '10.12', facts: { sha1: SHA1_BY_ROOT } },
      { release: '10.14', facts: { tls13: unknown('from 10.14.4 on; the update is not stated', TLS) } },
    ],
    wildcard: yes('CERT16; DERIVED', 'nothing limits it to fewer clients'),
    rootStore: {
      kind: 'unknown',
      list: RootStore.APPLE,
      source: 'NONE',
      note: 'a list of its time, which was not found',
    },
    installByUser: 'Keychain Access: add the certificate and set it to Always Trust',
    certificateBasedAuthentication: unknown('not a platform of ActiveSync clients'),
    sources: [PROFILE],
  },
  {
    ...APPLE,
    ...FROM_2019,
    id: 'macos',
    label: 'macOS 10.15 and later',
    wildcard: yes('CERT16; DERIVED', 'nothing limits it to fewer clients'),
    ecdsa: yes(ECC, 'from 10.9'),
    certificateBasedAuthentication: unknown('not a platform of ActiveSync clients'),
    installByUser: 'Keychain Access: add the certificate and set it to Always Trust',
    sources: [RULES_2019, PROFILE],
  },
];
