import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const TEXT = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** Paths of the numbered list under a heading, in order. */
function listed(heading: string): string[] {
  const section = TEXT.split(/^##+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return Array.from(section.matchAll(/^\d+\. `([^`]+)`/gm), ([, path]) => path);
}

/** Whether a path is there; `<name>` stands for any one. */
function isThere(path: string): boolean {
  if (!path.includes('<')) return existsSync(join(ROOT, path));
  const [folder] = path.split('<');
  const ending = path.slice(path.lastIndexOf('>') + 1);
  const entries = readdirSync(join(ROOT, folder), { recursive: true }) as string[];
  return entries.some((entry) => entry.endsWith(ending));
}

/** Files of lib with a table that has a row for each member of an enum: the compiler asks for the row of a new one. */
function tablesOver(name: string): string[] {
  const whole = new RegExp(`(?<!Partial<)Record<${name},`);
  return (readdirSync(join(ROOT, 'lib'), { recursive: true }) as string[])
    .map((entry) => join('lib', entry))
    .filter((file) => file.endsWith('.ts') && whole.test(readFileSync(join(ROOT, file), 'utf8')));
}

/** The file of a relative import. */
function imported(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return Array.from(text.matchAll(/from '(\.[^']+)'/g), ([, path]) =>
    relative(ROOT, `${join(ROOT, dirname(file), path)}.ts`),
  );
}

const LISTS = [
  ['A client protocol', 6],
  ['An Exchange version', 5],
  ['A client platform', 2],
  ['A rule', 4],
  ['A report format', 4],
  ['A fact', 2],
  ['The way of a host name', 9],
] as const;

test.each(LISTS)('%s takes at most %i files, each there and none twice', (heading, most) => {
  const paths = listed(heading);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.length).toBeLessThanOrEqual(most);
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

test.each([
  ['ClientProtocol', 'A client protocol'],
  ['ExchangeProduct', 'An Exchange version'],
])('every table with a row for each %s is in the list of "%s"', (name, heading) => {
  const tables = tablesOver(name);
  expect(tables.length).toBeGreaterThan(0);
  expect(tables.filter((file) => !listed(heading).includes(file))).toEqual([]);
});

test('each file on the way of a host name is imported by one before it', () => {
  const way = listed('The way of a host name');
  for (const [index, file] of way.entries()) {
    // A source is chosen by whoever declares the server.
    if (index === 0 || file.endsWith('-source.ts')) continue;
    expect(way.slice(0, index).flatMap(imported)).toContain(file);
  }
});
