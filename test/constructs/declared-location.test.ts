import { declaredLocation } from '../../lib/constructs/declared-location';

describe('the line of a declaration', () => {
  test('is the first one outside the library', () => {
    expect(declaredLocation(process.cwd())?.file).toBe('test/constructs/declared-location.test.ts');
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
