import { Finding, Level, LEVELS, Outcome, Report, stands } from '../policy';
import { Changes } from './changes';
import { foldChanges } from './changes-fold';
import { demandSentence, foldDemands } from './demands';
import { clipped, digits, firstFew, plain } from './plain';
import { outcomeWord, pathLabel, protocolLabel } from './words';

const COMMANDS: Record<Level, string> = { [Level.ERROR]: 'error', [Level.WARNING]: 'warning', [Level.NOTE]: 'notice' };

/** GitHub shows no more annotations of one kind in a step. */
const MOST_OF_A_LEVEL = 10;

/** Lines of the annotation that shows what a change does. */
const MOST_OF_A_CHANGE = 12;

/**
 * The findings that stand as workflow commands, which GitHub turns into annotations on the changed lines. Where a level has more
 * findings than GitHub shows, the last annotation says how many there are. Against a base, the first shows what the change does.
 */
export function formatGithub(report: Report, changes?: Changes): string {
  const lines = changes ? [summary(changes)] : [];
  for (const level of LEVELS) {
    const most = MOST_OF_A_LEVEL - (level === Level.NOTE && changes ? 1 : 0);
    const findings = report.findings.filter((finding) => finding.level === level && stands(finding));
    const shown = findings.length > most ? findings.slice(0, most - 1) : findings;
    for (const finding of shown) lines.push(command(finding));
    const rest = findings.length - shown.length;
    if (rest > 0)
      lines.push(
        `::${COMMANDS[level]} title=client-access::${digits(rest)} more findings of this level are in the report`,
      );
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** What the change does to clients, the worst first. */
function summary({ weakerPolicy, cells, demands, newFindings, fixedFindings, notAskedFindings }: Changes): string {
  const word = (outcome: Outcome | undefined): string => (outcome ? outcomeWord(outcome.kind) : 'not met');
  const lines = [
    ...foldChanges(cells).map(
      ({ name, protocols, servers, before, after }) =>
        `${name} on ${protocols.map(protocolLabel).join(', ')} at ${firstFew(servers, 3)}: ${word(before)} -> ${word(after)}`,
    ),
    ...foldDemands(demands).map(({ demand, populations }) => `${firstFew(populations, 5)} ${demandSentence(demand)}`),
  ];
  const shown = lines.slice(0, MOST_OF_A_CHANGE);
  const rest = lines.length - shown.length;
  const weaker = weakerPolicy.slice(0, MOST_OF_A_CHANGE).map(({ what }) => `- ${what}`);
  const text = [
    ...(weaker.length === 0 ? [] : ['the policy asks less than the base did:', ...weaker]),
    lines.length === 0 ? 'every client connects as before' : 'what changes for clients:',
    ...shown,
    ...(rest > 0 ? [`and ${digits(rest)} more`] : []),
    `findings: ${digits(newFindings.length)} new, ${digits(fixedFindings.length)} fixed${notAskedFindings.length > 0 ? `, ${digits(notAskedFindings.length)} not asked any more` : ''}`,
  ];
  return `::${weaker.length === 0 ? 'notice' : 'warning'} title=client-access::${text.map(data).join('%0A')}`;
}

function command(finding: Finding): string {
  const { location } = finding;
  const properties = [
    ...(location ? [`file=${property(location.file)}`, `line=${location.line}`] : []),
    ...(location?.column === undefined ? [] : [`col=${location.column}`]),
    `title=${property(`${finding.ref} ${finding.rule}`)}`,
  ];
  const text = `${pathLabel(finding.path)}: ${finding.message}\nFix: ${finding.fix}\nSource: ${finding.source}`;
  return `::${COMMANDS[finding.level]} ${properties.join(',')}::${text.split('\n').map(data).join('%0A')}`;
}

/** The text of a workflow command: one line, and no percent sign that could spell a line break. */
function data(text: string): string {
  return plain(clipped(text, 2_000)).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
