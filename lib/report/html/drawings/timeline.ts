import { PublicLifetime } from '../../../exchange/public-lifetime';
import { counted } from '../../counts';
import { DAY, isoDay, shortDay } from '../dates';
import { Lifetime } from '../lifetimes';
import { html, Markup } from '../markup';
import { at, fitted, label } from './svg';

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
