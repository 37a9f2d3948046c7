import { BooleanFact, describeSource } from '../../lib/exchange';

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- ').join('|')}|`, ...rows.map(line)].join('\n');
}

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('<', '&lt;');
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
