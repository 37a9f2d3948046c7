import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const ECC = 'page:community.digicert.com';
const NOUGAT = 'page:android-developers';

const ANDROID = {
  ...NOTHING_STATED,
  family: 'android',
  domainPush: no('SEED', 'phones do not join the domain'),
  userCanInstallRoot: yes(NOUGAT, 'in the settings; a lock screen is needed'),
  mdmPush: yes(NOUGAT),
  sha2: yes('page:support.globalsign.com', 'every version'),
  wildcard: yes('CERT16; DERIVED', 'nothing limits it to fewer clients'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  failsOnCertificatePolicies: no('DERIVED', 'commercial certificates carry the extension and are accepted'),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

const NOUGAT_AND_LATER = {
  ...ANDROID,
  rootStore: { kind: 'commercial', source: NOUGAT, note: 'the same list on every device of a release' },
  applicationsUseInstalledRoots: no(NOUGAT, 'an application built for API 24 or later must opt in'),
  ecdsa: yes(ECC, 'from Android 3'),
  certificateBasedAuthentication: yes('CBA16', 'through device management'),
  installByAdministrator:
    'Android Enterprise: a trusted certificate profile for the work profile or the managed device',
} as const satisfies Partial<PlatformFacts>;

/** Android, oldest first. */
export const ANDROID_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...ANDROID,
    id: 'android-before-7',
    label: 'Android before 7',
    rootStore: { kind: 'unknown', source: NOUGAT, note: 'manufacturers changed the list before Android 7' },
    applicationsUseInstalledRoots: yes(NOUGAT),
    ecdsa: unknown('Android 3 and later take it; the version is not stated', ECC),
    certificateBasedAuthentication: unknown('depends on the application'),
    installByUser: 'Settings, Security, Install from storage',
    installByAdministrator: 'device management',
    sources: [NOUGAT],
  },
  {
    ...NOUGAT_AND_LATER,
    id: 'android-7',
    label: 'Android 7 to 10',
    installByUser: 'Settings, Security, Install from storage; the application must opt in to it',
    sources: [NOUGAT],
  },
  {
    ...NOUGAT_AND_LATER,
    id: 'android',
    label: 'Android 11 and later',
    userCanInstallRoot: yes('page:sohoer.blogg.se', 'in the settings by hand alone'),
    mdmPush: yes(
      'page:learn.microsoft.com',
      'Android Enterprise alone; device administrators lost it, except on Samsung Knox',
    ),
    installByUser:
      'Settings, Encryption and credentials, Install a certificate, CA certificate; the application must opt in to it',
    sources: [NOUGAT, 'page:sohoer.blogg.se', 'page:learn.microsoft.com'],
  },
];
