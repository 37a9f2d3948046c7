// npm run lint: eslint (with the arrows between the rooms), prettier and the type check of everything.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main, root, run } from './run.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';

const CHECKS = [
  { name: 'eslint', args: ['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'] },
  { name: 'prettier', args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  {
    name: 'tsc',
    args: [
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      '.tools/check.tsbuildinfo',
    ],
  },
  { name: 'tsc of the HTML report', args: ['node_modules/typescript/bin/tsc', '-p', 'lib/report/browser'] },
];

/** @returns {{passed: number, failed: number}} one for each check */
export function lint() {
  const failed = CHECKS.filter(({ name, args: [script, ...args] }) => {
    const { status } = run(process.execPath, [join(root, script), ...args], { allowFailure: true });
    process.stdout.write(`${name}: ${status === 0 ? 'ok' : 'failed'}\n`);
    return status !== 0;
  });
  return { passed: CHECKS.length - failed.length, failed: failed.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(() => {
    ensureNodeModules();
    return lint().failed > 0 ? 1 : 0;
  });
}
