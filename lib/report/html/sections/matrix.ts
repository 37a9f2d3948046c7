import { LEVELS, OutcomeKind } from '../../../policy';
import { Direction } from '../../changes-fold';
import { protocolLabel } from '../../words';
import { html, Markup } from '../markup';
import { Page } from '../page';
import { symbol } from '../phrases';
import { TURNS } from '../flips';

const KINDS = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN, OutcomeKind.WORKS];

/** What narrows the matrix and the findings; the script makes it work, so without script it is not there. */
export function filterSection(page: Page): Markup {
  const { matrix } = page.report;
  const protocols = [...new Set(page.groups.flatMap((group) => group.rows.map((row) => row.protocol)))];
  const rules = page.rules.map(({ ref, title }, index) => html`<option value="${index}">${ref} ${title}</option>`);
  return html`<form id="filters" role="search" aria-label="Narrow the matrix and the findings" hidden>
    <details id="filter-fold">
      <summary>Filters</summary>
      <div class="filter-fields">
        <div class="field wide">
          <label for="filter-text">Search</label
          ><input
            id="filter-text"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder="name, reason, message, path"
          />
        </div>
        <div class="field">
          <label for="filter-server">Server</label
          ><input
            id="filter-server"
            type="search"
            autocomplete="off"
            spellcheck="false"
            placeholder="any"
            list="server-names"
          /><datalist id="server-names"></datalist>
        </div>
        <div class="field">
          <label for="filter-population">Population</label
          ><select id="filter-population">
            <option value="">any</option>
            ${matrix.columns.map((column, index) => html`<option value="${index}">${column.name}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="filter-protocol">Protocol</label
          ><select id="filter-protocol">
            <option value="">any</option>
            ${protocols.map((protocol) => html`<option>${protocolLabel(protocol)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="filter-rule">Rule</label
          ><select id="filter-rule">
            <option value="">any</option>
            ${rules}
          </select>
        </div>
        <fieldset class="chips">
          <legend>Outcome</legend>
          ${KINDS.map((kind) => html`<button type="button" class="chip ${kind}" data-kind="${kind}" aria-pressed="false">${symbol(kind)} ${kind}</button>`)}
        </fieldset>
        ${page.compared ? changedChip() : undefined}
      </div>
    </details>
    <p id="filter-count" role="status" aria-live="polite"></p>
    <button type="reset" id="filter-reset" class="plain" disabled>Clear</button>
  </form>`;
}

function changedChip(): Markup {
  return html`<fieldset class="chips">
    <legend>Against the base</legend>
    <button type="button" class="chip" id="filter-changed" aria-pressed="false">
      ${symbol(Direction.OTHER)} only what changed
    </button>
  </fieldset>`;
}

/** The matrix itself is drawn by the script, as much of it as is looked at. */
export function matrixSection(page: Page): Markup {
  const shown = page.report.matrix.columns.length > 0 && page.report.matrix.rows.length > 0;
  return html`<section id="matrix" aria-labelledby="matrix-title">
    <h2 id="matrix-title">Compatibility matrix</h2>
    ${shown ? grid(page) : html`<p class="calm">There is nothing to compare: no population uses any binding.</p>`}
  </section>`;
}

function grid(page: Page): Markup {
  return html`<p class="hint" id="matrix-hint">
      Each column is a client population, each row a protocol on servers that behave alike. Choose a cell for the reason
      and the remedy; arrow keys move, Enter opens, Escape closes.
    </p>
    ${flipKey(page)}
    <noscript
      ><p class="calm">
        The matrix needs script, which is switched off here; the table above shows the same by population.
      </p></noscript
    >
    <div class="scroll grid-frame" hidden>
      <table
        id="grid"
        role="grid"
        aria-labelledby="matrix-title"
        aria-describedby="matrix-hint"
        aria-readonly="true"
      ></table>
    </div>
    <button type="button" id="grid-more" class="plain" hidden>Show more servers</button>
    <p id="grid-empty" class="calm" hidden>Nothing in the matrix matches.</p>`;
}

/** What the marks of changed cells mean. */
function flipKey({ compared }: Page): Markup | undefined {
  const directions = new Set(compared?.flips.before.map(({ direction }) => direction));
  if (directions.size === 0) return undefined;
  return html`<p class="legend flip-key">
    <span>Marked cells changed:</span>
    ${Object.values(Direction)
      .filter((direction) => directions.has(direction))
      .map(
        (direction) =>
          html`<span><span class="flip ${direction}">${symbol(direction)}</span> ${TURNS[direction]}</span> `,
      )}
  </p>`;
}

/** Where the script shows one cell. */
export function detailPanel(): Markup {
  return html`<div id="detail" role="dialog" aria-modal="false" aria-labelledby="detail-title" tabindex="-1" hidden>
    <div class="detail-head">
      <h2 id="detail-title"></h2>
      <button type="button" id="detail-close" class="plain" aria-label="Close the details">✕</button>
    </div>
    <div id="detail-body"></div>
  </div>`;
}

/** Levels as headings of the findings say them. */
export const LEVEL_TITLES = Object.fromEntries(
  LEVELS.map((level) => [level, `${level[0].toUpperCase()}${level.slice(1)}s`]),
);
