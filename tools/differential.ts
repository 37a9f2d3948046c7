/**
 * Judges generated chains with this library, `openssl verify` and Go's crypto/x509, and compares.
 * Usage: differential [COUNT] [SEED]   (default 2100 chains)
 * Every kind of chain on which the verdicts differ must be explained in docs/pki-differences.md; otherwise exit code 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chainCases } from '../test/support/chain-cases';
import { compare } from '../test/support/differential';

const count = Number(process.argv[2] ?? 2100);
const seed = Number(process.argv[3] ?? 1);
const report = compare([...chainCases(seed, count)]);
const page = readFileSync(join(__dirname, '../docs/pki-differences.md'), 'utf8');
let unexplained = report.wrong.length;
for (const line of report.wrong) console.log(`WRONG ${line}`);
for (const [kind, difference] of report.differences) {
  const explained = page.includes(`\`${kind}\``);
  if (!explained) unexplained++;
  console.log(`${explained ? 'explained' : 'NOT EXPLAINED'}: ${kind}: ${difference}`);
}
console.log(
  JSON.stringify({
    chains: count,
    seed,
    wrong: report.wrong.length,
    oracles: report.oracles,
    agree: report.agree,
    unexplained,
  }),
);
process.exitCode = unexplained === 0 ? 0 : 1;
