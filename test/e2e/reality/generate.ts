import { Random } from '../../support/random';
import { DIMENSIONS, isPossible, nameOf, USUAL, type Dimension, type Specification } from './specification';

/** Every source with every single thing that is not usual, and the same with a root that is not installed. */
function singles(): Specification[] {
  const list: Specification[] = [];
  for (const source of DIMENSIONS.source) {
    const base = { ...USUAL, source };
    list.push(base);
    for (const [name, values] of Object.entries(DIMENSIONS)) {
      if (name === 'source') continue;
      for (const value of values.slice(1)) list.push({ ...base, [name]: value });
    }
  }
  return list;
}

/** Keys meet every hash and every key usage, names every constraint, chains every date: these are what clients differ in most. */
function pairs(): Specification[] {
  const list: Specification[] = [];
  for (const key of DIMENSIONS.key) {
    for (const hash of DIMENSIONS.hash) {
      list.push({ ...USUAL, key, hash });
      list.push({ ...USUAL, source: 'self-signed', key, hash });
    }
  }
  for (const key of ['p256', 'ed25519'] as const) {
    for (const keyUsage of DIMENSIONS.keyUsage) {
      list.push({ ...USUAL, key, keyUsage });
      list.push({ ...USUAL, source: 'self-signed', key, keyUsage });
    }
  }
  for (const names of DIMENSIONS.names) {
    for (const ca of DIMENSIONS.ca) if (ca.startsWith('names-')) list.push({ ...USUAL, names, ca });
  }
  for (const served of DIMENSIONS.served) {
    for (const dates of DIMENSIONS.dates) list.push({ ...USUAL, source: 'purchased-deep', served, dates });
  }
  for (const caKey of DIMENSIONS.caKey) for (const hash of DIMENSIONS.hash) list.push({ ...USUAL, caKey, hash });
  return list;
}

/** Two to four unusual things at once. */
function mixed(random: Random): Specification {
  const specification: Record<string, string> = { ...USUAL, source: random.pick(DIMENSIONS.source) };
  const names = Object.keys(DIMENSIONS).filter((name) => name !== 'source') as Dimension[];
  for (let i = 0; i < 2 + random.below(3); i++) {
    const name = random.pick(names);
    specification[name] = random.pick(DIMENSIONS[name]);
  }
  return specification as Specification;
}

/**
 * The cases, each once, in a fixed order.
 * @param count how many at least; the systematic ones always come first
 */
export function generate(count: number, seed: number): Specification[] {
  const random = new Random(seed);
  const known = new Map<string, Specification>();
  const add = (specification: Specification): void => {
    if (isPossible(specification)) known.set(nameOf(specification), specification);
  };
  [...singles(), ...pairs()].forEach(add);
  while (known.size < count) add(mixed(random));
  return [...known.values()];
}

/** `count` of them, drawn by the seed, in their order. */
export function draw(all: readonly Specification[], count: number, seed: number): Specification[] {
  const random = new Random(seed);
  const chosen = new Set<Specification>();
  while (chosen.size < Math.min(count, all.length)) chosen.add(random.pick(all));
  return all.filter((specification) => chosen.has(specification));
}
