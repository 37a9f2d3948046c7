import { Changes } from '../../changes';
import { demandSentence, foldDemands } from '../../demands';
import { counted, digits, firstFew } from '../../counts';
import { html, Markup } from '../markup';
import { symbol } from '../symbols';

/** Lines that are shown; like demands are one. */
const LINES_SHOWN = 20;

/** Populations that one line names. */
const NAMES_SHOWN = 6;

/** What clients must learn or get first, which no cell of the matrix shows. */
export function changedDemands({ demands }: Changes): Markup | undefined {
  const folds = foldDemands(demands);
  if (folds.length === 0) return undefined;
  const rest = folds.length - LINES_SHOWN;
  return html`<article class="asked">
    <h3>${symbol('prompts')} What clients must learn or get first</h3>
    <ul>
      ${folds.slice(0, LINES_SHOWN).map(
        ({ demand, populations, clients }) =>
          html`<li>
            <strong><bdi>${firstFew(populations, NAMES_SHOWN)}</bdi></strong>
            ${clients > 0 ? `(${counted(clients, 'client')}) ` : ''}<bdi>${demandSentence(demand)}</bdi>
          </li>`,
      )}
    </ul>
    ${rest > 0 ? html`<p class="hint">${digits(rest)} more: the JSON report has them all.</p>` : undefined}
  </article>`;
}
