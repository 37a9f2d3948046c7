import { InputError } from '../../lib/cli/exit';
import { VERBS } from '../../lib/cli/program';
import { run, runWith } from '../support/review-files';

describe('client-access', () => {
  test('help lists every verb and the exit codes', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const { name, summary } of VERBS) expect(out).toMatch(new RegExp(`${name}.*${summary.slice(0, 20)}`));
    for (const exit of ['0  nothing at or over', '1  at least one', '2  bad input', '3  a fault'])
      expect(out).toContain(exit);
  });

  test.each(VERBS.map(({ name }) => name))('help of %s has examples and the exit codes', async (name) => {
    const { code, out } = await run(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain('Examples:');
    expect(out).toContain('Exit codes:');
  });

  test.each(VERBS.map(({ name, exits }) => ({ name, exits })))(
    'help of $name has its own exit codes, once',
    async ({ name, exits }) => {
      const { out } = await run(name, '--help');
      expect(out.split('Exit codes:')).toHaveLength(2);
      expect(out).toContain(`  0  ${exits.ok}\n`);
      expect(/^ {2}1 {2}/m.test(out)).toBe(exits.findings !== undefined);
      expect(out).not.toContain('(default: [])');
    },
  );

  test('without a verb it shows help and is wrong usage', async () => {
    const { code, err } = await run();
    expect(code).toBe(2);
    expect(err).toContain('Usage: client-access');
  });

  test('a verb with a typing error is answered with the near one', async () => {
    const { code, err } = await run('reviw');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean review?');
  });

  test.each([
    [2, ['review', '/nowhere']],
    [2, ['reviw']],
    [2, ['review', '--halp']],
  ])('a standard error that can not be written leaves the exit code %d', async (code, argv) => {
    const err = (): void => {
      throw new InputError("standard output can't be written");
    };
    expect((await runWith({ err }, ...argv)).code).toBe(code);
  });

  test('--version prints the version alone', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
