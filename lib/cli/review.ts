import type { Command } from 'commander';
import { Estate } from '../model';
import { stands } from '../policy/judge';
import { LEVELS, refusalLevel } from '../policy/rule';
import type { Report } from '../policy/report';
import type { Changes } from '../report/changes';
import { counted } from '../report/plain';
import { rulesOfTheAppAlone } from '../rules/judge-estate';
import { readBaseline } from './baseline';
import { ExitCode, InputError } from './exit';
import { checkFormat, FormatInput, FORMATS, parseOutput, writeOutputs } from './formats';
import { Base, readBase } from './input/base';
import { clockOf, defaultInput } from './input/default-input';
import { readEstate } from './input/estate';
import {
  collect,
  fromRepositoryRoot,
  inputFromRepositoryRoot,
  parseMoment,
  parseSourceRoot,
  parseThreshold,
  wholeNumber,
} from './options';
import { Io, Verb, VERSION, wantsColour } from './verb';
import { judgeRead } from './judgement';

/** The options as the command line gives them. */
export interface ReviewOptions {
  readonly base: string[];
  readonly format?: string;
  readonly output: string[];
  readonly failOn: string;
  readonly onlyNew?: boolean;
  readonly baseline?: string;
  readonly now?: string;
  readonly all?: boolean;
  readonly maxFindings?: string;
  readonly name?: string;
  readonly sourceRoot?: string;
  readonly quiet?: boolean;
  readonly policyOf?: string;
}

const HELP = `
INPUT is the folder that synth wrote (default: cdktf.out), one cdk.tf.json, the JSON of a plan
(terraform show -json PLANFILE), or - for standard input. Several are judged as one estate. Sensitive values
and private keys of a plan are dropped as it is read. A plan does not say where things were declared: name the
folder beside it, and the findings have their lines.

Examples:
  cdktf synth && client-access review
  client-access review --base main-branch/cdktf.out cdktf.out
  terraform show -json plan.out | client-access review - cdktf.out
  client-access review --output sarif=review.sarif --output markdown=review.md
  client-access review --format json --fail-on warning > review.json
  client-access review --quiet && terraform apply

Formats: ${FORMATS.join(', ')}`;

/** `client-access review`: judges what synth wrote or Terraform plans, and reports what changed. */
export const REVIEW: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what to review; - is standard input')
      .option('-b, --base <path>', 'compare with this: a folder, configuration, plan, or JSON report', collect, [])
      .option('-f, --format <format>', 'format on standard output (default: text, or none where --output is given)')
      .option('-o, --output <format=path>', 'write this format to a file; may be given several times', collect, [])
      .option(
        '--fail-on <level>',
        'least level that gives exit code 1: policy (the level from which the app refuses), error, warning, note or never',
        'policy',
      )
      .option(
        '--policy-of <side>',
        'judge by the policy, baseline and acknowledgements of head or base; base: of what --base names',
        'head',
      )
      .option('--only-new', 'count only findings that the base does not have')
      .option('--baseline <file>', 'findings whose keys the file holds do not count')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .option('--all', 'show every finding in the text')
      .option('--max-findings <count>', 'findings of each rule that the text shows (default: 20)')
      .option('--name <name>', "distinguishes this review's comment from another's in one pull request")
      .option('--source-root <folder>', 'where the project lies in its repository: put before the files that are named')
      .option('-q, --quiet', 'no text: the exit code alone, and what --format and --output ask for')
      .addHelpText('after', HELP)
      .action(async (inputs: string[], options: ReviewOptions) => finish(await review(inputs, options, io)));
  },
};

