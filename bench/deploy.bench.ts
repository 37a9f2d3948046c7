import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, compareProcesses, type Cost, measure } from './support/processes';
import type { Row } from './support/row';
import { rounded } from './support/statistics';

export const name = 'deploy';

/** Servers, and rounds; CLIENT_ACCESS_BENCH_SERVERS=200 measures one size alone, once. */
const SIZES: readonly (readonly [number, number])[] = process.env.CLIENT_ACCESS_BENCH_SERVERS
  ? [[Number(process.env.CLIENT_ACCESS_BENCH_SERVERS), 1]]
  : [
      [10, 3],
      [50, 3],
    ];

/**
 * CLIENT_ACCESS_BENCH_STACKS=1000/100/200/400 (hours) deploys 1,000 servers in stacks of 100, five at a time, against one stack of 1,000 whose
 * time is extrapolated from one of 200 and one of 400.
 */
const STACKS = process.env.CLIENT_ACCESS_BENCH_STACKS?.split('/').map(Number);

/** Stacks that are deployed at once. */
const AT_ONCE = 5;

const LONGEST_MS = 10_800_000;

const MIRROR = join(__dirname, '../.tools/terraform.rc');

/** Deploys with Terraform, the real provider and the local backend, against the tls resources of the same configuration alone. */
export async function run(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-bench-'));
  try {
    if (STACKS) return [overStacks(folder, STACKS)];
    return SIZES.flatMap(([n, rounds]) => measured(join(folder, String(n)), n, rounds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A deploy over stacks, against one stack: its time has a part that grows with the servers and one that grows with their square. */
function overStacks(folder: string, [n, perStack, few, many]: readonly number[]): Row {
  const ours = costOf(join(folder, 'stacks'), n, perStack);
  const [short, long] = [few, many].map((size) => costOf(join(folder, String(size)), size, size));
  const alone = (of: keyof Cost): number => {
    const square = (long[of] / many - short[of] / few) / (many - few);
    return (short[of] / few - square * few) * n + square * n * n;
  };
  const [ratio, cpuRatio] = (['wall', 'cpu'] as const).map((of) => rounded(ours[of] / alone(of)));
  const figures = {
    cpuRatio,
    ours: ours.wall,
    short: short.wall,
    long: long.wall,
    cpu: ours.cpu,
    shortCpu: short.cpu,
    longCpu: long.cpu,
  };
  const name = `apply in stacks of ${perStack}, ${AT_ONCE} at a time / one stack (extrapolated from ${few} and ${many})`;
  return { name, n, goal: 0.2, ratio, figures };
}

/** What a deploy costs; the stacks after the first wait for it, since they read its CA. */
function costOf(folder: string, n: number, perStack: number): Cost {
  mkdirSync(folder);
  const args = [String(n), join(folder, 'cdktf.out'), 'rules', '0', 'state', String(perStack)];
  must({ file: process.execPath, args: [join(__dirname, 'apps/declared.js'), ...args], cwd: folder });
  const stacks = join(folder, 'cdktf.out/stacks');
  for (const stack of readdirSync(stacks)) must(terraform(join(stacks, stack), 'init -input=false'));
  const others = readdirSync(stacks).filter((stack) => stack !== 'perf');
  const apply = 'apply -auto-approve -input=false';
  const first = measure(terraform(join(stacks, 'perf'), apply), LONGEST_MS);
  if (others.length === 0) return first;
  const { file, args: words, env } = terraform('', `-chdir={} ${apply}`);
  const each = ['-P', String(AT_ONCE), '-I{}', file, ...words];
  const script = ['-c', 'printf "%s\\n" $STACKS | xargs "$@"', 'bench', ...each];
  const rest = measure(
    { file: 'bash', args: script, cwd: stacks, env: { ...env, STACKS: others.join(' ') } },
    LONGEST_MS,
  );
  return { wall: first.wall + rest.wall, cpu: first.cpu + rest.cpu };
}

function measured(folder: string, n: number, rounds: number): Row[] {
  mkdirSync(folder);
  const app = join(__dirname, 'apps/declared.js');
  must({
    file: process.execPath,
    args: [app, String(n), join(folder, 'cdktf.out'), 'rules', '0', 'state'],
    cwd: folder,
  });
  const ours = join(folder, 'cdktf.out/stacks/perf');
  const alone = join(folder, 'cdktf.out/stacks/alone');
  cpSync(ours, alone, { recursive: true });
  writeFileSync(join(alone, 'cdk.tf.json'), JSON.stringify(tlsAlone(join(alone, 'cdk.tf.json'))));
  const states = { ours: join(folder, '.state/perf.tfstate'), alone: join(folder, '.state/alone.tfstate') };
  for (const cwd of [ours, alone]) must(terraform(cwd, 'init -input=false'));
  const apply = (cwd: string): Command =>
    terraform(cwd, 'apply -auto-approve -input=false', 'rm -rf ../../../.state && ');
  const plan = (cwd: string): Command => terraform(cwd, 'plan -detailed-exitcode -input=false');
  const applied = compareProcesses(apply(ours), apply(alone), { rounds, timeoutMs: 1_200_000 });
  for (const cwd of [ours, alone]) must(terraform(cwd, 'apply -auto-approve -input=false'));
  const planned = compareProcesses(plan(ours), plan(alone), { rounds, timeoutMs: 1_200_000 });
  const [oursBytes, aloneBytes] = [statSync(states.ours).size, statSync(states.alone).size];
  return [
    { name: 'apply / the same tls resources alone', n, goal: 1.5, ...applied },
    { name: 'plan without changes / the same tls resources alone', n, goal: 1.3, ...planned },
    {
      name: 'state / the same tls resources alone',
      n,
      goal: 1.3,
      ratio: rounded(oursBytes / aloneBytes),
      figures: { oursBytes, aloneBytes },
    },
  ];
}

/** The configuration with nothing but the tls resources, and a state of its own. */
function tlsAlone(path: string): object {
  const { terraform, provider, resource } = JSON.parse(readFileSync(path, 'utf8')) as {
    terraform: { backend: { local: { path: string } } };
    provider: object;
    resource: Record<string, Record<string, { depends_on?: string[] }>>;
  };
  const { terraform_data: _, ...tls } = resource;
  for (const named of Object.values(tls)) for (const block of Object.values(named)) delete block.depends_on;
  const local = { path: terraform.backend.local.path.replace('perf', 'alone') };
  return { terraform: { ...terraform, backend: { local } }, provider, resource: tls };
}

function terraform(cwd: string, args: string, before = ''): Command {
  const env: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  if (existsSync(MIRROR)) env.TF_CLI_CONFIG_FILE = MIRROR;
  return { file: 'bash', args: ['-c', `${before}${env.TERRAFORM_BINARY_NAME ?? 'terraform'} ${args}`], cwd, env };
}

function must({ file, args, cwd, env }: Command): void {
  const { status, stderr } = spawnSync(file, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')} ended with ${status}: ${stderr}`);
}
