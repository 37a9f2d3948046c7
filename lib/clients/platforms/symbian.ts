import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

/** Nokia phones with Symbian. */
export const SYMBIAN_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...NOTHING_STATED,
    id: 'symbian',
    label: 'Nokia with Symbian',
    family: 'symbian',
    rootStore: { kind: 'unknown', source: 'NONE', note: 'no list was found' },
    userCanInstallRoot: yes('page:mobilitydojo.net'),
    domainPush: no('SEED', 'phones do not join the domain'),
    failsOnCertificatePolicies: yes('page:konab.com; page:mobilitydojo.net', 'measured on the Nokia E7'),
    certificateBasedAuthentication: unknown('possible, and not confirmed', 'page:mobilitydojo.net'),
    toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
    installByUser: 'open the .cer file on the phone',
    installByAdministrator: 'not known',
    domainJoinable: false,
    sources: ['page:konab.com', 'page:mobilitydojo.net'],
  },
];
