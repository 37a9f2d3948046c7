import { MatrixColumn, OutcomeKind } from '../../../policy';
import { counted, digits } from '../../plain';
import { acceptedNonetheless, populationAbout, sourceLabel } from '../../words';
import { moment } from '../lifetimes';
import { figure, outcomeMark, some, symbol, where } from '../phrases';
import { Content, html, Markup } from '../markup';
import { Page } from '../page';
import { Cause, Hit } from '../outcomes';

/** The verdict first, then in one sentence who it hits, then how much there is of what. */
export function headerSection(page: Page): Markup {
  const { summary, judgedAt, moment: stage } = page.report;
  const verdict = summary.refused
    ? {
        name: 'refused',
        shape: 'fails',
        word: 'Refused',
        meaning: 'nothing is deployed until the findings that refuse it are fixed or acknowledged',
      }
    : { name: 'accepted', shape: 'works', word: 'Accepted', meaning: 'no finding stands in the way of the deployment' };
  const nonetheless = acceptedNonetheless(summary);
  return html`<header class="top ${verdict.name}">
    <div class="verdict">
      <p class="badge">${symbol(verdict.shape)} ${verdict.word}</p>
      <div>
        <h1>${page.title}</h1>
        <p class="headline">${headline(page)}</p>
        <p class="meta">
          ${verdict.word}: ${verdict.meaning}. Judged <time datetime="${judgedAt}">${moment(judgedAt)}</time>, as
          ${stage}.
        </p>
        ${nonetheless === undefined ? '' : html`<p class="meta">Note: ${nonetheless}.</p>`}
        ${page.notices.map((notice) => html`<p class="meta">Note: ${notice}</p>`)}
      </div>
    </div>
    <div class="figures">
      <dl class="counts">
        ${figure(summary.errors, 'error', 'errors', 'fails')}
        ${figure(summary.warnings, 'warning', 'warnings', 'prompts')} ${figure(summary.notes, 'note', 'notes', 'note')}
        ${figure(summary.acknowledged, 'accepted')} ${figure(summary.unknown, 'unknown', 'unknown', 'unknown')}
      </dl>
      ${proportions(page)}
    </div>
  </header>`;
}

/** Who stops working, in one sentence. */
function headline(page: Page): Content {
  const { columns } = page.report.matrix;
  if (columns.length === 0) return 'No client populations are declared, so it is not known who would stop working.';
  const meets = (kind: OutcomeKind): MatrixColumn[] => {
    const hit = new Set(
      page.causes.filter((cause) => cause.kind === kind).flatMap(({ hits }) => hits.map((h) => h.index)),
    );
    return columns.filter((_, index) => hit.has(index));
  };
  const failing = meets(OutcomeKind.FAILS);
  const asked = meets(OutcomeKind.PROMPTS);
  const untold = meets(OutcomeKind.UNKNOWN);
  // The first part says of how many; the others need not say it again.
  const whom = (some: MatrixColumn[], verb: string, first: boolean): Content => {
    const clients = some.reduce((total, column) => total + (column.count ?? 0), 0);
    const size = clients > 0 ? ` (${counted(clients, 'client')})` : '';
    const of = first ? ` of ${counted(columns.length, 'client population')}` : '';
    return html`<strong>${digits(some.length)}${of}</strong>${size} ${verb}`;
  };
  const affected = [
    { some: failing, verb: 'can’t connect somewhere' },
    {
      some: asked,
      verb: asked.length === 1 ? 'is asked to trust a certificate' : 'are asked to trust a certificate',
    },
    { some: untold, verb: 'can’t be judged yet' },
  ].filter(({ some }) => some.length > 0);
  const parts = affected.map(({ some, verb }, index) => whom(some, verb, index === 0));
  if (parts.length === 0) return html`<strong>Every client population works</strong> on every binding that it uses.`;
  return parts.map((part, index) => (index === 0 ? part : html`; ${part}`)).concat('.');
}

/** How the cells of the matrix divide, as one bar with its numbers. */
function proportions(page: Page): Markup {
  const { summary } = page.report;
  const shares = [
    { kind: OutcomeKind.FAILS, count: summary.fails },
    { kind: OutcomeKind.PROMPTS, count: summary.prompts },
    { kind: OutcomeKind.UNKNOWN, count: summary.unknownCells },
    { kind: OutcomeKind.WORKS, count: summary.works },
  ].filter(({ count }) => count > 0);
  const total = shares.reduce((all, { count }) => all + count, 0);
  // A share that would vanish is still drawn: one failure among 90,000 cells is what the page is about.
  const widths = shares.map(({ count }) => Math.max(1, (count / total) * 100));
  const scale = 100 / widths.reduce((all, width) => all + width, 0);
  let at = 0;
  const bars = shares.map(({ kind }, index) => {
    const width = widths[index] * scale;
    const bar = html`<rect class="${kind}" x="${at.toFixed(2)}" y="0" width="${width.toFixed(2)}" height="4" />`;
    at += width;
    return bar;
  });
  const estate = [
    counted(summary.servers, 'server'),
    counted(summary.bindings, 'binding'),
    counted(summary.populations, 'client population'),
    counted(summary.certificates, 'certificate'),
  ].join(' · ');
  const marks = shares.map(
    ({ kind, count }) => html`<span class="mark ${kind}">${symbol(kind)}<span>${digits(count)} ${kind}</span></span> `,
  );
  return html`<div class="proportions">
    <p>${estate}</p>
    ${
      total === 0
        ? html`<p>No population uses any binding.</p>`
        : html`<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
            <p class="legend"><span>${counted(total, 'connection')}:</span> ${marks}</p>`
    }
  </div>`;
}

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
