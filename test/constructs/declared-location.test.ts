import { declaredLocation } from '../../lib/constructs/declared-location';

describe('the line of a declaration', () => {
  test('is the first one outside the library', () => {
    expect(declaredLocation(process.cwd())?.file).toBe('test/constructs/declared-location.test.ts');
  });

  test.each([
    '    at new Server (/projects/mail (1)/main.ts:3:5)',
    '    at /projects/mail (1)/main.ts:3:5',
    '    at Object.<anonymous> (file:///projects/mail%20(1)/main.ts:3:5)',
    '    at async Promise.all (index 0) (/projects/mail (1)/main.ts:3:5)',
  ])('is read from %j, whose path has brackets', (line) => {
    const prepare = Error.prepareStackTrace;
    try {
      Error.prepareStackTrace = () => `Error\n${line}`;
      expect(declaredLocation('/projects/mail (1)')).toEqual({ file: 'main.ts', line: 3, column: 5 });
    } finally {
      Error.prepareStackTrace = prepare;
    }
  });

  test('is left out where the process formats stacks in ways of its own, and never breaks the declaration', () => {
    const prepare = Error.prepareStackTrace;
    try {
      for (const format of [
        () => {
          throw new Error('a hook that fails');
        },
        () => null,
        () => ({}),
        () => '',
      ]) {
        Error.prepareStackTrace = format;
        const found = declaredLocation(process.cwd());
        expect(found === undefined || found.file.endsWith('declared-location.test.ts')).toBe(true);
      }
    } finally {
      Error.prepareStackTrace = prepare;
    }
  });
});
