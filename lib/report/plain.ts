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
