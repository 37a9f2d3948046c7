import { ExchangeRelease } from '../model';
import { EstateView, ServerView } from '../policy';

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
