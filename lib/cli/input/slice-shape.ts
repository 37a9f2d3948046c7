import { EstateSlice } from '../../model';
import { isObject } from './json-object';

/** What a member of a part must be where it is there. */
type Kind = 'text' | 'object' | 'texts' | 'objects';

/** The members that judging looks into without asking, by the list of the parts. */
const SHAPES: Readonly<Partial<Record<keyof EstateSlice, Readonly<Record<string, Kind>>>>> = {
  servers: {
    id: 'text',
    name: 'text',
    stack: 'text',
    release: 'object',
    fqdn: 'object',
    internalHost: 'object',
    externalHost: 'object',
    mailDomains: 'texts',
    roles: 'objects',
  },
  bindings: {
    id: 'text',
    server: 'text',
    protocol: 'text',
    listeners: 'objects',
    internalHosts: 'objects',
    externalHosts: 'objects',
    authentication: 'texts',
    role: 'text',
    certificate: 'text',
  },
  certificates: {
    id: 'text',
    source: 'text',
    state: 'text',
    facts: 'object',
    uses: 'texts',
    chainPem: 'texts',
    crlPem: 'texts',
    faults: 'objects',
    notes: 'texts',
    pem: 'text',
    pemExpression: 'text',
  },
  anchors: { id: 'text', name: 'text', kind: 'text', pem: 'text', pemExpression: 'text' },
  publishingPoints: { id: 'text', hostNames: 'objects' },
  populations: {
    id: 'text',
    name: 'text',
    platform: 'text',
    place: 'text',
    roots: 'objects',
    uses: 'texts',
    servers: 'texts',
  },
  mailDomains: { domain: 'text', method: 'text', servers: 'texts' },
  acknowledgements: { rule: 'text', reason: 'text', expires: 'text', scope: 'text', finding: 'text' },
  policies: { packs: 'objects', levels: 'objects', baseline: 'texts', refuseFrom: 'text' },
  faults: { path: 'text', code: 'text', message: 'text', fix: 'text' },
};

/** Members without which a part is none. */
const NEEDED = new Set(['id', 'domain', 'rule', 'path']);

/** What is of the wrong type in a slice, with its place; undefined: nothing. A digest shows an edit, not a wrong type. */
export function shapeFault(slice: EstateSlice): string | undefined {
  for (const [list, parts] of Object.entries(slice) as [keyof EstateSlice, unknown][]) {
    if (!Array.isArray(parts)) return `${list} is no list`;
    const shape = Object.entries(SHAPES[list] ?? {});
    for (const [index, part] of parts.entries()) {
      if (!isObject(part)) return `${list}[${index}] is no object`;
      const wrong = shape.find(([member, kind]) =>
        part[member] === undefined ? NEEDED.has(member) : !fits(part[member], kind),
      );
      if (wrong) return `${list}[${index}].${wrong[0]} is no ${NOUNS[wrong[1]]}`;
    }
  }
  return undefined;
}

const NOUNS: Readonly<Record<Kind, string>> = {
  text: 'text',
  object: 'object',
  texts: 'list of texts',
  objects: 'list of objects',
};

function fits(value: unknown, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'object') return isObject(value);
  return Array.isArray(value) && value.every((item) => fits(item, kind === 'texts' ? 'text' : 'object'));
}
