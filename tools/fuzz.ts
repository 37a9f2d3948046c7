/**
 * Flips bits in valid certificates and lists, and feeds changed input to every parser.
 * Usage: fuzz [FLIPS] [RUNS] [SEED]   (default 50000 flips in all, 5000 runs for each parser, seed 1)
 */
import { fuzz, fuzzTargets } from '../test/support/fuzz';
import { flipBits } from '../test/support/mutation';
import { mutationTargets } from '../test/support/mutation-targets';

const [flips, runs, seed] = [50_000, 5000, 1].map((preset, i) => Number(process.argv[2 + i] ?? preset)) as [
  number,
  number,
  number,
];
let failures = 0;
const targets = (['rsa2048', 'pss2048', 'p256', 'p384', 'ed25519'] as const).flatMap(mutationTargets);
const each = Math.ceil(flips / targets.length);
let accepted = 0;
for (const [i, { name, original, judge }] of targets.entries()) {
  if (judge(original) !== 'accepted') throw new Error(`${name}: the unchanged input is not accepted`);
  const result = flipBits(original, each, seed * 1000 + i, judge);
  accepted += result.accepted.length;
  console.log(`${name}: ${each} flips, ${result.unreadable} unreadable, ${result.accepted.length} accepted`);
  for (const { byte, bit } of result.accepted) console.log(`  accepted: byte ${byte}, bit ${bit}`);
}
failures += accepted;
for (const target of fuzzTargets()) {
  try {
    fuzz(target, runs, seed);
    console.log(`${target.name}: ${runs} inputs`);
  } catch (error) {
    failures++;
    console.log(`${target.name}: ${(error as Error).message}`);
  }
}
console.log(
  JSON.stringify({ flips: each * targets.length, accepted, parsers: fuzzTargets().length, runs, seed, failures }),
);
process.exitCode = failures === 0 ? 0 : 1;
