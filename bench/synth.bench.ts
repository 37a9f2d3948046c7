import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { compareProcesses, type Command } from './support/processes';
import type { Row } from './support/row';

const APPS = join(__dirname, 'apps');

export const name = 'synth';

/** Whole-process synth against an app that writes the same configuration by hand, with and without rules, and its growth. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-bench-'));
  const command = (app: string, n: number, ...more: string[]): Command => ({
    file: process.execPath,
    args: [join(APPS, app), String(n), join(folder, `${app}-${n}-${more.join('-')}`), ...more],
    cwd: folder,
  });
  try {
    const rows: Row[] = [];
    for (const [n, rounds] of [
      [1, 15],
      [10, 15],
      [100, 11],
      [1000, 7],
      [3000, 3],
    ] as const) {
      const ours = command('declared.js', n);
      const byHand = command('hand-written.js', n);
      rows.push({ name: 'synth / the same by hand', n, goal: 1.2, ...compareProcesses(ours, byHand, { rounds }) });
      if (n === 10) assertSame(ours, byHand);
    }
    const rules = compareProcesses(
      command('declared.js', 1000, 'rules', '12'),
      command('declared.js', 1000, 'no-rules', '12'),
      { rounds: 7 },
    );
    rows.push({ name: 'synth with all rules / without (12 populations)', n: 1000, goal: 1.05, ...rules });
    const growth = compareProcesses(command('declared.js', 3000), command('declared.js', 1000), { rounds: 3 });
    rows.push({ name: 'synth(3000) / synth(1000)', n: 3000, goal: 3.1, ...growth });
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The comparison is only fair where both write the same. */
function assertSame(ours: Command, byHand: Command): void {
  const [a, b] = [ours, byHand].map((command) => configuration(command.args[2]));
  if (!isDeepStrictEqual(a, b))
    throw new Error('the hand-written app no longer writes what the declared one does; bring it in step');
}

function configuration(outdir: string): unknown {
  const text = readFileSync(join(outdir, 'stacks', 'perf', 'cdk.tf.json'), 'utf8');
  return JSON.parse(text, (key, value: unknown) => {
    // Digests of what stands beside the configuration: by hand one would have to write that too.
    if (typeof value === 'string') return value.replace(/\b[0-9a-f]{64}\b/g, 'digest');
    return key === '//' ? undefined : value;
  });
}
