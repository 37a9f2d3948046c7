import { RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const PHONE_7_HTTPS = 'page:davidhardin';

const PHONE = {
  ...NOTHING_STATED,
  family: 'windows-phone',
  domainPush: no('SEED', 'phones do not join the domain'),
  sha2: yes('page:support.globalsign.com'),
  ecdsa: yes('page:travisrunyard.us'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  sni: yes('page:sslmarket.com', 'from Windows Phone 7 on, in the browser'),
  tls13: no('DERIVED', 'older than TLS 1.3'),
  asksAboutIssuer: no(`${PHONE_7_HTTPS}; page:frankysweb.de`, 'the handshake ends without a question (0x80072F0D)'),
  asksAboutName: no('DERIVED', 'what refuses an untrusted issuer without a question refuses a wrong name'),
  keepsException: no('DERIVED', 'it asks nothing, so nothing is accepted'),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

/** Windows Phone, oldest first. */
export const WINDOWS_PHONE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...PHONE,
    id: 'windows-phone-7',
    label: 'Windows Phone 7',
    rootStore: {
      kind: 'unknown',
      source: 'TN:gg521150',
      note: 'a list of its own, with thumbprints, for 7.1; its rows are not available',
    },
    userCanInstallRoot: yes('page:scribd.com'),
    mdmPush: no('page:scribd.com'),
    applicationsUseInstalledRoots: yes(PHONE_7_HTTPS, 'HTTPS of applications passes once the root is installed'),
    installByUser: 'open the .cer file from a mail or in the browser',
    installByAdministrator: 'not possible',
    sources: ['page:scribd.com', PHONE_7_HTTPS],
  },
  {
    ...PHONE,
    id: 'windows-phone-8',
    label: 'Windows Phone 8 and 8.1',
    rootStore: {
      kind: 'commercial',
      list: RootStore.WINDOWS,
      source: 'TN:gg521150',
      note: 'the list of Windows 8, kept in step by itself',
    },
    userCanInstallRoot: yes('TN:dn643705'),
    mdmPush: yes('TN:dn643705'),
    certificateBasedAuthentication: yes('TN:dn643705'),
    installByUser: 'open the .cer, .p7b or .pem file from a mail or in the browser',
    installByAdministrator: 'device management: root and CA certificates',
    sources: ['TN:dn643705'],
  },
];
