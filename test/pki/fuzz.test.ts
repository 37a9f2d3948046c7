import { fuzz, fuzzTargets } from '../support/fuzz';

// Keys, other programs and many rounds take a while on a busy machine.
jest.setTimeout(60_000);

// A short seeded part; `npm run fuzz` runs longer with other seeds.
test.each(fuzzTargets())('changed input of $name ends in a value or a PkiError, soon', (target) => {
  expect(() => target.run(target.seedInput)).not.toThrow();
  fuzz(target, 400, 20260601);
});
