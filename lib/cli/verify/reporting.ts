import { refusalLevel } from '../../policy/rule';
import { Estate } from '../../model';
import { Moment } from '../../policy';
import type { SurveyPart } from '../../report/observations';
import { readBaseline } from '../baseline';
import { ExitCode } from '../exit';
import { checkFormat, FormatInput, Output, parseOutput, writeOutputs } from '../formats';
import { Io, VERSION, wantsColour } from '../verb';
import { judgeRead } from '../judgement';
import { parseThreshold, Threshold, wholeNumber } from '../options';
import { VerifyOptions } from './options';

/** How what was found is judged and written, as the options say. */
export interface Reporting {
  readonly outputs: readonly Output[];
  /** Format on standard output. Left out: the text, or nothing where there are outputs. */
  readonly shown?: string;
  readonly threshold: Threshold;
  readonly maxFindings: number;
  readonly baseline: string[];
  readonly quiet: boolean;
}

/** What was observed, put into an estate, and what there is to say of how. */
export interface Found {
  readonly estate: Estate;
  readonly notices: readonly string[];
  readonly fallbackFile?: string;
  /** Whether any endpoint presented a certificate. */
  readonly reached: boolean;
  /** How much is missing. @default - nothing */
  readonly missing?: 'interrupted' | 'shards';
  /** What a part of a run adds to its report. @default - it was no part */
  readonly survey?: SurveyPart;
}

/** A judgement, ready to be written. */
export interface Judged {
  readonly input: FormatInput;
  readonly code: ExitCode;
}

/** @throws InputError where a value is none of what is allowed, or the baseline can't be read */
export function parseReporting(options: VerifyOptions): Reporting {
  return {
    outputs: options.output.map(parseOutput),
    ...(options.format === undefined ? {} : { shown: checkFormat(options.format) }),
    threshold: parseThreshold(options.failOn),
    maxFindings: options.all ? Infinity : wholeNumber('--max-findings', options.maxFindings ?? '20', 0, 999_999_999),
    baseline: options.baseline === undefined ? [] : readBaseline(options.baseline),
    quiet: options.quiet === true,
  };
}

/** Judges what was found at a moment. */
export async function judgeFound(found: Found, now: Date, reporting: Reporting, io: Io): Promise<Judged> {
  const { baseline, maxFindings, threshold } = reporting;
  const { estate, fallbackFile, notices, survey } = found;
  const from = threshold.from === undefined ? {} : { refuseFrom: threshold.from };
  const report = await judgeRead(estate, Moment.OBSERVED, { now, baseline, ...from });
  const input: FormatInput = {
    report,
    estate,
    failFrom: threshold.from ?? refusalLevel(estate),
    toolVersion: VERSION,
    notices: [...notices],
    colour: wantsColour(io),
    maxFindings,
    ...(fallbackFile === undefined ? {} : { fallbackFile }),
    ...(io.columns === undefined ? {} : { columns: io.columns }),
    ...(survey === undefined ? {} : { survey }),
  };
  return { input, code: exitCode(found, threshold.counts && report.summary.refused) };
}

/** Writes a judgement where the options say. */
export async function writeJudged({ input }: Judged, { outputs, shown, quiet }: Reporting, io: Io): Promise<void> {
  await writeOutputs(outputs, shown, input, quiet, io);
}

function exitCode({ missing, reached }: Found, refused: boolean): ExitCode {
  if (missing === 'interrupted') return ExitCode.INTERRUPTED;
  if (!reached) return ExitCode.NOTHING_REACHED;
  if (refused) return ExitCode.FINDINGS;
  return missing === undefined ? ExitCode.OK : ExitCode.PARTIAL;
}
