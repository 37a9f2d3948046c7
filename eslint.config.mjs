import { createRequire } from 'node:module';
import tseslint from 'typescript-eslint';
import js from '@eslint/js';

const rooms = createRequire(import.meta.url)('./tools/eslint/rooms.cjs');

const ambientClock = 'the clock is an argument: take the moment from the caller';
const ambientChance = 'randomness is an argument: output must be the same for the same input';

/** Whatever would make the result depend on when, where or how often it is computed. */
const AMBIENT = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: ambientClock },
  { selector: "CallExpression[callee.name='Date']", message: ambientClock },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: ambientClock },
  { selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']", message: ambientClock },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: ambientChance },
];

const AT_THE_EDGE = ['child_process', 'net', 'http', 'https', 'http2', 'dns', 'dns/promises', 'dgram'];

/** What of those modules only computes. */
const PURE_NAMES = ['isIP', 'isIPv4', 'isIPv6', 'BlockList'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.tools/',
      '**/cdktf.out/',
      '**/.state/',
      '**/coverage/',
      '**/expected/',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { local: { rules: { rooms } } },
    rules: {
      'local/rooms': ['error', { root: import.meta.dirname }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': ['error', 'properties'],
      'no-param-reassign': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      // Each protocol has props of its own name, so that it can grow without breaking anyone.
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          caughtErrors: 'none',
        },
      ],
    },
  },
  {
    // The command and the probes stand at the edge; clock.ts is where a stack takes the clock that nobody gave it.
    files: ['lib/**/*.ts'],
    ignores: ['lib/cli/**', 'lib/verify/**', 'lib/constructs/clock.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...AMBIENT],
      'no-restricted-imports': [
        'error',
        {
          paths: AT_THE_EDGE.flatMap((name) => [name, `node:${name}`]).map((name) => ({
            name,
            allowImportNames: PURE_NAMES,
            message: 'synth starts no process and uses no network: only cli and verify may',
          })),
        },
      ],
    },
  },
  {
    // The command, examples and benches talk to the terminal.
    files: ['lib/cli/**', 'bin/**', 'examples/**', 'stacks/**', 'bench/**', 'tools/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'fetch', 'AbortSignal', 'URL', 'Buffer', 'setTimeout', 'performance', '__dirname'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['test/**'], rules: { 'max-lines': 'off' } },
);
