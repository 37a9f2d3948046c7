import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSlice, EstateSlice, SliceKind } from '../../../lib/model';
import { shapeFault } from '../../../lib/cli/input/slice-shape';
import { reviewEstate } from '../../support/review-estate';
import { run, temporaryFolder } from '../../support/review-files';

const { schemaVersion: _, ...slice } = reviewEstate();

test('what synth writes has the right types', () => {
  expect(shapeFault(slice)).toBeUndefined();
});

const LISTS = ['servers', 'bindings', 'certificates', 'anchors', 'populations'] as const;

/** Reviews a model with a digest that fits: whoever edits it can compute that. */
async function review(damaged: object): Promise<{ code: number; err: string }> {
  const file = join(temporaryFolder(), 'cdk.tf.json');
  const input = encodeSlice(SliceKind.ESTATE, damaged as EstateSlice);
  writeFileSync(file, JSON.stringify({ resource: { terraform_data: { model: { input } } } }));
  return run('review', file, '--now', '2026-04-01');
}

test.each(LISTS)('a wrong type in %s is bad input and no fault of the program', async (list) => {
  const [first, ...others] = slice[list] as unknown as Record<string, unknown>[];
  for (const member of Object.keys(first).filter(
    (name) => Array.isArray(first[name]) || ['id', 'domain'].includes(name),
  ))
    for (const wrong of [5, { a: 1 }, [5]]) {
      const { code, err } = await review({ ...slice, [list]: [{ ...first, [member]: wrong }, ...others] });
      expect([member, wrong, code]).toEqual([member, wrong, 2]);
      expect(err).toContain(`is damaged: ${list}[0].${member}`);
    }
});
