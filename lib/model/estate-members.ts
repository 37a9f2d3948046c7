import { Estate, ListName } from './estate';
import { LIST_NAMES, listDescriptor } from './estate-lists';
import { HostName } from './protocol';

type Item = Readonly<Record<string, unknown>>;

/** A path such as `roles[].certificate`, in parts. */
const parts = new Map<string, string[]>();

function partsOf(path: string): string[] {
  let found = parts.get(path);
  if (!found) parts.set(path, (found = path.split('.').map((part) => part.replace('[]', ''))));
  return found;
}

/** Every text below a path: through lists, past what is left out. */
function visitTexts(value: unknown, path: readonly string[], at: number, visit: (text: string) => void): void {
  if (value === undefined) return;
  if (Array.isArray(value)) for (const item of value) visitTexts(item, path, at, visit);
  else if (at < path.length) visitTexts((value as Item)[path[at]], path, at + 1, visit);
  else visit(value as string);
}

/** Calls back for every id of another list's item that an item refers to. */
export function visitReferences(list: ListName, item: object, visit: (to: ListName, id: string) => void): void {
  for (const { parts, to } of referencesOf(list)) {
    const value = (item as Item)[parts[0]];
    // Most are left out, or one text.
    if (parts.length === 1 && typeof value === 'string') visit(to, value);
    else if (value !== undefined) visitTexts(value, parts, 1, (id) => visit(to, id));
  }
}

interface Reference {
  readonly parts: readonly string[];
  readonly to: ListName;
}

const known = new Map<ListName, readonly Reference[]>();

function referencesOf(list: ListName): readonly Reference[] {
  let found = known.get(list);
  if (!found) {
    const { references } = listDescriptor(list);
    found = Object.keys(references).map((path) => ({ parts: partsOf(path), to: references[path] }));
    known.set(list, found);
  }
  return found;
}

/** Where a host name stands. */
export interface HostPlace {
  readonly list: ListName;
  /** The item that holds it. */
  readonly item: object;
  /** Name of the property that the user wrote. */
  readonly property: string;
}

/**
 * An estate with other host names. A list, an item and the estate itself stay the same object where no name in it changed, and lists
 * that several items share are shared afterwards.
 *
 * @param map gets each host name once for each list of names that it stands in
 */
export function mapHosts(estate: Estate, map: (host: HostName, place: HostPlace) => HostName): Estate {
  let changed: Record<string, unknown> | undefined;
  for (const list of LIST_NAMES) {
    const hosts = Object.entries(listDescriptor(list).hosts as Record<string, string>);
    if (hosts.length === 0) continue;
    const shared = hosts.map(() => new Map<unknown, unknown>());
    const items = mapped(estate[list] as readonly object[], (item) =>
      hosts.reduce<object>((before, [path, property], index) => {
        const place = { list, item, property };
        return changedAt(before, partsOf(path), 0, (value) => {
          let after = shared[index].get(value);
          if (after === undefined) shared[index].set(value, (after = mapNames(value, (host) => map(host, place))));
          return after;
        }) as object;
      }, item),
    );
    if (items !== estate[list]) (changed ??= { ...estate })[list] = items;
  }
  return (changed as unknown as Estate | undefined) ?? estate;
}

function mapNames(value: unknown, map: (host: HostName) => HostName): unknown {
  return Array.isArray(value) ? mapped(value as HostName[], map) : map(value as HostName);
}

/** A value with another one below a path; the same object where nothing there changed. */
function changedAt(value: unknown, path: readonly string[], at: number, change: (value: unknown) => unknown): unknown {
  if (value === undefined) return value;
  if (at === path.length) return change(value);
  if (Array.isArray(value)) return mapped(value as unknown[], (item) => changedAt(item, path, at, change));
  const before = (value as Item)[path[at]];
  const after = changedAt(before, path, at + 1, change);
  return after === before ? value : { ...(value as Item), [path[at]]: after };
}

/** A list with other items; the same list where every item stays the same. */
export function mapped<T>(items: readonly T[], map: (item: T) => T): T[] {
  let changed: T[] | undefined;
  for (let at = 0; at < items.length; at++) {
    const after = map(items[at]);
    if (after !== items[at]) (changed ??= [...items])[at] = after;
  }
  return changed ?? (items as T[]);
}
