import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { main } from '../../lib/cli/main';
import { makeProgram, VERBS } from '../../lib/cli/program';
import { FakeForge } from '../support/fake-forge';
import { EXAMPLE_CODES, OPTION_CASES, writeHelpFolder } from '../support/help-cases';
import { NOW } from '../support/review-estate';
import { temporaryFolder } from '../support/review-files';

const before = process.cwd();
let forge: FakeForge;
const folder = temporaryFolder();
let env: Record<string, string> = {};

beforeAll(async () => {
  writeHelpFolder(folder);
  process.chdir(folder);
  // Only this command writes the reports of parts that it merges.
  for (const shard of [1, 2])
    await run(['verify', '--shard', `${shard}/2`, '--output', `json=part-${shard}.json`, 'cdktf.out']);
});
// A connection that is kept open must not outlive the wait for a slow test.
beforeEach(async () => {
  forge = new FakeForge(['authorization', 'Bearer t0ken']);
  env = { GITHUB_REPOSITORY: 'contoso/mail', GITHUB_REF: 'refs/pull/7/merge', GITHUB_TOKEN: 't0ken' };
  env.GITHUB_API_URL = await forge.start();
});
afterEach(() => forge.stop());
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command in the folder; what went wrong beside the exit code. */
async function run(argv: readonly string[]): Promise<{ code: number; err: string; out: string }> {
  let [err, out] = ['', ''];
  const code = await main(argv, {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    env,
    // Nobody answers there: what names lead to is no matter here.
    dns: ['127.0.0.1:1'],
    now: () => NOW,
  });
  return { code, err: code > 1 ? err : '', out };
}

/** The part of a line of a shell that runs the command, in words; what is piped into it lies in a file. */
function wordsOf(example: string): { command: string; words: string[] } {
  const command = example
    .split(/&&|\|/)
    .map((part) => part.trim().replace(/ > .*$/, ''))
    .find((part) => part.startsWith('client-access '))!;
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2]);
  return { command, words: words.slice(1).map((word) => (word === '-' ? join(folder, 'stdin') : word)) };
}

function examplesOf(help: string): string[] {
  const [, after = ''] = help.split('Examples:\n');
  return after
    .split('\n')
    .filter((line) => /^ {2}\S/.test(line) && line.includes('client-access '))
    .map((line) => line.trim());
}

/** Every command that can be run, by the words that name it. */
async function commands(): Promise<Map<string, Command>> {
  const io = { out: () => undefined, err: () => undefined, outIsTerminal: false, env: {}, now: () => NOW };
  const program = await makeProgram(undefined, io, () => undefined, true);
  const found = new Map<string, Command>();
  for (const verb of program.commands) {
    if (verb.name() === 'help') continue;
    if (verb.commands.length === 0) found.set(verb.name(), verb);
    for (const sub of verb.commands) if (sub.name() !== 'help') found.set(`${verb.name()} ${sub.name()}`, sub);
  }
  return found;
}

test('every option has a case in test/support/help-cases.ts', async () => {
  const options = [...(await commands())].map(([name, command]) => [
    name,
    command.options.map(({ long }) => long).sort(),
  ]);
  const cases = Object.entries(OPTION_CASES).map(([name, byFlag]) => [name, Object.keys(byFlag).sort()]);
  expect(Object.fromEntries(cases)).toEqual(Object.fromEntries(options));
});

const options = Object.entries(OPTION_CASES).flatMap(([name, byFlag]) =>
  Object.entries(byFlag).map(([flag, { argv, code = 0 }]) => ({ name, flag, argv, code })),
);

jest.setTimeout(60_000);

test.each(options)('$name $flag ends with exit code $code', async ({ name, argv, code }) => {
  expect(await run([...name.split(' '), ...argv])).toMatchObject({ code, err: '' });
});

test.each(VERBS.map(({ name }) => name))('every example of the help of %s ends as it promises', async (name) => {
  const examples = examplesOf((await run([name, '--help'])).out);
  expect(examples).not.toEqual([]);
  for (const example of examples) {
    const { command, words } = wordsOf(example);
    const { code, err } = await run(words);
    expect({ example, code, err }).toEqual({ example, code: EXAMPLE_CODES[command] ?? 0, err: '' });
  }
});

test('every command of README ends as it promises', async () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const examples = [...readme.matchAll(/^npx (client-access [^#\n]*)/gm)].map(([, example]) => example.trim());
  expect(examples.length).toBeGreaterThan(5);
  for (const example of examples) {
    const { command, words } = wordsOf(example);
    const { code, err } = await run(words);
    expect({ example, code, err }).toEqual({ example, code: EXAMPLE_CODES[command] ?? 0, err: '' });
  }
});
