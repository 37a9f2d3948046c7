import { ListName } from './estate';
import { ESTATE_LISTS, listDescriptor } from './estate-lists';
import { SourceLocation } from './location';
import { EstateSlice, withoutTemplates } from './slice';

/** Where each part of a slice was declared: `file:line:column` by the part's list and id. */
export type SliceLocations = Readonly<Record<string, string>>;

interface Part {
  readonly server?: string;
  readonly location?: SourceLocation;
}

/**
 * Takes the places of declaration out of a slice. They travel beside it as a comment: a line that moves in somebody's code must not
 * become a change of a resource.
 */
export function takeLocations(slice: EstateSlice): { readonly slice: EstateSlice; readonly locations: SliceLocations } {
  const locations: Record<string, string> = {};
  const bare: Record<string, unknown> = {};
  const ofServers = new Map((slice.servers ?? []).map((server) => [server.id, write(server.location)]));
  for (const [list, parts] of Object.entries(slice) as [string, Part[]][]) {
    bare[list] = parts.map((part, index) => {
      const { location, ...rest } = part;
      const written = write(location);
      // A binding that stands where its server does has its place from there.
      const inherited = list === 'bindings' && ofServers.get(part.server as string) === written;
      if (written !== undefined && !inherited) locations[keyOf(list, part, index)] = written;
      return rest;
    });
  }
  return { slice: bare as EstateSlice, locations };
}

/** Puts the places of declaration back where `takeLocations` took them from. */
export function putLocations(slice: EstateSlice, locations: SliceLocations): EstateSlice {
  const lists = new Set(Object.keys(locations).map((key) => key.slice(0, key.indexOf('/'))));
  const located: Record<string, unknown> = { ...slice };
  for (const [list, parts] of Object.entries(slice) as [string, Part[]][]) {
    if (!lists.has(list)) continue;
    located[list] = parts.map((part, index) => {
      const text = locations[keyOf(list, part, index)];
      const location = text === undefined ? undefined : read(text);
      return location ? { ...part, location } : part;
    });
  }
  return located as EstateSlice;
}

function keyOf(list: string, part: Part, index: number): string {
  const descriptor = Object.hasOwn(ESTATE_LISTS, list) ? listDescriptor(list as ListName) : undefined;
  return withoutTemplates(`${list}/${descriptor?.named ? descriptor.keyOf(part) : index}`);
}

function write(location: SourceLocation | undefined): string | undefined {
  return location && `${location.file}:${location.line}:${location.column ?? ''}`;
}

function read(text: string): SourceLocation | undefined {
  const column = text.lastIndexOf(':');
  const before = text.lastIndexOf(':', column - 1);
  const line = Number(text.slice(before + 1, column));
  if (before < 1 || !(line > 0)) return undefined;
  const file = text.slice(0, before);
  return column === text.length - 1 ? { file, line } : { file, line, column: Number(text.slice(column + 1)) };
}
