import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

/** What Terraform or the CDKTF command could deploy from a stack's folder. State and locks are not among it: they are the user's. */
const DEPLOYABLE = /(\.tf|\.tf\.json|\.tfplan)$|^plan$|^metadata\.json$/;

/**
 * Takes everything deployable out of an output folder: of the stacks given, and of those that an earlier manifest names, so that
 * `--skip-synth` finds nothing either.
 */
export function withdraw(outdir: string, stacks: string[]): void {
  const manifest = join(outdir, 'manifest.json');
  const folders = new Set(stacks.map((stack) => join(outdir, 'stacks', stack)));
  for (const folder of foldersOf(manifest, outdir)) folders.add(folder);
  for (const folder of folders) {
    if (!existsSync(folder)) continue;
    for (const file of readdirSync(folder)) if (DEPLOYABLE.test(file)) rmSync(join(folder, file), { force: true });
  }
  rmSync(manifest, { force: true });
}

function foldersOf(manifest: string, outdir: string): string[] {
  try {
    const stacks =
      (JSON.parse(readFileSync(manifest, 'utf8')) as { stacks?: Record<string, { workingDirectory?: string }> })
        .stacks ?? {};
    const inside = resolve(outdir) + sep;
    // A manifest is only a file: it must not lead the broom out of the output folder.
    return Object.values(stacks)
      .map((stack) => join(outdir, stack.workingDirectory ?? ''))
      .filter((folder) => (resolve(folder) + sep).startsWith(inside) && resolve(folder) !== resolve(outdir));
  } catch {
    return [];
  }
}

/** Writes a file whole or not at all. */
export function writeWhole(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
