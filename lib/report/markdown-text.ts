import { clipped, plain } from './plain';

/** A text as Markdown that shows it literally: no markup, no HTML, no link, no mention, no cell of a table. */
export function markdownText(text: string, length = 600): string {
  return plain(clipped(text, length))
    .replace(/[&<>|`*_~[\]\\!{}"']|(?<=www)\.|:(?=\/\/)|^[-+>#=]|^\d+(?=[.)])/g, entity)
    .replace(/[@#](?=[\w-])/g, (character) => `${entity(character)}&#8203;`);
}

/** A name as Markdown, set apart as code; nothing in it is a mention or a link. */
export function markdownName(text: string, length = 200): string {
  return `<code>${plain(clipped(text, length)).replace(/[^\p{L}\p{N} ./,()-]/gu, entity)}</code>`;
}

/** The label of a Mermaid node or edge, between its quotes. */
export function mermaidLabel(text: string, length = 80): string {
  return plain(clipped(text, length)).replace(/[^\p{L}\p{N} .,/-]/gu, (character) => `#${character.codePointAt(0)};`);
}

function entity(characters: string): string {
  return [...characters].map((character) => `&#${character.codePointAt(0)};`).join('');
}
