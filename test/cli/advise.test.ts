import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSlice, SliceKind } from '../../lib/model';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { run } from '../support/review-files';

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
  const { code, out, err } = await run('advise', '--now', TEST_NOW.toISOString(), file);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('Autodiscover (app/cas01/owa and 2 more): a purchased certificate');
  expect(out).toContain('Work in a year, with the lifetimes of 2029-03-15:');
});

it('gives the same as data', async () => {
  const { out } = await run('advise', '--now', TEST_NOW.toISOString(), '--format', 'json', '--size', 'small', file);
  expect(JSON.parse(out)).toMatchObject({
    bindings: [{ recommended: expect.any(String) }],
    work: [{ from: '2026-06-01' }, { from: '2029-03-15' }],
  });
});

it('takes what synth wrote here where nothing is named, as the other verbs do', async () => {
  const before = process.cwd();
  const empty = join(folder, 'empty');
  mkdirSync(join(folder, 'cdktf.out'));
  mkdirSync(empty);
  copyFileSync(file, join(folder, 'cdktf.out', 'cdk.tf.json'));
  try {
    process.chdir(folder);
    const here = await run('advise', '--now', TEST_NOW.toISOString());
    expect(here).toEqual(await run('advise', '--now', TEST_NOW.toISOString(), file));
    process.chdir(empty);
    const { code, err } = await run('advise');
    expect([code, err]).toEqual([2, expect.stringContaining('there is no cdktf.out here')]);
  } finally {
    process.chdir(before);
  }
});

it.each([
  [['--size', 'huge', 'x'], '--size takes small, medium, large; got "huge"'],
  [['--budget', 'much', 'x'], '--budget takes a number of 0 or more; got "much"'],
  [['--price', '-1', 'x'], 'price'],
  [['--now', 'yesterday', 'x'], '--now'],
  [['--format', 'xml', 'x'], '--format takes text or json'],
  [['--colour', 'x'], 'colour'],
  [['/nowhere/at/all'], '/nowhere/at/all'],
])('bad input: %j', async (args, said) => {
  const { code, out, err } = await run('advise', ...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(said);
  expect(err).not.toMatch(/\n {4}at /);
});

it('names what to order, and what no public CA can certify', async () => {
  const inside = join(folder, 'inside.tf.json');
  const { schemaVersion: _, ...slice } = TestEstate.of({ servers: [{ internalHost: 'exchange' }] });
  const input = encodeSlice(SliceKind.ESTATE, slice).replaceAll('${', '$${');
  writeFileSync(inside, JSON.stringify({ resource: { terraform_data: { estate: { input } } } }));
  const { out } = await run('advise', '--now', TEST_NOW.toISOString(), inside);
  expect(out).toContain(
    'Names for the certificate mail.contoso.com (web); client-access names says why:\n  mail.contoso.com\n  - not exchange, which no public CA can certify: let clients inside use mail.contoso.com too',
  );
});
