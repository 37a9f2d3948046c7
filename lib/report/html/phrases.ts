import { digits } from '../counts';
import { html, Markup } from './markup';
import { protocolLabel } from '../words';
import { Reach } from './causes';
import { rangeOf } from './names';
import { Page } from './page';

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
