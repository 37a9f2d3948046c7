import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFiles } from '../../lib/cli/write-files';
import { temporaryFolder } from '../support/review-files';

describe('writeFiles', () => {
  test('writes all files, over what was there', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'old');
    writeFiles([
      { path: join(folder, 'a'), text: 'new' },
      { path: join(folder, 'b'), text: 'ü🦊' },
    ]);
    expect([readFileSync(join(folder, 'a'), 'utf8'), readFileSync(join(folder, 'b'), 'utf8')]).toEqual(['new', 'ü🦊']);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
  });

  test('keeps what was there when another file can not be written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'old');
    mkdirSync(join(folder, 'd'));
    expect(() =>
      writeFiles([
        { path: join(folder, 'a'), text: 'new' },
        { path: join(folder, 'd'), text: 'x' },
      ]),
    ).toThrow('it is a folder');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['a', 'd']);
  });

  test('writes through a link, which stays one', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync(join(folder, 'target'), join(folder, 'link'));
    writeFiles([{ path: join(folder, 'link'), text: 'new' }]);
    expect(readFileSync(join(folder, 'target'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  });

  test('writes to a device as it is', () => {
    expect(() => writeFiles([{ path: '/dev/null', text: 'x' }])).not.toThrow();
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('tells why a file can not be written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'x');
    expect(() => writeFiles([{ path: join(folder, 'a/b'), text: 'x' }])).toThrow('a part of its path is not a folder');
    expect(() => writeFiles([{ path: join(folder, 'c/d'), text: 'x' }])).toThrow('its folder is not there');
  });
});
