/** Units that would end a literal or a line, that no editor shows, or that begin a value of Terraform. */
const ESCAPED = /[\\'\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[$%](?=\{)/gu;

const SHORT: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as a literal of TypeScript in single quotes: data, whatever it holds. */
export function literalText(text: string): string {
  const escaped = text.replace(ESCAPED, (found) => SHORT[found] ?? [...units(found)].join(''));
  return `'${escaped}'`;
}

function* units(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) yield `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}

/** A text within one line of comment: what would end the line or hide something becomes a blank. */
export function commentText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Words of the language, and names that the written source has already. */
const TAKEN = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return super switch this throw true try typeof var void while with yield let static await ' +
    'implements interface package private protected public arguments eval undefined App'
  ).split(' '),
);

/** Names of constants, each used once. */
export class ConstantNames {
  private readonly used = new Set<string>();

  /** A name in camel case that is made of a text, such as `cas01` of `CAS01.contoso.com`. */
  take(text: string, fallback: string): string {
    const words =
      text
        .split('.')[0]
        .normalize('NFKD')
        .match(/[A-Za-z0-9]+/g) ?? [];
    const [first = '', ...rest] = words.map((word) => word.toLowerCase());
    const joined = first + rest.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
    const base = IDENTIFIER.test(joined) ? joined : `${fallback}${joined}`;
    let name = TAKEN.has(base) ? `${fallback}${base[0].toUpperCase()}${base.slice(1)}` : base;
    for (let n = 2; this.used.has(name) || TAKEN.has(name); n++) name = `${base}_${n}`;
    this.used.add(name);
    return name;
  }
}
