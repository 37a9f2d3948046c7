import { Finding, Level, LEVELS, Report, stands } from '../policy';
import { clipped, plain } from './plain';
import { digits, pathLabel } from './words';

const COMMANDS: Record<Level, string> = { [Level.ERROR]: 'error', [Level.WARNING]: 'warning', [Level.NOTE]: 'notice' };

/** GitHub shows no more annotations of one kind in a step. */
const MOST_OF_A_LEVEL = 10;

/**
 * The findings that stand as workflow commands, which GitHub turns into annotations on the changed lines. Where a level has more
 * findings than GitHub shows, the last annotation tells how many there are.
 */
export function formatGithub(report: Report): string {
  const lines: string[] = [];
  for (const level of LEVELS) {
    const findings = report.findings.filter((finding) => finding.level === level && stands(finding));
    const shown = findings.length > MOST_OF_A_LEVEL ? findings.slice(0, MOST_OF_A_LEVEL - 1) : findings;
    for (const finding of shown) lines.push(command(finding));
    const rest = findings.length - shown.length;
    if (rest > 0)
      lines.push(
        `::${COMMANDS[level]} title=client-access::${digits(rest)} more findings of this level are in the report`,
      );
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
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
