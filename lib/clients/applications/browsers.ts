import { ClientFact, ClientProtocol, RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { ApplicationFact, ApplicationFacts } from '../client-application';

const WEB_MAIL = [ClientProtocol.OWA, ClientProtocol.ECP];
const COMMON_NAME_IGNORED = no('APPLE:103769; DERIVED', 'modern browsers look at the subject alternative names alone');
const NOT_ON_ANDROID = no('DERIVED', 'not an application of Android');
const ASKS = yes('SEED, Self-Signed Certificates', 'the browser asks, and the person may continue');
const NO_AUTODISCOVER = no('DERIVED', 'a browser does not use Autodiscover');
const OLD_TLS_ENDS = no('page:thehackernews.com; WEBKIT', 'browsers ended it in 2020');
/** Chrome 84 and Firefox 78 are out. */
const OLD_TLS_END = '2020-07-14';
/** Firefox 120. */
const SYSTEM_ROOTS_FROM = '2023-11-21';
/** Chrome 105. */
const CHROME_STORE_FROM = '2022-08-30';
const OBEYS_HSTS = yes('RFC6797, 12.1; DERIVED', 'current browsers obey it');

const OF_ALL: readonly ApplicationFact[] = [
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: ASKS },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: ASKS },
  { fact: ClientFact.TRIES_ROOT_SITE, is: NO_AUTODISCOVER },
  { fact: ClientFact.FOLLOWS_REDIRECT, is: NO_AUTODISCOVER },
  { fact: ClientFact.FOLLOWS_SRV, is: NO_AUTODISCOVER },
  { fact: ClientFact.READS_SCP, is: NO_AUTODISCOVER },
  {
    fact: ClientFact.PRESENTS_CERTIFICATE,
    is: yes('CBA16; DERIVED', 'one of the store that the browser uses, such as a smart card'),
    families: ['windows', 'apple', 'linux'],
  },
];

/** Browsers that bring their own TLS and validator, on every system but iOS. */
const OWN_TLS: readonly ApplicationFact[] = [
  { fact: ClientFact.SNI, is: yes('page:sslmarket.com; page:ds-hostingsolutions.net', 'TLS of its own') },
  { fact: ClientFact.TLS_1_0, is: yes('page:thehackernews.com', 'until 2020') },
  { fact: ClientFact.TLS_1_0, is: OLD_TLS_ENDS, from: OLD_TLS_END },
  { fact: ClientFact.TLS_1_2, is: yes('DERIVED', 'TLS of its own, whatever the system has') },
  { fact: ClientFact.TLS_1_3, is: no('DERIVED', 'TLS 1.3 is of August 2018') },
  { fact: ClientFact.TLS_1_3, is: yes('DERIVED', 'TLS of its own'), from: '2018-10-31' },
  { fact: ClientFact.COMMON_NAME, is: COMMON_NAME_IGNORED },
  { fact: ClientFact.STRICT_TRANSPORT, is: OBEYS_HSTS },
];

const CHROMIUM: readonly ApplicationFact[] = [
  ...OWN_TLS,
  { fact: ClientFact.DEMANDS_STAPLE, is: no('page:blog.apnic.net', 'goes on without a stapled response') },
  {
    fact: ClientFact.INSTALLED_ROOTS,
    is: yes('LE:docs/cert-compat; DERIVED', 'what is added to the system counts, beside its own list'),
  },
  {
    fact: ClientFact.ENTERPRISE_ROOTS,
    is: yes('LE:docs/cert-compat; DERIVED', 'what is added to the system counts, beside its own list'),
  },
  { fact: ClientFact.RSA_PSS, is: yes('MEASURED:Chromium', 'validator of its own'), from: CHROME_STORE_FROM },
];

function browser(id: string, label: string, more: Partial<ApplicationFacts>): ApplicationFacts {
  return {
    id,
    label,
    protocols: WEB_MAIL,
    usesUserRoots: yes('SEED, Overview of Digital Certificates', 'the root store of the platform'),
    optsInToInstalledRoots: unknown('no source that was read says whether this browser opts in on Android 7 and later'),
    sources: ['SEED'],
    ...more,
    own: [...OF_ALL, ...(more.own ?? [])],
  };
}

