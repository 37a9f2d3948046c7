import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('sets what this version of Node knows, and says nothing', () => {
  const program = "require('./lib/cli/input/short-run.ts').expectShortRun(); console.log('went on')";
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', program], {
    cwd: join(__dirname, '../../..'),
    encoding: 'utf8',
  });
  expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: 'went on\n' });
});
