import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Row } from './support/row';
import { median, rounded } from './support/statistics';

const ROOT = join(__dirname, '..');

export const name = 'judge';

/** Processor time of one cold judgement in a process of its own, in milliseconds; wall time says little on a busy machine. */
function judged(servers: number, rules: 'rules' | 'no-rules', rounds: number): number {
  const app = join(__dirname, 'apps', 'judge.ts');
  const one = (): number =>
    Number(
      execFileSync(process.execPath, ['--import', 'tsx', app, String(servers), rules], { cwd: ROOT, encoding: 'utf8' }),
    );
  return median(Array.from({ length: rounds }, one));
}

/** All recommended rules on servers with 8 bindings each and 12 populations: what they add to the matrix, and how that grows. */
export async function run(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const costs = new Map<number, number>();
  for (const [n, rounds] of [
    [1, 5],
    [100, 5],
    [1000, 5],
    [3000, 3],
  ] as const) {
    const matrix = judged(n, 'no-rules', rounds);
    const whole = judged(n, 'rules', rounds);
    costs.set(n, whole);
    rows.push({
      name: 'judge with all rules / matrix alone',
      n,
      ratio: rounded(whole / matrix),
      figures: {
        rounds,
        wholeCpuMs: rounded(whole),
        matrixCpuMs: rounded(matrix),
        rulesCpuMs: rounded(whole - matrix),
      },
    });
  }
  const growth = (costs.get(3000) as number) / (costs.get(1000) as number);
  rows.push({ name: 'judge(3000) / judge(1000)', n: 3000, goal: 3.3, ratio: rounded(growth), figures: {} });
  return rows;
}
