import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Command } from './processes';

const TIME = '/usr/bin/time';

/** Whether this machine can measure how much memory a process took at most. */
export const canMeasureMemory = existsSync(TIME);

/** The most memory that a process of the command had at once, in MiB. */
export function peakMemory(command: Command): number {
  const { stderr } = spawnSync(TIME, ['-f', '%M', command.file, ...command.args], {
    encoding: 'utf8',
    env: command.env,
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
  return Math.round(Number(stderr.trim().split('\n').at(-1)) / 1024);
}
