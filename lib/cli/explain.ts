import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { nearest } from '../policy/nearest';
import { Finding } from '../policy/report';
import { plain } from '../report/plain';
import { pathLabel } from '../report/words';
import { ExitCode, InputError } from './exit';
import { Io, Verb } from './verb';
import { clockOf } from './input/default-input';
import { judgeInputs } from './judgement';
import { PACKS } from '../rules/packs';
import { describeRule, findRule } from './rules';
import { parseMoment } from './options';

const HELP = `
With the key of a finding the reviewed input is judged (default: cdktf.out), and the finding is shown as it stands.

Examples:
  client-access explain ECA101
  client-access explain 'outlook-anywhere-self-signed[contoso-mail/cas01/outlook-anywhere]'`;

/** `client-access explain`: a rule, or one finding with its rule. */
export const EXPLAIN: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<rule>', 'id or ref of a rule, or the key of a finding')
      .argument('[input...]', 'where to look for the finding, as for review')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action(async (word: string, inputs: string[], options: { readonly now?: string }) => {
        const rule = findRule(word, PACKS);
        const paths = inputs.length > 0 ? inputs : ['cdktf.out'];
        const now = options.now === undefined ? (clockOf(paths) ?? io.now()) : parseMoment(options.now);
        const finding = word.includes('[') ? await findFinding(word, inputs, now) : undefined;
        if (finding) io.out(describeFinding(finding));
        io.out(describeRule(rule, PACKS, finding ? 'fix in general' : 'fix'));
        finish(ExitCode.OK);
      });
  },
};

async function findFinding(key: string, inputs: string[], now: Date): Promise<Finding | undefined> {
  if (inputs.length === 0 && !existsSync('cdktf.out')) return undefined;
  const paths = inputs.length > 0 ? inputs : ['cdktf.out'];
  const { report } = await judgeInputs(paths, { now });
  const finding = report.findings.find((one) => one.key === key);
  if (finding) return finding;
  const near = nearest(
    key,
    report.findings.map((one) => one.key),
  );
  throw new InputError(
    `there is no finding ${key} in ${paths.join(', ')}`,
    `${near === undefined ? '' : `did you mean '${near}'? `}\`client-access review --format json ${paths.join(' ')}\` prints the key of each finding`,
  );
}

function describeFinding(finding: Finding): string {
  const { location, acknowledgement } = finding;
  const lines = [`${finding.level}: ${plain(finding.message)}`, `  fix: ${plain(finding.fix)}`];
  lines.push(`  at ${plain(pathLabel(finding.path))}`);
  if (location) lines.push(`  declared in ${plain(location.file)}:${location.line}`);
  if (finding.bindings.length > 0) lines.push(`  bindings: ${finding.bindings.slice(0, 20).map(plain).join(', ')}`);
  if (finding.populations.length > 0)
    lines.push(`  clients: ${finding.populations.slice(0, 20).map(plain).join(', ')}`);
  if (acknowledgement)
    lines.push(`  accepted until ${plain(acknowledgement.expires)}: ${plain(acknowledgement.reason)}`);
  return `${lines.join('\n')}\n\n`;
}
