import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewEstate } from '../support/review-estate';
import { run, temporaryFolder, writeOutputFolder } from '../support/review-files';

describe('client-access baseline', () => {
  const folder = writeOutputFolder(reviewEstate());
  const file = join(temporaryFolder(), 'policy-baseline.json');

  test("today's findings do not count any more, and still show", async () => {
    expect((await run('baseline', folder, '--output', file)).code).toBe(0);
    const { code, out } = await run('review', folder, '--baseline', file);
    expect(code).toBe(0);
    expect(out).toContain('accepted or known before');
  });

  test('a finding that came later counts', async () => {
    const later = writeOutputFolder(reviewEstate({ servers: 12 }));
    expect((await run('review', later, '--baseline', file)).code).toBe(1);
  });

  test('keys that are not found any more are reported', async () => {
    const fixed = writeOutputFolder(reviewEstate({ selfSignedEvery: 0 }));
    expect((await run('review', fixed, '--baseline', file)).out).toMatch(/keys of the baseline .* can be removed/s);
  });

  test('a byte order mark is passed over', async () => {
    const marked = join(temporaryFolder(), 'marked.json');
    writeFileSync(marked, `\ufeff${readFileSync(file, 'utf8')}`);
    expect((await run('review', folder, '--baseline', marked)).code).toBe(0);
  });

  test('one key is reported as one', async () => {
    const { keys } = JSON.parse(readFileSync(file, 'utf8')) as { keys: string[] };
    const one = join(temporaryFolder(), 'one.json');
    writeFileSync(one, JSON.stringify({ schemaVersion: 1, keys: [...keys, 'x[y]'] }));
    expect((await run('review', folder, '--baseline', one)).out).toMatch(
      /1 key of the baseline .* is not found any more/s,
    );
  });

  test('goes to standard output unless a file is named, in order', async () => {
    const { out } = await run('baseline', folder);
    expect(out).toBe(readFileSync(file, 'utf8'));
    const { keys } = JSON.parse(out) as { keys: string[] };
    expect(keys).toEqual([...keys].sort());
  });

  test.each([
    ['no JSON', 'x', 'it is not JSON'],
    ['no baseline', '{}', 'is no baseline'],
    ['a newer version', '{"schemaVersion": 2, "keys": []}', 'has schema version 2'],
  ])('%s is refused', async (_name, content, message) => {
    const bad = join(temporaryFolder(), 'bad.json');
    writeFileSync(bad, content);
    const { code, err } = await run('review', folder, '--baseline', bad);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});
