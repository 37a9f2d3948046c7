import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishBundle, sweepBundles } from '../../lib/delivery/bundle';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'client-access-sweep-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function publish(...names: string[]): void {
  for (const name of names) {
    publishBundle(join(root, name), { server: name, certificates: [] }, [{ name: 'private-key.pem', content: name }]);
  }
}

const left = (): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();

describe('sweeping bundles', () => {
  test('takes away those of servers that are declared no longer, and the folders they leave empty', () => {
    publish('cas01', 'cas02', 'branch/cas03', 'branch/cas04', 'closed/cas05');
    sweepBundles(root, ['cas01', 'branch/cas04']);
    expect(left()).toEqual(
      ['branch/cas04', 'cas01'].flatMap((name) => [`${name}/bundle.json`, `${name}/private-key.pem`]),
    );
    expect(readdirSync(root).sort()).toEqual(['branch', 'cas01']);
  });

  test('takes away all, and the root, when none is kept', () => {
    publish('cas01', 'branch/cas02');
    sweepBundles(root, []);
    expect(existsSync(root)).toBe(false);
  });

  test('does nothing where there is nothing', () => {
    sweepBundles(join(root, 'never'), []);
    expect(existsSync(join(root, 'never'))).toBe(false);
  });

  test.each(['.cas01.old', '.cas01.old.99999999.00ff00ff'])(
    'takes away what an interrupted withdrawal left as %s',
    (leftover) => {
      publish('cas01');
      renameSync(join(root, 'cas01'), join(root, leftover));
      sweepBundles(root, []);
      expect(existsSync(root)).toBe(false);
    },
  );

  test('leaves alone what is no bundle, and names that only begin alike', () => {
    publish('cas1', 'cas10');
    mkdirSync(join(root, 'notes'));
    writeFileSync(join(root, 'notes/private-key.pem'), 'mine');
    sweepBundles(root, ['cas10']);
    expect(left()).toEqual(['cas10/bundle.json', 'cas10/private-key.pem', 'notes/private-key.pem']);
  });
});
