import { Binding } from './binding';
import { Estate, EstateLists, MODEL_SCHEMA_VERSION } from './estate';
import { ESTATE_LISTS, LIST_NAMES, ListDescriptor, listDescriptor, wholeEstate } from './estate-lists';

/**
 * Puts parts of estates together, in an order of its own: whichever resources carried them, the estate is the same. What several stacks
 * carry (an anchor, a policy) counts once; what each carries for its own servers (a population) is of the servers of all.
 */
export function mergeEstates(parts: readonly EstateLists[]): Estate {
  const lists: Record<string, unknown> = {};
  for (const list of LIST_NAMES) {
    if (list === 'bindings') continue;
    lists[list] = united(
      parts.map((part) => part[list] as readonly object[] | undefined),
      listDescriptor(list),
    );
  }
  const merged = wholeEstate(lists, MODEL_SCHEMA_VERSION);
  return { ...merged, bindings: bindingsOf(merged.servers, parts) };
}

function united(lists: readonly (readonly object[] | undefined)[], descriptor: ListDescriptor<object>): object[] {
  const { keyOf, sorted, ownedBy } = descriptor;
  const found = new Map<string, object>();
  for (const items of lists) {
    for (const item of items ?? []) {
      const key = keyOf(item);
      const known = found.get(key);
      if (known === undefined) found.set(key, item);
      else if (ownedBy === 'servers') found.set(key, ofServersOfBoth(known, item));
    }
  }
  // Order by code unit: the same on every machine.
  return sorted
    ? [...found].sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, item]) => item)
    : [...found.values()];
}

function ofServersOfBoth(first: object, next: object): object {
  const servers = (item: object): string[] => (item as { readonly servers: string[] }).servers;
  const both = new Set(servers(first));
  const before = both.size;
  for (const id of servers(next)) both.add(id);
  return both.size === before ? first : { ...first, servers: [...both] };
}

/** Server by server. A server has the bindings of the part that names it first, and no others. */
function bindingsOf(servers: readonly { readonly id: string }[], parts: readonly EstateLists[]): Binding[] {
  const byServer = new Map<string, { readonly from: EstateLists; readonly bindings: Binding[] }>();
  for (const { id } of servers) byServer.set(id, { from: {}, bindings: [] });
  for (const part of parts) {
    for (const binding of part.bindings ?? []) {
      const known = byServer.get(binding.server);
      if (known?.from === part) known.bindings.push(binding);
      else if (!known || known.bindings.length === 0) byServer.set(binding.server, { from: part, bindings: [binding] });
    }
  }
  return [...byServer.values()].flatMap(({ bindings }) => bindings);
}

/** What several owners contribute, as the lists of one estate; an item that several may contribute counts once. */
export function joinContributions(contributions: readonly EstateLists[]): EstateLists {
  const joined: Record<string, object[]> = {};
  for (const list of LIST_NAMES) {
    const { repeatable, keyOf } = ESTATE_LISTS[list] as ListDescriptor<object>;
    const keys = new Set<string>();
    const items: object[] = (joined[list] = []);
    for (const contribution of contributions) {
      for (const item of (contribution[list] ?? []) as object[]) {
        if (repeatable) {
          const key = keyOf(item);
          if (keys.has(key)) continue;
          keys.add(key);
        }
        items.push(item);
      }
    }
  }
  return joined as EstateLists;
}
