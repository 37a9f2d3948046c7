import { Level, OutcomeKind } from '../../policy';
import { html, Markup, trusted } from './markup';
import { digits } from '../plain';
import { protocolLabel } from '../words';
import { Reach } from './outcomes';
import { rangeOf } from './names';
import { Page } from './page';

/** Each outcome has a shape of its own, so that nobody needs its colour. Drawn in a square of 16. */
const SHAPES: Record<string, string> = {
  works:
    '<path d="m3.5 8.5 3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>',
  prompts:
    '<path d="M8 1.8 15 14H1Z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>' +
    '<path d="M8 6v4" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="12" r=".9" fill="currentColor"/>',
  fails:
    '<path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor"/>' +
    '<path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" stroke="var(--on-symbol)" stroke-width="1.8" stroke-linecap="round"/>',
  unknown:
    '<path d="M8 1 15 8 8 15 1 8Z" fill="none" stroke="currentColor" stroke-width="1.5"/>' +
    '<path d="M6.3 6.6a1.7 1.7 0 1 1 2.5 1.5c-.5.3-.8.6-.8 1.2" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"/>' +
    '<circle cx="8" cy="11.2" r=".8" fill="currentColor"/>',
  unused: '<circle cx="8" cy="8" r="1" fill="currentColor"/>',
  worse:
    '<path d="M8 2.5v10M3.8 8.6 8 12.8l4.2-4.2" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>',
  better:
    '<path d="M8 13.5v-10M3.8 7.4 8 3.2l4.2 4.2" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"/>',
  other:
    '<path d="M3 6h10M3 10h10M10.5 2.5l-5 11" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
  note: '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 7.3v4" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/><circle cx="8" cy="4.8" r=".9" fill="currentColor"/>',
};

/** All shapes, once a page; everything else refers to them. */
export function symbolSheet(): Markup {
  const symbols = Object.entries(SHAPES).map(
    ([name, shape]) => `<symbol id="symbol-${name}" viewBox="0 0 16 16">${shape}</symbol>`,
  );
  return trusted(`<svg class="sheet" aria-hidden="true" width="0" height="0">${symbols.join('')}</svg>`);
}

/** One shape, without words: the words stand beside it. */
export function symbol(name: string): Markup {
  return html`<svg class="symbol" aria-hidden="true" focusable="false"><use href="#symbol-${name}" /></svg>`;
}

/** The shape and the word of an outcome. */
export function outcomeMark(kind: OutcomeKind | string): Markup {
  return html`<span class="mark ${kind}">${symbol(kind)}<span>${kind}</span></span>`;
}

const LEVEL_SHAPES: Record<Level, string> = {
  [Level.ERROR]: 'fails',
  [Level.WARNING]: 'prompts',
  [Level.NOTE]: 'note',
};

/** The shape of a finding's level. */
export function levelSymbol(level: Level): Markup {
  return symbol(LEVEL_SHAPES[level]);
}

/** Reasons that are shown of those that differ in names alone. */
const REASONS_SHOWN = 3;

/** The first few of texts that are alike, and how many more there are. */
export function some(texts: string[]): Markup | undefined {
  const distinct = [...new Set(texts)];
  const rest = distinct.length - REASONS_SHOWN;
  if (distinct.length === 0) return undefined;
  return html`${distinct.slice(0, REASONS_SHOWN).map((text) => html`<p>${text}</p>`)}${
    rest > 0 ? html`<p class="quiet">and ${digits(rest)} more alike, each in the matrix</p>` : undefined
  }`;
}

/** On which protocols of which servers. */
export function where(page: Page, { protocols, servers }: Reach): Markup {
  const names = servers.map((id) => page.names.server(id));
  const on =
    names.length <= 2
      ? html`<bdi>${names.join(', ')}</bdi>`
      : html`<span title="${rangeOf(names)}">${digits(names.length)} servers</span>`;
  return html`${protocols.map(protocolLabel).join(', ')} on ${on}`;
}

/** A number and what it counts; without a shape, or at 0, it stays quiet. */
export function figure(count: number, one: string, many = one, shape?: string): Markup {
  const tone = count > 0 && shape !== undefined ? shape : 'quiet';
  return html`<div class="figure ${tone}">
    <dt>${count === 1 ? one : many}</dt>
    <dd>${digits(count)}</dd>
  </div>`;
}
