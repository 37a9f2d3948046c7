import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decodeEstateFile, ESTATE_FILE } from '../../delivery/estate-file';
import { Estate, EstateSlice, mergeEstates } from '../../model';
import { InputError } from '../exit';
import { readBytes } from './bytes';
import { Run } from './frame-run';

const SCRIPT = 'client-access/apply.cjs';

/** Lists that the stack's own servers have whole, whatever else the estate holds of other stacks. */
const OF_SERVERS = ['servers', 'bindings'];

/**
 * Makes sure that what runs at apply beside a configuration is what the configuration says: the script by its digest, and the estate that
 * it judges by what the configuration's own model says of the same. A configuration by itself, without those files, is reviewed as it is.
 *
 * @param slices the model of the configuration
 * @throws InputError where one differs
 */
export function checkApplyFiles(
  path: string,
  runs: readonly Run[],
  slices: readonly EstateSlice[],
  script?: string,
): void {
  const folder = dirname(path);
  const file = join(folder, SCRIPT);
  if (script !== undefined && existsSync(file)) {
    const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
    if (digest !== script) throw changed(path, file, 'is not the script whose digest the configuration names');
  }
  const estateFile = join(folder, ESTATE_FILE);
  const [expected] = runs.flatMap(({ environment }) => environment.CLIENT_ACCESS_ESTATE ?? []);
  if (expected === undefined || !existsSync(estateFile)) return;
  let judged: Estate;
  try {
    judged = decodeEstateFile(readBytes(estateFile), estateFile, String(expected));
  } catch (error) {
    throw changed(path, estateFile, `is not the estate that the gates judge (${(error as Error).message})`);
  }
  const difference = differenceOf(judged, mergeEstates([...slices]));
  if (difference !== undefined)
    throw changed(path, estateFile, `would have the gates judge something else than this review: ${difference}`);
}

/** What one estate has and the other has not, in words. */
function differenceOf(judged: Estate, model: Estate): string | undefined {
  const servers = (estate: Estate): string =>
    estate.servers
      .map(({ id }) => id)
      .sort()
      .join('\n');
  // The estate of a publishing point holds the servers of other stacks behind it too.
  const isAlone = servers(judged) === servers(model);
  for (const list of Object.keys(model) as (keyof Estate)[]) {
    if (list === 'faults' || !Array.isArray(model[list]) || !(isAlone || OF_SERVERS.includes(list))) continue;
    // As synth writes them they are equal to the letter, but for where they were declared.
    if (textOf(judged[list] as readonly object[]) === textOf(model[list] as readonly object[])) continue;
    const [here, there] = [textsOf(judged[list] as readonly object[]), textsOf(model[list] as readonly object[])];
    const missing = [...there.keys()].find((text) => !here.has(text));
    const more = isAlone ? [...here.keys()].find((text) => !there.has(text)) : undefined;
    const odd = missing ?? more;
    if (odd !== undefined) return `${list}: ${(there.get(odd) ?? here.get(odd)) as string}`;
  }
  return undefined;
}

function textOf(items: readonly object[]): string {
  return JSON.stringify(items.map((item) => ({ ...item, location: undefined })));
}

/** Each item as text that is the same whatever the order of its members, with what people call it. */
function textsOf(items: readonly object[]): Map<string, string> {
  return new Map(items.map((item) => [canonical(item), idOf(item)]));
}

function idOf(item: object): string {
  const { id } = item as { readonly id?: unknown };
  return typeof id === 'string' ? id : JSON.stringify(item).slice(0, 80);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([member, item]) => member !== 'location' && item !== undefined);
  return `{${members
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([member, item]) => `${member}:${canonical(item)}`)
    .join()}}`;
}

function changed(path: string, file: string, what: string): InputError {
  return new InputError(`${path}: ${file} ${what}`, 'run `cdktf synth` again, and do not edit what it wrote');
}
