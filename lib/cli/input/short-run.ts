/** Versions of Node whose engine is known to have the setting. */
const FIRST = 20;
const LAST = 24;

/**
 * How much of a function must have run before the engine optimizes it, in octets of its code. The engine's own value suits programs that
 * go on running: a review of a thousand servers ends before what was optimized pays, and would spend a third of its processor time on it.
 */
const BUDGET = 1_000_000;

let isExpected = false;

/** Lets the engine optimize later: for a process that reads much, looks at each part of it a few times, and ends. */
export function expectShortRun(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (isExpected || major < FIRST || major > LAST) return;
  isExpected = true;
  process.getBuiltinModule?.('node:v8').setFlagsFromString(`--interrupt-budget=${BUDGET}`);
}
