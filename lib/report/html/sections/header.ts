import { MatrixColumn, OutcomeKind } from '../../../policy';
import { counted, digits } from '../../plain';
import { acceptedNonetheless } from '../../words';
import { moment } from '../lifetimes';
import { figure, symbol } from '../phrases';
import { Content, html, Markup } from '../markup';
import { Page } from '../page';

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
