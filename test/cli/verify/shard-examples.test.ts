import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ClientProtocol, Encryption } from '../../../lib/model';
import { Report } from '../../../lib/policy';
import { TestEstate } from '../../../lib/testing';
import { VerifyFolder } from '../../support/verifying';

jest.setTimeout(180_000);

const root = join(__dirname, '../../..');
const text = (file: string): string => readFileSync(join(root, 'examples/integrations', file), 'utf8');
const folder = new VerifyFolder();

beforeAll(() => {
  // Port 1 of this machine, where nothing listens; the names are addresses, so that no DNS is asked.
  const servers = ['127.0.0.1', '127.0.0.2', '127.0.0.3'].map((host, index) => ({
    name: `cas${index + 1}`,
    externalHost: host,
    protocols: [{ protocol: ClientProtocol.OWA, listeners: [{ port: 1, encryption: Encryption.TLS }] }],
  }));
  folder.declare(TestEstate.of({ servers }));
  const bin = folder.file('bin');
  mkdirSync(bin);
  // The command of this checkout in place of the installed one; the tests build it first.
  const command = `exec "${process.execPath}" "${join(root, 'dist/bin/client-access.js')}"`;
  writeFileSync(
    join(bin, 'npx'),
    `#!/bin/sh\n[ "$1 $2" = "--no-install client-access" ] || exit 97\nshift 2\n${command} "$@"\n`,
  );
  chmodSync(join(bin, 'npx'), 0o755);
});
afterAll(() => folder.remove());

/** Runs lines of a job where the project is. */
function shell(script: string, env: Readonly<Record<string, string>>): { status: number | null; stdout: string } {
  const path = `${folder.file('bin')}${delimiter}${process.env.PATH}`;
  const { status, stdout } = spawnSync('sh', ['-c', script], {
    cwd: folder.path,
    env: { ...env, PATH: path },
    encoding: 'utf8',
  });
  return { status, stdout };
}

/** What the parts of a folder have observed, by part. */
function observed(path: string, numbers: readonly number[]): string[][] {
  return numbers.map((number) => {
    const { observations = [] } = JSON.parse(readFileSync(join(path, `part-${number}.json`), 'utf8')) as Report;
    return observations.map(({ host }) => host.value!);
  });
}

test('the indexed job of Kubernetes asks every endpoint once, and judges them together', () => {
  interface Manifest {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly completions?: number;
      readonly template?: { spec: { containers: { args: string[]; env: { name: string; value: string }[] }[] } };
    };
  }
  const jobs = parseAllDocuments(text('kubernetes/verify.yml')).map((one) => one.toJS() as Manifest);
  const containerOf = (name: string) =>
    jobs.find(({ metadata }) => metadata.name === name)!.spec.template!.spec.containers[0];
  const ask = containerOf('client-access-ask');
  const shards = ask.env.find(({ name }) => name === 'CLIENT_ACCESS_SHARDS')!.value;
  expect(Number(shards)).toBe(jobs.find(({ metadata }) => metadata.name === 'client-access-ask')!.spec.completions);
  const reports = folder.file('reports');
  mkdirSync(reports);
  const env = { CLIENT_ACCESS_SHARDS: '2', CLIENT_ACCESS_REPORTS: reports };
  for (const index of ['0', '1']) expect(shell(ask.args[0], { ...env, JOB_COMPLETION_INDEX: index }).status).toBe(0);
  const [one, two] = observed(reports, [1, 2]);
  expect([...one, ...two].sort()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
  expect(Math.min(one.length, two.length)).toBeGreaterThan(0);
  // Nothing listens there, and the merged run says so.
  expect(shell(containerOf('client-access-judge').args[0], env).status).toBe(4);
  // A part that can't be asked is no success of its pod.
  expect(shell(ask.args[0], { ...env, JOB_COMPLETION_INDEX: '2' }).status).toBe(2);
});

test('the matrix of GitHub does the same', () => {
  interface Job {
    readonly env?: Readonly<Record<string, string>>;
    readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
    readonly steps: readonly { readonly run?: string }[];
  }
  const { jobs } = parse(text('github/verify-shards.yml')) as { jobs: { ask: Job; judge: Job } };
  const lineOf = ({ steps }: Job): string => steps.find(({ run }) => run?.includes('client-access verify'))!.run!;
  expect(jobs.ask.env).toEqual({ SHARD: '${{ matrix.shard }}', SHARDS: '${{ strategy.job-total }}' });
  expect(jobs.ask.strategy?.matrix.shard).toEqual([1, 2, 3, 4]);
  for (const SHARD of ['1', '2']) expect(shell(lineOf(jobs.ask), { SHARD, SHARDS: '2' }).status).toBe(0);
  expect(observed(folder.path, [1, 2]).flat().sort()).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.3']);
  expect(shell(lineOf(jobs.judge), {}).status).toBe(4);
  expect(readFileSync(folder.file('client-access-verify.md'), 'utf8')).toContain('refused');
});
