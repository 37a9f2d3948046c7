import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A checkout of a few files that shares the real tools and packages. */
class Checkout {
  public readonly path = mkdtempSync(join(tmpdir(), 'client-access-build-'));

  public constructor() {
    const copied = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'tsconfig.build.json',
      'tools/build.mjs',
      'tools/run.mjs',
    ];
    for (const file of copied) cpSync(join(ROOT, file), join(this.path, file));
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
  }

  public write(file: string, content: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), content);
  }

  public build(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/build.mjs', ...args], {
      cwd: this.path,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, output: stdout + stderr };
  }

  public has(file: string): boolean {
    return existsSync(join(this.path, file));
  }
}

describe('build', () => {
  let checkout: Checkout;

  beforeEach(() => {
    checkout = new Checkout();
    checkout.write('lib/index.ts', "export { days } from './days';\n");
    checkout.write('lib/days.ts', "import table from './table.json';\nexport const days: number = table.days;\n");
    checkout.write('lib/table.json', '{ "days": 200 }');
    checkout.write('bin/client-access-apply.ts', "import { days } from '../lib';\nprocess.stdout.write(`${days}`);\n");
  });

  afterEach(() => rmSync(checkout.path, { recursive: true, force: true }));

  test('makes modules that load and a bundle that runs alone', () => {
    expect(checkout.build('--no-types')).toEqual({ status: 0, output: '' });
    const load = `process.stdout.write(String(require(${JSON.stringify(join(checkout.path, 'dist/lib/index.js'))}).days))`;
    expect(spawnSync(process.execPath, ['-e', load], { encoding: 'utf8' }).stdout).toBe('200');
    const elsewhere = mkdtempSync(join(tmpdir(), 'client-access-alone-'));
    try {
      cpSync(join(checkout.path, 'dist/apply/client-access-apply.cjs'), join(elsewhere, 'apply.cjs'));
      expect(spawnSync(process.execPath, ['apply.cjs'], { cwd: elsewhere, encoding: 'utf8' }).stdout).toBe('200');
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test('does nothing when nothing changed, and only what changed otherwise', () => {
    checkout.write('lib/weeks.ts', 'export const weeks = 4;\n');
    checkout.build('--no-types');
    const times = () => ['weeks', 'days'].map((name) => statSync(join(checkout.path, `dist/lib/${name}.js`)).mtimeMs);
    const [weeks, days] = times();
    checkout.build('--no-types');
    expect(times()).toEqual([weeks, days]);
    checkout.write('lib/days.ts', 'export const days = 398;\n');
    checkout.build('--no-types');
    expect(times()[0]).toBe(weeks);
    // The bundle holds what changed below it.
    expect(readFileSync(join(checkout.path, 'dist/lib/index.js'), 'utf8')).toContain('398');
    expect(readFileSync(join(checkout.path, 'dist/lib/days.js'), 'utf8')).toContain('398');
  });

  test('takes away what no source makes any more', () => {
    checkout.write('lib/old.ts', 'export const old = 1;\n');
    checkout.build('--no-types');
    expect(checkout.has('dist/lib/old.js')).toBe(true);
    rmSync(join(checkout.path, 'lib/old.ts'));
    checkout.build('--no-types');
    expect(checkout.has('dist/lib/old.js')).toBe(false);
    expect(checkout.has('dist/lib/old.js.map')).toBe(false);
  });

  test('says where a source can not be read, without a stack trace, and again at the next build', () => {
    checkout.write('lib/days.ts', 'export const days: number = ;\n');
    for (const build of [checkout.build('--no-types'), checkout.build('--no-types')]) {
      expect(build.status).toBe(1);
      expect(build.output).toContain('lib/days.ts:1:29');
      expect(build.output).not.toMatch(/^\s+at /m);
    }
  });

  test('a full build writes declarations and refuses a type error', () => {
    expect(checkout.build()).toEqual({ status: 0, output: '' });
    expect(checkout.has('dist/lib/days.d.ts')).toBe(true);
    checkout.write('lib/days.ts', "export const days: number = 'many';\n");
    const refused = checkout.build();
    expect(refused.status).toBe(1);
    expect(refused.output).toMatch(/lib\/days\.ts\(1,14\): error TS2322/);
  });
});
