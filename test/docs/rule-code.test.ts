import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { TEST_NOW } from '../../lib/testing';
import { resultOf } from '../../tools/rules/code';
import { codeOf } from '../../tools/rules/pages';
import { reportOfProgram } from '../support/written-program';

const ROOT = join(__dirname, '../..');
const PAGES = join(ROOT, 'docs/rules');

/** The programs of the pages, by rule. */
const PROGRAMS = readdirSync(PAGES).flatMap((name) => {
  const code = codeOf(readFileSync(join(PAGES, name), 'utf8'));
  return code === undefined ? [] : [{ rule: basename(name, '.md'), ...code }];
});

/** Pages with programs; those of rules about bytes and observations have none. */
const PAGES_WITH_PROGRAMS = 46;

test('the pages that showed TypeScript still do', () => {
  expect(PROGRAMS.length).toBeGreaterThanOrEqual(PAGES_WITH_PROGRAMS);
});

test('every program compiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-rule-code-'));
  try {
    const files = PROGRAMS.flatMap(({ faulty, rule, sound }) =>
      Object.entries({ faulty, sound }).map(([kind, text]) => {
        const file = join(folder, `${rule}.${kind}.ts`);
        writeFileSync(file, text);
        return file;
      }),
    );
    const program = ts.createProgram(files, {
      strict: true,
      noEmit: true,
      noUnusedLocals: false,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      esModuleInterop: true,
      resolveJsonModule: true,
      types: ['node'],
      typeRoots: [join(ROOT, 'node_modules/@types')],
      paths: {
        'cdktf-exchange-client-access': [join(ROOT, 'lib/index.ts')],
        cdktf: [join(ROOT, 'node_modules/cdktf')],
      },
    });
    const faults = files.flatMap((file) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(file))
        .map(({ messageText }) => `${basename(file)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
    );
    expect(faults).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 120_000);

test.each(PROGRAMS)('$rule: one program trips it, the other does not', ({ faulty, rule, sound }) => {
  expect(resultOf(rule, reportOfProgram(faulty, TEST_NOW))).toBe('faulty');
  expect(resultOf(rule, reportOfProgram(sound, TEST_NOW))).toBe('sound');
});
