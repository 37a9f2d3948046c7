import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openExport } from '../../lib/exports/export-files';
import { DEFAULT_LIMITS } from '../../lib/exports/limits';
import { ZipEntry, zipOf } from '../support/zip-writer';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'export-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function archive(entries: readonly ZipEntry[]): string {
  const path = join(folder, 'export.zip');
  writeFileSync(path, zipOf(entries));
  return path;
}

async function contents(path: string, limits = DEFAULT_LIMITS): Promise<Record<string, string>> {
  const { files } = await openExport(path, limits);
  return Object.fromEntries(files.map((file) => [file.name, Buffer.concat([...file.chunks()]).toString()]));
}

test('a folder, an archive and a file give the same', async () => {
  mkdirSync(join(folder, 'a/EX01'), { recursive: true });
  writeFileSync(join(folder, 'a/EX01/x.xml'), 'one');
  writeFileSync(join(folder, 'a/y.txt'), 'two');
  expect(await contents(join(folder, 'a'))).toEqual({ 'EX01/x.xml': 'one', 'y.txt': 'two' });
  expect(await contents(join(folder, 'a/y.txt'))).toEqual({ 'y.txt': 'two' });
  const path = archive([
    { name: 'y.txt', content: Buffer.from('two') },
    { name: 'EX01/x.xml', content: Buffer.from('one') },
  ]);
  expect(await contents(path)).toEqual({ 'EX01/x.xml': 'one', 'y.txt': 'two' });
});

test.each(['../x.xml', '/etc/x.xml', 'a/../../x.xml', 'C:/x.xml'])(
  'an archive with an entry %s is refused',
  async (name) => {
    const path = archive([{ name, content: Buffer.from('one') }]);
    await expect(openExport(path, DEFAULT_LIMITS)).rejects.toThrow(/archive is not sound/);
  },
);

test('an archive that unpacks to more than it says, or to more than the limits, is not unpacked', async () => {
  const bomb = Buffer.alloc(1 << 20);
  const lying = await openExport(archive([{ name: 'x.xml', content: bomb, stated: 100 }]), DEFAULT_LIMITS);
  expect(lying.files).toEqual([]);
  expect(lying.problems[0]!.message).toMatch(/archive is not sound/);
  const honest = archive([{ name: 'x.xml', content: bomb }]);
  expect((await openExport(honest, { ...DEFAULT_LIMITS, fileBytes: 1000 })).problems[0]!.message).toMatch(/not read/);
  await expect(openExport(honest, { ...DEFAULT_LIMITS, totalBytes: 1000 })).rejects.toThrow(/unpacks to/);
});

test('a damaged archive, a missing path and too many files are one clear error', async () => {
  const path = join(folder, 'x.zip');
  writeFileSync(path, Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(60, 1)]));
  await expect(openExport(path, DEFAULT_LIMITS)).rejects.toThrow(/archive is not sound/);
  await expect(openExport(join(folder, 'none'), DEFAULT_LIMITS)).rejects.toThrow(/there is no/);
  writeFileSync(join(folder, 'y.txt'), '');
  await expect(openExport(folder, { ...DEFAULT_LIMITS, files: 1 })).rejects.toThrow(/more than 1 files/);
});

test('links are not followed', async () => {
  writeFileSync(join(folder, 'secret'), 'one');
  mkdirSync(join(folder, 'a'));
  symlinkSync(join(folder, 'secret'), join(folder, 'a/x.xml'));
  const { files, problems } = await openExport(join(folder, 'a'), DEFAULT_LIMITS);
  expect(files).toEqual([]);
  expect(problems[0]!.message).toMatch(/link/);
});