/** Reviews, and gives the exit code. */
export async function review(inputs: string[], options: ReviewOptions, io: Io): Promise<number> {
  const outputs = options.output.map(parseOutput);
  const shown = options.format === undefined ? undefined : checkFormat(options.format);
  const threshold = parseThreshold(options.failOn);
  const sourceRoot = parseSourceRoot(options.sourceRoot ?? '');
  if (options.onlyNew && options.base.length === 0)
    throw new InputError('--only-new needs a base to compare with', 'add --base PATH');
  if (inputs.filter((path) => path === '-').length + options.base.filter((path) => path === '-').length > 1)
    throw new InputError('standard input can be read only once');
  const from = threshold.from === undefined ? {} : { refuseFrom: threshold.from };
  const side = parsePolicySide(options.policyOf ?? 'head', options.base.length > 0);
  const keys = options.baseline === undefined ? [] : readBaseline(options.baseline);
  const paths = inputs.length > 0 ? inputs : [defaultInput()];
  const now = options.now === undefined ? (clockOf(paths) ?? io.now()) : parseMoment(options.now);
  const read = await readEstate(paths, now, options.base.length > 0);
  const base = options.base.length === 0 ? undefined : await readBase(options.base, { now, ...from });
  const head = side === 'base' ? { ...read, estate: underPolicyOf(base, read.estate) } : read;
  const judge = (baseline: string[]): Promise<Report> =>
    judgeRead(head.estate, head.moment, { now, ...from, ...(baseline.length === 0 ? {} : { baseline }) });
  const whole = await judge(keys);
  const judged = options.onlyNew && base ? await judge([...keys, ...standingSince(base.report, whole)]) : whole;
  const report = fromRepositoryRoot(judged, sourceRoot);
  const notices = [
    ...head.notices,
    ...leftOut(head.estate),
    ...(base?.notices ?? []),
    ...obsolete(keys, report, options.baseline),
  ];
  const changes = base && (await changesOf(base, report, head.estate));
  const input: FormatInput = {
    report,
    estate: head.estate,
    failFrom: threshold.from ?? refusalLevel(head.estate),
    toolVersion: VERSION,
    notices,
    colour: wantsColour(io),
    maxFindings: options.all ? Infinity : wholeNumber('--max-findings', options.maxFindings ?? '20', 0, 999_999_999),
    ...(head.fallbackFile === undefined
      ? {}
      : { fallbackFile: inputFromRepositoryRoot(head.fallbackFile, sourceRoot) }),
    ...(head.replacements === undefined ? {} : { replacements: head.replacements }),
    ...(changes ? { changes } : {}),
    ...(options.name === undefined ? {} : { commentName: options.name }),
    ...(io.columns === undefined ? {} : { columns: io.columns }),
  };
  await writeOutputs(outputs, shown, input, options.quiet === true, io);
  const failing = threshold.counts && report.summary.refused;
  return failing ? ExitCode.FINDINGS : ExitCode.OK;
}

/** @throws InputError when it is neither side, or there is no base */
function parsePolicySide(text: string, hasBase: boolean): 'head' | 'base' {
  if (text !== 'head' && text !== 'base') throw new InputError(`--policy-of takes head or base; got "${text}"`);
  if (text === 'base' && !hasBase) throw new InputError('--policy-of base needs a base', 'add --base PATH');
  return text;
}

/** The estate as the base's policy judges it: packs, levels, baseline, level of refusal and acknowledgements are the base's. */
function underPolicyOf(base: Base | undefined, estate: Estate): Estate {
  if (!base?.estate)
    throw new InputError(
      '--policy-of base needs a base with its policy, and a report does not hold it',
      'name the folder, configuration or plan of the base',
    );
  const { policies, acknowledgements } = base.estate;
  return { ...estate, policies, acknowledgements };
}

/** What the app judges by and nobody else can. */
function leftOut(estate: FormatInput['estate']): string[] {
  const rules = estate ? rulesOfTheAppAlone(estate) : [];
  if (rules.length === 0) return [];
  return [`${counted(rules.length, 'rule')} of the app's own ran at synth alone, and not here: ${rules.join(', ')}`];
}

/** Keys of the findings that stood in the base as gravely as now; what was accepted there, or was less grave, is new. */
function standingSince(base: Report, head: Report): string[] {
  const before = new Map(base.findings.filter(stands).map(({ key, level }) => [key, LEVELS.indexOf(level)]));
  return head.findings.flatMap(({ key, level }) =>
    (before.get(key) ?? Infinity) <= LEVELS.indexOf(level) ? [key] : [],
  );
}

async function changesOf(base: Base, report: Report, estate: FormatInput['estate']): Promise<Changes> {
  const { compare } = await import('../report/compare');
  return compare(base, { report, estate });
}

function obsolete(keys: string[], report: Report, file: string | undefined): string[] {
  const found = new Set(report.findings.map(({ key }) => key));
  const gone = keys.filter((key) => !found.has(key));
  if (gone.length === 0) return [];
  const some = gone.slice(0, 3).join(', ');
  const are = gone.length === 1 ? 'is not found any more and' : 'are not found any more and';
  return [
    `${counted(gone.length, 'key')} of the baseline ${file} ${are} can be removed: ${some}${gone.length > 3 ? ', ...' : ''}`,
  ];
}
