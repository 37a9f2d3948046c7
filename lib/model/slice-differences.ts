type Item = Readonly<Record<string, unknown>>;

/** An estate, or a part of one, with its lists as differences. What is no list stays as it is. */
export function shortenLists<T extends object>(lists: T): T {
  return mapLists(lists, toDifferences);
}

/** An estate, or a part of one, as it was before `shortenLists`. */
export function restoreLists<T extends object>(lists: T): T {
  return mapLists(lists, fromDifferences);
}

function mapLists<T extends object>(lists: T, change: (items: readonly object[]) => object[]): T {
  const changed = { ...lists } as Record<string, unknown>;
  for (const [name, items] of Object.entries(lists)) if (Array.isArray(items)) changed[name] = change(items);
  return changed as T;
}

/**
 * A list whose items hold what differs from the item before them: nine bindings of one server, or a dozen populations of the same
 * thousand servers, say their common part once. A member that the item before has and this one has not is null.
 */
export function toDifferences(items: readonly object[]): Item[] {
  return (items as Item[]).map((item, index) => (index === 0 ? item : difference(items[index - 1] as Item, item)));
}

/** The whole items again. What an item took from the one before is the same object in both. */
export function fromDifferences(differences: readonly object[]): Item[] {
  let before: Item = {};
  return (differences as Item[]).map((difference) => {
    const item = { ...before, ...difference };
    return (before = holdsNull(difference) ? withoutNull(item) : item);
  });
}

function difference(before: Item, item: Item): Item {
  const differs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined && !(Object.hasOwn(before, name) && isSame(value, before[name]))) differs[name] = value;
  }
  for (const name of Object.keys(before)) {
    if (before[name] !== undefined && !(Object.hasOwn(item, name) && item[name] !== undefined)) differs[name] = null;
  }
  return differs;
}

/** Equal in JSON, the order of members included: what is left out must come back as it would have been written. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

function holdsNull(item: Item): boolean {
  for (const name in item) if (item[name] === null) return true;
  return false;
}

function withoutNull(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}
