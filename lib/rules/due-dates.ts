import { PUBLIC_LIFETIMES } from '../exchange';
import { x509 } from '../late';
import { Certificate, CertificateSourceKind, Estate, Observation, renewalDueAt, usedShare } from '../model';
import { dayOf } from './words';

/** What happens on a day. */
export enum DueKind {
  /** A certificate is to be renewed. */
  RENEWAL = 'renewal',
  /** A certificate ends. */
  EXPIRY = 'expiry',
  /** A CA above certificates ends: nothing below it is accepted from then on. */
  AUTHORITY_EXPIRY = 'authority-expiry',
  /** Public CAs issue for a shorter time from then on. */
  PUBLIC_LIMIT = 'public-limit',
}

/** One date of an estate. */
export interface DueDate {
  readonly kind: DueKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Ids of the certificates that it concerns. */
  readonly certificates: readonly string[];
  /** What it is about: a subject, or a limit. */
  readonly title: string;
  /** Share of the lifetime that is over now, from 0 (not begun) on; above 1 once it has ended. Left out: it has no lifetime. */
  readonly share?: number;
  readonly source: string;
}

/** The dates of an estate, earliest first, and what has none. */
export interface DueDates {
  readonly dates: readonly DueDate[];
  /** Ids of certificates whose dates are not known: Terraform has not issued them, or nobody stated when setup did. */
  readonly unknown: readonly string[];
}

/**
 * When the certificates of an estate are to be renewed and when they end, with the CAs that they came with, and from when on public CAs
 * issue for a shorter time (for estates that purchase).
 *
 * @param now the clock: shares of lifetimes, and which limits are to come
 */
export function dueDates(estate: Estate, now: Date): DueDates {
  const { certificates, observations } = estate;
  const dates = [
    ...certificates.flatMap((one) => ownDates(one, now)),
    ...authorityDates(certificates, now),
    ...limitDates(certificates, now),
    ...observedDates(observations, certificates, now),
  ].sort((a, b) => compare(a.at, b.at) || compare(a.kind, b.kind) || compare(a.title, b.title));
  return { dates, unknown: certificates.filter(({ facts }) => facts.notAfter === undefined).map(({ id }) => id) };
}

function ownDates(
  certificate: Pick<Certificate, 'id' | 'renewal'> & {
    readonly facts: Pick<Certificate['facts'], 'commonName' | 'notAfter' | 'notBefore'>;
  },
  now: Date,
): DueDate[] {
  const { facts, id } = certificate;
  if (facts.notAfter === undefined) return [];
  const common = {
    certificates: [id],
    title: facts.commonName ?? id,
    ...(facts.notBefore === undefined ? {} : { share: shareOf(facts.notBefore, facts.notAfter, now) }),
  };
  const expiry = {
    ...common,
    kind: DueKind.EXPIRY,
    at: moment(Date.parse(facts.notAfter)),
    source: 'RFC5280, 4.1.2.5',
  };
  const due = renewalDueAt(certificate);
  if (due === undefined) return [expiry];
  return [{ ...common, kind: DueKind.RENEWAL, at: moment(due), source: 'DERIVED, share of the lifetime' }, expiry];
}

/** The dates of what endpoints presented and nobody declared, each certificate once. */
function observedDates(
  observations: readonly Observation[],
  certificates: readonly Certificate[],
  now: Date,
): DueDate[] {
  if (observations.length === 0) return [];
  const seen = new Set<string | undefined>(certificates.map(({ facts }) => facts.sha256));
  const declaredAuthorities = certificates.flatMap(({ chainPem, id }) =>
    chainPem.flatMap((pem) =>
      x509()
        .readCertificates(pem, id)
        .certificates.map(({ sha256 }) => sha256),
    ),
  );
  for (const sha256 of declaredAuthorities) seen.add(sha256);
  const dates: DueDate[] = [];
  for (const { chains } of observations)
    for (const { names, sha1, sha256, validity = [] } of chains)
      for (const [index, { notAfter, notBefore }] of validity.entries()) {
        if (seen.has(sha256[index])) continue;
        seen.add(sha256[index]);
        const id = `presented ${sha1}`;
        const facts = { commonName: names[index], notBefore, notAfter };
        if (index === 0) dates.push(...ownDates({ id, facts }, now));
        else
          dates.push({
            kind: DueKind.AUTHORITY_EXPIRY,
            at: moment(Date.parse(notAfter)),
            certificates: [id],
            title: names[index],
            share: shareOf(notBefore, notAfter, now),
            source: 'RFC5280, 4.1.2.5',
          });
      }
  return dates;
}

/** Each CA once, whatever certificates came with it. */
function authorityDates(certificates: readonly Certificate[], now: Date): DueDate[] {
  const found = new Map<string, { readonly date: Omit<DueDate, 'certificates'>; readonly below: string[] }>();
  for (const { chainPem, id } of certificates)
    for (const pem of chainPem)
      for (const { notAfter, notBefore, sha1, subject } of x509().readCertificates(pem, id).certificates) {
        const known = found.get(sha1);
        if (known) known.below.push(id);
        else
          found.set(sha1, {
            below: [id],
            date: {
              kind: DueKind.AUTHORITY_EXPIRY,
              at: notAfter.toISOString(),
              title: subject,
              share: shareOf(notBefore.toISOString(), notAfter.toISOString(), now),
              source: 'RFC5280, 4.1.2.5',
            },
          });
      }
  return [...found.values()].map(({ below, date }) => ({ ...date, certificates: [...new Set(below)] }));
}

function limitDates(certificates: readonly Certificate[], now: Date): DueDate[] {
  const purchased = certificates.filter(({ source }) => source === CertificateSourceKind.PURCHASED).map(({ id }) => id);
  if (purchased.length === 0) return [];
  const today = dayOf(now.toISOString());
  return PUBLIC_LIFETIMES.filter(({ from }) => from > today).map(({ days, from, source }) => ({
    kind: DueKind.PUBLIC_LIMIT,
    at: `${from}T00:00:00.000Z`,
    certificates: purchased,
    title: `public certificates issued from this day on live at most ${days} days`,
    source,
  }));
}

function shareOf(notBefore: string, notAfter: string, now: Date): number {
  return Math.max(0, Math.round(usedShare(notBefore, notAfter, now) * 1000) / 1000);
}

function moment(time: number): string {
  return new Date(time).toISOString();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
