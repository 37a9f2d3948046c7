import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../../lib/cli/exit';
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

  test('writes to an open pipe by its name, and to standard error', () => {
    const script = `const { writeFiles } = require('./lib/cli/write-files.ts');
      for (const path of ['/dev/stdout', '/dev/stderr', '/dev/fd/3']) writeFiles([{ path, text: path + ';' }]);`;
    const line = '"$0" --require tsx/cjs -e "$1" 3>&1 2>&1 | cat';
    const { stdout } = spawnSync('bash', ['-c', line, process.execPath, script], {
      cwd: join(__dirname, '../..'),
      encoding: 'utf8',
    });
    expect(stdout).toBe('/dev/stdout;/dev/stderr;/dev/fd/3;');
  });

  test('replaces no file where a device can not be written to', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'old');
    expect(() =>
      writeFiles([
        { path: join(folder, 'a'), text: 'new' },
        { path: '/dev/full', text: 'x' },
      ]),
    ).toThrow('/dev/full can');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  test('refuses two outputs with one path, however it is written', () => {
    const folder = temporaryFolder();
    symlinkSync('a', join(folder, 'link'));
    for (const other of [join(folder, 'a'), `${folder}/./a`, join(folder, 'link')])
      expect(() =>
        writeFiles([
          { path: join(folder, 'a'), text: 'one' },
          { path: other, text: 'two' },
        ]),
      ).toThrow(InputError);
    expect(readdirSync(folder)).toEqual(['link']);
    expect(() => writeFiles(['x', 'y'].map((text) => ({ path: '/dev/null', text })))).not.toThrow();
  });

  test('writes the target of a link that leads to what is not there yet', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'd'));
    symlinkSync('d/second', join(folder, 'first'));
    symlinkSync('target', join(folder, 'd/second'));
    writeFiles([{ path: join(folder, 'first'), text: 'new' }]);
    expect(readFileSync(join(folder, 'd/target'), 'utf8')).toBe('new');
    expect(lstatSync(join(folder, 'first')).isSymbolicLink()).toBe(true);
    symlinkSync('circle', join(folder, 'circle'));
    expect(() => writeFiles([{ path: join(folder, 'circle'), text: 'x' }])).toThrow('go in a circle');
  });

  test('takes a name as long as the file system does, and reports a longer one', () => {
    const folder = temporaryFolder();
    writeFiles([{ path: join(folder, 'n'.repeat(255)), text: 'x' }]);
    expect(readdirSync(folder)).toEqual(['n'.repeat(255)]);
    expect(() => writeFiles([{ path: join(folder, 'n'.repeat(256)), text: 'x' }])).toThrow('its name is too long');
  });

  test('says why a file can not be written', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'x');
    expect(() => writeFiles([{ path: join(folder, 'a/b'), text: 'x' }])).toThrow('a part of its path is not a folder');
    expect(() => writeFiles([{ path: join(folder, 'c/d'), text: 'x' }])).toThrow('its folder is not there');
  });
});
