import { MatrixColumn, OutcomeKind } from '../../../policy';
import { Direction, FoldedChange } from '../../changes-fold';
import { counted, digits } from '../../plain';
import { protocolLabel, sourceLabel } from '../../words';
import { NOT_MET, TURNS } from '../flips';
import { html, Markup } from '../markup';
import { Compared, Page } from '../page';
import { outcomeMark, symbol, where } from '../phrases';

/** Kinds of change that stand open: more than these would hide what comes after them. */
const CARDS_OPEN = 6;

/** Kinds of change that a fold holds; the matrix has them all. */
const CARDS_SHOWN = 30;

/** Clients of one kind of change that stand open: what is worst comes first. */
const LINES_SHOWN = 5;

/** What it does to clients: one card for each kind of change, with everyone whom it meets. */
export function changedClients(page: Page, { folds }: Compared): Markup {
  const cards = new Map<string, FoldedChange[]>();
  for (const fold of folds) {
    const card = cards.get(fold.likeness);
    if (card) card.push(fold);
    else cards.set(fold.likeness, [fold]);
  }
  const all = [...cards.values()];
  if (all.length <= CARDS_OPEN) return html`${all.map((card) => changeCard(page, card))}`;
  return html`${FOLDS.map(({ direction, one, tail }) => {
    const turned = all.filter(([fold]) => fold.direction === direction);
    const open = direction === Direction.WORSE ? CARDS_OPEN : 0;
    return html`${turned.slice(0, open).map((card) => changeCard(page, card))}${foldOf(page, turned.slice(open), one, tail)}`;
  })}`;
}

const FOLDS = [
  { direction: Direction.WORSE, one: 'more kind', tail: 'for the worse' },
  { direction: Direction.BETTER, one: 'kind', tail: 'for the better' },
  { direction: Direction.OTHER, one: 'other kind', tail: '' },
];

function foldOf(page: Page, cards: FoldedChange[][], one: string, tail: string): Markup | undefined {
  if (cards.length === 0) return undefined;
  const rest = cards.length - CARDS_SHOWN;
  const cells = cards.reduce((total, card) => total + cellsOf(card), 0);
  return html`<details class="fold">
    <summary>
      <h3>
        ${counted(cards.length, one)} of change ${tail}
        <span class="count">${counted(cells, 'connection')}</span>
      </h3>
    </summary>
    ${cards.slice(0, CARDS_SHOWN).map((card) => changeCard(page, card))}
    ${rest > 0 ? html`<p class="calm">${counted(rest, 'further kind')} of change: the matrix below marks them all.</p>` : undefined}
  </details>`;
}

function changeCard(page: Page, folds: FoldedChange[]): Markup {
  const [{ before, after, direction }] = folds;
  const populations = new Set(folds.map(({ population }) => population));
  const clients = clientsOf(page.report.matrix.columns, populations);
  const size = [
    counted(populations.size, 'population'),
    ...(clients > 0 ? [counted(clients, 'client')] : []),
    counted(cellsOf(folds), 'connection'),
  ];
  const shown = folds.length > LINES_SHOWN + 1 ? LINES_SHOWN : folds.length;
  return html`<article class="cause ${after?.kind ?? ''}">
    <div class="who">
      <h3>
        ${turn(direction)} ${stateMark(before?.kind)} <span aria-hidden="true">→</span
        ><span class="sr">becomes</span> ${stateMark(after?.kind)} <span class="count">${size.join(', ')}</span>
      </h3>
      <ul>
        ${folds.slice(0, shown).map((fold) => line(page, fold))}
      </ul>
      ${
        shown < folds.length
          ? html`<details class="fold">
              <summary>${counted(folds.length - shown, 'more line')}</summary>
              <ul>
                ${folds.slice(shown).map((fold) => line(page, fold))}
              </ul>
            </details>`
          : undefined
      }
    </div>
    ${why(folds)}
  </article>`;
}

/** The shape of a direction; its word is for those who see no shapes. */
function turn(direction: Direction): Markup {
  return html`<span class="flip ${direction}">${symbol(direction)}</span><span class="sr">${TURNS[direction]}: </span>`;
}

function stateMark(kind: string | undefined): Markup {
  return kind === undefined ? html`<span class="mark">${NOT_MET}</span>` : outcomeMark(kind);
}

function why(folds: FoldedChange[]): Markup {
  const [{ before, after, reasons }] = folds;
  if (!after || after.kind === OutcomeKind.WORKS) {
    return html`<div class="why">
      <h4>Before this change</h4>
      <p>${before?.message ?? 'these clients did not connect here'}</p>
    </div>`;
  }
  const alike = Math.max(...folds.map((fold) => fold.reasons), reasons) - 1;
  return html`<div class="why">
      <h4>Why</h4>
      <p>${after.message}</p>
      ${alike > 0 ? html`<p class="quiet">and ${digits(alike)} more alike, each in the matrix</p>` : undefined}
      <p class="source">${sourceLabel(after.sources.join('; '))}</p>
    </div>
    <div class="remedy">
      <h4>What to do</h4>
      ${after.fix === undefined ? html`<p class="quiet">No remedy on record: see the findings.</p>` : html`<p>${after.fix}</p>`}
    </div>`;
}

/** "field-phones: ActiveSync on cas01", and the way to these cells. */
function line(page: Page, fold: FoldedChange): Markup {
  const { population, name, after, protocols, servers } = fold;
  const column = page.report.matrix.columns.findIndex((one) => one.population === population);
  const only = (items: string[], label: (item: string) => string): string =>
    items.length === 1 ? label(items[0]) : '';
  return html`<li>
    <span class="name"><bdi>${name}</bdi></span> <span class="where">${where(page, { protocols, servers })}</span>
    ${
      after && column >= 0
        ? html`<button
            type="button"
            class="link show"
            data-population="${column}"
            data-outcome="${after.kind}"
            data-protocol="${only(protocols, protocolLabel)}"
            data-server="${only(servers, (id) => page.names.server(id))}"
            data-changed="true"
            aria-label="Show in the matrix: ${name}, changed to ${after.kind}"
            hidden
          >
            Show in the matrix
          </button>`
        : undefined
    }
  </li>`;
}

/** How many clients these populations have, as far as they were counted. */
export function clientsOf(columns: MatrixColumn[], populations: ReadonlySet<string>): number {
  return columns
    .filter(({ population }) => populations.has(population))
    .reduce((total, { count }) => total + (count ?? 0), 0);
}

export function cellsOf(folds: FoldedChange[]): number {
  return folds.reduce((total, { cells }) => total + cells, 0);
}
