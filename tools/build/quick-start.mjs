// Makes the command start quickly: beside the bundle goes the engine's own compiled code of it, as it stands after one review.
// Another version of Node finds that the compiled code is not for it, and compiles the bundle itself: slower, and no different.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const WARM_UP = fileURLToPath(new URL('./warm-up.cjs', import.meta.url));

/** The file that the user runs; the bundle is beside it. */
const starter = (main, cache) => `#!/usr/bin/env node
'use strict';
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');
const filename = \`\${__dirname}/${main}\`;
let cachedData;
try {
  cachedData = readFileSync(\`\${__dirname}/${cache}\`);
} catch {
  // Not there: the bundle is compiled as it is needed.
}
// The bundle holds nothing beyond ASCII.
const run = new Script(readFileSync(filename, 'latin1'), { filename, cachedData }).runInThisContext();
run(exports, require, module, filename, __dirname);
`;

/** @param {string} file the bundle; afterwards what starts it */
export function makeQuickStart(file) {
  const main = file.replace(/\.js$/, '.main.js');
  const cache = file.replace(/\.js$/, '.cache');
  // Read byte for byte it starts quickest, so what is beyond ASCII is escaped: esbuild leaves it as it is in tagged templates.
  const bundle = readFileSync(file, 'utf8')
    .replace(/^#!.*\n/, '\n')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // A stale cache must never meet a new bundle: the engine compares no more than their lengths.
  rmSync(cache, { force: true });
  writeFileSync(main, `(function (exports, require, module, __filename, __dirname) {${bundle}\n})`);
  writeFileSync(file, starter(basename(main), basename(cache)));
  chmodSync(file, 0o755);
  spawnSync(process.execPath, [WARM_UP, main, cache], { stdio: 'ignore', timeout: 30_000 });
}
