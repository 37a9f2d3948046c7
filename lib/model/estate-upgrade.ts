import { Binding } from './binding';
import { EstateLists, MODEL_SCHEMA_VERSION } from './estate';
import { Server } from './server';

/**
 * The lists of an estate, or of a slice of one, as this version writes them.
 *
 * @param schemaVersion version that they were written with; at most this one's
 */
export function upgradeEstate<T extends EstateLists>(lists: T, schemaVersion: number): T {
  return schemaVersion < MODEL_SCHEMA_VERSION ? fromVersion1(lists) : lists;
}

/** Version 1 named the publishing point of a server on each of its bindings. */
function fromVersion1<T extends EstateLists>(lists: T): T {
  const points = new Map<string, string[]>();
  for (const { server, publishingPoint } of lists.bindings ?? []) {
    if (publishingPoint === undefined) continue;
    const known = points.get(server);
    if (!known) points.set(server, [publishingPoint]);
    else if (!known.includes(publishingPoint)) known.push(publishingPoint);
  }
  if (points.size === 0 || !lists.servers) return lists;
  const servers = lists.servers.map((server): Server => {
    const own = points.get(server.id);
    return own === undefined || server.publishingPoints ? server : { ...server, publishingPoints: own };
  });
  return { ...lists, servers, bindings: lists.bindings as Binding[] };
}
