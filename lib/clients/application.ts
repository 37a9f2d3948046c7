import { ClientProtocol } from '../model';
import { ApplicationFacts } from './client-application';
import { BROWSERS } from './applications/browsers';
import { MAIL_APPLICATIONS } from './applications/mail';
import { OUTLOOK_APPLICATIONS } from './applications/outlook';
import { platformFacts, PlatformFamily } from './platform';

export type { ApplicationFact, ApplicationFacts } from './client-application';

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

/** Ids of every application, sorted. */
export function knownApplications(): readonly string[] {
  return [...BY_ID.keys()];
}

/**
 * The application that clients of a platform usually take for a protocol, where nobody names one. Undefined where the
 * platform does not say it (Outlook's version cannot be guessed).
 */
export function defaultApplication(platform: string, protocol: ClientProtocol): ApplicationFacts | undefined {
  const family = platformFacts(platform)?.family;
  if (family === undefined) return undefined;
  if (protocol === ClientProtocol.OWA || protocol === ClientProtocol.ECP) return browserOf(platform, family);
  const mail = family === 'windows' ? undefined : BY_ID.get('native-mail');
  return mail?.protocols.includes(protocol) ? mail : undefined;
}

function browserOf(platform: string, family: PlatformFamily): ApplicationFacts | undefined {
  if (family === 'apple') return BY_ID.get('safari');
  if (family === 'android') return BY_ID.get('chrome');
  if (platform === 'windows-10' || platform === 'windows-11') return BY_ID.get('edge');
  return family.startsWith('windows') ? BY_ID.get('internet-explorer') : undefined;
}

/** A platform or an application as people call it; an id that the tables do not hold stays as it is. */
export function clientLabel(id: string): string {
  return platformFacts(id)?.label ?? applicationFacts(id)?.label ?? id;
}
