import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import { plain } from '../report/plain';
import { ExitCode } from './exit';
import { Io, Verb } from './verb';
import { parseMoment } from './options';

const HELP = `
EXPORT is a folder, a ZIP archive or a file with what Exchange exports of itself, as for client-access audit. The program declares
what the export says: servers, protocols, host names, certificates by their bytes, and the clients. What the export does not say
is a TODO in main.ts and is not declared. Today's findings go into policy-baseline.json, so that only new ones refuse. No
private key, password or name of a key container is written. Nothing is written over.

Examples:
  client-access import exchange-export --out contoso-mail
  client-access import exchange-export.zip --out contoso-zip --clients clients.json`;

interface Options {
  readonly out: string;
  readonly clients?: string;
  readonly organization?: string;
  readonly now?: string;
}

/** `client-access import`: a project that declares what an export shows. */
export const IMPORT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<export>', 'folder, ZIP archive or file')
      .requiredOption('--out <folder>', 'where to write the project')
      .option('--clients <file>', 'who the clients are, as JSON (default: the likely ones)')
      .option('--organization <forest>', 'import the organization of this directory forest')
      .option('--now <moment>', "judge at this moment instead of the system clock's")
      .addHelpText('after', HELP)
      .action(async (path: string, options: Options) => {
        const { importProject } = await import('./import-project');
        const { writeNewFiles } = await import('./new-files');
        const now = options.now === undefined ? io.now() : parseMoment(options.now);
        const { clients, organization, out } = options;
        const { files, findings, differences, todo } = await importProject({
          path,
          now,
          name: basename(resolve(out)),
          ...(clients === undefined ? {} : { clients }),
          ...(organization === undefined ? {} : { organization }),
        });
        writeNewFiles(out, files);
        const lines = [
          `Written to ${out}: ${files.map((file) => file.path).join(', ')}.`,
          `Findings of today in the baseline: ${findings}.`,
          ...(todo.length === 0 ? [] : [`To do in main.ts: ${todo.length}.`]),
          'Next: npm install, then npx cdktf synth.',
        ];
        io.out(lines.map((line) => `${plain(line)}\n`).join(''));
        for (const line of differences) io.err(`${plain(`differs from the audit: ${line}`)}\n`);
        finish(ExitCode.OK);
      });
  },
};
