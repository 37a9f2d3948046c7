import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canMeasureMemory, peakMemory } from './support/peak-memory';
import { writePlan } from './support/plan';
import { compareProcesses, type Command, type ComparisonOptions } from './support/processes';
import type { Row } from './support/row';

const ROOT = join(__dirname, '..');
const PEERS = join(__dirname, 'support/peers');
/** Where the peers are looked for; `go install` and `pip install` put them there. A peer that is not there is left out, and said so. */
const CONFTEST = join(ROOT, '.tools/peers/bin/conftest');
const CHECKOV = join(ROOT, '.tools/checkov-venv/bin/checkov');

export const name = 'review';

const node = (...args: string[]): Command => ({ file: process.execPath, args });

function review(input: string): Command {
  const options = ['--format', 'json', '--fail-on', 'never', '--now', '2026-11-23'];
  return node(join(ROOT, 'dist/bin/client-access.js'), 'review', input, ...options);
}

const threeRules = (input: string): Command => node(join(__dirname, 'apps/three-rules.js'), input);

const conftest = (input: string): Command => ({
  file: CONFTEST,
  args: ['test', '--no-color', '--no-fail', '--policy', join(PEERS, 'three-rules.rego'), input],
});

const checkov = (input: string, framework: string): Command => ({
  file: CHECKOV,
  args: [
    '--soft-fail',
    '--compact',
    '--quiet',
    '--external-checks-dir',
    join(PEERS, 'checkov'),
    '--framework',
    framework,
    '-f',
    input,
  ],
  env: { ...process.env, LOG_LEVEL: 'ERROR', CKV_IGNORE_HIDDEN_DIRECTORIES: 'false' },
});

/** Writes what synth writes for that many servers; the path of the configuration. */
function synthesize(folder: string, servers: number): string {
  const out = join(folder, String(servers));
  const argv = [join(__dirname, 'apps/declared.js'), String(servers), out, 'rules', '12'];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0)
    throw new Error(`the app of ${servers} servers was not synthesized: exit code ${status}\n${stderr}`);
  return join(out, 'stacks/perf/cdk.tf.json');
}

/** The whole command, from its start to its end, against a bare script and against the policy tools of the trade. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-bench-'));
  try {
    return measured(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measured(folder: string): Row[] {
  const rows: Row[] = [];
  const add = (
    what: string,
    n: number,
    goal: number,
    ours: Command,
    theirs: Command,
    options?: ComparisonOptions,
  ): void => {
    rows.push({ name: `review: ${what}`, n, goal, ...compareProcesses(ours, theirs, options) });
  };
  const one = synthesize(folder, 1);
  const thousand = synthesize(folder, 1_000);
  const third = synthesize(folder, 333);
  const plan = join(folder, 'plan.json');
  writePlan(thousand, plan);
  process.stderr.write(`cdk.tf.json ${statSync(thousand).size} bytes, plan.json ${statSync(plan).size} bytes\n`);

  add('one server / an empty node', 1, 1.4, review(one), node('-e', '0'), { rounds: 21 });
  add('cdk.tf.json / a script with three rules', 1_000, 2, review(thousand), threeRules(thousand));
  add('cdk.tf.json / a third of the servers', 1_000, 3.1, review(thousand), review(third));
  if (existsSync(CONFTEST)) {
    add('cdk.tf.json / conftest with three rules', 1_000, 1, review(thousand), conftest(thousand));
    add('plan / conftest with three rules', 1_000, 1, review(plan), conftest(plan));
  } else process.stderr.write(`conftest is not at ${CONFTEST}: left out\n`);
  if (existsSync(CHECKOV)) {
    const options = { rounds: 1, timeoutMs: 900_000 };
    add('plan / checkov with three rules', 1_000, 0.02, review(plan), checkov(plan, 'terraform_plan'), options);
    if (canMeasureMemory) rows.push(memory(plan));
    else process.stderr.write('peak memory is left out: there is no /usr/bin/time\n');
  } else process.stderr.write(`checkov is not at ${CHECKOV}: left out\n`);
  return rows;
}

function memory(plan: string): Row {
  const oursMiB = peakMemory(review(plan));
  const theirsMiB = peakMemory(checkov(plan, 'terraform_plan'));
  const ratio = Math.round((oursMiB / theirsMiB) * 1000) / 1000;
  return {
    name: 'review: peak memory on a plan / checkov',
    n: 1_000,
    goal: 0.333,
    ratio,
    figures: { oursMiB, theirsMiB },
  };
}
