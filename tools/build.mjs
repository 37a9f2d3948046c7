// Builds dist: lib and bin as CommonJS files, their declarations, and the script that runs at apply without node_modules.
//   --no-types   leaves out the declarations and with them the type check (tests and examples do not need them)
// Nothing is done when no source changed since the last build.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { main, root, run, ToolError } from './run.mjs';

const SOURCES = ['lib', 'bin'];
const STAMP = 'dist/.build.json';

/** Entry, where its bundle goes, and what the bundle leaves to node_modules. */
const BUNDLES = [
  // One file loads in a fraction of the time that a hundred small ones take.
  {
    entry: 'lib/index.ts',
    outfile: 'dist/lib/index.js',
    external: ['cdktf', 'constructs', '@cdktf/*', 'tldts', 'node-forge'],
    sourcemap: true,
    // Comments and blanks are a third of it, and are read at every start; names stay as they are.
    minifyWhitespace: true,
    minifySyntax: true,
  },
  {
    entry: 'bin/client-access.ts',
    outfile: 'dist/bin/client-access.js',
    // What a review does not need stays outside: even code that is never run costs a small review some of its time.
    external: ['cdktf', 'constructs', '@cdktf/*', 'node-forge'],
    minify: true,
    quickStart: true,
  },
  // Copied into the synthesized stack and run at apply, where there may be no node_modules at all.
  {
    entry: 'bin/client-access-apply.ts',
    outfile: 'dist/apply/client-access-apply.cjs',
    external: [],
    minify: true,
  },
];

const TARGET = { platform: 'node', format: 'cjs', target: 'node20', logLevel: 'silent', absWorkingDir: root };

function filesBelow(folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** What a rebuild depends on: each file with its size and time of change. */
function fingerprint(files) {
  return Object.fromEntries(
    files.map((file) => {
      const { mtimeMs, size } = statSync(join(root, file));
      return [file, `${size} ${mtimeMs}`];
    }),
  );
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(join(root, STAMP), 'utf8'));
  } catch {
    return undefined; // never built, or interrupted
  }
}

const isModule = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');

function outputOf(file) {
  const bundle = BUNDLES.find(({ entry }) => entry === file);
  return bundle?.outfile ?? join('dist', isModule(file) ? `${file.slice(0, -'.ts'.length)}.js` : file);
}

function removeOutputsOf(file) {
  const output = join(root, outputOf(file));
  for (const stale of [output, `${output}.map`, output.replace(/\.js$/, '.d.ts')]) rmSync(stale, { force: true });
}

function explain(failure) {
  const lines = (failure.errors ?? []).map(
    ({ text, location }) => `${location ? `${location.file}:${location.line}:${location.column + 1}: ` : ''}${text}`,
  );
  return new ToolError(lines.length > 0 ? `dist was not built:\n${lines.join('\n')}` : String(failure));
}

async function compile(esbuild, files) {
  const bundled = new Set(BUNDLES.map(({ entry }) => entry));
  const modules = files.filter((file) => isModule(file) && !bundled.has(file));
  await esbuild.build({ ...TARGET, entryPoints: modules, outbase: '.', outdir: 'dist', sourcemap: true });
  for (const file of files.filter((name) => !isModule(name))) {
    mkdirSync(dirname(join(root, outputOf(file))), { recursive: true });
    copyFileSync(join(root, file), join(root, outputOf(file)));
  }
}

async function bundle(esbuild) {
  for (const { entry, outfile, quickStart, ...options } of BUNDLES) {
    if (!existsSync(join(root, entry))) continue;
    await esbuild.build({ ...TARGET, entryPoints: [entry], outfile, ...options, bundle: true, legalComments: 'eof' });
    chmodSync(join(root, outfile), 0o755);
    if (quickStart) (await import('./build/quick-start.mjs')).makeQuickStart(join(root, outfile));
  }
}

/** Declarations and the type check; tsc keeps its own record of what changed. */
function declare() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const record = join(root, '.tools/declarations.tsbuildinfo');
  // With the record but without the declarations tsc would believe that there is nothing to do.
  if (!existsSync(join(root, 'dist/lib/index.d.ts'))) rmSync(record, { force: true });
  const emit = ['--emitDeclarationOnly', '--noEmitOnError', '--incremental', '--tsBuildInfoFile', record];
  run(process.execPath, [tsc, '-p', 'tsconfig.build.json', ...emit]);
}

/** @param {{types?: boolean}} options types: also the declarations, failing on a type error */
export async function build(options = {}) {
  const inputs = SOURCES.flatMap(filesBelow);
  const settings = ['tools/build.mjs', 'tsconfig.json', 'package.json', 'package-lock.json'];
  const now = { settings: fingerprint(settings), inputs: fingerprint(inputs) };
  const last = readStamp();
  const same = last !== undefined && JSON.stringify(last.settings) === JSON.stringify(now.settings);
  const changed = inputs.filter(
    (file) => !same || last.inputs[file] !== now.inputs[file] || !existsSync(join(root, outputOf(file))),
  );
  const removed = Object.keys(last?.inputs ?? {}).filter((file) => !(file in now.inputs));
  if (changed.length > 0 || removed.length > 0) {
    const esbuild = await import('esbuild');
    try {
      removed.forEach(removeOutputsOf);
      await compile(esbuild, changed);
      await bundle(esbuild);
    } catch (failure) {
      throw explain(failure);
    }
    mkdirSync(join(root, 'dist'), { recursive: true });
    writeFileSync(join(root, STAMP), JSON.stringify(now));
  }
  if (options.types) declare();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { 'no-types': { type: 'boolean', default: false } } });
  await main(() => build({ types: !values['no-types'] }));
}
