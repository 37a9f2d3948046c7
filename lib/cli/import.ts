import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import { plain } from '../report/plain';
import type { ExchangeExport } from '../exports/exchange-export';
import { ExitCode, InputError } from './exit';
import { Io, Verb } from './verb';
import { collect, parseMoment } from './options';

const HELP = `
EXPORT is a folder, a ZIP archive or a file with what Exchange exports of itself, as for client-access audit. The program declares
what the export says: servers, protocols, host names, certificates by their bytes, and the clients. What the export does not say
is a TODO in main.ts and is not declared. Today's findings go into policy-baseline.json, so that only new ones refuse. No
private key, password or name of a key container is written. Nothing is written over.

With --probe the command connects to the names of the export (URLs, mail programs, servers; at most 200 endpoints) and takes what is
missing from what they present: the bytes of a certificate whose thumbprint the export has, CAs that are sent along, and the certificate
of a server that answers under its own full name. Without --probe it uses no network.

Examples:
  client-access import exchange-export --out contoso-mail
  client-access import exchange-export.zip --out contoso-zip --clients clients.json
  client-access import exchange-export --out contoso-probed --probe --resolve mail.contoso.com:443:127.0.0.1 --timeout 2`;

interface Options {
  readonly out: string;
  readonly clients?: string;
  readonly organization?: string;
  readonly now?: string;
  readonly probe?: boolean;
  readonly resolve: string[];
  readonly dns: string[];
  readonly timeout?: string;
}

/** What fills an export from live endpoints. Undefined: nobody asked for it. */
async function probeOf(options: Options, io: Io) {
  const { dns, probe, resolve: fixed, timeout } = options;
  if (probe !== true) {
    const given = [dns.length > 0 && '--dns', fixed.length > 0 && '--resolve', timeout !== undefined && '--timeout'];
    const [first] = given.filter((name) => typeof name === 'string');
    if (first !== undefined)
      throw new InputError(`${first} is for --probe, which is not given`, `add --probe, or leave ${first} out`);
    return undefined;
  }
  const [{ probedExport }, { runSurvey }, { parseRunOptions }, { interruptible }, { authoritiesOf }, { EMPTY_ESTATE }] =
    await Promise.all([
      import('./probed-export'),
      import('./verify/run'),
      import('./verify/options'),
      import('./verify/progress'),
      import('../verify'),
      import('../model'),
    ]);
  const run = parseRunOptions(
    {
      side: 'both',
      dns,
      resolve: fixed,
      timeout: timeout ?? '10',
      width: '16',
      perAddress: '4',
      sniOnly: true,
      output: [],
      failOn: 'never',
    },
    io.dns,
  );
  const notes: string[] = [];
  const fill = async (exported: ExchangeExport): Promise<ExchangeExport> => {
    const probed = await probedExport(exported, {
      survey: (targets) =>
        interruptible((signal) =>
          runSurvey(
            targets,
            { ...run, sample: 1 },
            { clock: io.now, signal, now: io.now(), authorities: authoritiesOf(EMPTY_ESTATE) },
          ),
        ),
    });
    notes.push(...probed.notes);
    return probed.exported;
  };
  return { fill, notes };
}

/** `client-access import`: a project that declares what an export shows. */
export const IMPORT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<export>', 'folder, ZIP archive or file')
      .requiredOption('--out <folder>', 'where to write the project')
      .option('--clients <file>', 'who the clients are, as JSON (default: the likely ones)')
      .option('--organization <forest>', 'import the organization of this directory forest')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .option('--probe', 'connect to the endpoints of the export, and fill what it lacks from what they present')
      .option('--dns <server>', 'with --probe: ask this DNS server; may be given several times', collect, [])
      .option('--resolve <name:port:address>', 'with --probe: take this address without asking DNS', collect, [])
      .option('--timeout <seconds>', 'with --probe: time for one endpoint (default: 10)')
      .addHelpText('after', HELP)
      .action(async (path: string, options: Options) => {
        const { importProject } = await import('./import-project');
        const { writeNewFiles } = await import('./new-files');
        const now = options.now === undefined ? io.now() : parseMoment(options.now);
        const { clients, organization, out } = options;
        const asked = await probeOf(options, io);
        const { files, findings, differences, todo } = await importProject({
          path,
          now,
          name: basename(resolve(out)),
          ...(clients === undefined ? {} : { clients }),
          ...(organization === undefined ? {} : { organization }),
          ...(asked ? { fill: asked.fill } : {}),
        });
        writeNewFiles(out, files);
        const lines = [
          `Written to ${out}: ${files.map((file) => file.path).join(', ')}.`,
          ...(asked?.notes ?? []).map((note) => `Asked: ${note}.`),
          `Findings of today in the baseline: ${findings}.`,
          ...(todo.length === 0 ? [] : [`To do in main.ts: ${todo.length}.`]),
          'Next: npm install, then npx cdktf synth.',
        ];
        io.out(lines.map((line) => `${plain(line)}\n`).join(''));
        for (const line of differences) io.err(`${plain(`differs from the audit: ${line}`)}\n`);
        finish(ExitCode.OK);
      });
  },
};
