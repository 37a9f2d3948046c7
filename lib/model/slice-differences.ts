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
 * thousand servers, say their common part once. A member that the item before has and this one has not is null. A member whose name
 * ends with a tilde holds, for an object of several members, what differs from that of the item before.
 */
export function toDifferences(items: readonly object[]): Item[] {
  return (items as Item[]).map((item, index) => (index === 0 ? item : difference(items[index - 1] as Item, item)));
}

/** The whole items again. What an item took from the one before is the same object in both. */
export function fromDifferences(differences: readonly object[]): Item[] {
  let before: Item = {};
  return (differences as Item[]).map((difference) => {
    return (before = applied(before, difference));
  });
}

/** The end of the name of a member that is itself a difference. */
const WITHIN = '~';

/** Members of an object of which the differences are worth a name of their own. */
const SEVERAL = 3;

function applied(before: Item, difference: Item): Item {
  const item: Record<string, unknown> = { ...before, ...difference };
  let asItIs = true;
  for (const name in difference) {
    const value = difference[name];
    if (value === null) asItIs = false;
    if (!name.endsWith(WITHIN) || !isObject(value)) continue;
    const member = name.slice(0, -WITHIN.length);
    const former = memberOf(before, member);
    if (!isObject(former)) continue;
    item[member] = applied(former, value);
    delete item[name];
  }
  return asItIs ? item : withoutNull(item);
}

function difference(before: Item, item: Item): Item {
  const differs: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    const former = memberOf(before, name);
    if (value === undefined || (former !== undefined && isSame(value, former))) continue;
    if (isObject(value) && isObject(former) && isWorthIt(name, former, value))
      differs[`${name}${WITHIN}`] = difference(former, value);
    else differs[name] = value;
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

/** Whether only what differs is written of an object; null and the tilde must keep their meaning. */
function isWorthIt(name: string, former: Item, value: Item): boolean {
  const names = Object.keys(value);
  const isOdd = (member: string): boolean => member === '__proto__' || member.endsWith(WITHIN);
  return (
    names.length >= SEVERAL &&
    ![name, ...names, ...Object.keys(former)].some(isOdd) &&
    !Object.values(value).includes(null)
  );
}

function memberOf(item: Item, name: string): unknown {
  return Object.hasOwn(item, name) ? item[name] : undefined;
}

function isObject(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function withoutNull(item: Item): Item {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null));
}
