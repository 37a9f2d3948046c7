import { existsSync, readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { withdrawBundle } from './bundle';

/** What an interrupted run leaves beside a bundle, named after it. */
const LEFTOVER = /^\.(.+)\.(?:new|old)(?:\.|$)/;

/**
 * Takes away every bundle below a folder that is not among those kept, and the folders that are empty then. What is no bundle is
 * left as it is.
 *
 * @param root folder of the bundles of one stack
 * @param kept paths below it, with slashes
 */
export function sweepBundles(root: string, kept: readonly string[]): void {
  const sweep = (name: string): void => {
    if (kept.includes(name)) return;
    const folder = join(root, name);
    for (const child of childrenOf(folder)) sweep(name === '' ? child : `${name}/${child}`);
    if (name !== '' && !kept.some((other) => other.startsWith(`${name}/`))) withdrawBundle(folder);
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  };
  sweep('');
}

/** Names of the bundles, or of folders with bundles, in a folder: those too of which only a leftover is there. */
function childrenOf(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Set(folders.map(({ name }) => LEFTOVER.exec(name)?.[1] ?? name));
}
