import type { Command } from 'commander';
import { Gravity } from '../audit/statement';
import type { AuditedExport } from './audit/audit-export';
import { ExitCode } from './exit';
import { checkFormat, parseOutput, writeRendered } from './formats';
import { collect, parseMoment, parseThreshold } from './options';
import { Io, Verb } from './verb';

const HELP = `
EXPORT is a folder, a ZIP archive or a file with what Exchange exports of itself: CLIXML (Export-Clixml), JSON (ConvertTo-Json),
applicationHost.config, or text as people paste it (Format-List). Secrets are dropped as they are read. Each sentence says
whether it was read, concluded or is unknown, and names file and object.

The report says what to do first, which certificate each service presents and why, which names are missing, what each kind
of client sees, and what the export does not say. Who the clients are says a file: { "clients": [{ "name": "phones",
"platform": "ios", "place": "outside", "count": 40 }] }. Without it the likely ones are assumed.

Examples:
  client-access audit exchange-export
  client-access audit exchange-export.zip --clients clients.json --format markdown
  client-access audit exchange-export --against cdktf.out
  client-access audit ticket.txt --now 2026-06-01
  client-access audit exchange-export --output json=audit.json --fail-on never

Formats: text, markdown, json; and of the judgement alone html, sarif, junit, gitlab, github`;

interface AuditCommandOptions {
  readonly clients?: string;
  readonly organization?: string;
  readonly against?: string;
  readonly format?: string;
  readonly output: string[];
  readonly failOn: string;
  readonly now?: string;
}

/** `client-access audit`: what an export of Exchange shows, what it can't, and what to do first. */
export const AUDIT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<export>', 'folder, ZIP archive or file')
      .option('--clients <file>', 'who the clients are, as JSON (default: the likely ones)')
      .option('--organization <forest>', 'audit the organization of this directory forest alone')
      .option(
        '--against <path>',
        'compare with what was declared: the folder that synth wrote, a configuration or a plan',
      )
      .option('-f, --format <format>', 'format on standard output (default: text, or none where --output is given)')
      .option('-o, --output <format=path>', 'write this format to a file; may be given several times', collect, [])
      .option(
        '--fail-on <level>',
        'least level that gives exit code 1: policy (errors, and what is broken or contradictory), error, warning, note or never',
        'policy',
      )
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action(async (path: string, options: AuditCommandOptions) => finish(await audit(path, options, io)));
  },
};

/** Audits, and gives the exit code. */
export async function audit(path: string, options: AuditCommandOptions, io: Io): Promise<number> {
  const outputs = options.output.map(parseOutput);
  const shown = options.format === undefined ? undefined : checkFormat(options.format);
  const threshold = parseThreshold(options.failOn);
  const now = options.now === undefined ? io.now() : parseMoment(options.now);
  const { auditExport } = await import('./audit/audit-export');
  const { formatAudit } = await import('./audit/format-audit');
  const audited = await auditExport({
    path,
    now,
    ...(options.clients === undefined ? {} : { clients: options.clients }),
    ...(options.organization === undefined ? {} : { organization: options.organization }),
    ...(options.against === undefined ? {} : { against: options.against }),
    ...(threshold.from === undefined ? {} : { refuseFrom: threshold.from }),
  });
  await writeRendered(
    outputs,
    shown,
    (name, toFile) => formatAudit(name, audited, toFile ? undefined : io.columns),
    false,
    io,
  );
  return threshold.counts && isRefused(audited) ? ExitCode.FINDINGS : ExitCode.OK;
}

/** Whether the judgement refuses, or the sources contradict one another, or something is broken. */
function isRefused({ audits }: AuditedExport): boolean {
  return audits.some(
    ({ audit: { work }, report, drift }) =>
      report.summary.refused ||
      (drift?.drifts.length ?? 0) > 0 ||
      work.some(({ gravity }) => gravity <= Gravity.PARTLY_BROKEN),
  );
}
