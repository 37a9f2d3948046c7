import type { Command } from 'commander';
import { LEVELS, RuleMetadata } from '../policy/rule';
import { RulePack } from '../policy/pack';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { Io, wantsColour } from './io';
import { PACKS } from '../rules/packs';
import { describeRule, findRule, packsOf, rulesOf } from './rule-index';
import { Verb } from './verb';
import { nearest } from '../policy/nearest';
import { counted } from '../report/plain';
import { spellRule } from '../rules/spelled-sources';
import { palette } from '../report/terminal';

const HELP = `
Examples:
  client-access rules list
  client-access rules list --pack recommended --format json
  client-access rules show ECA101
  client-access rules packs`;

interface ListOptions {
  readonly pack?: string;
  readonly level?: string;
  readonly format: string;
}

/** `client-access rules`: lists the rules and their packs, shows one rule. */
export const RULES: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command.addHelpText('after', HELP);
    const done = (text: string): void => {
      io.out(text);
      finish(ExitCode.OK);
    };
    command
      .command('list', { isDefault: true })
      .description('list the rules')
      .option('--pack <id>', 'only the rules of this pack')
      .option('--level <level>', `only this level: ${LEVELS.join(', ')}`)
      .option('-f, --format <format>', 'text or json', 'text')
      // A word that is no verb comes here, as the verb that is meant where none is named.
      .allowExcessArguments(true)
      .action((options: ListOptions, { args }: Command) => {
        if (args.length > 0) throw noVerb(command, args[0]);
        done(list(options, io));
      });
    command
      .command('show')
      .description('show one rule')
      .argument('<rule>', 'id, ref, or the key of a finding')
      .option('-f, --format <format>', 'text or json', 'text')
      .action((rule: string, options: { readonly format: string }) => {
        const found = findRule(rule, PACKS);
        done(isJson(options.format) ? json(whole(found)) : describeRule(found, PACKS));
      });
    command
      .command('packs')
      .description('list the packs')
      .action(() =>
        done(PACKS.map((pack) => `${pack.id}  ${pack.title} (${counted(pack.rules.length, 'rule')})\n`).join('')),
      );
    for (const sub of command.commands) sub.exitOverride().configureOutput(command.configureOutput());
  },
};

function list(options: ListOptions, io: Io): string {
  if (options.level !== undefined && !LEVELS.some((level) => level === options.level))
    throw new InputError(`--level takes ${LEVELS.join(', ')}; got "${options.level}"`);
  const chosen = options.pack === undefined ? PACKS : [packNamed(options.pack)];
  const rules = [...rulesOf(chosen).values()].filter(
    ({ level }) => options.level === undefined || level === options.level,
  );
  if (isJson(options.format)) return json(rules.map(whole));
  const paint = palette(wantsColour(io));
  const wide = Math.max(...rules.map(({ id }) => id.length), 0);
  const lines = rules.map(
    ({ ref, id, level, title }) => `${ref}  ${paint.bold(id.padEnd(wide))}  ${level.padEnd(7)}  ${title}\n`,
  );
  return lines.join('');
}

function noVerb(command: Command, word: string): InputError {
  if (command.args[0] === 'list') return new InputError(`rules list takes no arguments; got "${word}"`);
  const verbs = command.commands.map((sub) => sub.name());
  const near = nearest(word, verbs);
  const meant = near ?? (isRule(word) ? `show ${word}` : undefined);
  return new InputError(
    `there is no verb "rules ${word}"; there are ${verbs.join(', ')}`,
    meant === undefined ? '`client-access rules --help` says more' : `did you mean client-access rules ${meant}?`,
  );
}

function isRule(word: string): boolean {
  try {
    return findRule(word, PACKS) !== undefined;
  } catch {
    return false;
  }
}

/** A rule with what the text says of it and its metadata leaves to be known. */
function whole(rule: RuleMetadata): RuleMetadata & { readonly packs: string[] } {
  const inPacks = packsOf(rule, PACKS).map(({ id }) => id);
  return { ...spellRule(rule), acknowledgeable: rule.acknowledgeable !== false, packs: inPacks };
}

function packNamed(id: string): RulePack {
  const pack = PACKS.find((known) => known.id === id);
  if (pack) return pack;
  throw new InputError(`there is no pack "${id}"; there are ${PACKS.map((known) => known.id).join(', ')}`);
}

function isJson(format: string): boolean {
  if (format !== 'text' && format !== 'json') throw new InputError(`--format takes text or json; got "${format}"`);
  return format === 'json';
}

function json(value: RuleMetadata | readonly RuleMetadata[]): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
