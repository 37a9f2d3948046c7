import { MatrixColumn } from '../../../policy';
import { counted, digits } from '../../plain';
import { populationAbout, sourceLabel } from '../../words';
import { Cause, Hit } from '../outcomes';
import { html, Markup } from '../markup';
import { Page } from '../page';
import { outcomeMark, some, where } from '../phrases';

/** Causes that are shown at length; an estate where every server fails for a reason of its own has its matrix. */
const CAUSES_SHOWN = 30;

/** Populations of one cause that stand open: those with the most clients. */
const HITS_SHOWN = 5;

/** What a reviewer asks first: who stops working, why, and what to do. */
export function impactSection(page: Page): Markup {
  const { causes } = page;
  const { columns, rows } = page.report.matrix;
  const hit = new Set(causes.flatMap(({ hits }) => hits.map(({ index }) => index)));
  const connects = new Set(rows.flatMap(({ cells }) => cells.flatMap((cell, index) => (cell >= 0 ? [index] : []))));
  const fine = columns.filter((_, index) => connects.has(index) && !hit.has(index));
  const idle = columns.filter((_, index) => !connects.has(index));
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

function nobody(page: Page): Markup {
  if (page.report.matrix.columns.length > 0) return html`<p class="calm">No client population is affected.</p>`;
  return html`<p class="calm">
    No client populations are declared. Declare who connects, with which platform and from where, and this page shows
    who would stop working.
  </p>`;
}

function card(page: Page, { kind, outcomes, hits, clients }: Cause): Markup {
  const size = [counted(hits.length, 'population'), ...(clients > 0 ? [counted(clients, 'client')] : [])].join(', ');
  const shown = hits.length > HITS_SHOWN + 1 ? HITS_SHOWN : hits.length;
  return html`<article class="cause ${kind}">
    <div class="who">
      <h3>${outcomeMark(kind)} <span class="count">${size}</span></h3>
      <ul>
        ${hits.slice(0, shown).map((hit) => population(page, hit, kind))}
      </ul>
      ${
        shown < hits.length
          ? html`<details class="fold">
              <summary>${counted(hits.length - shown, 'more population')}</summary>
              <ul>
                ${hits.slice(shown).map((hit) => population(page, hit, kind))}
              </ul>
            </details>`
          : undefined
      }
    </div>
    <div class="why">
      <h4>Why</h4>
      ${some(outcomes.map(({ message }) => message))}
      <p class="source">${sourceLabel(outcomes[0].sources.join('; '))}</p>
    </div>
    <div class="remedy">
      <h4>What to do</h4>
      ${some(outcomes.flatMap(({ fix }) => fix ?? [])) ?? html`<p class="quiet">No remedy on record: see the findings.</p>`}
    </div>
  </article>`;
}

function population(page: Page, { column, index, on }: Hit, kind: string): Markup {
  const about = [...populationAbout(column), ...(column.count === undefined ? [] : [counted(column.count, 'client')])];
  return html`<li>
    <span class="name"><bdi>${column.name}</bdi></span> <span class="about">${about.join(' · ')}</span>
    <span class="where">${on.map((reached, at) => [at > 0 ? '; ' : '', where(page, reached)])}</span>
    <button
      type="button"
      class="link show"
      data-population="${index}"
      data-outcome="${kind}"
      aria-label="Show in the matrix: ${column.name}, ${kind}"
      hidden
    >
      Show in the matrix
    </button>
  </li>`;
}

function list(title: string, columns: MatrixColumn[]): Markup | undefined {
  if (columns.length === 0) return undefined;
  const items = columns.map(
    (column) =>
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
