import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Report } from '../policy';
import { Block, ProjectFile, runProgram } from '../project';

/**
 * Judges a program that is about to be written: it declares into an app of its own, which is never synthesized. Its files lie in a
 * folder of their own meanwhile.
 */
export async function judgeProgram(
  blocks: readonly Block[],
  files: readonly ProjectFile[],
  now: Date,
): Promise<Report> {
  const { App } = await import('cdktf');
  const entry = await import('../index');
  const folder = mkdtempSync(join(tmpdir(), 'client-access-program-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: 0o600 });
    }
    const Declared = class extends App {
      constructor() {
        super({ outdir: join(folder, 'cdktf.out'), context: { clientAccessQuiet: true } });
      }
    };
    const program = runProgram(blocks, {
      imports: { ...entry, App: Declared },
      files: new Map(files.map(({ path }) => [path, join(folder, path)])),
    });
    const policy = entry.ClientAccessPolicy.of(program.get('app') as InstanceType<typeof App>);
    policy.useClock(now);
    return policy.judge();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
