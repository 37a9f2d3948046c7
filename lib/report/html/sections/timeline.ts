import {
  maximumPublicLifetimeDays,
  PUBLIC_LIFETIMES,
  PublicLifetime,
  renewalsPerYear,
} from '../../../exchange/public-practice';
import { CertificateSourceKind, Estate } from '../../../model';
import { counted, digits, firstFew } from '../../plain';
import { SOURCE_WORDS, sourceLabel } from '../../words';
import { DAY, daysOf, isoDay, Lifetime, lifetimesOf, shortDay } from '../lifetimes';
import { at, fitted, html, label, Markup } from '../markup';
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

// Together with the frame no wider than a page of 1,280 pixels has room for, a scroll bar beside it.
const NAMES = 200;

const CHART = 725;

const NOTES = 235;

const ROW = 26;

/** Bars that are drawn, the first to end first. */
export const BARS_SHOWN = 30;

/** Days from which on an end is near. */
export const NEAR = 30;

/** Longest look ahead. A root of thirty years would press everything else into a line. */
const HORIZON = 3 * 365 * DAY;

/** When what ends, against the days on which public CAs must issue for shorter. */
export function timelineDrawing(bars: Lifetime[], limits: readonly PublicLifetime[], now: number): Markup {
  const shown = bars.slice(0, BARS_SHOWN);
  const from = Math.min(now - 45 * DAY, Math.max(now - 365 * DAY, ...shown.map(({ start }) => start).slice(0, 1)));
  const last = Math.max(
    now + 365 * DAY,
    ...shown.map(({ end }) => end),
    ...limits.map((limit) => Date.parse(limit.from)),
  );
  const to = Math.min(last + 30 * DAY, now + HORIZON);
  const x = (time: number): number => NAMES + (Math.min(Math.max(time, from), to) - from) / ((to - from) / CHART);
  const marks = limits.filter((limit) => Date.parse(limit.from) > from && Date.parse(limit.from) < to);
  const top = 58;
  const bottom = top + shown.length * ROW;
  const height = bottom + 26;
  const width = NAMES + CHART + NOTES;
  return html`<svg
    class="drawing timeline"
    viewBox="0 0 ${width} ${height}"
    width="${width}"
    height="${height}"
    role="img"
    aria-labelledby="timeline-name"
  >
    <title id="timeline-name">
      When each certificate begins and ends, with the days on which the longest lifetime of public certificates falls;
      the table below says the same in words
    </title>
    ${years(from, to, x, top, bottom)} ${marks.map((limit) => limitMark(limit, x(Date.parse(limit.from)), bottom))}
    ${shown.map((bar, row) => barMark(bar, top + row * ROW, x, now, to))}
    <g class="now">
      <path d="M${at(x(now))} ${top - 6}V${bottom}" />
      ${label(x(now), top - 12, 'judged', 'centred')}
    </g>
  </svg>`;
}

function years(from: number, to: number, x: (time: number) => number, top: number, bottom: number): Markup {
  const ticks: Markup[] = [];
  const first = new Date(from);
  for (let quarter = Math.ceil(first.getUTCMonth() / 3); ; quarter++) {
    const time = Date.UTC(first.getUTCFullYear(), quarter * 3, 1);
    if (time > to) break;
    if (time < from) continue;
    const isYear = new Date(time).getUTCMonth() === 0;
    ticks.push(
      html`<path
          class="${isYear ? 'year' : 'quarter'}"
          d="M${at(x(time))} ${top - 4}V${bottom}"
        />${isYear ? label(x(time), bottom + 18, String(new Date(time).getUTCFullYear()), 'centred') : undefined}`,
    );
  }
  return html`<g class="axis">${ticks}</g>`;
}

function limitMark({ from, days }: PublicLifetime, x: number, bottom: number): Markup {
  return html`<g class="limit"
    ><path
      d="M${at(x)} 33V${bottom}"
    />${label(x, 13, `at most ${days} days`, 'centred')}${label(x, 27, `from ${shortDay(Date.parse(from))}`, 'centred small')}</g
  >`;
}

/** How much a bar wants attention. */
export function toneOf({ end, assumed }: Lifetime, now: number): string {
  if (end < now) return 'fails';
  if (end < now + NEAR * DAY) return 'prompts';
  return assumed ? 'assumed' : 'calm';
}

/** When it ends, in words. */
export function endOf({ end, assumed }: Lifetime, now: number): string {
  const days = Math.floor((end - now) / DAY);
  if (assumed) return `lasts ${counted(days, 'day')} once issued`;
  if (end < now) return `ended ${shortDay(end)}, ${counted(Math.ceil((now - end) / DAY), 'day')} ago`;
  return `ends ${shortDay(end)}, in ${counted(days, 'day')}`;
}

function barMark(bar: Lifetime, y: number, x: (time: number) => number, now: number, to: number): Markup {
  const tone = toneOf(bar, now);
  const [x1, x2] = [x(bar.start), x(bar.end)];
  const beyond = bar.end > to ? html`<path class="arrow" d="M${at(x2 + 3)} ${y + 9}l6 6-6 6" />` : undefined;
  const due =
    bar.dueAt !== undefined && bar.dueAt < to
      ? html`<path class="due" d="M${at(x(bar.dueAt))} ${y + 4}V${y + 26}" />`
      : undefined;
  const words = `${bar.full}: ${isoDay(bar.start)} to ${isoDay(bar.end)}${bar.dueAt === undefined ? '' : `, renewal due ${isoDay(bar.dueAt)}`}`;
  return html`<g class="life ${tone}"
    ><title>${words}</title>${label(0, y + 19, fitted(bar.title, NAMES - 12, 13), 'box-title')}<rect
      x="${at(x1)}"
      y="${y + 8}"
      width="${at(Math.max(3, x2 - x1))}"
      height="14"
      rx="3"
    />${due}${beyond}${label(NAMES + CHART + 16, y + 19, endOf(bar, now), 'box-about')}</g
  >`;
}
