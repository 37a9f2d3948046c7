import { existsSync } from 'node:fs';
import { join } from 'node:path';

const RUNNERS = join(__dirname, '../../../.tools/runners');

/** The runners that `npm run setup -- --runners` installs, and where each lies (tools/setup/runners.mjs). */
export const RUNNER_FILES = {
  act: join(RUNNERS, 'act/act'),
  'gitlab-ci-local': join(RUNNERS, 'gitlab-ci-local/node_modules/.bin/gitlab-ci-local'),
  'pre-commit': join(RUNNERS, 'pre-commit/bin/pre-commit'),
} as const;

export type Runner = keyof typeof RUNNER_FILES;

export function isRunner(name: string): name is Runner {
  return Object.hasOwn(RUNNER_FILES, name);
}

/** Whether an install came to its end: its mark is written last. */
export function isInstalled(runner: Runner): boolean {
  return existsSync(join(RUNNERS, runner, '.pins')) && existsSync(RUNNER_FILES[runner]);
}
