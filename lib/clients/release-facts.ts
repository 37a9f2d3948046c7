import { BooleanFact, unknown } from '../model/fact';
import { PlatformFacts, SinceRelease } from './platform-facts';
import { compareReleases, releasesOf } from './releases';

/**
 * A row as it is for one release of its platform, or, without a release, for all of them: a fact that releases of the range disagree
 * about is unknown, and its note says from which release on it is what.
 */
export function factsOfRelease(row: PlatformFacts, release: string | undefined): PlatformFacts {
  if (row.since === undefined) return row;
  const candidates = releasesOf(row.id, release);
  // A release that does not exist is reported where it is declared; here it is any of the range.
  const releases = candidates.length > 0 ? candidates : releasesOf(row.id);
  const versions = releases.map((candidate) => ({ release: candidate, row: asOf(row, row.since!, candidate) }));
  return { ...agreed(versions), label: labelOf(row, release) };
}

interface Version {
  readonly release: string;
  readonly row: PlatformFacts;
}

function asOf(row: PlatformFacts, since: readonly SinceRelease[], release: string): PlatformFacts {
  const changes = since.filter((entry) => compareReleases(entry.release, release) <= 0);
  return changes.reduce<PlatformFacts>((known, { facts }) => ({ ...known, ...facts }), row);
}

function agreed(versions: readonly Version[]): PlatformFacts {
  const [first] = versions;
  const result: Record<string, unknown> = { ...first.row };
  for (const [name, value] of Object.entries(first.row)) {
    if (!isFact(value)) continue;
    const facts = versions.map((version) => version.row[name as 'sni']);
    if (facts.every((fact) => fact.value === value.value)) continue;
    result[name] = unknown(`differs by release: ${inWords(versions, facts)}; name the release`, sourcesOf(facts));
  }
  const bits = versions.map(({ row }) => row.minimumRsaBits ?? 0);
  if (bits.some((least) => least !== bits[0])) {
    const least = Math.min(...bits);
    const strictest = versions[bits.indexOf(Math.max(...bits))].row;
    result.minimumRsaBits = least === 0 ? undefined : least;
    result.minimumRsaBitsSource = least === 0 ? undefined : versions[bits.indexOf(least)].row.minimumRsaBitsSource;
    result.unsureRsaBits = strictest.minimumRsaBits;
    result.unsureRsaBitsSource = strictest.minimumRsaBitsSource;
  }
  const publicBits = new Set(versions.map(({ row }) => row.minimumPublicRsaBits));
  if (publicBits.size > 1) {
    result.minimumPublicRsaBits = 'differs';
    result.minimumPublicRsaBitsSource = versions[versions.length - 1].row.minimumPublicRsaBitsSource;
  }
  return result as unknown as PlatformFacts;
}

function isFact(value: unknown): value is BooleanFact {
  return typeof value === 'object' && value !== null && 'source' in value && !('kind' in value) && !('names' in value);
}

/** `no up to 8.0, yes from 9 on`. */
function inWords(versions: readonly Version[], facts: readonly BooleanFact[]): string {
  const parts: string[] = [];
  facts.forEach((fact, index) => {
    const begins = index === 0 || facts[index - 1].value !== fact.value;
    if (begins) parts.push(index === 0 ? word(fact) : `${word(fact)} from ${versions[index].release} on`);
  });
  return parts.join(', ');
}

function word({ value }: BooleanFact): string {
  if (value === undefined) return 'not known';
  return value ? 'yes' : 'no';
}

function sourcesOf(facts: readonly BooleanFact[]): string {
  return (
    [...new Set(facts.flatMap(({ source }) => source.split('; ')))].filter((key) => key !== 'NONE').join('; ') || 'NONE'
  );
}

const FAMILY_LABELS: readonly (readonly [RegExp, string])[] = [
  [/^android/, 'Android'],
  [/^ios/, 'iOS'],
  [/^macos/, 'macOS'],
  [/^windows-10/, 'Windows 10'],
  [/^windows-11/, 'Windows 11'],
];

function labelOf(row: PlatformFacts, release: string | undefined): string {
  if (release === undefined) return row.label;
  const family = FAMILY_LABELS.find(([pattern]) => pattern.test(row.id))?.[1];
  return family === undefined ? row.label : `${family} ${release}`;
}
