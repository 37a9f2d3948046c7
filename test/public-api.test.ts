import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../package.json';
import * as main from '../lib';
import * as testing from '../lib/testing';
import { apiReport, type Assembly } from '../tools/api-report';

const ROOT = join(__dirname, '..');

/** The public API as it was last agreed on; UPDATE_API=1 writes it again. */
const REPORT = join(ROOT, 'docs', 'api-report.txt');

/**
 * Rooms that the command alone imports: no user's code meets them, and compiling them takes time. The report's browser code has a
 * compiler configuration of its own.
 */
const OF_THE_COMMAND = ['audit', 'cli', 'collector', 'exports', 'project', 'report/browser', 'verify'];

/** What the library uses of newer JavaScript, for a compiler that is set to an older one. */
const NEWER = `
interface String { replaceAll(a: string | RegExp, b: string | ((...args: any[]) => string)): string; at(i: number): string | undefined }
interface ObjectConstructor { hasOwn(o: object, k: PropertyKey): boolean }
interface Array<T> { at(i: number): T | undefined; findLast(p: (x: T) => boolean): T | undefined }
`;

/** Version of a package as it is installed. */
function version(name: string): string {
  const text = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Compiles the library with jsii, which refuses what other languages cannot use and types that are used but not exported. */
function compile(folder: string): { readonly errors: string[]; readonly assembly?: Assembly } {
  cpSync(join(ROOT, 'lib'), join(folder, 'lib'), {
    recursive: true,
    filter: (path) => !OF_THE_COMMAND.some((room) => path === join(ROOT, 'lib', room)),
  });
  writeFileSync(join(folder, 'lib', 'newer.d.ts'), NEWER);
  writeFileSync(join(folder, 'README.md'), '# cdktf-exchange-client-access\n');
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const dependencies = manifest.dependencies;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: manifest.name,
      version: manifest.version,
      description: manifest.description,
      license: manifest.license,
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      repository: { type: 'git', url: 'https://example.invalid/repository.git' },
      author: { name: 'the maintainers', email: 'maintainers@example.invalid' },
      stability: 'experimental',
      jsii: { outdir: 'dist', targets: {}, versionFormat: 'short', excludeTypescript: ['lib/testing/**'] },
      dependencies,
      bundledDependencies: Object.keys(dependencies),
      peerDependencies: { ...manifest.peerDependencies, cdktf: '^0.21.0' },
      devDependencies: Object.fromEntries(
        ['cdktf', 'constructs', '@cdktf/provider-tls'].map((name) => [name, version(name)]),
      ),
    }),
  );
  const jsii = spawnSync(
    process.execPath,
    [join(ROOT, 'node_modules', 'jsii', 'bin', 'jsii'), '--generate-tsconfig', 'tsconfig.jsii.json'],
    { cwd: folder, encoding: 'utf8', timeout: 600_000 },
  );
  const errors = `${jsii.stdout}${jsii.stderr}`.split('\n').filter((line) => / - error |^error /.test(line));
  if (!existsSync(join(folder, '.jsii'))) return { errors };
  return { errors, assembly: JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8')) as Assembly };
}

describe('the public API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-jsii-'));
  let compiled: ReturnType<typeof compile>;

  beforeAll(() => {
    compiled = compile(folder);
  }, 660_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('stays inside what jsii accepts, so that other languages can be served from it', () => {
    expect(compiled.errors).toEqual([]);
    expect(compiled.assembly).toBeDefined();
  });

  test('is what docs/api-report.txt says', () => {
    const report = apiReport(compiled.assembly as Assembly);
    if (process.env.UPDATE_API === '1') writeFileSync(REPORT, report);
    expect(report.split('\n')).toEqual(readFileSync(REPORT, 'utf8').split('\n'));
  });

  test('exports classes and enums alone: jsii leaves out functions and constants without a word', () => {
    const known = Object.values((compiled.assembly as Assembly).types).filter(({ kind }) => kind !== 'interface');
    const names = new Set(known.map(({ name }) => name));
    expect(Object.keys(main).filter((name) => !names.has(name))).toEqual([]);
  });
});

test('the entry for tests of rules exports what docs/stability.md lists', () => {
  expect(Object.keys(testing).sort()).toEqual(['RuleTester', 'TEST_NOW', 'TestEstate']);
});

test('both entries name what they export, one by one', () => {
  for (const file of ['lib/index.ts', 'lib/testing/index.ts'])
    expect(readFileSync(join(ROOT, file), 'utf8')).not.toMatch(/export \*/);
});
