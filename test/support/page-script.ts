import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as babel from 'prettier/plugins/babel';
import * as estree from 'prettier/plugins/estree';
import { check } from 'prettier/standalone';
import ts from 'typescript';

/** What the compiler says of a browser script: unknown names, wrong calls, things never used. */
export function scriptFaults(source: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'client-access-script-'));
  try {
    const file = join(folder, 'page.js');
    writeFileSync(file, source);
    const program = ts.createProgram([file], {
      allowJs: true,
      checkJs: true,
      noEmit: true,
      noUnusedLocals: true,
      noUnusedParameters: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    });
    return ts.getPreEmitDiagnostics(program).map(({ messageText, start, file: at }) => {
      const line = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a script that lies in a string is laid out like the rest of the code, which no editor sees to. */
export function isLaidOut(source: string): Promise<boolean> {
  return check(source.trimStart(), {
    parser: 'babel',
    plugins: [babel, estree],
    singleQuote: true,
    printWidth: 120,
    trailingComma: 'all',
  });
}
