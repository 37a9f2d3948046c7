import { clipped, plain } from '../../plain';
import { html, Markup } from '../markup';

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
