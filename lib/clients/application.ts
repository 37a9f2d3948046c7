import { ClientProtocol } from '../model';
import { ApplicationFacts } from './application-facts';
import { BROWSERS } from './applications/browsers';
import { MAIL_APPLICATIONS } from './applications/mail';
import { OUTLOOK_APPLICATIONS } from './applications/outlook';
import { platformFacts } from './platform';

export type { ApplicationFacts } from './application-facts';
export { ClientApplication } from './client-application';

/** Every application, sorted by id. */
export const APPLICATIONS: readonly ApplicationFacts[] = Object.freeze(
  [...OUTLOOK_APPLICATIONS, ...BROWSERS, ...MAIL_APPLICATIONS].sort((a, b) => (a.id < b.id ? -1 : 1)),
);

const BY_ID: ReadonlyMap<string, ApplicationFacts> = new Map(APPLICATIONS.map((known) => [known.id, known]));

/** What is known of an application; undefined where the tables do not hold the id. */
export function applicationFacts(id: string): ApplicationFacts | undefined {
  return BY_ID.get(id);
}

const BROWSER_BY_PLATFORM: Readonly<Record<string, string>> = {
  'windows-xp': 'internet-explorer',
  'windows-xp-sp3': 'internet-explorer',
  'windows-vista': 'internet-explorer',
  'windows-vista-sp1': 'internet-explorer',
  'windows-7': 'internet-explorer',
  'windows-10': 'edge',
  'windows-11': 'edge',
};

/**
 * Id of the application that clients of a platform usually take for a protocol, where nobody names one. Undefined where
 * the platform says nothing (Outlook's version cannot be guessed).
 */
export function defaultApplication(platform: string, protocol: ClientProtocol): string | undefined {
  const family = platformFacts(platform)?.family;
  if (family === undefined) return undefined;
  if (protocol === ClientProtocol.OWA || protocol === ClientProtocol.ECP) {
    if (family === 'apple') return 'safari';
    if (family === 'android') return 'chrome';
    return family.startsWith('windows') ? (BROWSER_BY_PLATFORM[platform] ?? 'internet-explorer') : undefined;
  }
  if (family === 'windows') return undefined;
  return BY_ID.get('native-mail')?.protocols.includes(protocol) ? 'native-mail' : undefined;
}
