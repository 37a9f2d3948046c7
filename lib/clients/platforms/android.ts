import { RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const ECC = 'page:community.digicert.com';
const NOUGAT = 'page:android-developers';
const TLS = 'page:developer.android.com';
const ASKS = yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');

const ANDROID = {
  ...NOTHING_STATED,
  family: 'android',
  domainPush: no('SEED', 'phones do not join the domain'),
  userCanInstallRoot: yes(NOUGAT, 'in the settings; a lock screen is needed'),
  mdmPush: yes(NOUGAT),
  sha2: yes('page:support.globalsign.com', 'every version'),
  wildcard: yes('CERT16; CONSCRYPT', 'a whole left-most label; nothing limits it to fewer clients'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  failsOnCertificatePolicies: no('DERIVED', 'commercial certificates carry the extension and are accepted'),
  tls10: yes(TLS),
  findsIntermediates: no('page:android-https', 'it trusts roots alone: the server must send each intermediate'),
  sendsChannelBinding: no(
    'EPDOC',
    'mail programs of phones sign in where a token is allowed, not where one is required',
  ),
  asksAboutIssuer: ASKS,
  asksAboutName: ASKS,
  demandsStaple: no(
    'CONSCRYPT; page:blog.apnic.net',
    'a stapled answer is used where there is one, and none is demanded',
  ),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

const NOUGAT_AND_LATER = {
  ...ANDROID,
  rootStore: {
    kind: 'commercial',
    list: RootStore.ANDROID,
    source: NOUGAT,
    note: 'the same list on every device of a release',
  },
  applicationsUseInstalledRoots: no(NOUGAT, 'an application built for API 24 or later must opt in'),
  ecdsa: yes(ECC, 'from Android 3'),
  sha512Chain: yes('CONSCRYPT; DERIVED', 'the validator refuses MD2, MD4, MD5 and SHA-1 alone'),
  certificateBasedAuthentication: yes('CBA16', 'through device management'),
  sni: yes('page:sslmarket.com; DERIVED', 'from Android 3 on'),
  tls12: yes(TLS, 'on from API level 20'),
  installByAdministrator:
    'Android Enterprise: a trusted certificate profile for the work profile or the managed device',
} as const satisfies Partial<PlatformFacts>;

/** The validator since 2018-04: in 9 by the day of its release, in 11 at the latest. */
const STRICT_HASH = no('CONSCRYPT; DERIVED', 'the validator refuses SHA-1 below the root since April 2018');
const SMALLEST_KEY = { minimumRsaBits: 1024, minimumRsaBitsSource: 'CONSCRYPT; DERIVED' } as const;
const NO_COMMON_NAME = no('AOSP81; CONSCRYPT', 'subject alternative names alone');

/** Android, oldest first. */
export const ANDROID_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...ANDROID,
    id: 'android-before-7',
    label: 'Android before 7',
    rootStore: {
      kind: 'unknown',
      list: RootStore.ANDROID,
      source: NOUGAT,
      note: 'manufacturers changed the list before Android 7',
    },
    applicationsUseInstalledRoots: yes(NOUGAT),
    ecdsa: no(ECC, 'from Android 3'),
    certificateBasedAuthentication: unknown('depends on the application'),
    sha1: yes('DERIVED', 'the validator began to refuse it in April 2018'),
    commonNameAccepted: yes('DERIVED', 'the common name counted until Android 8.1'),
    sni: no('page:networking4all.com', 'the browser of 2.x; other programs are not known to send it either'),
    tls12: no(TLS, 'supported from API level 16, on from 20'),
    tls13: no(TLS, 'from API level 29'),
    installByUser: 'Settings, Security, Install from storage',
    installByAdministrator: 'device management',
    since: [
      {
        release: '3.0',
        facts: {
          ecdsa: yes(ECC, 'from Android 3'),
          sni: unknown(
            'the browser sends it from 3 on; mail applications of the time did not all send it',
            'page:sslmarket.com; page:blog.kloud.com.au',
          ),
        },
      },
      {
        release: '4.1',
        facts: {
          tls12: unknown('supported, and off unless the program switches it on', `${TLS}; page:publicobject.com`),
        },
      },
      { release: '5.0', facts: { tls12: yes(TLS, 'on from API level 20') } },
    ],
    sources: [NOUGAT],
  },
  {
    ...NOUGAT_AND_LATER,
    id: 'android-7',
    label: 'Android 7 to 10',
    handInstalledRootNeedsCa: unknown('one maker tests it as Android 11 does; whether all do is not stated'),
    sha1: yes('DERIVED', 'the validator began to refuse it in April 2018'),
    commonNameAccepted: yes('DERIVED', 'the common name counted until Android 8.1'),
    tls13: no(TLS, 'from API level 29'),
    installByUser: 'Settings, Security, Install from storage; the application must opt in to it',
    since: [
      {
        release: '8.1',
        facts: {
          commonNameAccepted: unknown('no from the security releases r89 and r90 on, yes before', 'AOSP81'),
          sha1: unknown(
            'the validator that refuses it is of April 2018; which updates of 8.1 have it is not stated',
            'CONSCRYPT',
          ),
        },
      },
      { release: '9', facts: { commonNameAccepted: NO_COMMON_NAME, sha1: STRICT_HASH, ...SMALLEST_KEY } },
      { release: '10', facts: { tls13: yes(TLS, 'from API level 29') } },
    ],
    sources: [NOUGAT],
  },
  {
    ...NOUGAT_AND_LATER,
    id: 'android',
    label: 'Android 11 and later',
    userCanInstallRoot: yes('page:sohoer.blogg.se; GH:AdAway/AdAway#2245', 'in the settings by hand alone'),
    handInstalledRootNeedsCa: yes(
      'GH:postmanlabs/postman-app-support#10369',
      'without basic constraints CA:TRUE the settings ask for a private key and install nothing',
    ),
    sha1: STRICT_HASH,
    ...SMALLEST_KEY,
    commonNameAccepted: NO_COMMON_NAME,
    tls13: yes(TLS, 'from API level 29'),
    mdmPush: yes(
      'page:learn.microsoft.com',
      'Android Enterprise alone; device administrators lost it, except on Samsung Knox',
    ),
    installByUser:
      'Settings, Encryption and credentials, Install a certificate, CA certificate; the application must opt in to it',
    sources: [NOUGAT, 'page:sohoer.blogg.se', 'page:learn.microsoft.com'],
  },
];
