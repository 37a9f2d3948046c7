import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { advise } from '../../lib/cli/advise';
import { encodeSlice, SliceKind } from '../../lib/model';
import { TEST_NOW, TestEstate } from '../../lib/testing';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'advise-'));
  file = join(folder, 'cdk.tf.json');
  const { schemaVersion: _, ...slice } = TestEstate.of({ populations: [{ platform: 'ios', count: 12 }] });
  const input = encodeSlice(SliceKind.ESTATE, slice).replaceAll('${', '$${');
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { estate: { input } } } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('advises on what synth wrote', async () => {
  const { exitCode, stdout, stderr } = await advise([file], TEST_NOW);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Autodiscover (app/cas01/owa and 2 more): a purchased certificate');
  expect(stdout).toContain('Work in a year, with the lifetimes of 2029-03-15:');
});

it('gives the same as data', async () => {
  const { stdout } = await advise(['--format', 'json', '--size', 'small', file], TEST_NOW);
  expect(JSON.parse(stdout)).toMatchObject({
    bindings: [{ recommended: expect.any(String) }],
    work: [{ from: '2026-06-01' }, { from: '2029-03-15' }],
  });
});

it('teaches its use', async () => {
  expect(await advise(['--help'], TEST_NOW)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('Exit codes'),
  });
});

it.each([
  [[], 'name what is to be advised on'],
  [['--size', 'huge', 'x'], '--size takes small, medium, large; got "huge"'],
  [['--budget', 'much', 'x'], '--budget takes a number of 0 or more; got "much"'],
  [['--price', '-1', 'x'], 'price'],
  [['--now', 'yesterday', 'x'], '--now takes an ISO 8601 time'],
  [['--format', 'xml', 'x'], '--format takes text or json'],
  [['--colour', 'x'], 'colour'],
  [['/nowhere/at/all'], '/nowhere/at/all'],
])('bad input: %j', async (args, said) => {
  const { exitCode, stdout, stderr } = await advise(args, TEST_NOW);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/\n {4}at /);
});
