// npm run -s bench -- [--json] [--check] [name...]
// Runs every *.bench.ts here, or those named. --json: one JSON object a line. --check: exit code 1 when a goal is missed.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench, Row } from './support/row';

function table(row: Row): string {
  const goal = row.goal === undefined ? '' : `goal ${row.goal} ${row.ratio <= row.goal ? 'met' : 'MISSED'}`;
  const figures = Object.entries(row.figures).map(([figure, value]) => `${figure} ${value}`);
  return `${row.name}  n=${row.n}  ratio ${row.ratio}  ${goal}\n    ${figures.join('  ')}`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const benches = readdirSync(__dirname)
    .filter((file) => file.endsWith('.bench.ts'))
    .sort();
  const names = benches.map((file) => file.slice(0, -'.bench.ts'.length));
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`no bench is named ${unknown.join(', ')}: there are ${names.join(', ')}\n`);
    return 2;
  }
  let missed = false;
  for (const name of positionals.length > 0 ? positionals : names) {
    const bench = (await import(join(__dirname, `${name}.bench.ts`))) as Bench;
    for (const row of await bench.run()) {
      process.stdout.write(`${values.json ? JSON.stringify(row) : table(row)}\n`);
      missed ||= row.goal !== undefined && row.ratio > row.goal;
    }
  }
  return missed && values.check ? 1 : 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
