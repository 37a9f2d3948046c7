/**
 * Control characters, line breaks of every kind, marks that turn the direction of writing, and whatever Unicode calls default
 * ignorable: it takes no room, so text can hide in it (tag characters, fillers, variation selectors, joiners).
 */
const UNSAFE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u115f\u1160\ufff9-\ufffb]/gu;

/** `##[` begins a command in the log of Azure Pipelines and GitHub's older runners. */
const LOG_COMMAND = /##(?=\[)/g;

/**
 * A name as a person may safely see it on one line: what could drive a terminal, break a line or hide in the text is shown as its
 * code (`\u001b`), and everything else stays as it is.
 */
export function plain(text: string): string {
  return text.replace(UNSAFE, codeOf).replace(LOG_COMMAND, '#\\u0023');
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) as number;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** The first `length` characters at most, with an ellipsis where something was cut; never half a surrogate pair. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = Math.max(0, length - 1);
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end--;
  return `${text.slice(0, end)}…`;
}

/** A count with thousands separated, and its noun in the number that fits. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${digits(count)} ${count === 1 ? one : many}`;
}

/** A whole number with commas; not the machine's locale, so that output is the same everywhere. */
export function digits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** The first few of a list, and how many more there are. */
export function firstFew(items: string[], limit: number): string {
  if (items.length <= limit + 1) return items.join(', ');
  return `${items.slice(0, limit).join(', ')} and ${digits(items.length - limit)} more`;
}

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
