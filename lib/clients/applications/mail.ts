import { ClientFact, ClientProtocol, RootStore } from '../../model';
import { no, unknown, yes } from '../../model/fact';
import { ApplicationFact, ApplicationFacts } from '../client-application';

const MAIL = [ClientProtocol.POP3, ClientProtocol.IMAP4, ClientProtocol.SMTP_SUBMISSION];
const PHONE = [ClientProtocol.ACTIVE_SYNC, ClientProtocol.EWS, ClientProtocol.AUTODISCOVER, ...MAIL];
const ASKS_AS_SEED = yes('SEED, Self-Signed Certificates', 'the person is asked whether to trust');
const OUTLOOK_ALONE = no('AUTOD16', 'a matter of Outlook on domain-joined computers');
const OPT_IN = 'page:android-developers';
const CLOUD = 'ODX:ExchangeServer/clients/outlook-for-ios-and-android';
const SERVICE = "Microsoft's service connects in the place of the phone";
const SERVICE_UNKNOWN = unknown('the service of Microsoft connects, and what it accepts is not stated', CLOUD);
const NO_PERSON = no(`${CLOUD}; DERIVED`, `${SERVICE}: there is nobody to ask`);
const BY_APPLICATION = unknown('depends on the application');
const NO_SCP: ApplicationFact = { fact: ClientFact.READS_SCP, is: OUTLOOK_ALONE };

/** Hybrid modern authentication is another way; without it the phone speaks to the service, and the service to Exchange. */
const OF_SERVICE: readonly ApplicationFact[] = [
  ...[
    ...[
      ClientFact.SNI,
      ClientFact.TLS_1_0,
      ClientFact.TLS_1_3,
      ClientFact.SHA512,
      ClientFact.RSA_PSS,
      ClientFact.ECDSA,
    ],
    ...[ClientFact.WILDCARD, ClientFact.COMMON_NAME, ClientFact.DEMANDS_STAPLE],
    ...[
      ClientFact.TRIES_ROOT_SITE,
      ClientFact.FOLLOWS_REDIRECT,
      ClientFact.FOLLOWS_SRV,
      ClientFact.SENDS_CHANNEL_BINDING,
      ClientFact.SHA1,
    ],
  ].map((fact) => ({ fact, is: SERVICE_UNKNOWN })),
  { fact: ClientFact.TLS_1_2, is: yes(`${CLOUD}; DERIVED`, 'the services of Microsoft speak TLS 1.2') },
  { fact: ClientFact.SHA256, is: yes(`${CLOUD}; DERIVED`, 'every public certificate of today is signed with it') },
  { fact: ClientFact.WILDCARD, is: yes('CERT16; DERIVED', 'nothing limits it to fewer clients') },
  { fact: ClientFact.INSTALLED_ROOTS, is: no(CLOUD, `${SERVICE}: a root on the phone does not help`) },
  { fact: ClientFact.ENTERPRISE_ROOTS, is: no(CLOUD, `${SERVICE}: a root on the phone does not help`) },
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: NO_PERSON },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: NO_PERSON },
  { fact: ClientFact.KEEPS_EXCEPTION, is: NO_PERSON },
  {
    fact: ClientFact.PRESENTS_CERTIFICATE,
    is: no(`${CLOUD}; DERIVED`, `${SERVICE}, by ActiveSync with Basic authentication`),
  },
  NO_SCP,
];

/** The same facts hold on iOS, where other programs use what the system has. */
function everywhere(facts: readonly ApplicationFact[]): ApplicationFact[] {
  return facts.flatMap((entry) => [entry, { ...entry, families: ['apple'] as const }]);
}

/** Thunderbird brings the TLS and the root store of Firefox. */
const NSS: readonly ApplicationFact[] = [
  { fact: ClientFact.SNI, is: yes('page:sslmarket.com; DERIVED', 'TLS of its own') },
  { fact: ClientFact.TLS_1_0, is: yes('page:thunderbirdtweaks', 'until 2020') },
  { fact: ClientFact.TLS_1_0, is: no('page:thunderbirdtweaks', 'ended in 2020'), from: '2020-07-17' },
  { fact: ClientFact.TLS_1_2, is: yes('DERIVED', 'TLS of its own, whatever the system has') },
  { fact: ClientFact.TLS_1_3, is: no('DERIVED', 'TLS 1.3 is of August 2018') },
  { fact: ClientFact.TLS_1_3, is: yes('DERIVED', 'TLS of its own'), from: '2019-08-27' },
  { fact: ClientFact.COMMON_NAME, is: no('MEASURED:Firefox; DERIVED', 'the validator of Firefox'), from: '2018-08-06' },
  { fact: ClientFact.DEMANDS_STAPLE, is: unknown('whether it demands the response, as Firefox does, is not stated') },
  { fact: ClientFact.INSTALLED_ROOTS, is: yes('page:kurosaki1976', 'imported into its own store') },
  {
    fact: ClientFact.ENTERPRISE_ROOTS,
    is: no('page:kurosaki1976', 'by policy alone (ImportEnterpriseRoots, Install): state it where set'),
  },
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: ASKS_AS_SEED },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: ASKS_AS_SEED },
  { fact: ClientFact.KEEPS_EXCEPTION, is: yes('MEASURED:Firefox; DERIVED', 'an exception for one server can be kept') },
  NO_SCP,
];

