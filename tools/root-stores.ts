/**
 * Writes lib/clients/root-stores/roots.json, the roots of the clients' stores, from a file of facts. Usage:
 * npx tsx tools/root-stores.ts root-stores.json
 *
 * The file of facts has, for each root by its SHA-256 fingerprint: subject, dates, key id, and for each store its intervals
 * `[first mark with the root, first mark without it or null]`. Marks are releases or days.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Interval = readonly [from: string, until: string | null];

interface RootFacts {
  readonly subject: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyId: string;
  readonly android?: readonly Interval[];
  readonly androidUncertain?: readonly string[];
  readonly androidRemovedInUpdatesOf?: readonly string[];
  readonly androidAddedInUpdatesOf?: readonly string[];
  readonly apple?: readonly Interval[];
  readonly appleInPartOf?: readonly string[];
  readonly windows?: readonly Interval[];
  readonly mozilla?: readonly Interval[];
  readonly java?: readonly Interval[];
  readonly chrome?: readonly Interval[];
}

interface Facts {
  readonly stores: Readonly<Record<string, { readonly marks: readonly string[] }>>;
  readonly roots: Readonly<Record<string, RootFacts>>;
}

/** The letter of each store in a line, in the order of a line. */
const STORES = {
  android: 'a',
  apple: 'i',
  windows: 'w',
  mozilla: 'm',
  java: 'j',
  chrome: 'c',
} as const;

/** Attributes that the file of facts names by number, as lib/pki names them. */
const ATTRIBUTES: readonly (readonly [RegExp, string])[] = [
  [/(^|,)1\.2\.840\.113549\.1\.9\.1=/g, '$1emailAddress='],
  [/(^|,)2\.5\.4\.97=/g, '$1organizationIdentifier='],
  [/(^|,)2\.5\.4\.5=/g, '$1serialNumber='],
];

function lineOf(sha256: string, facts: RootFacts): string {
  const subject = ATTRIBUTES.reduce((text, [number, name]) => text.replace(number, name), facts.subject);
  if (subject.includes('|')) throw new Error(`the subject of ${sha256} has a vertical bar, which divides the line`);
  const days = [facts.notBefore, facts.notAfter].map((day) => day.replaceAll('-', ''));
  const base64 = [sha256, facts.keyId].map((hex) => Buffer.from(hex, 'hex').toString('base64url'));
  return [...base64, ...days, storesOf(facts).join(' '), subject].join('|');
}

/** `a4.0>5.0`: from 4.0 to before 5.0; `a4.0>`: from 4.0 on; `a?7`: at 7 not known. */
function storesOf(facts: RootFacts): string[] {
  const tokens = (Object.keys(STORES) as (keyof typeof STORES)[]).flatMap((store) =>
    (facts[store] ?? []).map(
      ([from, until]) => `${STORES[store]}${markOf(from)}>${until === null ? '' : markOf(until)}`,
    ),
  );
  const updates = [...(facts.androidRemovedInUpdatesOf ?? []), ...(facts.androidAddedInUpdatesOf ?? [])];
  return [
    ...tokens,
    ...[...new Set([...(facts.androidUncertain ?? []), ...updates])].map((mark) => `a?${mark}`),
    ...(facts.appleInPartOf ?? []).map((mark) => `i?${mark}`),
  ];
}

/** `listed 2024` of Chrome: the year alone. */
function markOf(mark: string): string {
  return mark.replace('listed ', '');
}

function write([file]: readonly string[]): void {
  if (file === undefined) throw new Error('name the file of facts: npx tsx tools/root-stores.ts root-stores.json');
  const { stores, roots } = JSON.parse(readFileSync(file, 'utf8')) as Facts;
  const marks = Object.fromEntries(
    Object.keys(STORES).map((store) => [store, (stores[store]?.marks ?? []).map(markOf).join(' ')]),
  );
  const lines = Object.entries(roots)
    .map(([sha256, facts]) => lineOf(sha256, facts))
    .sort();
  const target = join(__dirname, '..', 'lib', 'clients', 'root-stores', 'roots.json');
  writeFileSync(target, `${JSON.stringify({ marks, roots: lines }, undefined, 2)}\n`);
}

write(process.argv.slice(2));
