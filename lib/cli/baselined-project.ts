import { formatBaseline } from '../policy/acknowledge';
import { Report } from '../policy';
import { Block, Chain, Literal, member, ProjectFile, projectFiles, Reference, sourceText } from '../project';
import { Call } from '../project/code';
import { judgeProgram } from './judge-program';
import { VERSION } from './verb';

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