/** Browsers. */
export const BROWSERS: readonly ApplicationFacts[] = [
  browser('internet-explorer', 'Internet Explorer', {
    optsInToInstalledRoots: NOT_ON_ANDROID,
    own: [
      {
        fact: ClientFact.TLS_1_2,
        is: unknown('on in version 11, off in 8 to 10; the version is not stated', 'page:kaushalp.github.io'),
        platforms: ['windows-7', 'windows-8'],
      },
      {
        fact: ClientFact.TLS_1_0,
        is: no('page:techcommunity.tls', 'switched off by then'),
        platforms: ['windows-10', 'windows-11'],
        from: '2023-08-01',
      },
      {
        fact: ClientFact.STRICT_TRANSPORT,
        is: no('DERIVED', 'older than strict transport security'),
        platforms: ['windows-xp', 'windows-xp-sp3', 'windows-vista', 'windows-vista-sp1'],
      },
    ],
  }),
  browser('edge', 'Edge', {
    own: [
      { fact: ClientFact.COMMON_NAME, is: COMMON_NAME_IGNORED },
      { fact: ClientFact.TLS_1_0, is: OLD_TLS_ENDS, from: OLD_TLS_END },
      { fact: ClientFact.STRICT_TRANSPORT, is: OBEYS_HSTS },
      { fact: ClientFact.DEMANDS_STAPLE, is: no('page:blog.apnic.net', 'goes on without a stapled response') },
    ],
  }),
  browser('chrome', 'Chrome', {
    ownRootStore: {
      kind: 'commercial',
      list: RootStore.CHROME,
      source: 'LE:docs/cert-compat; CRP18',
      note: 'from Chrome 105 on; before, and for what is added to the system, the list of the system',
    },
    ownRootStoreFrom: CHROME_STORE_FROM,
    optsInToInstalledRoots: yes('LE:docs/cert-compat; DERIVED', 'what is added to the system counts'),
    own: CHROMIUM,
    sources: ['SEED', 'LE:docs/cert-compat', 'CRP18'],
  }),
  browser('firefox', 'Firefox', {
    ownRootStore: {
      kind: 'commercial',
      list: RootStore.MOZILLA,
      source: 'FF',
      note: 'roots of Windows, macOS and Android count from version 120 on, before by policy alone',
    },
    usesUserRoots: yes('FF', 'those of its own store; those of the system from version 120 on, before by policy alone'),
    optsInToInstalledRoots: unknown('from version 120 on; a release is not stated', 'page:support.mozilla.org'),
    own: [
      ...OWN_TLS,
      {
        fact: ClientFact.INSTALLED_ROOTS,
        is: yes('FF', 'imported into its own store'),
        families: ['windows', 'linux'],
      },
      { fact: ClientFact.INSTALLED_ROOTS, is: yes('FF', 'imported into its own store'), platforms: ['macos'] },
      {
        fact: ClientFact.ENTERPRISE_ROOTS,
        is: no('FF', 'by policy alone (ImportEnterpriseRoots): state it where set'),
      },
      {
        fact: ClientFact.ENTERPRISE_ROOTS,
        is: yes('page:support.mozilla.org', 'by default from version 120 on'),
        families: ['windows', 'android'],
        from: SYSTEM_ROOTS_FROM,
      },
      {
        fact: ClientFact.ENTERPRISE_ROOTS,
        is: yes('page:support.mozilla.org', 'by default from version 120 on'),
        platforms: ['macos', 'macos-before-10-15'],
        from: SYSTEM_ROOTS_FROM,
      },
      {
        fact: ClientFact.INSTALLED_ROOTS,
        is: yes('page:support.mozilla.org', 'by default from version 120 on'),
        families: ['android'],
        from: SYSTEM_ROOTS_FROM,
      },
      { fact: ClientFact.RSA_PSS, is: yes('MEASURED:Firefox', 'validator of its own'), from: SYSTEM_ROOTS_FROM },
      { fact: ClientFact.DEMANDS_STAPLE, is: no('page:blog.mozilla.org', 'before version 45') },
      {
        fact: ClientFact.DEMANDS_STAPLE,
        is: yes('page:blog.mozilla.org; page:blog.apnic.net', 'from version 45 on, and nobody may go on'),
        from: '2016-03-08',
      },
      {
        fact: ClientFact.KEEPS_EXCEPTION,
        is: yes('MEASURED:Firefox; DERIVED', 'an exception for one server can be kept'),
      },
    ],
    sources: ['SEED', 'FF', 'page:support.mozilla.org'],
  }),
  browser('safari', 'Safari', {
    usesUserRoots: yes('AD:com.apple.security.root.yaml'),
    optsInToInstalledRoots: NOT_ON_ANDROID,
    own: [
      { fact: ClientFact.ASKS_ABOUT_ISSUER, is: ASKS, families: ['apple'] },
      { fact: ClientFact.ASKS_ABOUT_NAME, is: ASKS, families: ['apple'] },
      {
        fact: ClientFact.COMMON_NAME,
        is: no('APPLE:103769', 'from iOS 13 and macOS 10.15 on'),
        platforms: ['ios', 'macos'],
      },
      {
        fact: ClientFact.TLS_1_0,
        is: no('WEBKIT', 'ended in March 2020'),
        platforms: ['ios', 'macos'],
        from: '2020-03-31',
      },
      { fact: ClientFact.STRICT_TRANSPORT, is: OBEYS_HSTS, platforms: ['ios', 'macos', 'ios-10-3'] },
      { fact: ClientFact.KEEPS_EXCEPTION, is: unknown('no source that was read states it') },
    ],
  }),
];
