import { MatrixColumn, OutcomeKind } from '../../../policy';
import { FoldedColumn, FoldedOutcome, Reached } from '../../matrix-fold';
import { counted, digits, protocolLabel } from '../../words';
import { html, Markup } from '../markup';
import { rangeOf } from '../names';
import { Page } from '../page';
import { populationAbout } from '../page-data';
import { outcomeMark } from '../symbols';

interface Impact {
  readonly column: MatrixColumn;
  /** Number of the population in the matrix. */
  readonly index: number;
  readonly fold: FoldedOutcome;
}

const GRAVITY = [OutcomeKind.FAILS, OutcomeKind.PROMPTS, OutcomeKind.UNKNOWN];

/** What a reviewer asks first: who stops working, why, and what to do. */
export function impactSection(page: Page): Markup {
  const impacts = page.populations
    .flatMap(({ column, outcomes }, index) => outcomes.map((fold): Impact => ({ column, index, fold })))
    .filter(({ fold }) => GRAVITY.includes(fold.outcome.kind))
    .sort(
      (a, b) =>
        GRAVITY.indexOf(a.fold.outcome.kind) - GRAVITY.indexOf(b.fold.outcome.kind) ||
        (b.column.count ?? 0) - (a.column.count ?? 0) ||
        a.index - b.index,
    );
  const fine = page.populations.filter(
    ({ outcomes }) => outcomes.length > 0 && outcomes.every((fold) => fold.outcome.kind === OutcomeKind.WORKS),
  );
  const idle = page.populations.filter(({ outcomes }) => outcomes.length === 0);
  return html`<section id="affected" aria-labelledby="affected-title">
    <h2 id="affected-title">Who is affected, why, and what to do</h2>
    ${impacts.length === 0 ? nobody(page) : table(page, impacts)} ${list('Works everywhere it connects', fine)}
    ${list('Uses no binding that is declared', idle)}
  </section>`;
}

function nobody(page: Page): Markup {
  if (page.populations.length > 0) return html`<p class="calm">No client population is affected.</p>`;
  return html`<p class="calm">
    No client populations are declared. Declare who connects, with which platform and from where, and this page tells
    who would stop working.
  </p>`;
}

function table(page: Page, impacts: Impact[]): Markup {
  return html`<div class="scroll">
    <table class="impact">
      <thead>
        <tr>
          <th scope="col">Who</th>
          <th scope="col">What happens</th>
          <th scope="col">Why</th>
          <th scope="col">What to do</th>
        </tr>
      </thead>
      <tbody>
        ${impacts.map((impact) => row(page, impact))}
      </tbody>
    </table>
  </div>`;
}

function row(page: Page, { column, index, fold }: Impact): Markup {
  const { outcome } = fold;
  const count =
    column.count === undefined ? undefined : html`<span class="count">${counted(column.count, 'client')}</span>`;
  return html`<tr class="${outcome.kind}">
    <th scope="row">
      <bdi>${column.name}</bdi><span class="about">${populationAbout(column, page.labels).join(' · ')}</span>${count}
    </th>
    <td>
      ${outcomeMark(outcome.kind)}${fold.on.map((reached) => where(page, reached))}<button
        type="button"
        class="link show"
        data-population="${index}"
        data-outcome="${outcome.kind}"
        hidden
      >
        Show in the matrix<span class="sr">: ${column.name}, ${outcome.kind}</span>
      </button>
    </td>
    <td>${outcome.reason}<span class="source">${outcome.source}</span></td>
    <td>${outcome.remedy ?? html`<span class="quiet">No remedy on record: see the findings.</span>`}</td>
  </tr>`;
}

function where(page: Page, { protocols, servers }: Reached): Markup {
  const names = servers.slice(0, 2).map((id) => page.names.server(id));
  const on =
    servers.length <= 2
      ? html`<bdi>${names.join(', ')}</bdi>`
      : html`<span title="${rangeOf(servers.map((id) => page.names.server(id)))}"
          >${digits(servers.length)} servers</span
        >`;
  return html`<span class="where"><strong>${protocols.map(protocolLabel).join(', ')}</strong> on ${on}</span>`;
}

function list(title: string, columns: FoldedColumn[]): Markup | undefined {
  if (columns.length === 0) return undefined;
  const items = columns.map(
    ({ column }) =>
      html`<li>
        <bdi>${column.name}</bdi
        >${column.count === undefined ? undefined : html` <span class="quiet">${digits(column.count)}</span>`}
      </li>`,
  );
  return html`<p class="listed">${title}:</p>
    <ul class="inline">
      ${items}
    </ul>`;
}
