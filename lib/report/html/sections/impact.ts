import { MatrixColumn, Outcome, OutcomeKind } from '../../../policy';
import { FoldedColumn, FoldedOutcome, Reached } from '../../matrix-fold';
import { counted, digits, protocolLabel } from '../../words';
import { html, Markup } from '../markup';
import { rangeOf } from '../names';
import { Page } from '../page';
import { populationAbout } from '../page-data';
import { outcomeMark } from '../symbols';

/** One population that a cause hits. */
interface Hit {
  readonly column: MatrixColumn;
  /** Number of the population in the matrix. */
  readonly index: number;
  readonly fold: FoldedOutcome;
}

/** One reason, with everyone whom it keeps from working. */
interface Cause {
  readonly outcome: Outcome;
  readonly hits: Hit[];
  /** Clients that it hits, as far as they were counted. */
  readonly clients: number;
}

/** Causes that are told at length; an estate where every server fails for a reason of its own has its matrix. */
const CAUSES_SHOWN = 30;

const GRAVITY = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN];

/** What a reviewer asks first: who stops working, why, and what to do. */
export function impactSection(page: Page): Markup {
  const causes = causesOf(page.populations);
  const fine = page.populations.filter(
    ({ outcomes }) => outcomes.length > 0 && outcomes.every((fold) => fold.outcome.kind === OutcomeKind.WORKS),
  );
  const idle = page.populations.filter(({ outcomes }) => outcomes.length === 0);
  return html`<section id="affected" aria-labelledby="affected-title">
    <h2 id="affected-title">Who is affected, why, and what to do</h2>
    ${causes.length === 0 ? nobody(page) : causes.slice(0, CAUSES_SHOWN).map((cause) => card(page, cause))}
    ${
      causes.length > CAUSES_SHOWN
        ? html`<p class="calm">
            ${counted(causes.length - CAUSES_SHOWN, 'further reason')}: the matrix below has them all.
          </p>`
        : undefined
    }
    ${list('Works everywhere it connects', fine)} ${list('Uses no binding that is declared', idle)}
  </section>`;
}

/** The gravest first, and of the equally grave those that hit more clients. */
function causesOf(populations: readonly FoldedColumn[]): Cause[] {
  const causes = new Map<string, Hit[]>();
  populations.forEach(({ column, outcomes }, index) => {
    for (const fold of outcomes) {
      const { kind, reason, remedy, source } = fold.outcome;
      if (!GRAVITY.includes(kind)) continue;
      const key = JSON.stringify([kind, reason, remedy, source]);
      const hits = causes.get(key);
      if (hits) hits.push({ column, index, fold });
      else causes.set(key, [{ column, index, fold }]);
    }
  });
  const size = (hit: Hit): number => hit.column.count ?? 0;
  return [...causes.values()]
    .map((hits) => ({
      outcome: hits[0].fold.outcome,
      hits: [...hits].sort((a, b) => size(b) - size(a)),
      clients: hits.reduce((total, hit) => total + size(hit), 0),
    }))
    .sort(
      (a, b) =>
        GRAVITY.indexOf(a.outcome.kind) - GRAVITY.indexOf(b.outcome.kind) ||
        b.clients - a.clients ||
        a.hits[0].index - b.hits[0].index,
    );
}

function nobody(page: Page): Markup {
  if (page.populations.length > 0) return html`<p class="calm">No client population is affected.</p>`;
  return html`<p class="calm">
    No client populations are declared. Declare who connects, with which platform and from where, and this page tells
    who would stop working.
  </p>`;
}

function card(page: Page, { outcome, hits, clients }: Cause): Markup {
  const size = [counted(hits.length, 'population'), ...(clients > 0 ? [counted(clients, 'client')] : [])].join(', ');
  return html`<article class="cause ${outcome.kind}">
    <div class="who">
      <h3>${outcomeMark(outcome.kind)} <span class="count">${size}</span></h3>
      <ul>
        ${hits.map((hit) => population(page, hit))}
      </ul>
    </div>
    <div class="why">
      <h4>Why</h4>
      <p>${outcome.reason}</p>
      <p class="source">${outcome.source}</p>
    </div>
    <div class="remedy">
      <h4>What to do</h4>
      <p>${outcome.remedy ?? html`<span class="quiet">No remedy on record: see the findings.</span>`}</p>
    </div>
  </article>`;
}

function population(page: Page, { column, index, fold }: Hit): Markup {
  const about = [
    ...populationAbout(column, page.labels),
    ...(column.count === undefined ? [] : [counted(column.count, 'client')]),
  ];
  return html`<li>
    <span class="name"><bdi>${column.name}</bdi></span> <span class="about">${about.join(' · ')}</span>
    <span class="where">${fold.on.map((reached, at) => [at > 0 ? '; ' : '', where(page, reached)])}</span>
    <button
      type="button"
      class="link show"
      data-population="${index}"
      data-outcome="${fold.outcome.kind}"
      aria-label="Show in the matrix: ${column.name}, ${fold.outcome.kind}"
      hidden
    >
      Show in the matrix
    </button>
  </li>`;
}

function where(page: Page, { protocols, servers }: Reached): Markup {
  const names = servers.map((id) => page.names.server(id));
  const on =
    names.length <= 2
      ? html`<bdi>${names.join(', ')}</bdi>`
      : html`<span title="${rangeOf(names)}">${digits(names.length)} servers</span>`;
  return html`${protocols.map(protocolLabel).join(', ')} on ${on}`;
}

function list(title: string, columns: FoldedColumn[]): Markup | undefined {
  if (columns.length === 0) return undefined;
  const items = columns.map(
    ({ column }) =>
      html`<li>
        <bdi>${column.name}</bdi>${
          column.count === undefined ? undefined : html` <span class="quiet">${digits(column.count)}</span>`
        }
      </li>`,
  );
  return html`<div class="listed">
    <p>${title}:</p>
    <ul class="inline">
      ${items}
    </ul>
  </div>`;
}
