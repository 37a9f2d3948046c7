import { kindOf, kindOfClass, kindOfName, RecordKind } from './record';
import { ExportList, ExportObject, ExportValue } from './value';

/** An object that stands for something, and what is around it. */
export interface FoundRecord {
  readonly object: ExportObject;
  readonly kind: RecordKind;
}

/** How many levels of lists and names above the objects are looked through. */
const LEVELS = 4;

/**
 * The objects that a file holds, where Export-Clixml was given a list as a whole, or a table of lists by name, in place of one object after
 * the other. Within an object that is none of these, what has a class that is known counts, or stands under a name that is known.
 *
 * @param hint kind that the name of the file shows
 */
export function recordsIn(object: ExportObject, hint: RecordKind | undefined): FoundRecord[] {
  const kind = kindOf(object, hint === undefined || isHolder(object) ? undefined : hint);
  if (kind !== RecordKind.OTHER) return [{ object, kind }];
  const inner = inside(object, hint, 0, new Set([object]));
  return inner.length > 0 ? inner : [{ object, kind: kindOf(object, hint) }];
}

/** Whether an object is a list or a table, and nothing beside it. */
function isHolder(object: ExportObject): boolean {
  return object.value instanceof ExportList || object.value instanceof ExportObject;
}

function inside(
  object: ExportObject,
  hint: RecordKind | undefined,
  level: number,
  seen: Set<ExportObject>,
): FoundRecord[] {
  if (level >= LEVELS) return [];
  const { value } = object;
  if (value instanceof ExportList) return listed(value, hint, level, seen);
  const table = value instanceof ExportObject ? value : object;
  return [...table.properties].flatMap((property) => {
    const named = kindOfName(property.name);
    return property.value instanceof ExportList
      ? listed(property.value, named, level, seen)
      : one(property.value, named, level, seen);
  });
}

function listed(list: ExportList, hint: RecordKind | undefined, level: number, seen: Set<ExportObject>): FoundRecord[] {
  return list.items.flatMap((item) => one(item, hint, level, seen));
}

function one(value: ExportValue, hint: RecordKind | undefined, level: number, seen: Set<ExportObject>): FoundRecord[] {
  if (!(value instanceof ExportObject) || seen.has(value)) return [];
  seen.add(value);
  const kind = isHolder(value) ? undefined : (kindOfClass(value.types) ?? (hint && kindOf(value, hint)));
  if (kind !== undefined && kind !== RecordKind.OTHER && value.size > 0) return [{ object: value, kind }];
  return inside(value, hint, level + 1, seen);
}
