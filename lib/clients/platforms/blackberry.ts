import { no, unknown, yes } from '../../model/fact';
import { NOTHING_STATED, PlatformFacts } from '../platform-facts';

const MOBILE = {
  ...NOTHING_STATED,
  family: 'blackberry',
  rootStore: { kind: 'unknown', source: 'NONE', note: 'no list was found' },
  domainPush: no('SEED', 'phones do not join the domain'),
  toleratesWildcardPrincipal: unknown('no Outlook Anywhere on this platform'),
  asksAboutIssuer: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
  asksAboutName: yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust'),
  domainJoinable: false,
} as const satisfies Partial<PlatformFacts>;

const KEY_STORE = 'page:manualretriever.com';
const SERVICE_10 = 'page:content.blackberry.com';

/** BlackBerry, oldest first. */
export const BLACKBERRY_PLATFORMS: readonly PlatformFacts[] = [
  {
    ...MOBILE,
    id: 'blackberry',
    label: 'BlackBerry',
    sha2: unknown('5.0 and later take it; the version is not stated', 'page:support.globalsign.com'),
    userCanInstallRoot: unknown(
      'a person may trust a root in the key store of 4 to 7; whether mail and browser look there is not stated',
      KEY_STORE,
    ),
    sni: no('page:networking4all.com', 'the browser; from 7.2 on by another source'),
    tls13: no('DERIVED', 'older than TLS 1.3'),
    installByUser: 'the key store, where mail and browser look there',
    installByAdministrator: 'not known',
    sources: [KEY_STORE],
  },
  {
    ...MOBILE,
    id: 'blackberry-10',
    label: 'BlackBerry 10',
    sha2: yes('page:support.globalsign.com', 'from 5.0'),
    mdmPush: yes(SERVICE_10, 'BlackBerry Enterprise Service 10 pushes CA certificates to every device'),
    applicationsUseInstalledRoots: unknown(
      'stores are kept by purpose: a root for Wi-Fi serves Wi-Fi alone',
      SERVICE_10,
    ),
    tls13: no('DERIVED', 'older than TLS 1.3'),
    installByUser: 'not known',
    installByAdministrator: 'BlackBerry Enterprise Service 10: the folder of CA certificates for the purpose',
    sources: [SERVICE_10],
  },
];
