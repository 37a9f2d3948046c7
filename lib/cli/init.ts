import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { plain } from '../report/plain';
import { Block, newProject, newProjectHeading, projectFiles, projectName, sourceText } from '../project';
import { Finding, Level } from '../policy';
import { ExitCode } from './exit-code';
import { CERTIFICATE_WORDS, CLIENT_WORDS, initAnswers, InitOptions } from './init-answers';
import { Io } from './io';
import { judgeProgram } from './judge-program';
import { writeNewFiles } from './new-files';
import { Verb } from './verb';
import { VERSION } from './version';

const HELP = `
Asks at the terminal for what no option says, and writes package.json, cdktf.json, tsconfig.json, .gitignore and main.ts. What would
be refused is not written: then the findings say why. Nothing is written over.

Examples:
  client-access init contoso --exchange 2019 --server ex01.corp.contoso.com --external mail.contoso.com --mail-domain contoso.com --certificate purchased --clients outlook-inside outlook-outside iphones
  client-access init fabrikam --exchange 2010-SP3 --server cas01.fabrikam.local --certificate internal-ca --clients outlook-inside`;

/** `client-access init`: a new project that synthesizes. */
export const INIT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('[folder]', 'where to write the project', '.')
      .option('--exchange <version>', 'version of the servers, such as 2016 or 2010-SP3')
      .option('--server <name...>', 'full names of the Client Access servers', [])
      .option('--internal <name>', 'name that clients inside use (default: the external one, else the first server)')
      .option('--external <name>', 'name that clients outside use (default: not published outside)')
      .option('--mail-domain <domain...>', 'mail domains', [])
      .option('--certificate <source>', `where the certificate comes from: ${CERTIFICATE_WORDS.join(', ')}`)
      .option('--clients <kind...>', `who connects: ${CLIENT_WORDS.join(', ')}`, [])
      .addHelpText('after', HELP)
      .action(async (folder: string, options: InitOptions) => finish(await init(folder, options, io)));
  },
};

async function init(folder: string, options: InitOptions, io: Io): Promise<ExitCode> {
  const answers = await initAnswers(options, io);
  const name = projectName(basename(resolve(folder)), 'client-access');
  const project = { ...answers, name };
  const blocks = newProject(project);
  const refusals = await refusalsOf(blocks, io.now());
  if (refusals.length > 0) {
    io.err(`This project would be refused, so nothing was written:\n${refusals.map(refusalText).join('')}`);
    return ExitCode.FINDINGS;
  }
  const files = projectFiles({ name, version: VERSION }, sourceText(newProjectHeading(project), blocks));
  writeNewFiles(folder, files);
  io.out(
    `Written to ${plain(folder)}: ${files.map(({ path }) => path).join(', ')}.\n` +
      'Next: npm install, then npx cdktf synth; npx client-access review shows the findings.\n',
  );
  return ExitCode.OK;
}

function refusalText({ message, fix, rule }: Finding): string {
  return `  ${rule}: ${plain(message)}\n    fix: ${plain(fix)}\n`;
}

/** What the policy would refuse, each cause once. */
async function refusalsOf(blocks: readonly Block[], now: Date): Promise<Finding[]> {
  const { findings } = await judgeProgram(blocks, [], now);
  const errors = findings.filter(({ level }) => level === Level.ERROR);
  return errors.filter(({ message }, index) => errors.findIndex((one) => one.message === message) === index);
}
