import { maximumPublicLifetimeDays, PUBLIC_LIFETIMES, renewalsPerYear } from '../../../exchange/public-lifetime';
import { CertificateSourceKind, Estate } from '../../../model';
import { counted, digits, firstFew } from '../../counts';
import { SOURCE_WORDS, sourceLabel } from '../../words';
import { isoDay, shortDay } from '../dates';
import { BARS_SHOWN, endOf, NEAR, timelineDrawing, toneOf } from '../drawings/timeline';
import { daysOf, Lifetime, lifetimesOf } from '../lifetimes';
import { html, Markup } from '../markup';
import { Page } from '../page';

/** Bars that the table below the drawing lists in words. */
const ROWS_SHOWN = 200;

/** What ends when, and what the coming limits mean for what is purchased. */
export function timelineSection(page: Page, estate: Estate): Markup {
  const { bars, unknown } = lifetimesOf(page, estate);
  return html`<section id="expiry" aria-labelledby="expiry-title">
    <h2 id="expiry-title">Lifetimes</h2>
    ${bars.length === 0 ? html`<p class="calm">No certificate’s dates are known yet.</p>` : drawn(page, bars)}
    ${unknown.length > 0 ? html`<p class="hint">Not known yet when they end: <bdi>${firstFew(unknown, 5)}</bdi>.</p>` : undefined}
    ${limitsTable(page, bars)}
  </section>`;
}

function drawn(page: Page, bars: Lifetime[]): Markup {
  const rest = bars.length - BARS_SHOWN;
  return html`<p class="legend">
      ${key('calm', 'valid')} ${key('assumed', 'once issued')} ${key('prompts', `ends within ${NEAR} days`)}
      ${key('fails', 'ended')} ${key('due', 'renewal due')}
    </p>
    <div class="scroll">${timelineDrawing(bars, PUBLIC_LIFETIMES, page.now)}</div>
    ${rest > 0 ? html`<p class="hint">The ${BARS_SHOWN} that end first are drawn; ${counted(rest, 'other ends', 'others end')} later.</p>` : undefined}
    <details class="fold words">
      <summary>The same as a table</summary>
      <div class="scroll">
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Certificates</th>
              <th scope="col">Source</th>
              <th scope="col">From</th>
              <th scope="col">To</th>
              <th scope="col" class="number">Days</th>
              <th scope="col">Renewal due</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            ${bars.slice(0, ROWS_SHOWN).map((bar) => barRow(bar, page.now))}
          </tbody>
        </table>
      </div>
    </details>`;
}

function key(tone: string, word: string): Markup {
  return html`<span class="key"
    ><svg class="drawing" width="22" height="12" aria-hidden="true">
      <g class="life ${tone}">
        ${tone === 'due' ? html`<path class="due" d="M11 0V12" />` : html`<rect x="1" y="1" width="20" height="10" rx="3" />`}
      </g>
    </svg>
    ${word}</span
  >`;
}

function barRow(bar: Lifetime, now: number): Markup {
  const due = bar.dueAt === undefined ? '' : `${isoDay(bar.dueAt)}${bar.unattended ? ', unattended' : ''}`;
  return html`<tr class="${toneOf(bar, now)}">
    <td>
      <bdi>${bar.full}</bdi
      >${bar.certificates > 1 ? html` <span class="quiet">${digits(bar.certificates)}</span>` : undefined}
    </td>
    <td>${SOURCE_WORDS[bar.source] ?? bar.source}</td>
    <td>${bar.assumed ? 'when issued' : isoDay(bar.start)}</td>
    <td>${bar.assumed ? '' : isoDay(bar.end)}</td>
    <td class="number">${digits(daysOf(bar))}</td>
    <td>${due}</td>
    <td>${endOf(bar, now)}</td>
  </tr>`;
}

function limitsTable(page: Page, bars: Lifetime[]): Markup {
  const current = maximumPublicLifetimeDays(new Date(page.now));
  const purchased = bars.filter((bar) => bar.source === CertificateSourceKind.PURCHASED);
  const shown = PUBLIC_LIFETIMES.filter((limit) => limit === current || Date.parse(limit.from) > page.now);
  const sources = [...new Set(shown.map((limit) => sourceLabel(limit.source)))];
  const rows = shown.map((limit) => {
    const longer = purchased.filter((bar) => daysOf(bar) > limit.days).reduce((all, bar) => all + bar.certificates, 0);
    const effect =
      purchased.length === 0
        ? 'none is purchased'
        : longer === 0
          ? 'none lasts longer'
          : counted(longer, 'lasts longer', 'last longer');
    return html`<tr${limit === current ? html` class="current"` : undefined}><td>${shortDay(Date.parse(limit.from))}${limit === current ? html` <span class="tag">in force</span>` : undefined}</td><td class="number">${limit.days}</td><td class="number">${renewalsPerYear(limit.days)}</td><td>${effect}</td></tr>`;
  });
  return html`<h3>How long a public CA may issue for</h3>
    <div class="scroll">
      <table class="plain-table limits">
        <thead>
          <tr>
            <th scope="col">Issued from</th>
            <th scope="col" class="number">Days at most</th>
            <th scope="col" class="number">Renewals a year</th>
            <th scope="col">Purchased certificates here</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    <p class="hint">
      A renewal is due when two thirds of a lifetime are over. Certificates of your own CA and self-signed ones are not
      bound by these limits.
      ${sources.length > 0 ? html`<span class="source">Source: ${sources.join('; ')}</span>` : undefined}
    </p>`;
}
