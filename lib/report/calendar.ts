import { Estate } from '../model';
import { Report } from '../policy';
import { counted, digits } from './plain';
import { contentPolicy, html, Markup, pageAssets, trusted } from './html/markup';
import { isoDay } from './html/lifetimes';
import { pageOf } from './html/page';
import { timelineSection } from './html/sections/timeline';
import { symbolSheet } from './html/phrases';
import { formatMetrics, seconds } from './prometheus';

/** One date of a calendar, in words. */
export interface CalendarEntry {
  /** What kind of date it is: a stable word. */
  readonly kind: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** What happens, in a sentence. */
  readonly title: string;
  readonly certificates: readonly string[];
  /** Share of the lifetime that is over; above 1 once it has ended. */
  readonly share?: number;
}

/** What a calendar shows. */
export interface CalendarPage {
  readonly entries: readonly CalendarEntry[];
  /** Certificates whose dates are not known. */
  readonly unknown: readonly string[];
  readonly notices: readonly string[];
}

const TITLE = 'Client access calendar';

/**
 * The dates as one HTML file with the timeline of the report: no script, nothing from outside.
 *
 * Deterministic: same dates, same bytes.
 */
export function formatCalendarHtml(
  { entries, notices, unknown }: CalendarPage,
  report: Report,
  estate: Estate,
): string {
  const page = pageOf(report, estate, undefined, {
    title: TITLE,
    intermediates: {},
    replacements: [],
    notices: [...notices],
    certificateNames: [],
  });
  const { style } = pageAssets();
  const now = Date.parse(report.judgedAt);
  const over = entries.filter(({ at }) => Date.parse(at) < now);
  const next = entries.find(({ at }) => Date.parse(at) >= now);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy({ style })}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${TITLE}</title>
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${symbolSheet()}
        <main id="main" tabindex="-1">
          <header class="top">
            <h1>${TITLE}</h1>
            <p class="headline">
              ${next === undefined ? headlineWithout(unknown.length) : html`Next, on ${isoDay(Date.parse(next.at))}: <bdi>${next.title}</bdi>.`}
              ${over.length === 0 ? undefined : `${counted(over.length, 'date is', 'dates are')} over.`}
            </p>
            <p class="meta">As of <time datetime="${report.judgedAt}">${isoDay(now)}</time>.</p>
            ${notices.map((notice) => html`<p class="meta">Note: ${notice}</p>`)}
          </header>
          <section id="dates" aria-labelledby="dates-title">
            <h2 id="dates-title">Dates</h2>
            ${entries.length === 0 ? html`<p class="calm">No date is known.</p>` : table(entries, now)}
            ${unknownList(unknown)}
          </section>
          ${timelineSection(page, estate)}
        </main>
        <footer class="foot"><p>${TITLE}. Everything on this page is in this file.</p></footer>
      </body>
    </html> `.text;
}

function table(entries: readonly CalendarEntry[], now: number): Markup {
  return html`<div class="scroll">
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What happens</th>
          <th scope="col" class="number">Lifetime over</th>
          <th scope="col" class="number">Certificates</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map((entry) => row(entry, now))}
      </tbody>
    </table>
  </div>`;
}

function row({ at, certificates, share, title }: CalendarEntry, now: number): Markup {
  const time = Date.parse(at);
  const days = Math.ceil((time - now) / 86_400_000);
  return html`<tr>
    <td><time datetime="${at}">${isoDay(time)}</time></td>
    <td><bdi>${title}</bdi></td>
    <td class="number">${share === undefined ? '' : `${digits(Math.round(share * 100))} %`}</td>
    <td class="number">${digits(certificates.length)}</td>
    <td>${time < now ? 'over' : counted(days, 'day', 'days')}</td>
  </tr>`;
}

/** Without a date nothing is known to come; that is good news only where every certificate has dates. */
function headlineWithout(unknown: number): string {
  return unknown === 0
    ? 'No date is to come.'
    : `No date is known of ${counted(unknown, 'certificate', 'certificates')}.`;
}

function unknownList(unknown: readonly string[]): Markup | undefined {
  if (unknown.length === 0) return undefined;
  return html`<h3>Not known</h3>
    <p class="hint">Give a plan or the state of what is deployed, or state the dates.</p>
    <ul>
      ${unknown.map((name) => html`<li><bdi>${name}</bdi></li>`)}
    </ul>`;
}

/** The dates for the textfile collector of Prometheus' node exporter. What is over keeps its series. */
export function formatCalendarPrometheus({ entries, unknown }: CalendarPage, now: Date): string {
  const due = new Map<string, readonly [Record<string, string>, number]>();
  const used = new Map<string, readonly [Record<string, string>, number]>();
  for (const { at, certificates, kind, share, title } of entries)
    for (const certificate of certificates) {
      const labels = { kind, certificate, title };
      const key = JSON.stringify(labels);
      // Two CAs of one name: the earlier date counts, and entries are by day.
      if (!due.has(key)) due.set(key, [labels, seconds(at)]);
      if (share !== undefined && kind === 'expiry' && !used.has(certificate))
        used.set(certificate, [{ certificate }, share]);
    }
  return formatMetrics([
    {
      name: 'calendar_timestamp_seconds',
      help: 'Moment that the calendar counts from.',
      samples: [[{}, seconds(now.toISOString())]],
    },
    {
      name: 'calendar_due_timestamp_seconds',
      help: 'When something is due: a renewal, the end of a certificate or of a CA above it, a shorter lifetime of public certificates.',
      samples: [...due.values()],
    },
    {
      name: 'calendar_lifetime_used_ratio',
      help: 'Share of the lifetime of a certificate that is over; above 1 once it has ended.',
      samples: [...used.values()],
    },
    {
      name: 'calendar_unknown_certificates',
      help: 'Certificates whose dates are not known.',
      samples: [[{}, unknown.length]],
    },
  ]);
}
