import type { Command } from 'commander';
import type { Survey } from '../verify';
import { FORMATS } from './formats';
import { InputError } from './exit';
import { collect, parseMoment } from './options';
import { Io, Verb } from './verb';
import { Asked, readAsked } from './verify/asked';
import { mergeParts } from './verify/merge';
import { interruptible } from './verify/progress';
import { checkMergeOptions, parseRunOptions, parseWatch, VerifyOptions } from './verify/options';
import { Judged, judgeFound, parseReporting, Reporting, writeJudged } from './verify/reporting';
import { Asking, round } from './verify/round';
import { parseShard } from './verify/survey-part';
import { watch } from './verify/watch';

const HELP = `
INPUT is what review takes: the folder that synth wrote (default: cdktf.out), a cdk.tf.json, or the JSON of a plan.
Every host name and port that is declared is connected to, with the name in the handshake and without, at every address
of the name. POP3, IMAP4 and SMTP are upgraded with STARTTLS or speak TLS at once, as declared. No handshake is finished
and nobody logs in. What is presented is judged by the same rules as the declaration, at the moment "observed".

Without a declaration, name hosts instead, such as mail.contoso.com or mail.contoso.com:443: the ports of Exchange and
Autodiscover of the domain are tried, and the matrix shows which clients, unmanaged, accept what they meet. --hosts reads
a list of them.

--starter writes a CDKTF project of what was met there, with today's findings in its baseline: it synthesizes, and says what is
to be corrected. Nothing is written over.

--revocation asks for every certificate that is presented, and for the CAs above it, whether it is revoked: by OCSP where the
certificate names a responder, else by the list that it names. What is not answered, or not soundly, is unknown and a warning.

Up to 100 endpoints are asked 5 times each, so that a node that differs shows; more are asked once.

--watch asks again every 60 seconds, or as many as it is given: the first round is shown in full, then what an endpoint does
otherwise than before. Files of --output are written in each round. SIGINT or SIGTERM ends it, with the exit code of the last
round. In other runs they end the asking, and what is known until then is reported as partial.

--shard 2/8 asks the second of eight parts of the endpoints: what one server has stays together, and every endpoint is in one
part. --merge judges the JSON reports of the parts as one run, and says which are missing.

Examples:
  client-access verify
  client-access verify mail.contoso.com
  client-access verify --hosts hosts.txt --output json=hosts.json
  client-access verify mail.contoso.com --starter contoso-found
  client-access verify --side outside --output json=verify.json
  client-access verify --resolve mail.contoso.com:443:127.0.0.1 --timeout 5 cdktf.out
  client-access verify --dns 127.0.0.1:5353 --format markdown --fail-on warning
  client-access verify --revocation --timeout 20 cdktf.out
  client-access verify --shard 1/2 --output json=part-1.json cdktf.out
  client-access verify --merge part-1.json part-2.json
  client-access verify --watch 30 --rounds 1 --output prometheus=client-access.prom cdktf.out

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
      .option('--requests', 'send each web site one request, to see whether it asks for a client certificate behind it')
      .option('--tls-versions', 'offer SSL 3.0 and each version of TLS alone, to see which are answered')
      .option(
        '--large-hello',
        'send a ClientHello of two packets too, as current browsers do, to see whether it is answered',
      )
      .option('--revocation', 'ask the CAs over the network, by OCSP and lists, whether what is presented is revoked')
      .option('--revocation-anywhere', 'the same, also at private addresses that CAs name which nobody declared')
      .option('--rsa', 'ask as clients without ECDSA do, too, for an RSA certificate beside an ECDSA one')
      .option('--sni-only', 'do not ask what clients meet that send no host name')
      .option('--starter <folder>', 'write a project that declares what hosts present; or FILE.ts, the program alone')
      .option(
        '--shard <number/count>',
        'ask one part of the endpoints, such as 2/8; the reports of all parts are merged',
      )
      .option('--merge', 'the inputs are the JSON reports of the parts: judge them together')
      .option('--watch [seconds]', 'ask again and again, and show what changes (default: every 60 seconds)')
      .option('--rounds <count>', 'end a watch after so many rounds')
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
  const given = parseReporting(options);
  if (options.merge) return mergeReports(inputs, options, given, io);
  const watching = parseWatch(options);
  const runOptions = parseRunOptions(options, io.dns);
  const stated = options.now === undefined ? undefined : parseMoment(options.now);
  const now = stated ?? io.now();
  const asked = await readAsked(inputs, options.hosts, runOptions, now);
  if (options.starter !== undefined) await checkStarter(options.starter, options, asked);
  const shard = options.shard === undefined ? undefined : parseShard(options.shard);
  const asking: Asking = { asked, options: runOptions, clockStated: stated !== undefined, ...(shard ? { shard } : {}) };
  return interruptible(async (signal) => {
    if (watching === undefined) {
      const { judged, survey } = await round(asking, given, now, io, signal);
      const notices =
        options.starter === undefined || signal.aborted ? [] : [await writeStack(options.starter, survey, now)];
      const { input } = judged;
      await writeJudged({ ...judged, input: { ...input, notices: [...(input.notices ?? []), ...notices] } }, given, io);
      return judged.code;
    }
    const reporting = given.quiet ? given : { ...given, shown: 'text' };
    const again = async (): Promise<Judged> => (await round(asking, reporting, stated ?? io.now(), io, signal)).judged;
    return watch(again, watching, reporting, io, signal);
  });
}

/** @throws InputError where there are no hosts to make a project of, or its place is taken */
async function checkStarter(path: string, { shard, watch: watching }: VerifyOptions, { hosts }: Asked): Promise<void> {
  if (hosts === undefined)
    throw new InputError('--starter makes a project of hosts, and what was given declares them', 'leave it out');
  if (shard !== undefined || watching !== undefined)
    throw new InputError('--starter is of one whole run', 'leave out --shard and --watch');
  (await import('./verify/starter')).checkPlace(path);
}

/** What was written, in words. */
async function writeStack(path: string, survey: Survey, now: Date): Promise<string> {
  const written = await (await import('./verify/starter')).writeStarter(path, survey, now);
  return written ?? 'no stack to start from was written: no host name presented a certificate that can be read';
}

/** Judges what the parts of a run found. */
async function mergeReports(
  paths: readonly string[],
  options: VerifyOptions,
  reporting: Reporting,
  io: Io,
): Promise<number> {
  checkMergeOptions(options, paths);
  const { found, now } = mergeParts(paths);
  const judged = await judgeFound(found, now, reporting, io);
  await writeJudged(judged, reporting, io);
  return judged.code;
}
