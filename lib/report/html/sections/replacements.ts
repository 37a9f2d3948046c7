import { Replacement } from '../../changes';
import { FoldedReplacement, foldReplacements } from '../../changes-fold';
import { counted, digits, firstFew } from '../../counts';
import { html, Markup } from '../markup';

/** Rows of the table; like resources are one row. */
const ROWS_SHOWN = 50;

/** Addresses of like resources that are named. */
const ADDRESSES_SHOWN = 100;

/** What is done to a resource, as people say it. */
const ACTIONS: Record<string, string> = {
  replace: 'destroyed, then created again',
  'create-first': 'created again, then the old one destroyed',
  delete: 'destroyed',
};

/** What the apply destroys, and whether it creates it again. */
export function replacedResources(replacements: Replacement[]): Markup | undefined {
  if (replacements.length === 0) return undefined;
  const folds = foldReplacements(replacements);
  const rest = folds.length - ROWS_SHOWN;
  return html`<details class="fold" open>
    <summary>
      <h3>What the apply recreates or removes <span class="count">${digits(replacements.length)}</span></h3>
    </summary>
    <div class="scroll">
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Resource</th>
            <th scope="col">What is done</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          ${folds.slice(0, ROWS_SHOWN).map(replacementRow)}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="hint">${counted(rest, 'further group')} of resources: the JSON report has them all.</p>` : undefined}
  </details>`;
}

function replacementRow({ type, action, reason, addresses }: FoldedReplacement): Markup {
  return html`<tr>
    <td>
      ${
        addresses.length <= 3
          ? addresses.map((address) => html`<code class="address">${address}</code> `)
          : html`<details>
              <summary>${digits(addresses.length)} of <code>${type}</code></summary>
              <p><code>${firstFew(addresses, ADDRESSES_SHOWN)}</code></p>
            </details>`
      }
    </td>
    <td>${Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : action}</td>
    <td>${reason ?? ''}</td>
  </tr>`;
}
