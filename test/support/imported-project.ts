import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from '../../lib/cli/main';
import { Matrix, Report } from '../../lib/policy';
import { NOW } from './declared';
import { temporaryFolder } from './review-files';
import { reportOfProgram } from './written-program';

/** Files of an export, by name. */
export type Files = Readonly<Record<string, Buffer | string>>;

/** Writes the files of an export into a folder. */
export function written(files: Files): string {
  const folder = join(temporaryFolder(), 'exchange-export');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A run of the command. */
export interface Ran {
  readonly code: number;
  readonly err: string;
  readonly out: string;
  readonly folder: string;
}

/** Runs `import` on an export. */
export async function run(source: string, ...more: string[]): Promise<Ran> {
  let [out, err] = ['', ''];
  const folder = join(temporaryFolder(), 'contoso-mail');
  const code = await main(['import', source, '--out', folder, ...more], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    env: {},
    now: () => NOW,
  });
  return { code, err, out, folder };
}

/** Runs the written program where its files are. */
export function reportIn(folder: string): Report {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return reportOfProgram(readFileSync('main.ts', 'utf8'));
  } finally {
    process.chdir(before);
  }
}

/** Outcome and code of each cell, by kind of clients, server and protocol. */
export function cells({ columns, outcomes, rows }: Matrix): Record<string, string> {
  return Object.fromEntries(
    rows.flatMap(({ cells: row, protocol, server }) =>
      columns.flatMap(({ name }, index) => {
        const outcome = outcomes[row[index]];
        const clients = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
        const at = server.split('/').pop()!.toLowerCase();
        return outcome === undefined ? [] : [[`${clients} ${at} ${protocol}`, `${outcome.kind} ${outcome.code}`]];
      }),
    ),
  );
}
