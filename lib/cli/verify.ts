import type { Command } from 'commander';
import { EMPTY_ESTATE } from '../model';
import { Moment } from '../policy';
import { refusalLevel } from '../policy/level';
import { authoritiesOf, targetsOf } from '../verify';
import { readBaseline } from './baseline-file';
import { ExitCode } from './exit-code';
import { checkFormat, FormatInput, FORMATS } from './formats';
import { InputError } from './input-error';
import { defaultInput } from './input/default-input';
import { ReadEstate, readEstate } from './input/estate';
import { Io, wantsColour } from './io';
import { judgeRead } from './judgement';
import { parseOutput, writeOutputs } from './outputs';
import { parseMoment, parseThreshold, wholeNumber } from './threshold';
import { collect, Verb } from './verb';
import { foundEstate } from './verify/found-estate';
import { guessedTargets, listedHosts, NamedHost, namedHosts } from './verify/guessed-targets';
import { parseRunOptions, VerifyOptions } from './verify/options';
import { observedEstate, reachedAny, runSurvey } from './verify/run';
import { VERSION } from './version';

const HELP = `
INPUT is what review takes: the folder that synth wrote (default: cdktf.out), a cdk.tf.json, or the JSON of a plan.
Every host name and port that is declared is connected to, with the name in the handshake and without, at every address
of the name. POP3, IMAP4 and SMTP are upgraded with STARTTLS or speak TLS at once, as declared. No handshake is finished
and nobody logs in. What is presented is judged by the same rules as the declaration, at the moment "observed".

Without a declaration, name hosts instead, such as mail.contoso.com or mail.contoso.com:443: the ports of Exchange and
Autodiscover of the domain are tried, and the matrix shows which clients, unmanaged, accept what they meet. --hosts reads
a list of them.

Up to 100 endpoints are asked 5 times each, so that a node that differs shows; more are asked once.

Examples:
  client-access verify
  client-access verify mail.contoso.com
  client-access verify --hosts hosts.txt --output json=hosts.json
  client-access verify --side outside --output json=verify.json
  client-access verify --resolve mail.contoso.com:443:127.0.0.1 --timeout 5 cdktf.out
  client-access verify --dns 127.0.0.1:5353 --format markdown --fail-on warning

Formats: ${FORMATS.join(', ')}`;

/** `client-access verify`: what endpoints present, judged like what was declared. */
export const VERIFY: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[input...]', 'what declares the endpoints, or host names; - is standard input')
      .option('--hosts <file>', 'try the hosts of a list, one on each line; - is standard input')
      .option('--side <side>', 'where this command runs: inside, outside or both', 'both')
      .option('--dns <server>', 'ask this DNS server, not those of the system; may be given several times', collect, [])
      .option(
        '--resolve <name:port:address>',
        'take this address without asking DNS; several for one name are its nodes',
        collect,
        [],
      )
      .option('--timeout <seconds>', 'time for one endpoint, from the connection to the certificate', '10')
      .option('--sample <count>', 'connections to each endpoint (default: 5, or 1 where there are more than 100)')
      .option('--width <count>', 'connections at once', '64')
      .option('--per-address <count>', 'connections at once to one address', '4')
      .option('--sni-only', 'do not ask what clients meet that send no host name')
      .option('-f, --format <format>', 'format on standard output (default: text, or none where --output is given)')
      .option('-o, --output <format=path>', 'write this format to a file; may be given several times', collect, [])
      .option(
        '--fail-on <level>',
        'least level that gives exit code 1: policy (the level from which the app refuses), error, warning, note or never',
        'policy',
      )
      .option('--baseline <file>', 'findings whose keys the file holds do not count')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .option('--all', 'show every finding in the text')
      .option('--max-findings <count>', 'findings of each rule that the text shows (default: 20)')
      .option('-q, --quiet', 'no text: the exit code alone, and what --format and --output ask for')
      .addHelpText('after', HELP)
      .action(async (inputs: string[], options: VerifyOptions) => finish(await verify(inputs, options, io)));
  },
};

/** Observes and judges, and gives the exit code. */
export async function verify(inputs: string[], options: VerifyOptions, io: Io): Promise<number> {
  const outputs = options.output.map(parseOutput);
  const shown = options.format === undefined ? undefined : checkFormat(options.format);
  const threshold = parseThreshold(options.failOn);
  const runOptions = parseRunOptions(options, io.dns);
  const maxFindings = wholeNumber('--max-findings', options.maxFindings ?? '20', 0, 999_999_999);
  const baseline = options.baseline === undefined ? [] : readBaseline(options.baseline);
  const now = options.now === undefined ? io.now() : parseMoment(options.now);
  const hosts = hostsFrom(inputs, options.hosts);
  const paths = inputs.length > 0 ? inputs : [defaultInput()];
  const read: Pick<ReadEstate, 'estate' | 'notices' | 'fallbackFile'> = hosts
    ? { estate: EMPTY_ESTATE, notices: [] }
    : await readEstate(paths, now);
  const targets = hosts ? guessedTargets(hosts) : targetsOf(read.estate, now, runOptions.sides);
  if (targets.length === 0) throw nothingToAsk(paths);

  const interrupt = new AbortController();
  const onSignal = (): void => interrupt.abort();
  process.once('SIGINT', onSignal);
  const survey = await runSurvey(targets, runOptions, {
    clock: () => io.now(),
    signal: interrupt.signal,
    authorities: authoritiesOf(read.estate),
  });
  process.removeListener('SIGINT', onSignal);

  const found = hosts ? foundEstate(survey, now) : { estate: observedEstate(read.estate, survey, now), absent: [] };
  const { estate, absent } = found;
  const from = threshold.from === undefined ? {} : { refuseFrom: threshold.from };
  const report = await judgeRead(estate, Moment.OBSERVED, { now, baseline, ...from });
  const isInterrupted = interrupt.signal.aborted;
  const input: FormatInput = {
    report,
    estate,
    failFrom: threshold.from ?? refusalLevel(estate),
    toolVersion: VERSION,
    notices: [...read.notices, ...absentIn(absent), ...(isInterrupted ? [INTERRUPTED] : [])],
    colour: wantsColour(io),
    maxFindings: options.all ? Infinity : maxFindings,
    ...(read.fallbackFile === undefined ? {} : { fallbackFile: read.fallbackFile }),
    ...(io.columns === undefined ? {} : { columns: io.columns }),
  };
  await writeOutputs(outputs, shown, input, options.quiet === true, io);
  if (isInterrupted) return ExitCode.INTERRUPTED;
  if (!reachedAny(survey)) return ExitCode.NOTHING_REACHED;
  return threshold.counts && report.summary.refused ? ExitCode.FINDINGS : ExitCode.OK;
}

/** Undefined: the inputs declare the endpoints. */
function hostsFrom(inputs: string[], list: string | undefined): NamedHost[] | undefined {
  if (list === undefined) return namedHosts(inputs);
  if (inputs.length === 0) return listedHosts(list);
  throw new InputError(
    `--hosts takes the place of the input; got ${inputs.join(', ')} as well`,
    'leave out one of the two, or write all hosts into the list',
  );
}

function absentIn(absent: readonly string[]): string[] {
  return absent.length === 0 ? [] : [`tried and not there: ${absent.join(', ')}`];
}

const INTERRUPTED = 'ended by the user: endpoints that were not asked until then are shown as interrupted';

function nothingToAsk(paths: readonly string[]): InputError {
  return new InputError(
    `${paths.join(', ')}: no host name with an encrypted port is known in it, so there is nothing to connect to`,
    'read the JSON of a plan where the names come from Terraform variables, or give --side both',
  );
}
