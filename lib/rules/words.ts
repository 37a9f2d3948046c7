import { CertificateView, EstateView, ServerView } from '../policy';
import { ExchangeRelease } from '../model';

/** Names listed in a message before the rest is counted. */
const SHOWN = 5;

/** Some words in a message: the first few, and how many more there are. */
export function listed(words: readonly string[]): string {
  const shown = words.slice(0, SHOWN).join(', ');
  return words.length > SHOWN ? `${shown} and ${words.length - SHOWN} more` : shown;
}

/** A count and its noun in the number that fits. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** What people call a certificate. */
export function titleOf({ certificate }: CertificateView): string {
  if (certificate.exchangeDefault) return 'the certificate that setup installed';
  return `the certificate ${certificate.facts.commonName ?? certificate.id}`;
}

/** Days of a time in seconds; a part of a day counts as one. */
export function daysOf(seconds: number): number {
  return Math.ceil(seconds / 86_400);
}

/** The day of a moment in ISO 8601. */
export function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

/** Servers in groups: what is true of a release is said once and not of each of a thousand servers. */
export function serversByRelease(
  estate: EstateView,
  keyOf: (release: ExchangeRelease) => string,
): Map<string, ServerView[]> {
  const groups = new Map<string, ServerView[]>();
  for (const view of estate.servers) {
    const key = keyOf(view.server.release);
    const group = groups.get(key);
    if (group) group.push(view);
    else groups.set(key, [view]);
  }
  return groups;
}
