import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRepositoryRoot, parseSourceRoot } from '../../lib/cli/options';
import { Report } from '../../lib/policy';
import { reviewEstate } from '../support/review-estate';
import { run, temporaryFolder, writeOutputFolder } from '../support/review-files';

describe('--source-root', () => {
  test.each([
    ['', ''],
    ['.', ''],
    ['./', ''],
    ['infra/mail', 'infra/mail/'],
    ['./infra//mail/', 'infra/mail/'],
    ['infra\\mail', 'infra/mail/'],
    ['infra/../mail', 'mail/'],
  ])('%j is the folder %j', (text, folder) => {
    expect(parseSourceRoot(text)).toBe(folder);
  });

  test.each(['/infra', 'C:\\infra', '..', '../other', 'infra/../..'])('%j is no folder of the repository', (text) => {
    expect(() => parseSourceRoot(text)).toThrow('--source-root takes a folder inside the repository');
  });

  test('every format names files from the root of the repository', async () => {
    const folder = writeOutputFolder(reviewEstate());
    const out = temporaryFolder();
    const formats = ['text', 'markdown', 'html', 'sarif', 'junit', 'gitlab', 'github', 'json'];
    const outputs = formats.flatMap((format) => ['--output', `${format}=${join(out, format)}`]);
    const { code } = await run('review', folder, '--source-root', './infra', ...outputs);
    expect(code).toBe(1);
    for (const format of formats) {
      const text = readFileSync(join(out, format), 'utf8');
      expect([format, text.match(/(?<!infra\/)stacks\/contoso\.ts/g)]).toEqual([format, null]);
      expect([format, text.includes('infra/stacks/contoso.ts')]).toEqual([format, true]);
    }
  });

  test('a file outside of the project, or with a whole path, is still named right', () => {
    const at = (file: string): Report =>
      ({ findings: [{ location: { file, line: 1 } }], unknowns: [{}], acknowledgements: [] }) as unknown as Report;
    const moved = (file: string): string | undefined =>
      fromRepositoryRoot(at(file), 'infra/mail/').findings[0].location?.file;
    expect(moved('main.ts')).toBe('infra/mail/main.ts');
    expect(moved('../shared/ca.ts')).toBe('infra/shared/ca.ts');
    expect(moved('/opt/ca.ts')).toBe('/opt/ca.ts');
  });
});
