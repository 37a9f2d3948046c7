import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import manifest from '../package.json';

const ROOT = join(__dirname, '..');

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

describe('the public API', () => {
  test('stays inside what jsii accepts, so that other languages can be served from it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'client-access-jsii-'));
    try {
      cpSync(join(ROOT, 'lib'), join(folder, 'lib'), {
        recursive: true,
        filter: (path) => !path.startsWith(join(ROOT, 'lib', 'cli') + sep) && path !== join(ROOT, 'lib', 'cli'),
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
        { cwd: folder, encoding: 'utf8', timeout: 240_000 },
      );
      const errors = `${jsii.stdout}${jsii.stderr}`.split('\n').filter((line) => / - error |^error /.test(line));
      expect(errors).toEqual([]);
      expect(existsSync(join(folder, '.jsii'))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 300_000);
});
