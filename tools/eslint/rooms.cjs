'use strict';
/*
 * The arrows between the rooms of lib, as an ESLint rule. A relative import is resolved to the room it lands in and looked
 * up in the table; packages that only some rooms may touch are looked up too. Types count like values, except that the
 * command may name cdktf's types: it must only not load cdktf before a verb needs it.
 */
const path = require('node:path');

const SOUND_BASE = ['model', 'names', 'exchange', 'clients', 'pki', 'policy'];

/** Room -> the rooms it may import from, besides itself. */
const ARROWS = {
  model: [],
  names: ['model'],
  exchange: ['model', 'names'],
  clients: ['model', 'names'],
  pki: ['model', 'names'],
  policy: ['model', 'names'],
  evidence: ['model', 'names', 'pki'],
  exports: ['model', 'names', 'exchange', 'pki'],
  audit: [...SOUND_BASE, 'evidence', 'exports'],
  matrix: SOUND_BASE,
  rules: [...SOUND_BASE, 'matrix'],
  delivery: ['model', 'names', 'exchange', 'clients', 'pki'],
  report: ['model', 'names', 'exchange', 'clients', 'policy'],
  constructs: [...SOUND_BASE, 'evidence', 'matrix', 'rules', 'delivery', 'report'],
  collector: ['model'],
  project: ['model', 'names', 'exchange', 'clients'],
  verify: ['model', 'names', 'exchange', 'pki', 'policy', 'evidence'],
};

/** What every room but the model may import besides: lib/late.ts loads nothing by itself. */
const SHARED = 'late';

/** Rooms at the edge: they may import every room. `index` is lib/index.ts, the public entry. */
const OPEN_ROOMS = ['cli', 'testing', 'index', 'bin'];

const CDKTF = /^(cdktf|cdktn|constructs|@cdktf\/.+)(\/|$)/;
const PACKAGE = 'cdktf-exchange-client-access';

/**
 * Which room a path of the checkout belongs to: lib's subfolder, `index` for lib itself, else the top folder. The demo is no
 * example of what a user writes: it compares the matrix with real servers and clients.
 */
function roomOf(file, root) {
  const [top, room = 'index'] = path.relative(root, file).split(path.sep);
  if (top === 'examples' && room === 'demo') return 'demo';
  return top === 'lib' ? room.replace(/\.[cm]?[jt]s$/, '') : top;
}

/** @returns {string | undefined} what is wrong with the import, if anything */
function fault(from, file, specifier, root, use) {
  const shipped = Object.hasOwn(ARROWS, from) || OPEN_ROOMS.includes(from) || from === SHARED;
  if (specifier.startsWith('.')) {
    const to = roomOf(path.resolve(path.dirname(file), specifier), root);
    if (to === from || to === 'package.json' || to === 'schemas') return undefined;
    if (from === 'examples' || from === 'stacks') {
      return `${from} show what a user writes: import from '${PACKAGE}', not from ${to}`;
    }
    if (OPEN_ROOMS.includes(from) || from === SHARED) return undefined;
    if (to === SHARED && from !== 'model') return undefined;
    if (!Object.hasOwn(ARROWS, from)) return undefined; // test, bench and tools look everywhere
    if (ARROWS[from].includes(to)) return undefined;
    const allowed = ARROWS[from].length > 0 ? ARROWS[from].join(', ') : 'no other room';
    return `${from} must not import from ${to}: it may import from ${allowed}`;
  }
  if (from === 'model') return `model is plain data and imports nothing, got '${specifier}'`;
  if (CDKTF.test(specifier) && shipped && from !== 'constructs' && from !== 'testing') {
    const command = from === 'cli' || from === 'bin';
    if (command && use !== 'static') return undefined;
    const way = command ? 'load it with import() where a verb needs it' : 'only constructs may';
    return `${from} must not import '${specifier}': ${way}`;
  }
  if (shipped && specifier.split('/')[0] === PACKAGE) return `lib imports its own files by path, not by '${specifier}'`;
  return undefined;
}

module.exports = {
  ARROWS,
  meta: {
    type: 'problem',
    docs: { description: 'imports between the rooms of lib follow the arrows' },
    schema: [{ type: 'object', properties: { root: { type: 'string' } }, additionalProperties: false }],
    messages: { fault: '{{fault}}' },
  },
  create(context) {
    const root = context.options[0]?.root ?? context.cwd;
    const file = path.resolve(context.filename);
    const from = roomOf(file, root);
    const check = (source, use) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const found = fault(from, file, source.value, root, use);
      if (found !== undefined) context.report({ node: source, messageId: 'fault', data: { fault: found } });
    };
    const kindOf = (node) => (node.importKind === 'type' || node.exportKind === 'type' ? 'type' : 'static');
    return {
      ImportDeclaration: (node) => check(node.source, kindOf(node)),
      ExportNamedDeclaration: (node) => check(node.source, kindOf(node)),
      ExportAllDeclaration: (node) => check(node.source, kindOf(node)),
      ImportExpression: (node) => check(node.source, 'dynamic'),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, 'type'),
      TSExternalModuleReference: (node) => check(node.expression, 'static'),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0], 'dynamic'),
    };
  },
};
