import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERBS } from '../../lib/cli/program';
import { run, temporaryFolder } from '../support/review-files';

describe('client-access completion', () => {
  test('bash completes verbs, options and values', async () => {
    const { out } = await run('completion', 'bash');
    const file = join(temporaryFolder(), 'completion.bash');
    writeFileSync(file, out);
    const complete = (...words: string[]): string[] => {
      const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _client_access; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, status } = spawnSync('bash', ['-c', script, 'bash', file, 'client-access', ...words], {
        encoding: 'utf8',
      });
      expect(status).toBe(0);
      return stdout.trim().split('\n');
    };
    expect(complete('')).toEqual(expect.arrayContaining([...VERBS.map(({ name }) => name), '--help']));
    expect(complete('rev')).toEqual(['review']);
    expect(complete('review', '--fail')).toEqual(['--fail-on']);
    expect(complete('review', '--format', 'sar')).toEqual(['sarif']);
    expect(complete('rules', 'sh')).toEqual(['show']);
  });

  test.each(['zsh', 'fish'])('%s knows every verb and option', async (shell) => {
    const { code, out } = await run('completion', shell);
    expect(code).toBe(0);
    for (const { name } of VERBS) expect(out).toContain(name);
    expect(out).toContain(shell === 'fish' ? '-l fail-on' : '--fail-on=');
  });

  test('another shell is refused', async () => {
    const { code, err } = await run('completion', 'tcsh');
    expect([code, err]).toEqual([2, expect.stringContaining('bash, zsh, fish')]);
  });
});
