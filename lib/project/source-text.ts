import { Call, Chain, Code, CodeList, CodeObject, Item, Literal, Loop, Reference, Spread, Statement } from './code';

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

/** Longest line of the written source, in characters; what is longer is broken where a person would. */
const LONGEST_LINE = 120;

/** A block of the written source: statements with an empty line after it. */
export type Block = readonly (Statement | Loop)[];

/** A program as text. */
export function sourceText(heading: readonly string[], blocks: readonly Block[]): string {
  const imported = new Set<string>();
  for (const block of blocks) for (const one of block) collect(one, imported);
  const names = [...imported].sort((a, b) => (a < b ? -1 : 1));
  const head = [
    ...comments(heading, ''),
    "import { App } from 'cdktf';",
    ...(names.length > 0
      ? [`import {\n${names.map((name) => `  ${name},\n`).join('')}} from 'cdktf-exchange-client-access';`]
      : []),
  ].join('\n');
  const body = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map((one) => ('body' in one ? loopText(one) : statementText(one, ''))).join('\n'));
  return `${[head, ...body, 'app.synth();'].join('\n\n')}\n`;
}

function comments(lines: readonly string[] | undefined, indent: string): string[] {
  const room = LONGEST_LINE - indent.length - 3;
  return (lines ?? []).flatMap((line) => wrapped(commentText(line), room)).map((line) => `${indent}// ${line}`);
}

function wrapped(text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function statementText({ comments: lines, constant, value }: Statement, indent: string): string {
  const left = constant === undefined ? '' : `const ${constant} = `;
  return [...comments(lines, indent), `${indent}${left}${text(value, indent, left.length + 1)};`].join('\n');
}

function loopText({ comments: lines, names, entries, body, collects }: Loop): string {
  const rows = entries.map((entry) =>
    entry.length === 1 ? `  ${text(entry[0], '  ', 1)},` : `  [${entry.map((one) => text(one, '  ', 0)).join(', ')}],`,
  );
  const taken = names.length === 1 ? names[0] : `[${names.join(', ')}]`;
  const last = body.length - 1;
  const inner = body.map((one, index) => {
    if (collects === undefined || index !== last) return statementText(one, '  ');
    const made = text(one.value, '  ', collects.name.length + 8);
    return [...comments(one.comments, '  '), `  ${collects.name}.push(${made});`].join('\n');
  });
  return [
    ...comments(lines, ''),
    ...(collects === undefined ? [] : [`const ${collects.name}: ${collects.type}[] = [];`]),
    `for (const ${taken} of [`,
    ...rows,
    names.length === 1 ? ']) {' : '] as const) {',
    ...inner,
    '}',
  ].join('\n');
}

/** @param before characters of the line that stand before the value, besides its indent */
function text(code: Code, indent: string, before: number): string {
  const flat = flatText(code);
  if (flat !== undefined && indent.length + before + flat.length <= LONGEST_LINE) return flat;
  const deeper = `${indent}  `;
  if (code instanceof CodeList) {
    const items = code.items.map((item) => `${deeper}${text(item, deeper, 1)},\n`).join('');
    return `[\n${items}${indent}]`;
  }
  if (code instanceof CodeObject) return brokenObject(code, indent);
  if (code instanceof Call) {
    const keyword = code.isConstructor ? 'new ' : '';
    const room = before + code.callee.name.length + (code.isConstructor ? 7 : 3);
    const args = code.args.map((arg) =>
      code.isConstructor && isRich(arg) ? brokenObject(arg, indent) : text(arg, indent, room),
    );
    return `${keyword}${code.callee.name}(${args.join(', ')})`;
  }
  if (code instanceof Chain) {
    const target = text(code.target, indent, before);
    const [only] = code.methods;
    if (code.methods.length === 1 && only.comments === undefined)
      return `${target}.${only.name}(${only.args.map((arg) => text(arg, indent, 0)).join(', ')})`;
    const calls = code.methods.flatMap(({ name, args, comments: lines }) => [
      ...comments(lines, deeper),
      `${deeper}.${name}(${args.map((arg) => text(arg, deeper, name.length + 2)).join(', ')})`,
    ]);
    return [target, ...calls].join('\n');
  }
  return flat ?? '';
}

/** An object that reads better with a line for each property. */
function isRich(code: Code): code is CodeObject {
  return code instanceof CodeObject && code.properties.length > 1;
}

function brokenObject({ properties }: CodeObject, indent: string): string {
  const deeper = `${indent}  `;
  const lines = properties.flatMap(({ name, value, comments: above }) => [
    ...comments(above, deeper),
    `${deeper}${propertyText(name, value, deeper)},`,
  ]);
  return `{\n${lines.map((line) => `${line}\n`).join('')}${indent}}`;
}

function propertyText(name: string, value: Code, indent: string): string {
  if (value instanceof Reference && value.name === name) return name;
  return `${name}: ${text(value, indent, name.length + 3)}`;
}

/** On one line; undefined where a comment stands inside, and for statements of objects, which read better broken. */
function flatText(code: Code): string | undefined {
  if (code instanceof Literal) return typeof code.value === 'string' ? literalText(code.value) : String(code.value);
  if (code instanceof Reference) return code.name;
  if (code instanceof Spread) return `...${code.list.name}`;
  if (code instanceof Item) return `${code.list.name}[${code.index}]`;
  if (code instanceof CodeList) return joined(code.items.map(flatText), '[', ']');
  if (code instanceof Call) {
    if (code.isConstructor && code.args.some(isRich)) return undefined;
    return joined(code.args.map(flatText), `${code.isConstructor ? 'new ' : ''}${code.callee.name}(`, ')');
  }
  if (code instanceof Chain) {
    const target = flatText(code.target);
    const [only, ...more] = code.methods;
    if (target === undefined || more.length > 0 || only.comments !== undefined) return undefined;
    return joined(only.args.map(flatText), `${target}.${only.name}(`, ')');
  }
  if (code.properties.length === 0) return '{}';
  if (code.properties.some(({ comments: lines }) => lines !== undefined && lines.length > 0)) return undefined;
  return joined(
    code.properties.map(({ name, value }) => {
      if (value instanceof Reference && value.name === name) return name;
      const flat = flatText(value);
      return flat === undefined ? undefined : `${name}: ${flat}`;
    }),
    '{ ',
    ' }',
  );
}

function joined(parts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(', ')}${close}`;
}

function collect(one: Statement | Loop, into: Set<string>): void {
  if ('body' in one) {
    for (const entry of one.entries) for (const code of entry) collectFrom(code, into);
    for (const statement of one.body) collect(statement, into);
    if (one.collects !== undefined) into.add(one.collects.type);
  } else collectFrom(one.value, into);
}

function collectFrom(code: Code, into: Set<string>): void {
  if (code instanceof Spread || code instanceof Item) return;
  if (code instanceof Reference) {
    if (code.imported !== undefined && code.imported !== 'App') into.add(code.imported);
  } else if (code instanceof Call) {
    collectFrom(code.callee, into);
    for (const arg of code.args) collectFrom(arg, into);
  } else if (code instanceof Chain) {
    collectFrom(code.target, into);
    for (const { args } of code.methods) for (const arg of args) collectFrom(arg, into);
  } else if (code instanceof CodeList) for (const item of code.items) collectFrom(item, into);
  else if (code instanceof CodeObject) for (const { value } of code.properties) collectFrom(value, into);
}
