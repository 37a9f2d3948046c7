import { Binding } from './server';
import { Estate, EstateLists, ListName, MODEL_SCHEMA_VERSION } from './estate';
import { ESTATE_LISTS, LIST_NAMES, ListDescriptor, listDescriptor, wholeEstate } from './estate-lists';
import { visitReferences } from './estate-members';
import { PublishingPoint } from './publishing-point';

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

/** Lists whose items are only there because something refers to them. */
const REFERRED = LIST_NAMES.filter((list) => {
  const { ownedBy, global } = listDescriptor(list);
  return ownedBy === undefined && global !== true;
});

/** What a restriction keeps besides what the servers reach. */
export type AlsoKept = (list: ListName, item: object) => boolean;

/**
 * An estate as far as some of its servers are concerned: what is of them, what that refers to (the points in front of them with their
 * certificates, the inspectors of their clients, roots), and what is of the whole app. What is of other servers too is of these alone
 * afterwards; what only refers to other servers is not followed.
 */
export function restrictEstate(estate: Estate, servers: ReadonlySet<string>, also: AlsoKept = () => false): Estate {
  return new Reached(estate, servers, also).estate();
}

class Reached {
  private readonly kept = new Map<ListName, Set<string>>();
  private readonly narrowed = new Map<string[], string[]>();

  public constructor(
    private readonly whole: Estate,
    private readonly servers: ReadonlySet<string>,
    private readonly also: AlsoKept,
  ) {
    for (const list of REFERRED) this.kept.set(list, new Set());
  }

  public estate(): Estate {
    const lists: Record<string, unknown> = { ...this.whole };
    for (const list of LIST_NAMES) {
      const { ownedBy } = listDescriptor(list);
      if (ownedBy === undefined) continue;
      const items = this.owned(list, ownedBy);
      for (const item of items) this.follow(list, item);
      lists[list] = items;
    }
    for (const list of REFERRED)
      for (const item of this.whole[list])
        if (this.also(list, item)) this.reach(list, listDescriptor(list).keyOf(item));
    for (const list of REFERRED) {
      const kept = this.kept.get(list) as Set<string>;
      lists[list] = (this.whole[list] as object[]).filter((item) => kept.has(listDescriptor(list).keyOf(item)));
    }
    return lists as unknown as Estate;
  }

  private owned(list: ListName, ownedBy: 'id' | 'server' | 'servers'): object[] {
    const items = this.whole[list] as unknown as Readonly<Record<string, string | string[]>>[];
    if (ownedBy !== 'servers') return items.filter((item) => this.servers.has(item[ownedBy] as string));
    return items.flatMap((item) => {
      const all = item.servers as string[];
      const here = this.here(all);
      if (here.length === 0 && !this.also(list, item)) return [];
      return [here === all ? item : { ...item, servers: here }];
    });
  }

  /** The servers of a list that are kept; lists that several items share are shared afterwards. */
  private here(all: string[]): string[] {
    let here = this.narrowed.get(all);
    if (!here) {
      here = all.filter((id) => this.servers.has(id));
      if (here.length === all.length) here = all;
      this.narrowed.set(all, here);
    }
    return here;
  }

  private follow(list: ListName, item: object): void {
    visitReferences(list, item, (to, id) => this.reach(to, id));
  }

  private reach(list: ListName, id: string): void {
    const kept = this.kept.get(list);
    if (!kept || kept.has(id)) return;
    kept.add(id);
    const item = indexOf(this.whole, list).get(id);
    if (item) this.follow(list, item);
  }
}

/**
 * An estate as far as one presenter of certificates is concerned: a server, or a publishing point with the servers behind it, whose
 * clients meet its certificate.
 */
export function presenterEstate(estate: Estate, presenter: string): Estate {
  const isPoint = indexOf(estate, 'publishingPoints').has(presenter);
  return restrictEstate(
    estate,
    isPoint ? serversBehind(estate, presenter) : new Set([presenter]),
    (list, item) => list === 'publishingPoints' && listDescriptor(list).keyOf(item) === presenter,
  );
}

/** Ids of the servers whose clients may pass a publishing point. */
export function serversBehind(estate: Estate, point: string): Set<string> {
  const points = indexOf(estate, 'publishingPoints') as ReadonlyMap<string, PublishingPoint>;
  const passes = (first: string): boolean => {
    const seen = new Set<string>();
    for (let at: string | undefined = first; at !== undefined && !seen.has(at); at = points.get(at)?.behind) {
      if (at === point) return true;
      seen.add(at);
    }
    return false;
  };
  const servers = new Set<string>();
  for (const { id, publishingPoints } of estate.servers) if (publishingPoints?.some(passes)) servers.add(id);
  for (const { server, publishingPoint } of estate.bindings)
    if (publishingPoint !== undefined && !servers.has(server) && passes(publishingPoint)) servers.add(server);
  return servers;
}

const indexes = new WeakMap<Estate, Map<ListName, Map<string, object>>>();

/** Items of a list by key; kept with the estate, since many restrictions of one estate ask for it. */
export function indexOf(estate: Estate, list: ListName): ReadonlyMap<string, object> {
  let lists = indexes.get(estate);
  if (!lists) indexes.set(estate, (lists = new Map()));
  let index = lists.get(list);
  if (!index) {
    const { keyOf } = listDescriptor(list);
    lists.set(list, (index = new Map((estate[list] as object[]).map((item) => [keyOf(item), item]))));
  }
  return index;
}
