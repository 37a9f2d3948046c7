import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Words that an administrator would have to learn from this project, and the word to write instead. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:tell|tells|told|telling)\b/i, 'report, show, say, list, distinguish, know (whichever is meant)'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\banew\b/i, 'again; recreate, renew'],
  [/\bas (?:it|they) comes?\b(?! (?:from|to|with|in|out|first|before|after)\b)/i, 'default'],
  [/\breads on\b(?=[.,;)]|$)/i, 'continues'],
  [/\b(?:hold|holds|held) good\b/i, 'apply, be true'],
  [/\bnought\b/i, '0'],
  [/\bat hand\b/i, 'available, known'],
  [/\bpeople read\b/i, 'for display, for readers'],
  [/\bwhat is more\b/i, 'also'],
  [/\bheed(?:s|ed|ing)?\b/i, 'obey, use, trust'],
  [/\bsaid of\b/i, 'known about, declared for; or say what the thing is'],
  [/\b(?:hands?|handed|handing) over\b/i, 'pass'],
  [/\bslips? of the pen\b/i, 'typing error'],
  [/\bletter for letter\b/i, 'in the same spelling'],
  [/\bswitch(?:es|ed)? (?:[\w-]+ ){0,3}on by itself\b/i, 'enable by default'],
  [
    /\b(?:amiss|forthwith|hence|lest|ought|shun(?:s|ned)?|sundry|thereby|therein|thereof|whither|wherein)\b/i,
    'an everyday word',
  ],
];

/** Generated or quoted text, and the changes of old versions. */
const EXEMPT = /public-suffix|\.(?:pem|cer|crt|der|p7b|p12|pfx|png|csr|crl)$|^docs\/images\//;

interface Hit {
  readonly where: string;
  readonly word: string;
  readonly better: string;
}

function hitsIn(name: string, text: string): Hit[] {
  return text.split('\n').flatMap((line, index) =>
    WORDS.flatMap(([pattern, better]) => {
      const found = pattern.exec(line);
      return found === null ? [] : [{ where: `${name}:${index + 1}`, word: found[0], better }];
    }),
  );
}

const files = execFileSync(
  'git',
  [
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    'lib',
    'bin',
    'docs',
    'examples',
    'schemas',
    'stacks',
    'action.yml',
    '*.md',
  ],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => file !== '' && !EXEMPT.test(file));

test('comments, messages and pages are in plain English', () => {
  const hits = files.flatMap((file) => hitsIn(file, readFileSync(join(ROOT, file), 'utf8')));
  const lines = hits.map(({ where, word, better }) => `${where}: "${word}"; write instead: ${better}`);
  expect(lines).toEqual([]);
});

test('the list is applied to every room and every page', () => {
  expect(files.filter((file) => file.startsWith('lib/')).length).toBeGreaterThan(300);
  for (const page of ['README.md', 'docs/concepts.md', 'CONTRIBUTING.md', 'schemas/report.schema.json']) {
    expect(files).toContain(page);
  }
});

test.each([
  ['the page tells which clients fail', 'tells'],
  ['Mended, and issued anew', 'Mended'],
  ['default: as it comes', 'as it comes'],
  ['the CRL is at hand', 'at hand'],
  ['the product switches the protocol on by itself', 'switches the protocol on by itself'],
])('finds the word in: %s', (line, word) => {
  expect(hitsIn('page.md', line)[0]).toMatchObject({ where: 'page.md:1', word });
});

test.each(['recommended', 'a method', 'the amendment', 'as it comes from Terraform', 'intellectual'])(
  'leaves alone: %s',
  (line) => {
    expect(hitsIn('page.md', line)).toEqual([]);
  },
);
