import { Report } from '../policy';
import { ReviewContext } from './context';

/**
 * The report as JSON, as `schemas/report.schema.json` describes it. Each item of a list has a line of its own: a committed report
 * then shows in a diff what changed, and no more.
 */
export function formatJson(report: Report, context: ReviewContext = {}): string {
  const { changes, replacements, notices } = context;
  return `${lined({
    ...report,
    ...(changes === undefined ? {} : { changes }),
    ...(replacements === undefined ? {} : { replacements }),
    ...(notices === undefined || notices.length === 0 ? {} : { notices }),
  })}\n`;
}

/** The object with one line for each member, and for each item of a member that is a list; two levels deep. */
function lined(object: object, depth = 0): string {
  const indent = '  '.repeat(depth + 1);
  const members = Object.entries(object).map(([name, value]: [string, unknown]) => {
    const head = `${indent}${JSON.stringify(name)}: `;
    if (Array.isArray(value) && value.length > 0) {
      const items =
        name === 'rows'
          ? rowLines(value, `${indent}  `)
          : value.map((item) => `${indent}  ${JSON.stringify(item)}`).join(',\n');
      return `${head}[\n${items}\n${indent}]`;
    }
    if (depth === 0 && typeof value === 'object' && value !== null && !Array.isArray(value))
      return `${head}${lined(value, depth + 1)}`;
    return `${head}${JSON.stringify(value)}`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${'  '.repeat(depth)}}`;
}

/**
 * The rows of the matrix, a line each. They are most of a large report, and quicker to write in one go; what is then broken into
 * lines is nothing that a string could hold, since a quote within a string has a backslash before it.
 */
function rowLines(rows: readonly unknown[], indent: string): string {
  return indent + JSON.stringify(rows).slice(1, -1).replaceAll('},{"binding":', `},\n${indent}{"binding":`);
}
