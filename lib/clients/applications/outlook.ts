import { ClientProtocol } from '../../model';
import { BooleanFact, no, unknown, yes } from '../../model/fact';
import { ApplicationFacts } from '../application-facts';

const PLATFORM_ROOTS = yes('SEED, Overview of Digital Certificates', 'the root store of Windows or macOS');
const NOT_ON_ANDROID = no('DERIVED', 'not an application of Android');
const NO_QUESTION = no('SEED, Self-Signed Certificates', 'connects or not, and asks nobody');
const ALERT = yes('KB2006728', 'a security alert about the issuer');
const FINDS_POINT = yes('TN:bb851554; AUTOD16');
const BEFORE_AUTODISCOVER = no('TN:bb851554', 'Autodiscover begins with Outlook 2007');
const OTHER = unknown('no source states it for this protocol');

const CONNECTION: readonly ClientProtocol[] = [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.MAPI_OVER_HTTP];
const WEB: readonly ClientProtocol[] = [ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB];
const MAIL: readonly ClientProtocol[] = [ClientProtocol.POP3, ClientProtocol.IMAP4, ClientProtocol.SMTP_SUBMISSION];

function outlookPrompts(protocol: ClientProtocol): BooleanFact {
  if (CONNECTION.includes(protocol)) return NO_QUESTION;
  return WEB.includes(protocol) ? ALERT : OTHER;
}

function outlook(version: string, protocols: readonly ClientProtocol[]): ApplicationFacts {
  return {
    id: `outlook-${version}`,
    label: `Outlook ${version}`,
    protocols,
    usesUserRoots: PLATFORM_ROOTS,
    optsInToInstalledRoots: NOT_ON_ANDROID,
    usesServiceConnectionPoint: protocols.includes(ClientProtocol.AUTODISCOVER) ? FINDS_POINT : BEFORE_AUTODISCOVER,
    promptsOnUntrusted: outlookPrompts,
    sources: ['SEED', 'TN:bb851554', 'KB2006728', 'MAPI16'],
  };
}

const OUTLOOK_ANYWHERE = [ClientProtocol.OUTLOOK_ANYWHERE, ...MAIL];
const WITH_WEB = [ClientProtocol.OUTLOOK_ANYWHERE, ...WEB, ...MAIL];
const WITH_MAPI = [...CONNECTION, ...WEB, ...MAIL];

/** Outlook on computers, oldest first. 2007 begins with Autodiscover and web services, 2010 with MAPI over HTTP by update. */
export const OUTLOOK_APPLICATIONS: readonly ApplicationFacts[] = [
  outlook('2003', OUTLOOK_ANYWHERE),
  outlook('2007', WITH_WEB),
  outlook('2010', WITH_MAPI),
  outlook('2013', WITH_MAPI),
  outlook('2016', WITH_MAPI),
  outlook('2019', WITH_MAPI),
  outlook('2021', WITH_MAPI),
  outlook('2024', WITH_MAPI),
  outlook('365', WITH_MAPI),
  {
    id: 'outlook-mac',
    label: 'Outlook for Mac',
    protocols: [ClientProtocol.EWS, ClientProtocol.AUTODISCOVER, ClientProtocol.OAB, ...MAIL],
    usesUserRoots: PLATFORM_ROOTS,
    optsInToInstalledRoots: NOT_ON_ANDROID,
    usesServiceConnectionPoint: unknown('no source that was read states it for Outlook on macOS'),
    promptsOnUntrusted: (protocol) =>
      protocol === ClientProtocol.AUTODISCOVER ? yes('KB3066652', 'asks whether to continue') : OTHER,
    sources: ['KB3066652'],
  },
];
