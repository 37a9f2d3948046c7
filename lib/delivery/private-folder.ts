import { chmodSync, lstatSync, mkdirSync } from 'node:fs';

/** Rights of group and others. */
const OTHERS = 0o077;

/**
 * Makes a folder, or takes an existing one, so that only its owner can open it. Files in it may then be written by programs that ask
 * for no rights of their own, as Terraform does with its state.
 *
 * @throws Error where the folder is a link or a file, or can't be made private
 */
export function makePrivateFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new Error(`"${folder}" is ${found.isSymbolicLink() ? 'a link' : 'a file'}, not a folder; move it away`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(
      `the folder "${folder}" can't be made yours alone (${code}); private keys would lie there readable`,
    );
  }
  if (process.platform !== 'win32' && (lstatSync(folder).mode & OTHERS) !== 0)
    throw new Error(
      `the folder "${folder}" stays readable to others, since its file system keeps no rights; private keys would lie there readable. Put the project on another file system, or declare a backend`,
    );
}
