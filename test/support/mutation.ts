import { Random } from './random';

/** What became of one flipped bit. */
export type MutationOutcome = 'refused' | 'unreadable' | 'accepted';

export interface AcceptedFlip {
  readonly byte: number;
  readonly bit: number;
}

/** Flips `count` seeded bits, one at a time, and gives each changed copy to `judge`; lists the flips that were accepted. */
export function flipBits(
  original: Buffer,
  count: number,
  seed: number,
  judge: (changed: Buffer) => MutationOutcome,
): { accepted: AcceptedFlip[]; unreadable: number } {
  const random = new Random(seed);
  const accepted: AcceptedFlip[] = [];
  let unreadable = 0;
  for (let i = 0; i < count; i++) {
    const byte = random.below(original.length);
    const bit = random.below(8);
    const changed = Buffer.from(original);
    changed[byte]! ^= 1 << bit;
    const outcome = judge(changed);
    if (outcome === 'accepted') accepted.push({ byte, bit });
    if (outcome === 'unreadable') unreadable++;
  }
  return { accepted, unreadable };
}
