import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Report } from '../policy';
import {
  Block,
  Chain,
  Literal,
  member,
  ProjectFile,
  projectFiles,
  Reference,
  runProgram,
  sourceText,
} from '../project';
import { formatBaseline } from '../policy/acknowledge';
import { Call } from '../project/code';
import { VERSION } from './verb';

/**
 * Judges a program that is about to be written: it declares into an app of its own, which is never synthesized. Its files lie in a
 * folder of their own meanwhile.
 */
export async function judgeProgram(
  blocks: readonly Block[],
  files: readonly ProjectFile[],
  now: Date,
): Promise<Report> {
  const { App } = await import('cdktf');
  const entry = await import('../index');
  const folder = mkdtempSync(join(tmpdir(), 'client-access-program-'));
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text, { mode: 0o600 });
    }
    const Declared = class extends App {
      constructor() {
        super({ outdir: join(folder, 'cdktf.out'), context: { clientAccessQuiet: true } });
      }
    };
    const program = runProgram(blocks, {
      imports: { ...entry, App: Declared },
      files: new Map(files.map(({ path }) => [path, join(folder, path)])),
    });
    const policy = entry.ClientAccessPolicy.of(program.get('app') as InstanceType<typeof App>);
    policy.useClock(now);
    return policy.judge();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** File with the findings of the day. */
const BASELINE = 'policy-baseline.json';

/** A program that declares what is there. */
export interface ProgramOfToday {
  /** Name of the project. */
  readonly name: string;
  readonly heading: readonly string[];
  readonly blocks: readonly Block[];
  /** What the program reads. */
  readonly files: readonly ProjectFile[];
}

/** A project whose baseline holds every finding of today: it is not refused for what was there before it. */
export interface BaselinedProject {
  /** All files: `main.ts`, what it reads, and what makes them a project. */
  readonly files: readonly ProjectFile[];
  readonly report: Report;
  /** How many findings are in the baseline. */
  readonly findings: number;
}

/** Judges a program before anything is written, and puts what is found into its baseline. */
export async function baselinedProject(program: ProgramOfToday, now: Date): Promise<BaselinedProject> {
  const { blocks, files, heading, name } = program;
  const report = await judgeProgram(blocks, files, now);
  const keys = report.findings.map(({ key }) => key);
  const [head, ...rest] = blocks;
  const baselined: Block[] = [[head[0], BASELINE_STATEMENT, ...head.slice(1)], ...rest];
  return {
    files: [
      ...projectFiles({ name, version: VERSION }, sourceText(heading, baselined)),
      ...files,
      { path: BASELINE, text: formatBaseline(keys) },
    ],
    report,
    findings: new Set(keys).size,
  };
}

const BASELINE_STATEMENT = {
  comments: ['What was found on the day this was written refuses nothing. Take entries out as you fix them.'],
  value: new Chain(new Call(member('ClientAccessPolicy', 'of'), [new Reference('app')]), [
    { name: 'useBaseline', args: [new Literal(BASELINE)] },
  ]),
};
