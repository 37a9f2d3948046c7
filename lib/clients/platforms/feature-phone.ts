import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const LOCKED = 'SEED, Choosing a Certificate Type';

/** Phones whose root store nobody but the manufacturer can change. */
export const FEATURE_PHONE_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...NOTHING_STATED,
    id: 'feature-phone',
    label: 'Feature phone',
    family: 'other',
    rootStore: {
      kind: 'unknown',
      source: LOCKED,
      note: 'several commercial roots; declare those that the phones show',
    },
    userCanInstallRoot: no(`${LOCKED}; page:mobilitydojo.net`, 'the store is locked'),
    domainPush: no('SEED', 'phones do not join the domain'),
    mdmPush: no(`${LOCKED}; page:mobilitydojo.net`, 'the store is locked'),
    certificateBasedAuthentication: no('page:mobilitydojo.net'),
    asksAboutIssuer: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
    asksAboutName: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
    installByUser: 'not possible',
    installByAdministrator: 'not possible',
    domainJoinable: false,
    sources: [LOCKED, 'page:mobilitydojo.net'],
  },
];

const NOKIA = 'page:discussions.europe.nokia.com';

const S60 = `${NOKIA}; page:redelijkheid.com`;

const ASKS = yes(NOKIA, 'Mail for Exchange asks, at every connection');

/** Nokia phones with Symbian. */
export const SYMBIAN_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...NOTHING_STATED,
    id: 'symbian',
    label: 'Nokia with Symbian',
    family: 'symbian',
    rootStore: { kind: 'unknown', source: 'NONE', note: 'no list was found' },
    userCanInstallRoot: yes(`page:mobilitydojo.net; ${S60}`, 'S60 from the third edition on, not S40'),
    domainPush: no('SEED', 'phones do not join the domain'),
    handInstalledRootNeedsCa: no(S60, 'a self-signed server certificate is installed as it is'),
    applicationsUseInstalledRoots: unknown(
      'trust is ticked for each application in the certificate manager: declare the root as installed where it is',
      'page:nokia-n78.helpdoc.net',
    ),
    failsOnCertificatePolicies: yes('page:konab.com; page:mobilitydojo.net', 'measured on the Nokia E7'),
    certificateBasedAuthentication: unknown('possible, and not confirmed', 'page:mobilitydojo.net'),
    toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
    sni: no('page:ds-hostingsolutions.net', 'the browser of Nokia'),
    tls13: no('DERIVED', 'older than TLS 1.3'),
    asksAboutIssuer: ASKS,
    asksAboutName: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
    keepsException: no(NOKIA, 'it asks again at every connection'),
    installByUser:
      'open the certificate in DER form from a mail, or from a page of the type application/x-x509-ca-cert; then tick the applications that trust it',
    installByAdministrator: 'not known',
    domainJoinable: false,
    sources: ['page:konab.com', 'page:mobilitydojo.net', NOKIA],
  },
];