const NOT_NAMED: readonly ApplicationFact[] = [
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: BY_APPLICATION },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: BY_APPLICATION },
  { fact: ClientFact.KEEPS_EXCEPTION, is: BY_APPLICATION },
  NO_SCP,
];

/** Mail programs and phones' mail applications. */
export const MAIL_APPLICATIONS: readonly ApplicationFacts[] = [
  {
    id: 'native-mail',
    label: 'Mail application of the platform',
    protocols: PHONE,
    usesUserRoots: yes('SEED, Self-Signed Certificates', 'the root store of the platform'),
    optsInToInstalledRoots: unknown('whether the mail application of an Android device opts in depends on it', OPT_IN),
    own: [
      { ...NO_SCP },
      {
        fact: ClientFact.FOLLOWS_SRV,
        is: no('TN:ee157468', 'the mail application of Windows searches no SRV record'),
        platforms: ['windows-8', 'windows-8-1', 'windows-10'],
      },
    ],
    sources: ['SEED'],
  },
  {
    id: 'outlook-mobile',
    label: 'Outlook for iOS and Android',
    protocols: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER],
    ownRootStore: {
      kind: 'commercial',
      list: RootStore.MICROSOFT_CLOUD,
      source: `${CLOUD}; DERIVED`,
      note: "what Microsoft's service trusts, whatever the phone holds",
    },
    connectsThrough: 'microsoft-cloud',
    usesUserRoots: no(CLOUD, `${SERVICE}: a root on the phone does not help`),
    optsInToInstalledRoots: no(CLOUD, `${SERVICE}: a root on the phone does not help`),
    own: everywhere(OF_SERVICE),
    sources: [CLOUD],
  },
  {
    id: 'thunderbird',
    label: 'Thunderbird',
    protocols: MAIL,
    ownRootStore: {
      kind: 'commercial',
      list: RootStore.MOZILLA,
      source: 'page:kurosaki1976; FF',
      note: 'the list of Mozilla; policies bring the roots of the system, or roots from files',
    },
    usesUserRoots: yes('page:kurosaki1976', 'those of its own store'),
    optsInToInstalledRoots: unknown('the program for Android is another one: name it'),
    own: NSS,
    sources: ['SEED', 'page:kurosaki1976'],
  },
  {
    id: 'k-9-mail',
    label: 'K-9 Mail',
    protocols: MAIL,
    usesUserRoots: yes(OPT_IN, 'the root store of the platform, where it shares installed roots'),
    optsInToInstalledRoots: unknown('no source that was read says whether it opts in'),
    own: [
      {
        fact: ClientFact.ASKS_ABOUT_ISSUER,
        is: yes('page:k-9', 'shows the certificate, and the person may accept it'),
      },
      { fact: ClientFact.ASKS_ABOUT_NAME, is: yes('page:k-9', 'shows the certificate, and the person may accept it') },
      { fact: ClientFact.KEEPS_EXCEPTION, is: yes('page:k-9', 'what is accepted is kept; another key is asked about') },
      NO_SCP,
    ],
    sources: ['page:k-9'],
  },
  {
    id: 'mail-app-with-user-roots',
    label: 'Mail application that opts in to installed roots',
    protocols: PHONE,
    usesUserRoots: yes(OPT_IN),
    optsInToInstalledRoots: yes(OPT_IN, 'that is what it is named for'),
    own: NOT_NAMED,
    sources: [OPT_IN],
  },
  {
    id: 'mail-app-without-user-roots',
    label: 'Mail application that does not opt in to installed roots',
    protocols: PHONE,
    usesUserRoots: no(OPT_IN, 'built for API 24 or later, and does not opt in'),
    optsInToInstalledRoots: no(OPT_IN, 'built for API 24 or later, and does not opt in'),
    own: NOT_NAMED,
    sources: [OPT_IN],
  },
];
