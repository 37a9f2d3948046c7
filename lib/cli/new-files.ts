import { existsSync, lstatSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProjectFile } from '../project';
import { InputError } from './exit';

/**
 * Writes the files of a new project into a folder: all of them or none, and never over something that is there.
 *
 * @throws InputError when something is in the way, or a file can't be written; nothing is left behind then
 */
export function writeNewFiles(folder: string, files: readonly ProjectFile[]): void {
  const taken = attempt(folder, () => files.map(({ path }) => obstacle(folder, path))).filter(
    (path) => path !== undefined,
  );
  if (taken.length > 0)
    throw new InputError(
      `${[...new Set(taken)].join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already, and nothing is written over`,
      'name another folder, or move what is there',
    );
  const made: string[] = [];
  const write = (): void => {
    for (const { path, text } of files) {
      const target = join(folder, path);
      const folders = missingAbove(target);
      mkdirSync(dirname(target), { recursive: true });
      made.push(...folders);
      writeFileSync(target, text, { flag: 'wx' });
      made.push(target);
    }
  };
  attempt(folder, write, () => made.reverse().forEach(removeAgain));
}

/** @throws InputError where the file system refuses */
function attempt<T>(folder: string, work: () => T, undo: () => void = () => undefined): T {
  try {
    return work();
  } catch (error) {
    undo();
    throw new InputError(
      `${folder} can't be filled: ${(error as Error).message}`,
      'name a folder that you can write to',
    );
  }
}

/** What stands in the way of a file: itself, or a file or a link where one of its folders would be. */
function obstacle(folder: string, path: string): string | undefined {
  const parts = path.split('/');
  for (let n = 1; n <= parts.length; n++) {
    const part = join(folder, ...parts.slice(0, n));
    const stat = lstatSync(part, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (n === parts.length || !stat.isDirectory()) return part;
  }
  return undefined;
}

/** Folders above a file that are not there yet, the outermost first. */
function missingAbove(target: string): string[] {
  const missing: string[] = [];
  for (let at = dirname(target); !existsSync(at); at = dirname(at)) missing.unshift(at);
  return missing;
}

function removeAgain(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else rmSync(path);
  } catch {
    // Somebody else put something into it, or took it away.
  }
}
