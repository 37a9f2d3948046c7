import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isObject } from './checked-props';
import { writeWhole } from './output-folder';

/**
 * File beside cdktf.json, for version control: in which stack each server stands, where the servers of one are spread over several. A
 * server that moved to another stack would get a new key and a new certificate.
 */
export const STACKS_FILE = 'client-access-stacks.json';

/** Ids of the servers below the stack that they are declared in, by the id of the stack that holds them. */
export type ServersByStack = Readonly<Record<string, readonly string[]>>;

/** What the file says of one stack; a problem where it can't be used. */
export interface StackRecord {
  readonly servers: ServersByStack;
  readonly problem?: string;
}

/** Reads what the file says of a stack and of those that its servers were spread over. */
export function readStackRecord(path: string, stack: string): StackRecord {
  try {
    const all = contentOf();
    const own: unknown = all[path] ?? {};
    if (!isObject(own)) return unusable(`what it says of ${path} is no object`);
    const seen = new Set<string>();
    for (const [id, servers] of Object.entries(own)) {
      if (id !== stack && !partNumber(stack, id)) return unusable(`"${id}" is none of the stacks of ${path}`);
      if (!Array.isArray(servers) || !servers.every((one): one is string => typeof one === 'string'))
        return unusable(`"${id}" is no list of servers`);
      const twice = servers.find((one) => seen.has(one));
      if (twice !== undefined) return unusable(`the server ${twice} is in it twice`);
      servers.forEach((one) => seen.add(one));
    }
    return { servers: own as ServersByStack };
  } catch (error) {
    return unusable((error as Error).message);
  }
}

/**
 * Writes where the servers of a stack stand, beside what the file says of others; nothing where it says so already.
 *
 * @throws Error where the file can't be written
 */
export function writeStackRecord(path: string, servers: ServersByStack): void {
  const all = contentOf();
  const text = textOf({ ...all, [path]: servers });
  if (existsSync(resolve(STACKS_FILE)) && readFileSync(resolve(STACKS_FILE), 'utf8') === text) return;
  try {
    writeWhole(resolve(STACKS_FILE), text);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(
      `${STACKS_FILE} can't be written (${code}): it says in which stack each server stands, and must be there at the next synth. Let whoever synthesizes write beside cdktf.json, or synthesize where that is possible and commit the file`,
    );
  }
}

/** The id of the stack with a number from 2 on; the first is the stack itself. */
export function partId(stack: string, number: number): string {
  return `${stack}-${number}`;
}

function partNumber(stack: string, id: string): boolean {
  return id.startsWith(`${stack}-`) && /^(?:[2-9]|[1-9]\d+)$/.test(id.slice(stack.length + 1));
}

function contentOf(): Record<string, unknown> {
  const file = resolve(STACKS_FILE);
  if (!existsSync(file)) return {};
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(content)) throw new Error('it is no object');
  return content;
}

/** One line a server, in order, so that changes of two branches merge. */
function textOf(all: Readonly<Record<string, unknown>>): string {
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

function unusable(problem: string): StackRecord {
  return { servers: {}, problem };
}
