// Builds dist: lib and bin as CommonJS files, their declarations, the script that runs at apply without node_modules, and what
// the HTML report runs in a browser.
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
    // Comments and blanks are a third of it, and are read at every start; names stay as they are.
    minifyWhitespace: true,
    minifySyntax: true,
  },
  {
    entry: 'lib/testing/index.ts',
    outfile: 'dist/lib/testing/index.js',
    external: ['tldts', 'node-forge'],
    minify: true,
  },
  {
    entry: 'bin/client-access.ts',
    outfile: 'dist/bin/client-access.js',
    external: ['cdktf', 'constructs', '@cdktf/*', 'node-forge', 'saxes', 'tldts', 'undici', 'yauzl'],
    minify: true,
    split: {
      together: [
        'lib/cli/review.ts',
        'lib/cli/write-files.ts',
        'lib/report/json.ts',
        'lib/report/text.ts',
        'lib/rules/needed-names.ts',
      ],
      rest: './client-access.rest.js',
    },
  },
  // Copied into the synthesized stack and run at apply, where there may be no node_modules at all.
  {
    entry: 'bin/client-access-apply.ts',
    outfile: 'dist/apply/client-access-apply.cjs',
    external: [],
    minify: true,
    alone: true,
  },
];

/** What runs in a reader's browser: the script and the style sheet of the HTML report, which reads them as text. */
const PAGE = {
  folder: 'lib/report/browser/',
  entries: ['lib/report/browser/page.ts', 'lib/report/browser/page.css'],
  outdir: 'dist/report',
};

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
  if (file.startsWith(PAGE.folder)) return join(PAGE.outdir, file.endsWith('.css') ? 'page.css' : 'page.js');
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
  const single = files.filter((file) => !bundled.has(file) && !file.startsWith(PAGE.folder));
  const modules = single.filter(isModule);
  await esbuild.build({ ...TARGET, entryPoints: modules, outbase: '.', outdir: 'dist', sourcemap: true });
  for (const file of single.filter((name) => !isModule(name))) {
    mkdirSync(dirname(join(root, outputOf(file))), { recursive: true });
    copyFileSync(join(root, file), join(root, outputOf(file)));
  }
}

async function bundle(esbuild) {
  for (const { entry, outfile, split, alone, ...options } of BUNDLES) {
    if (!existsSync(join(root, entry))) continue;
    const bundled = { ...TARGET, entryPoints: [entry], ...options, bundle: true, legalComments: 'eof' };
    if (!alone) bundled.plugins = [rootsApart(dirname(outfile))];
    if (split) await bundleInTwo(esbuild, bundled, outfile, split);
    else await esbuild.build({ ...bundled, outfile });
    chmodSync(join(root, outfile), 0o755);
  }
}

/** Names stay as they are, so that a reader can look at what the page runs. */
async function bundlePage(esbuild) {
  if (!existsSync(join(root, PAGE.folder))) return;
  await esbuild.build({
    ...TARGET,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    entryPoints: PAGE.entries,
    outdir: PAGE.outdir,
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
  });
}

/**
 * Two files: what the verbs that are started most need, and the rest, which the first one loads where it is wanted. Code that is
 * never run costs a small review a third of its time. (esbuild's own splitting makes dozens of files, which takes longer to load.)
 */
async function bundleInTwo(esbuild, options, outfile, { together, rest }) {
  const apart = new Map();
  const split = {
    name: 'split',
    setup(build) {
      build.onResolve({ filter: /^\./ }, async ({ path, kind, resolveDir, pluginData }) => {
        if (pluginData === split || (kind !== 'dynamic-import' && kind !== 'require-call')) return undefined;
        const found = await build.resolve(path, { kind, resolveDir, pluginData: split });
        const name = relative(root, found.path).replaceAll('\\', '/');
        if (!name.startsWith('lib/') || together.includes(name)) return undefined;
        apart.set(name, found.path);
        return { path: name, namespace: 'rest' };
      });
      build.onLoad({ filter: /.*/, namespace: 'rest' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(rest)})[${JSON.stringify(path)}]`,
      }));
    },
  };
  await esbuild.build({
    ...options,
    outfile,
    external: [...options.external, rest],
    plugins: [...options.plugins, entryApart, split, lightCommander],
  });
  const getters = [...apart].map(
    ([name, path]) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(path)}) }`,
  );
  await esbuild.build({
    ...options,
    entryPoints: undefined,
    stdin: { contents: `module.exports = { ${getters.join(', ')} }`, resolveDir: root },
    outfile: join(dirname(outfile), rest),
    plugins: [...options.plugins, entryApart, lightCommander],
  });
}

/**
 * Two modules of Node that commander requires and the command does not need: verbs that are programs of their own, of which there
 * is none, and `node:process`, which makes the three standard streams when it is required and is the global besides.
 */
const LEFT_OUT = { 'node:child_process': 'module.exports = {}', 'node:process': 'module.exports = process' };
const lightCommander = {
  name: 'light-commander',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      path in LEFT_OUT && importer.includes('node_modules/commander/') ? { path, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({ contents: LEFT_OUT[path] }));
  },
};

/** The roots of the clients' stores: a file that the bundles share, read at the first commercial root of an estate. */
const ROOTS = 'lib/clients/root-stores/roots.json';
const rootsApart = (from) => ({
  name: 'roots-apart',
  setup(build) {
    build.onResolve({ filter: /\/roots\.json$/ }, ({ path, resolveDir }) => {
      if (relative(root, join(resolveDir, path)).replaceAll('\\', '/') !== ROOTS) return undefined;
      const shared = relative(from, join('dist', ROOTS)).replaceAll('\\', '/');
      return { path: shared.startsWith('.') ? shared : `./${shared}`, external: true };
    });
  },
});

/** A verb that declares something loads the package's own entry, not a second copy of the constructs. */
const entryApart = {
  name: 'entry-apart',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/index$/ }, ({ resolveDir }) =>
      relative(root, resolveDir).replaceAll('\\', '/') === 'lib/cli'
        ? { path: '../lib/index.js', external: true }
        : undefined,
    );
  },
};

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
      await bundlePage(esbuild);
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
