import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What npm would publish, apart from what the build makes. */
const SHIPPED = shipped();
const PAGES = SHIPPED.filter((file) => file.endsWith('.md'));

function shipped(): string[] {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
  const said = execFileSync('npm', pack, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const [{ files }] = JSON.parse(said) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).filter((path) => !path.startsWith('dist/'));
}

/** The text of a page without its code, where brackets mean something else. */
const prose = (page: string): string =>
  readFileSync(join(ROOT, page), 'utf8')
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`\n]*`/g, 'code');

/** Relative targets of a page's links and images. */
function targets(page: string): string[] {
  return [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** What a heading is called in a link, as forges do it. */
function anchors(page: string): string[] {
  const headings = readFileSync(join(ROOT, page), 'utf8')
    .replace(/^```.*?^```/gms, '')
    .matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Whether a link of a page leads to something that the package ships. The pictures alone stay in the repository: they are half of it. */
function leads(page: string, target: string): boolean {
  const [path, anchor] = target.split('#');
  const file = path === '' ? page : posix.join(posix.dirname(page), path).replace(/\/$/, '');
  if (file.startsWith('docs/images/')) return existsSync(join(ROOT, file));
  if (SHIPPED.includes(file)) return anchor === undefined || anchors(file).includes(anchor);
  return anchor === undefined && SHIPPED.some((one) => one.startsWith(`${file}/`));
}

test('the package ships its pages and its examples', () => {
  expect(PAGES).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/review.md', 'docs/rules/README.md']),
  );
  expect(SHIPPED).toEqual(expect.arrayContaining(['examples/01-small-office/main.ts']));
});

// Whoever runs an example in a checkout leaves state and keys in its folder.
test('the package ships nothing that an example keeps to itself', () => {
  expect(
    SHIPPED.filter((file) => /(^|\/)(secrets|\.state|cdktf\.out|node_modules)\/|\.key$|tfstate/.test(file)),
  ).toEqual([]);
});

test.each(PAGES)('every link of %s leads to a file of the package', (page) => {
  expect(targets(page).filter((target) => !leads(page, target))).toEqual([]);
});

test('links are seen at all', () => {
  expect(targets('README.md').length).toBeGreaterThan(15);
  expect(leads('README.md', 'docs/none.md')).toBe(false);
  expect(leads('README.md', '#none')).toBe(false);
});
