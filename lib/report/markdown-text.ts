import { clipped, plain } from './plain';

/**
 * What Markdown, HTML or a forge makes something of. A mention and a reference to an issue are distinguished from what was rendered already,
 * so that after their first character goes one of no width.
 */
const SPECIAL = /[&<>|`*_~[\]\\!{}]|[@#](?=[\w-])|(?<=www)\.|:(?=\/\/)|^[-+>#=]|^\d+(?=[.)])/gi;

/** A text as Markdown that shows it literally: no markup, no HTML, no link, no mention, no cell of a table. */
export function markdownText(text: string, length = 600): string {
  return plain(clipped(text, length)).replace(SPECIAL, (characters) =>
    characters === '@' || characters === '#' ? `${entity(characters)}&#8203;` : entity(characters),
  );
}

/** A name as Markdown, set apart as code; nothing in it is a mention or a link. */
export function markdownName(text: string, length = 200): string {
  return `<code>${plain(clipped(text, length)).replace(/[^\p{L}\p{N} ./,()-]|(?<=www)\./giu, entity)}</code>`;
}

/** The label of a Mermaid node or edge, between its quotes. */
export function mermaidLabel(text: string, length = 80): string {
  return plain(clipped(text, length)).replace(/[^\p{L}\p{N} .,/-]/gu, (character) => `#${character.codePointAt(0)};`);
}

function entity(characters: string): string {
  return [...characters].map((character) => `&#${character.codePointAt(0)};`).join('');
}
