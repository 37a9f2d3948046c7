import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const PHONE = {
  ...NOTHING_STATED,
  family: 'windows-phone',
  rootStore: { kind: 'unknown', source: 'NONE', note: 'no list was found' },
  domainPush: no('SEED', 'phones do not join the domain'),
  sha2: yes('page:support.globalsign.com'),
  ecdsa: yes('page:travisrunyard.us'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

/** Windows Phone, oldest first. */
export const WINDOWS_PHONE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...PHONE,
    id: 'windows-phone-7',
    label: 'Windows Phone 7',
    userCanInstallRoot: yes('page:scribd.com'),
    mdmPush: no('page:scribd.com'),
    installByUser: 'open the .cer file from a mail or in the browser',
    installByAdministrator: 'not possible',
    sources: ['page:scribd.com'],
  },
  {
    ...PHONE,
    id: 'windows-phone-8',
    label: 'Windows Phone 8 and 8.1',
    userCanInstallRoot: yes('TN:dn643705'),
    mdmPush: yes('TN:dn643705'),
    certificateBasedAuthentication: yes('TN:dn643705'),
    installByUser: 'open the .cer, .p7b or .pem file from a mail or in the browser',
    installByAdministrator: 'device management: root and CA certificates',
    sources: ['TN:dn643705'],
  },
];
