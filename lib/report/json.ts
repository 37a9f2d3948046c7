import { Report } from '../policy';
import { ReviewContext } from './changes';

/**
 * The report as JSON, as `schemas/report.schema.json` describes it. Each item of a list has a line of its own: a committed report
 * then shows in a diff what changed, and no more.
 */
export function formatJson(report: Report, context: ReviewContext = {}): string {
  const { changes, replacements, notices, clock, survey } = context;
  const pieces: string[] = [];
  lined(pieces, {
    ...report,
    ...(changes === undefined ? {} : { changes }),
    ...(replacements === undefined ? {} : { replacements }),
    ...(notices === undefined || notices.length === 0 ? {} : { notices }),
    ...(clock === undefined ? {} : { clock }),
    ...(survey === undefined ? {} : { survey }),
  });
  pieces.push('\n');
  return pieces.join('');
}

/** Writes the object with one line for each member, and for each item of a member that is a list; two levels deep. */
function lined(pieces: string[], object: object, depth = 0): void {
  const indent = '  '.repeat(depth + 1);
  const start = pieces.length;
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    pieces.push(`${pieces.length === start ? '{' : ','}\n${indent}${JSON.stringify(name)}: `);
    if (Array.isArray(value) && value.length > 0) {
      pieces.push('[\n');
      if (name === 'rows') pieces.push(rowLines(value, `${indent}  `));
      else value.forEach((item, index) => pieces.push(`${index === 0 ? '' : ',\n'}${indent}  ${JSON.stringify(item)}`));
      pieces.push(`\n${indent}]`);
    } else if (depth === 0 && typeof value === 'object' && value !== null && !Array.isArray(value))
      lined(pieces, value, depth + 1);
    else pieces.push(JSON.stringify(value));
  }
  pieces.push(pieces.length === start ? '{}' : `\n${'  '.repeat(depth)}}`);
}

/**
 * The rows of the matrix, a line each. They are most of a large report, and quicker to write in one go; what is then broken into
 * lines is nothing that a string could hold, since a quote within a string has a backslash before it.
 */
function rowLines(rows: readonly unknown[], indent: string): string {
  return indent + JSON.stringify(rows).slice(1, -1).replaceAll('},{"binding":', `},\n${indent}{"binding":`);
}
