import { join } from 'node:path';
import { compareProcesses, type Command } from './support/processes';
import type { Row } from './support/row';

const ROOT = join(__dirname, '..');

const load = (what: string): Command => ({
  file: process.execPath,
  args: ['-e', `require(${JSON.stringify(what)})`],
  cwd: ROOT,
});

export const name = 'load';

/** Loading the library against loading cdktf alone, which every stack has to do anyway. */
export async function run(): Promise<readonly Row[]> {
  const compared = compareProcesses(load(join(ROOT, 'dist/lib/index.js')), load('cdktf'), { rounds: 15 });
  return [{ name: 'load of the library / load of cdktf', n: 1, goal: 1.1, ...compared }];
}
