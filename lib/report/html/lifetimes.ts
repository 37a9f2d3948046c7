import { Certificate, CertificateSourceKind, Estate, renewalDueAt } from '../../model';
import { rangeOf } from './names';
import { Page } from './page';

/** A day in milliseconds. */
export const DAY = 86_400_000;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `YYYY-MM-DD` in UTC. */
export function isoDay(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** `23 Nov 2026` in UTC: the same in every locale. */
export function shortDay(moment: number): string {
  const date = new Date(moment);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `23 Nov 2026, 16:41 UTC`; text that is no date stays as it is. */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : `${shortDay(at)}, ${new Date(at).toISOString().slice(11, 16)} UTC`;
}

/** A moment in milliseconds; undefined where the text is left out or no date. */
export function instant(iso: string | undefined): number | undefined {
  const at = iso === undefined ? NaN : Date.parse(iso);
  return Number.isNaN(at) ? undefined : at;
}

/** One bar of the timeline: certificates that begin and end on the same days. */
export interface Lifetime {
  readonly title: string;
  readonly full: string;
  readonly certificates: number;
  readonly source: CertificateSourceKind;
  /** Milliseconds. */
  readonly start: number;
  readonly end: number;
  /** True where the dates are those of an issue at the moment of judgement. */
  readonly assumed: boolean;
  /** When the renewal is due, in milliseconds. */
  readonly dueAt?: number;
  readonly unattended: boolean;
}

export interface Lifetimes {
  /** The first to end first. */
  readonly bars: Lifetime[];
  /** Names of those whose end nobody knows yet. */
  readonly unknown: string[];
}

/** Lifetime in whole days, as the limits count it. */
export function daysOf({ start, end }: Lifetime): number {
  return Math.ceil((end - start) / DAY);
}

export function lifetimesOf(page: Page, estate: Estate): Lifetimes {
  const groups = new Map<string, { certificates: Certificate[]; dates: Dates }>();
  const unknown: string[] = [];
  for (const certificate of estate.certificates) {
    const dates = datesOf(certificate, page.now);
    if (!dates) {
      unknown.push(page.names.certificate(certificate.id));
      continue;
    }
    const { source, anchor, renewal } = certificate;
    const key = JSON.stringify([source, anchor, isoDay(dates.start), isoDay(dates.end), dates.assumed, renewal]);
    const group = groups.get(key);
    if (group) group.certificates.push(certificate);
    else groups.set(key, { certificates: [certificate], dates });
  }
  const bars = [...groups.values()].map(({ certificates, dates }): Lifetime => {
    const names = certificates.map(({ id }) => page.names.certificate(id));
    const [{ source, renewal }] = certificates;
    const dueAt = dueOf(certificates[0], dates);
    return {
      title: names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`,
      full: rangeOf(names),
      certificates: names.length,
      source,
      ...dates,
      dueAt,
      unattended: renewal?.unattended === true,
    };
  });
  return { bars: bars.sort((a, b) => a.end - b.end || a.start - b.start || (a.full < b.full ? -1 : 1)), unknown };
}

type Dates = Pick<Lifetime, 'start' | 'end' | 'assumed'>;

function datesOf({ facts }: Certificate, now: number): Dates | undefined {
  const start = instant(facts.notBefore);
  const end = instant(facts.notAfter);
  const lifetime = facts.lifetimeSeconds === undefined ? undefined : facts.lifetimeSeconds * 1000;
  if (end !== undefined)
    return { start: start ?? (lifetime === undefined ? now : end - lifetime), end, assumed: false };
  if (lifetime === undefined) return undefined;
  return { start: start ?? now, end: (start ?? now) + lifetime, assumed: start === undefined };
}

/** By the dates that the bar shows, which are those of an issue today where there are no others. */
function dueOf({ renewal }: Certificate, { start, end }: Dates): number | undefined {
  const facts = { notBefore: new Date(start).toISOString(), notAfter: new Date(end).toISOString() };
  return renewalDueAt({ facts, renewal });
}
