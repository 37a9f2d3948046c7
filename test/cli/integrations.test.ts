import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { reviewEstate } from '../support/review-estate';
import { run, temporaryFolder, writeOutputFolder } from '../support/review-files';

const root = join(__dirname, '../..');
const yaml = (file: string): unknown => parse(readFileSync(join(root, file), 'utf8'));

interface Step {
  readonly name: string;
  readonly run: string;
  readonly env: Record<string, string>;
  readonly shell: string;
}

/** A folder with an `npx` that notes its arguments and ends with a code: what the real one gets, without the real one. */
function withNpx(code: number): { folder: string; environment: NodeJS.ProcessEnv; calls(): string[][] } {
  const folder = temporaryFolder();
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  const script = `#!/usr/bin/env node
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const argv = process.argv.slice(2);
appendFileSync(${JSON.stringify(log)}, JSON.stringify(argv) + '\\n');
for (const [index, word] of argv.entries()) if (word === '--output' && !argv[index + 1].endsWith('=-')) writeFileSync(argv[index + 1].split('=')[1], 'made');
if (argv[0] === 'cdktf') { mkdirSync('cdktf.out'); writeFileSync('cdktf.out/manifest.json', '{}'); }
process.exitCode = argv.includes('review') ? ${code} : 0;
`;
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/npx'), script);
  chmodSync(join(folder, 'bin/npx'), 0o755);
  return {
    folder,
    environment: { PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`, HOME: folder },
    calls: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as string[]),
  };
}

/** Every option that a command line gives the command is one that the command knows. */
async function expectKnownOptions(argv: string[]): Promise<void> {
  const [verb, ...rest] = argv.slice(argv.indexOf('client-access') + 1);
  const { out } = await run(verb, '--help');
  for (const word of rest.filter((one) => /^--[a-z]/.test(one))) expect(out).toContain(word);
}

test("other people's actions and images are named by what can not be moved", () => {
  const text = (file: string): string => readFileSync(join(root, 'examples/integrations', file), 'utf8');
  const workflow = text('github/review.yml') + text('github/verify.yml') + text('github/verify-shards.yml');
  const used = [...workflow.matchAll(/uses: (\S+)(.*)/g)].filter(([, name]) => !name.startsWith('./'));
  expect(used.length).toBeGreaterThan(3);
  for (const [, name, comment] of used) {
    expect(name).toMatch(/@[0-9a-f]{40}$/);
    expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
  }
  const job = text('gitlab/client-access.gitlab-ci.yml') + text('gitlab/verify.gitlab-ci.yml');
  for (const [, image] of job.matchAll(/image: (\S+)/g)) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  expect(job).toContain('image: ');
});

describe('action.yml', () => {
  const action = yaml('action.yml') as {
    inputs: Record<string, { description: string; default: string }>;
    outputs: Record<string, { value: string }>;
    runs: { using: string; steps: Step[] };
  };
  const review = action.runs.steps.find(({ name }) => name === 'Review') as Step;

  function runReview(
    code: number,
    inputs: Record<string, string>,
  ): ReturnType<typeof withNpx> & { status: number | null } {
    const npx = withNpx(code);
    const env: NodeJS.ProcessEnv = {
      ...npx.environment,
      RUNNER_TEMP: npx.folder,
      GITHUB_OUTPUT: join(npx.folder, 'output'),
      GITHUB_STEP_SUMMARY: join(npx.folder, 'summary'),
    };
    for (const [name, expression] of Object.entries(review.env)) {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] as string;
      env[name] = inputs[input] ?? action.inputs[input].default;
    }
    const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', review.run], { env, cwd: npx.folder });
    return { ...npx, status };
  }

  test('every input that is used is there, and every one that is there is used', () => {
    const text = readFileSync(join(root, 'action.yml'), 'utf8');
    const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('no value of an input or event is written into a script', () => {
    for (const { run: script } of action.runs.steps) expect(script).not.toContain('${{');
  });

  test('reviews with what the inputs say, and leaves outputs and summary', async () => {
    const { status, calls, folder } = runReview(1, { base: 'base dir', 'only-new': 'true', input: 'a\nb c\n' });
    expect(status).toBe(0);
    const [argv] = calls();
    expect(argv.slice(0, 3)).toEqual(['--no-install', 'client-access', 'review']);
    expect(argv.slice(argv.indexOf('--') + 1)).toEqual(['a', 'b c']);
    expect(argv[argv.indexOf('--base') + 1]).toBe('base dir');
    expect(argv).toContain('--only-new');
    await expectKnownOptions(argv);
    expect(readFileSync(join(folder, 'output'), 'utf8')).toContain('exit-code=1\n');
    expect(readFileSync(join(folder, 'summary'), 'utf8')).toBe('made');
  });

  test('bad input fails the step at once', () => {
    expect(runReview(2, {}).status).toBe(2);
  });

  test('an input can not be read as shell', () => {
    const { status, calls, folder } = runReview(0, {
      input: '$(touch pwned)\n"; touch pwned; "',
      name: '`touch pwned`',
    });
    expect(status).toBe(0);
    expect(calls()[0].slice(-2)).toEqual(['$(touch pwned)', '"; touch pwned; "']);
    expect(() => readFileSync(join(folder, 'pwned'))).toThrow();
  });
});

describe('examples/integrations', () => {
  test('the workflow gives the action only inputs that it has', () => {
    const { jobs } = yaml('examples/integrations/github/review.yml') as {
      jobs: { review: { steps: { uses?: string; with?: Record<string, string> }[] } };
    };
    const step = jobs.review.steps.find(({ uses }) => uses?.includes('cdktf-exchange-client-access'));
    const { inputs } = yaml('action.yml') as { inputs: Record<string, unknown> };
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
  });

  test.each([
    [0, ['review', 'comment']],
    [1, ['review', 'comment']],
    [2, ['review']],
  ])(
    'the GitLab job ends with the exit code %i of the review, and comments only on a judgement',
    async (code, verbs) => {
      const template = yaml('examples/integrations/gitlab/client-access.gitlab-ci.yml') as {
        'client-access-review': {
          before_script: string[];
          script: string[];
          artifacts: { reports: Record<string, string> };
        };
      };
      const job = template['client-access-review'];
      const npx = withNpx(code);
      const env = { ...npx.environment, GITLAB_TOKEN: 't0ken', CI_MERGE_REQUEST_IID: '7' };
      const lines = [...job.before_script.filter((line) => line !== 'npm ci'), ...job.script];
      const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], { env, cwd: npx.folder });
      expect(status).toBe(code);
      const [synth, ...calls] = npx.calls();
      expect(synth).toEqual(['cdktf', 'synth']);
      expect(calls.map((argv) => argv[2])).toEqual(verbs);
      for (const argv of calls) {
        await expectKnownOptions(argv);
        expect(argv.join(' ')).not.toContain('t0ken');
      }
      const written = calls[0].filter((word) => word.includes('=')).map((word) => basename(word.split('=')[1]));
      expect(written).toEqual(expect.arrayContaining(Object.values(job.artifacts.reports)));
    },
  );

  test.each([
    [
      'github',
      () => {
        const file = yaml('examples/integrations/github/verify.yml') as {
          jobs: { verify: { steps: Partial<Step>[] } };
        };
        return file.jobs.verify.steps.flatMap(({ run: line }) => line ?? []);
      },
    ],
    [
      'gitlab',
      () => {
        const file = yaml('examples/integrations/gitlab/verify.gitlab-ci.yml') as Record<string, { script: string[] }>;
        return file['client-access-verify'].script;
      },
    ],
  ])('the scheduled job for %s verifies what synth wrote, with options that the command has', async (_, lines) => {
    const npx = withNpx(0);
    const script = lines().filter((line) => line !== 'npm ci');
    const env = { ...npx.environment, GITHUB_STEP_SUMMARY: join(npx.folder, 'summary') };
    expect(spawnSync('bash', ['-eo', 'pipefail', '-c', script.join('\n')], { env, cwd: npx.folder }).status).toBe(0);
    const [synth, verify] = npx.calls();
    expect(synth).toEqual(['cdktf', 'synth']);
    expect(verify.slice(1, 3)).toEqual(['client-access', 'verify']);
    expect(verify.at(-1)).toBe('cdktf.out');
    await expectKnownOptions(verify);
  });

  test.each([0, 1])('the hook ends with the exit code %i of the review', (code) => {
    const npx = withNpx(code);
    const hook = join(root, 'examples/integrations/pre-commit/client-access-review.sh');
    const env = { ...npx.environment, CLIENT_ACCESS_SYNTH: 'true' };
    expect(spawnSync('sh', [hook], { env, cwd: npx.folder }).status).toBe(code);
    expect(npx.calls()).toEqual([
      ['--no-install', 'client-access', 'review', '--source-root', '.', '--fail-on', 'policy'],
    ]);
  });

  test('the hook judges in the folder that it is given, and names files from the top', async () => {
    const npx = withNpx(1);
    const hook = join(root, 'examples/integrations/pre-commit/client-access-review.sh');
    const env = { ...npx.environment, CLIENT_ACCESS_FOLDER: 'infra/the mail', CLIENT_ACCESS_SYNTH: 'mkdir cdktf.out' };
    mkdirSync(join(npx.folder, env.CLIENT_ACCESS_FOLDER), { recursive: true });
    expect(spawnSync('sh', [hook], { env, cwd: npx.folder }).status).toBe(1);
    const [review] = npx.calls();
    expect(review[review.indexOf('--source-root') + 1]).toBe(env.CLIENT_ACCESS_FOLDER);
    expect(existsSync(join(npx.folder, env.CLIENT_ACCESS_FOLDER, 'cdktf.out'))).toBe(true);
    await expectKnownOptions(review);
  });

  test('what is to be reviewed is never an option, in no integration', async () => {
    const action = readFileSync(join(root, 'action.yml'), 'utf8');
    const template = readFileSync(join(root, 'examples/integrations/gitlab/client-access.gitlab-ci.yml'), 'utf8');
    for (const [text, input] of [
      [action, '"${paths[@]}"'],
      [template, '"${CLIENT_ACCESS_INPUT:-cdktf.out}"'],
    ])
      expect(text.split('\n').filter((line) => line.includes(input) && line.includes('|| code'))).toEqual([
        expect.stringContaining(`-- ${input}`),
      ]);
    for (const input of ['--help', '--version', '-q']) {
      const { code, out } = await run('review', '--', input);
      expect([input, code, out]).toEqual([input, 2, '']);
    }
  });

  test('the hook stops where the folder that it is given is not there', () => {
    const npx = withNpx(0);
    const hook = join(root, 'examples/integrations/pre-commit/client-access-review.sh');
    const env = { ...npx.environment, CLIENT_ACCESS_FOLDER: 'nowhere' };
    expect(spawnSync('sh', [hook], { env, cwd: npx.folder }).status).not.toBe(0);
    expect(npx.calls()).toEqual([]);
  });

  test('the hook stops at a refused synth', () => {
    const npx = withNpx(0);
    const hook = join(root, 'examples/integrations/pre-commit/client-access-review.sh');
    expect(
      spawnSync('sh', [hook], { env: { ...npx.environment, CLIENT_ACCESS_SYNTH: 'false' }, cwd: npx.folder }).status,
    ).toBe(1);
    expect(npx.calls()).toEqual([]);
  });

  test('the pre-commit framework is given a hook that is there', () => {
    const { repos } = yaml('examples/integrations/pre-commit/.pre-commit-config.yaml') as {
      repos: { hooks: { entry: string }[] }[];
    };
    const [, file] = repos[0].hooks[0].entry.split(' ');
    const beside = join(root, 'examples/integrations/pre-commit', file);
    expect(readFileSync(beside, 'utf8')).toMatch(/^#!\/bin\/sh/);
  });
});

test('paths behind -- are inputs even where they look like options', async () => {
  const folder = writeOutputFolder(reviewEstate());
  expect((await run('review', '-q', '--', folder)).code).toBe(1);
  expect((await run('review', '-q', '--', '--base')).err).toContain("--base can't be read");
});
