import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { clipped, plain } from '../plain';

/** Text that is HTML already. Only `html` makes it, so that a name can never become markup by mistake. */
export class Markup {
  public constructor(public readonly text: string) {}
}

/** What may stand in a template: text is escaped, markup is not, nothing is left out. */
export type Content = string | number | Markup | undefined | readonly Content[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or a quoted attribute; control characters and marks that hide or turn text are shown as their codes. */
export function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return content.map(rendered).join('');
}

/** A piece of HTML: every value in it is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: Content[]): Markup {
  let text = strings[0];
  values.forEach((value, index) => (text += rendered(value) + strings[index + 1]));
  return new Markup(text);
}

/** HTML, CSS or script of our own that holds no one's names. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/**
 * Data for a `<script type="application/json">`. No `<` is left, so neither the element nor a comment can be closed or opened
 * from inside.
 */
export function jsonMarkup(data: unknown): Markup {
  return new Markup(JSON.stringify(data).replace(/</g, '\\u003c'));
}

/** Width of a character in the drawings' font, in units of its size; wide enough for the fonts of every system. */
const CHARACTER = 0.6;

/** A number as SVG takes it: at most one decimal, so that the bytes do not depend on rounding noise. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A name cut to the room that a drawing has, in the middle, where names differ least. */
export function fitted(text: string, width: number, size: number): string {
  const room = Math.max(4, Math.floor(width / (size * CHARACTER)));
  const safe = plain(text);
  if (safe.length <= room) return safe;
  const tail = Math.floor((room - 1) / 2);
  const end = safe.slice(-tail).replace(/^[\udc00-\udfff]/, '');
  return `${clipped(safe, room - tail).slice(0, -1)}…${end}`;
}

/** One line of text. */
export function label(x: number, y: number, text: string, className = ''): Markup {
  return html`<text class="${className}" x="${at(x)}" y="${at(y)}">${text}</text>`;
}

/** What the page runs and how it looks: text for its `<script>` and its `<style>`. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** The folder that the build fills from lib/report/browser: beside the bundled command, or of a checkout. */
const FOLDERS = [join(__dirname, '../report'), join(__dirname, '../../../dist/report')];

/** @throws Error where the page was not built */
export function pageAssets(): PageAssets {
  return { script: read('page.js'), style: read('page.css') };
}

function read(name: string): string {
  for (const folder of FOLDERS) {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      continue;
    }
  }
  throw new Error(
    `${name} of the HTML report is missing (looked in ${FOLDERS.join(', ')}); in a checkout run npm run build; elsewhere install the package again`,
  );
}

/** Nothing may be fetched, and no script or style may run but these; a page without a script runs none. */
export function contentPolicy({ script, style }: Pick<PageAssets, 'style'> & Partial<PageAssets>): string {
  return [
    `default-src 'none'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    `style-src '${hashOf(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
