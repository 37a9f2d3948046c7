import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { Report } from '../policy';

/**
 * Thrown when the policy refuses the app. Its message is the whole report for people; it has no stack trace, since no line of
 * code is at fault. Where nobody catches it, the report is printed once and the process ends with exit code 1.
 * @internal
 */
export class PolicyRefusedError extends Error {
  public constructor(
    message: string,
    public readonly report: Report,
  ) {
    super(message);
    this.name = 'PolicyRefusedError';
    this.stack = message;
    endQuietly();
  }
}

let installed = false;

/** Node shows an uncaught error with the line that threw it and a stack: for a refusal that would bury the report. */
function endQuietly(): void {
  process.exitCode = 1;
  if (installed) return;
  installed = true;
  process.on('uncaughtException', (error: unknown) => {
    const text =
      error instanceof PolicyRefusedError
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error);
    process.stderr.write(`${text}\n`, () => process.exit(1));
  });
}

/** What Terraform or the CDKTF command could deploy from a stack's folder. State and locks are not among it: they are the user's. */
const DEPLOYABLE =
  /(\.(tf|tofu)(\.json)?|\.tfplan|\.auto\.tfvars(\.json)?)$|^terraform\.tfvars(\.json)?$|^plan$|^metadata\.json$/;

/** Plan files hold the private keys of the state in clear. */
const PLAN = /\.tfplan$|^plan$/;

/**
 * Removes everything deployable from an output folder: of each folder below `stacks`, whichever run wrote it, and of those that an
 * earlier manifest names, so that `--skip-synth` finds nothing either.
 */
export function withdraw(outdir: string): void {
  const manifest = join(outdir, 'manifest.json');
  for (const folder of new Set([...stackFoldersIn(outdir), ...foldersOf(manifest, outdir)]))
    removeFrom(folder, DEPLOYABLE);
  rmSync(manifest, { force: true });
}

/**
 * Leaves an accepted output folder as it may be used: the folders of the stacks are open to their owner alone, since plan files lie
 * there, no plan of an earlier synth is left, and nothing deployable of stacks that the app no longer has.
 *
 * @param stacks ids of the app's stacks
 */
export function settleOutput(outdir: string, stacks: readonly string[]): void {
  const kept = new Set(stacks.map((stack) => join(outdir, 'stacks', stack)));
  for (const folder of stackFoldersIn(outdir)) {
    removeFrom(folder, kept.has(folder) ? PLAN : DEPLOYABLE);
    if (kept.has(folder)) closeFolder(folder);
  }
}

/** Makes the folder of one stack open to its owner alone. */
export function closeFolder(folder: string): void {
  if (isFolder(folder)) chmodSync(folder, 0o700);
}

/** Folders of stacks, links left out: what lies behind a link is not this output's. */
function stackFoldersIn(outdir: string): string[] {
  const stacks = join(outdir, 'stacks');
  if (!isFolder(stacks)) return [];
  return readdirSync(stacks)
    .map((name) => join(stacks, name))
    .filter(isFolder);
}

function removeFrom(folder: string, files: RegExp): void {
  for (const file of readdirSync(folder)) if (files.test(file)) rmSync(join(folder, file), { force: true });
}

/** Whether a path is a folder itself, and no link to one. */
function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function foldersOf(manifest: string, outdir: string): string[] {
  try {
    const stacks =
      (JSON.parse(readFileSync(manifest, 'utf8')) as { stacks?: Record<string, { workingDirectory?: string }> })
        .stacks ?? {};
    // A manifest is only a file: neither its text nor a link may lead out of the output folder.
    const inside = realpathSync(outdir) + sep;
    return Object.values(stacks)
      .map((stack) => join(outdir, stack.workingDirectory ?? ''))
      .filter((folder) => resolve(folder) !== resolve(outdir) && isFolder(folder))
      .filter((folder) => (realpathSync(folder) + sep).startsWith(inside));
  } catch {
    return [];
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  // A name that nobody can have prepared a link for, and no link is followed.
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary, { force: true });
    throw error;
  }
}
