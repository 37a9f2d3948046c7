import { ClientFact, ClientProtocol } from '../../model';
import { BooleanFact, no, unknown, yes } from '../../model/fact';
import { ApplicationFact, ApplicationFacts } from '../client-application';

const PLATFORM_ROOTS = yes('SEED, Overview of Digital Certificates', 'the root store of Windows or macOS');
const NOT_ON_ANDROID = no('DERIVED', 'not an application of Android');
const NO_QUESTION = no('SEED, Self-Signed Certificates', 'connects or not, and asks nobody');
const ALERT = yes('KB2006728', 'a security alert about the issuer');
const NAME_ALERT = yes('KB2783881; KB940726', 'a security alert about the name, again at each start');
const FINDS_POINT = yes('TN:bb851554; AUTOD16');
const TRIES_SITE = yes('AUTOD16; KB2783881', 'before autodiscover.<mail domain>');
const BEFORE_AUTODISCOVER = no('TN:bb851554', 'Autodiscover begins with Outlook 2007');
const OTHER = unknown('no source states it for this protocol');
/** From Windows 7 on; of older ones no source speaks. */
const SENDS_TOKEN: ApplicationFact = {
  fact: ClientFact.SENDS_CHANNEL_BINDING,
  is: yes('EPDOC; GH:haproxy/haproxy#1828', 'it signs in where a token is required'),
  platforms: ['windows-7', 'windows-8', 'windows-8-1', 'windows-10', 'windows-11'],
};
const NO_CERTIFICATE = no('KB4488049', 'Outlook for Windows has no certificate to present');

const CONNECTION: readonly ClientProtocol[] = [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.MAPI_OVER_HTTP];
const WEB: readonly ClientProtocol[] = [ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB];
const MAIL: readonly ClientProtocol[] = [ClientProtocol.POP3, ClientProtocol.IMAP4, ClientProtocol.SMTP_SUBMISSION];

const ASKS: readonly ApplicationFact[] = [
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: OTHER },
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: NO_QUESTION, protocols: CONNECTION },
  { fact: ClientFact.ASKS_ABOUT_ISSUER, is: ALERT, protocols: WEB },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: OTHER },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: NO_QUESTION, protocols: CONNECTION },
  { fact: ClientFact.ASKS_ABOUT_NAME, is: NAME_ALERT, protocols: WEB },
  { fact: ClientFact.KEEPS_EXCEPTION, is: no('KB2783881', 'it asks again at the next start') },
];

interface Version {
  readonly protocols: readonly ClientProtocol[];
  readonly redirect: BooleanFact;
  readonly srv: BooleanFact;
  /** A smart card serves Outlook Anywhere. */
  readonly smartCard: boolean;
  /** Windows authentication carries a channel binding token. */
  readonly sendsToken: boolean;
}

function outlook(version: string, { protocols, redirect, sendsToken, srv, smartCard }: Version): ApplicationFacts {
  const looks = protocols.includes(ClientProtocol.AUTODISCOVER);
  const finds = looks ? FINDS_POINT : BEFORE_AUTODISCOVER;
  const tries = looks ? TRIES_SITE : BEFORE_AUTODISCOVER;
  return {
    id: `outlook-${version}`,
    label: `Outlook ${version}`,
    protocols,
    usesUserRoots: PLATFORM_ROOTS,
    optsInToInstalledRoots: NOT_ON_ANDROID,
    own: [
      ...ASKS,
      ...(sendsToken ? [SENDS_TOKEN] : []),
      { fact: ClientFact.PRESENTS_CERTIFICATE, is: NO_CERTIFICATE },
      ...(smartCard
        ? [
            {
              fact: ClientFact.PRESENTS_CERTIFICATE,
              is: unknown('a smart card serves Outlook Anywhere, and nothing else does', 'KB4488049'),
              protocols: [ClientProtocol.OUTLOOK_ANYWHERE],
            },
          ]
        : []),
      { fact: ClientFact.READS_SCP, is: finds },
      { fact: ClientFact.TRIES_ROOT_SITE, is: tries },
      { fact: ClientFact.FOLLOWS_REDIRECT, is: redirect },
      { fact: ClientFact.FOLLOWS_SRV, is: srv },
    ],
    sources: ['SEED', 'TN:bb851554', 'KB2006728', 'MAPI16'],
  };
}

const OUTLOOK_ANYWHERE = [ClientProtocol.OUTLOOK_ANYWHERE, ...MAIL];
const WITH_WEB = [ClientProtocol.OUTLOOK_ANYWHERE, ...WEB, ...MAIL];
const WITH_MAPI = [...CONNECTION, ...WEB, ...MAIL];

const REDIRECT = yes('KB940881', 'asks once whether to go on');
const SRV = yes('KB940881', 'asks once whether to go on');
const FROM_2013: Version = { protocols: WITH_MAPI, redirect: REDIRECT, srv: SRV, smartCard: true, sendsToken: true };

/** Outlook on computers, oldest first. 2007 begins with Autodiscover and web services, 2010 with MAPI over HTTP by update. */
export const OUTLOOK_APPLICATIONS: readonly ApplicationFacts[] = [
  outlook('2003', {
    protocols: OUTLOOK_ANYWHERE,
    redirect: BEFORE_AUTODISCOVER,
    srv: BEFORE_AUTODISCOVER,
    smartCard: false,
    sendsToken: false,
  }),
  outlook('2007', {
    protocols: WITH_WEB,
    redirect: REDIRECT,
    srv: unknown('with the update rollup of June 2007 and later, not before', 'KB940881'),
    smartCard: false,
    sendsToken: false,
  }),
  outlook('2010', { protocols: WITH_MAPI, redirect: REDIRECT, srv: SRV, smartCard: false, sendsToken: true }),
  outlook('2013', FROM_2013),
  outlook('2016', FROM_2013),
  outlook('2019', FROM_2013),
  outlook('2021', FROM_2013),
  outlook('2024', FROM_2013),
  outlook('365', FROM_2013),
  {
    id: 'outlook-mac',
    label: 'Outlook for Mac',
    protocols: [ClientProtocol.EWS, ClientProtocol.AUTODISCOVER, ClientProtocol.OAB, ...MAIL],
    usesUserRoots: PLATFORM_ROOTS,
    optsInToInstalledRoots: NOT_ON_ANDROID,
    own: [
      { fact: ClientFact.ASKS_ABOUT_ISSUER, is: OTHER },
      {
        fact: ClientFact.ASKS_ABOUT_ISSUER,
        is: yes('KB3066652', 'asks whether to continue'),
        protocols: [ClientProtocol.AUTODISCOVER],
      },
      { fact: ClientFact.ASKS_ABOUT_NAME, is: OTHER },
      {
        fact: ClientFact.ASKS_ABOUT_NAME,
        is: yes('KB3066652', 'asks whether to continue'),
        protocols: [ClientProtocol.AUTODISCOVER],
      },
      {
        fact: ClientFact.READS_SCP,
        is: unknown('no source that was read states it for Outlook on macOS'),
      },
    ],
    sources: ['KB3066652'],
  },
];
