import { fuzz, fuzzTargets } from '../support/fuzz';

// A short seeded part; `npm run fuzz` runs longer with other seeds.
test.each(fuzzTargets())('changed input of $name ends in a value or a PkiError, soon', (target) => {
  expect(() => target.run(target.seedInput)).not.toThrow();
  fuzz(target, 400, 20260601);
});
