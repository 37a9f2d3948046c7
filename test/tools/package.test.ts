import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = join(__dirname, '../..');

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** What npm would publish. */
function packed(): Packed {
  execFileSync(process.execPath, [join(ROOT, 'tools/build.mjs'), '--no-types']);
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
  const said = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return (JSON.parse(said) as [Packed])[0];
}

describe('the package', () => {
  const { size, files } = packed();
  const paths = files.map(({ path }) => path);

  /** What each part is there for, and the most that it may weigh, compressed, in kilobytes. */
  const parts: readonly [string, RegExp, number][] = [
    ['the library, in one file that loads at once', /^dist\/lib\/index\.js$/, 260],
    ['its helpers for tests of rules', /^dist\/lib\/testing\/index\.js$/, 120],
    ['the command: what a review needs, and the rest', /^dist\/bin\/.*\.js$/, 610],
    ['what runs at apply, where there is no node_modules', /^dist\/apply\//, 340],
    ['what the HTML report runs in a browser, and its style sheet', /^dist\/report\//, 15],
    ['the roots of the clients’ stores, which all but the apply read from one file', /roots\.json$/, 80],
    ['the types of everything that is exported', /\.d\.ts$/, 260],
    [
      'pages that README, rules and messages refer to, with the programs of the rules',
      /^(docs|examples|schemas)\/|\.(md|yml)$/,
      350,
    ],
    ['the rest', /^/, 10],
  ];

  test('is at most 1.9 megabytes with its types, and each part is as large as it has reason to be', () => {
    const weights = parts.map(() => 0);
    for (const path of paths) {
      const part = parts.findIndex(([, pattern]) => pattern.test(path));
      weights[part] += gzipSync(readFileSync(join(ROOT, path))).length;
    }
    const tooHeavy = parts.flatMap(([why, , most], index) =>
      weights[index] > most * 1_000 ? [[why, weights[index]]] : [],
    );
    expect(tooHeavy).toEqual([]);
    expect(weights[0]).toBeGreaterThan(0);
    expect(size).toBeLessThan(1_900_000);
  });

  test('holds what it needs to be used', () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/lib/index.js',
        'dist/lib/testing/index.js',
        'dist/bin/client-access.js',
        'dist/bin/client-access.rest.js',
        'dist/apply/client-access-apply.cjs',
        'dist/report/page.css',
        'dist/report/page.js',
        'schemas/report.schema.json',
        'action.yml',
      ]),
    );
  });

  test('holds only code that can be read: no compiled code, no binary', () => {
    const built = paths.filter((path) => path.startsWith('dist/'));
    expect(built.filter((path) => !/\.(js|cjs|css|d\.ts|json)$/.test(path))).toEqual([]);
    for (const path of built) expect(readFileSync(join(ROOT, path)).includes(0)).toBe(false);
    for (const path of built.filter((name) => !name.endsWith('.d.ts')))
      expect(readFileSync(join(ROOT, path), 'utf8')).not.toMatch(/cachedData|createCachedData|enableCompileCache/);
  });

  test('gives the types of its testing entry to a project that resolves as Node 10 did', () => {
    const project = mkdtempSync(join(tmpdir(), 'client-access-node10-'));
    try {
      const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
        typesVersions: Record<string, Record<string, string[]>>;
      };
      expect(manifest.typesVersions['*'].testing).toEqual(['./dist/lib/testing/index.d.ts']);
      writeFileSync(
        join(project, 'app.ts'),
        "import { TEST_NOW } from 'cdktf-exchange-client-access/testing';\nexport const now: Date = TEST_NOW;\n",
      );
      // Resolves by the manifest alone; the declarations themselves are made by a full build.
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
      const installed = join(project, 'node_modules/cdktf-exchange-client-access');
      mkdirSync(join(installed, 'dist/lib/testing'), { recursive: true });
      writeFileSync(join(installed, 'package.json'), JSON.stringify(manifest));
      writeFileSync(join(installed, 'dist/lib/index.d.ts'), 'export {};\n');
      writeFileSync(join(installed, 'dist/lib/testing/index.d.ts'), 'export declare const TEST_NOW: Date;\n');
      const args = ['--noEmit', '--strict', '--module', 'commonjs', '--moduleResolution', 'node10', 'app.ts'];
      const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: project, encoding: 'utf8' });
      expect([stdout, status]).toEqual(['', 0]);
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});
