import * as cdktf from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts, { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as publicEntry from '../../lib';
import { ClientAccessPolicy, Report } from '../../lib';
import { NOW } from './declared';
import { CHECKOUT } from './project';

/** Runs the text of a main.ts that the command wrote, and judges what it declares, without writing anything. */
export function reportOfProgram(text: string, now = NOW): Report {
  const outdir = mkdtempSync(join(tmpdir(), 'client-access-written-'));
  try {
    class App extends cdktf.App {
      constructor() {
        super({ outdir, context: { clientAccessQuiet: true } });
      }
    }
    const modules: Readonly<Record<string, unknown>> = {
      cdktf: { ...cdktf, App },
      'cdktf-exchange-client-access': publicEntry,
    };
    const { outputText } = transpileModule(text, {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    const end = '\napp.synth();\n';
    if (!outputText.includes(end)) throw new Error('the program does not call app.synth()');
    const program = new Function('require', 'exports', outputText.replace(end, '\nreturn app;\n'));
    const load = (name: string): unknown => {
      if (!(name in modules)) throw new Error(`the program imports ${name}`);
      return modules[name];
    };
    const policy = ClientAccessPolicy.of((program as (load: unknown, exports: unknown) => cdktf.App)(load, {}));
    policy.useClock(now);
    return policy.judge();
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What the compiler says against the files of written programs, with this package from its source. */
export function typeFaults(...files: string[]): string[] {
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    typeRoots: [],
    paths: {
      'cdktf-exchange-client-access': [join(CHECKOUT, 'lib/index.ts')],
      '*': [join(CHECKOUT, 'node_modules/*')],
    },
  });
  return files
    .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
