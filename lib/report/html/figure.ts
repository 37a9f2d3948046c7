import { digits } from '../counts';
import { html, Markup } from './markup';

/** A number and what it counts; without a shape, or at 0, it stays quiet. */
export function figure(count: number, one: string, many = one, shape?: string): Markup {
  const tone = count > 0 && shape !== undefined ? shape : 'quiet';
  return html`<div class="figure ${tone}">
    <dt>${count === 1 ? one : many}</dt>
    <dd>${digits(count)}</dd>
  </div>`;
}
