import { ExchangeExport } from '../exports/exchange-export';
import { Origin } from '../exports/origin';
import { ForestView } from './forest-view';

/** One value that stands in an export. */
export interface ReadFact {
  readonly kind: 'read';
  /** What it is about: the list of the export, such as `certificates`. */
  readonly of: string;
  readonly server?: string;
  /** File and object. */
  readonly object: string;
  readonly property: string;
  /** Null: the export says null. */
  readonly value: unknown;
  /** File and place of the property. */
  readonly at: string;
}

const OWN = new Set(['at', 'file', 'server', 'organization', 'certificate', 'pem']);

/** Every value of an organization that stands in the export, each with its place. */
export function factsOf(exported: ExchangeExport, forest: string): ReadFact[] {
  const { facts } = new ForestView(exported, forest);
  return Object.entries(facts).flatMap(([of, items]) =>
    (items as readonly Origin[]).flatMap((item) => {
      const about = { of, object: item.at, ...(item.server === undefined ? {} : { server: item.server }) };
      return Object.entries(item)
        .filter(([property]) => !OWN.has(property))
        .flatMap(([property, value]) =>
          values(property, value, item.at).map((fact) => ({ kind: 'read' as const, ...about, ...fact })),
        );
    }),
  );
}

type Value = Pick<ReadFact, 'property' | 'value' | 'at'>;

/** A property as facts: those with a place of their own have it, the others that of the object. */
function values(property: string, value: unknown, at: string): Value[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [{ property, value, at }];
  if (Array.isArray(value)) {
    const placed = value.filter((item) => isPlaced(item));
    return placed.length > 0
      ? placed.flatMap((item) => values(property, item, at))
      : value.length === 0
        ? []
        : [{ property, value, at }];
  }
  if (isPlaced(value)) {
    const { value: stated, values: list, at: place, cut, ...rest } = value;
    if (list !== undefined) return [{ property, value: cut ? [...list, '...'] : list, at: place }];
    if ('value' in value) return [{ property, value: stated, at: place }];
    return Object.keys(rest).length === 0 ? [] : [{ property, value: rest, at: place }];
  }
  return Object.entries(value).flatMap(([name, inner]) => values(`${property}.${name}`, inner, at));
}

interface Placed {
  readonly at: string;
  readonly value?: unknown;
  readonly values?: readonly string[];
  readonly cut?: boolean;
}

function isPlaced(value: unknown): value is Placed {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Placed>).at === 'string';
}
