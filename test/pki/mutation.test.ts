import { flipBits } from '../support/mutation';
import { mutationTargets } from '../support/mutation-targets';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

// `npm run fuzz` runs the long version (50,000 flips); this part keeps it honest on every test run.
describe.each(['p256', 'rsa2048', 'ed25519'] as const)('one flipped bit, %s', (kind) => {
  test.each(mutationTargets(kind))('in the $name is never accepted', ({ original, judge }) => {
    expect(judge(original)).toBe('accepted');
    expect(flipBits(original, 400, 7, judge).accepted).toEqual([]);
  });
});
