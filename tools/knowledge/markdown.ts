import { BooleanFact, describeSource } from '../../lib/exchange';

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n');
}

/** In code, which stands between backticks, an angle bracket is one already. */
function escape(cell: string): string {
  const parts = cell.replaceAll('|', '\\|').split('`');
  return parts.map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part)).join('`');
}

/** What a fact says in one word. */
export function word(fact: BooleanFact): string {
  if (fact.value === undefined) return 'not known';
  return fact.value ? 'yes' : 'no';
}

/** Key of a source without its section. */
function bareKeys(source: string): string[] {
  return source.split('; ').map((key) => key.split(', ')[0]);
}

/** The documents behind the facts, sorted by key, each once. */
export function sourceList(sources: readonly string[]): string {
  const keys = [...new Set(sources.flatMap(bareKeys))].filter((key) => key !== 'NONE').sort();
  return keys
    .map((key) => {
      const described = describeSource(key);
      return `- \`${key}\`: ${described?.title} (${described?.document})`;
    })
    .join('\n');
}
