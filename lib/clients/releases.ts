import { BooleanFact, unknown } from '../model/fact';
import { PlatformFacts, SinceRelease } from './platform-facts';

/** Makers' families whose releases can be named. */
export type ReleaseFamily = 'android' | 'ios' | 'macos' | 'windows-10' | 'windows-11';

/** The releases that one row of the platforms covers, oldest first. `4.4.*`: with any number after it. */
interface Range {
  readonly platform: string;
  readonly releases: readonly string[];
}

/** `minors('11', 4)`: 11.0.* to 11.4.*. */
function minors(major: string, last: number): string[] {
  return Array.from({ length: last + 1 }, (_, minor) => `${major}.${minor}.*`);
}

const ANDROID_BEFORE_7 = [
  ...['1.5', '1.6', '2.0', '2.0.1', '2.1', '2.2.*', '2.3.*', '3.0', '3.1', '3.2.*'],
  ...['4.0.*', '4.1.*', '4.2.*', '4.3.*', '4.4.*', '5.0.*', '5.1.*', '6.0.*'],
];

const IOS_BEFORE_10_3 = [
  ...['3.0.*', '3.1.*', '3.2.*', ...minors('4', 3), ...minors('5', 1), ...minors('6', 1), ...minors('7', 1)],
  ...[...minors('8', 4), ...minors('9', 3), ...minors('10', 2)],
];

const IOS_FROM_13 = [
  ...[...minors('13', 7), ...minors('14', 8), ...minors('15', 8), ...minors('16', 7), ...minors('17', 7)],
  ...[...minors('18', 7), '26.*'],
];

const RANGES: Readonly<Record<ReleaseFamily, readonly Range[]>> = {
  android: [
    { platform: 'android-before-7', releases: ANDROID_BEFORE_7 },
    { platform: 'android-7', releases: ['7.0', '7.1', '7.1.1', '7.1.2', '8.0', '8.1', '9', '10'] },
    { platform: 'android', releases: ['11', '12', '12.1', '13', '14', '15', '16', '17'] },
  ],
  ios: [
    { platform: 'ios-before-10-3', releases: IOS_BEFORE_10_3 },
    { platform: 'ios-10-3', releases: ['10.3.*', ...minors('11', 4), ...minors('12', 5)] },
    { platform: 'ios', releases: IOS_FROM_13 },
  ],
  macos: [
    { platform: 'macos-before-10-15', releases: Array.from({ length: 11 }, (_, index) => `10.${index + 4}.*`) },
    { platform: 'macos', releases: ['10.15.*', '11.*', '12.*', '13.*', '14.*', '15.*', '26.*'] },
  ],
  'windows-10': [
    {
      platform: 'windows-10',
      releases: [
        ...['1507', '1511', '1607', '1703', '1709', '1803', '1809', '1903', '1909', '2004'],
        ...['20H2', '21H1', '21H2', '22H2'],
      ],
    },
  ],
  'windows-11': [{ platform: 'windows-11', releases: ['21H2', '22H2', '23H2', '24H2', '25H2'] }],
};

/** Names that makers use beside the number. */
const ALIASES: Readonly<Record<string, string>> = { '12L': '12.1' };

const LABELS: Readonly<Record<ReleaseFamily, string>> = {
  android: 'Android',
  ios: 'iOS',
  macos: 'macOS',
  'windows-10': 'Windows 10',
  'windows-11': 'Windows 11',
};

function bare(entry: string): string {
  return entry.replace(/\.\*$/, '');
}

/** Whether the release that somebody names (`7`, `4.4.2`, `13.0`) is, or has among its releases, an entry of a range. */
function meets(named: string, entry: string): boolean {
  const known = bare(entry);
  if (known === named || known.startsWith(`${named}.`)) return true;
  if (entry.endsWith('.*') && named.startsWith(`${known}.`)) return /^[\d.]*\d$/.test(named.slice(known.length + 1));
  return new RegExp(`^${known.replaceAll('.', '\\.')}(\\.0)+$`).test(named);
}

function spelled(release: string): string {
  const trimmed = release.trim().toUpperCase();
  return ALIASES[trimmed] ?? trimmed;
}

/** The releases of a platform that a named one can be, oldest first; without a name, all of them. Empty: the platform has no such release, or none of its releases is known. */
export function releasesOf(platform: string, release?: string): readonly string[] {
  const known = Object.values(RANGES)
    .flat()
    .find((range) => range.platform === platform);
  if (!known) return [];
  if (release === undefined) return known.releases.map(bare);
  const named = spelled(release);
  return known.releases.filter((entry) => meets(named, entry)).map((entry) => longer(named, bare(entry)));
}

/** What is known exactly: `4.4.2` of the entry 4.4, the entry 7.1.1 of the name 7. */
function longer(named: string, entry: string): string {
  return named.startsWith(`${entry}.`) && !/^(\.0)+$/.test(named.slice(entry.length)) ? named : entry;
}

/** The platforms of a family that have a release: one, none, or several where it lies in several ranges (iOS 10). */
export function platformsWith(family: ReleaseFamily, release: string): readonly string[] {
  const named = spelled(release);
  return RANGES[family]
    .filter((range) => range.releases.some((entry) => meets(named, entry)))
    .map(({ platform }) => platform);
}

/** What is wrong with a release of a platform, and what is allowed; undefined where nothing is. */
export function releaseFault(platform: string, release: string): string | undefined {
  const family = familyOf(platform);
  if (family === undefined) return `releases of ${platform} are not distinguished`;
  const holders = platformsWith(family, release);
  if (holders.length === 1 && holders[0] === platform) return undefined;
  const label = LABELS[family];
  if (holders.length > 1) {
    return `${label} ${release} lies in several ranges (${holders.join(', ')}); name the minor release too`;
  }
  if (holders.length === 1) return `${label} ${release} belongs to the platform ${holders[0]}, not to ${platform}`;
  const known = RANGES[family].flatMap((range) => range.releases.map(bare));
  return `${label} has no release ${release} that is known; known are ${known.join(', ')}`;
}

/** The family whose releases a platform has; undefined where they are not distinguished. */
export function familyOf(platform: string): ReleaseFamily | undefined {
  for (const [family, ranges] of Object.entries(RANGES) as [ReleaseFamily, readonly Range[]][]) {
    if (ranges.some((range) => range.platform === platform)) return family;
  }
  return undefined;
}

/** The platform that a named release is given to: its range, else the newest one of the family, where the fault is reported. */
export function platformOfRelease(family: ReleaseFamily, release: string): string {
  const holders = platformsWith(family, release);
  return holders[0] ?? RANGES[family][RANGES[family].length - 1].platform;
}

/** Compares releases by their numbers: `10.3` after `9.1`, `24H2` after `23H2`. */
export function compareReleases(a: string, b: string): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(release: string): number[] {
  return (release.match(/\d+/g) ?? []).map(Number);
}

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
