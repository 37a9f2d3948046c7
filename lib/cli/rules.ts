import type { Command } from 'commander';
import { LEVELS, RuleMetadata } from '../policy/rule';
import { RulePack } from '../policy/pack';
import { ExitCode, InputError } from './exit';
import { Io, Verb, wantsColour } from './verb';
import { PACKS } from '../rules/packs';
import { nearest } from '../policy/nearest';
import { counted } from '../report/plain';
import { spellRule } from '../rules/judge-estate';
import { palette } from '../report/terminal';
import { DECLARATION_RULE } from '../policy/declaration-rule';
import { spellSource } from '../exchange/sources';

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

/** Every rule of these packs, by id, and the faults of declarations, which no pack holds. */
export function rulesOf(packs: readonly RulePack[]): Map<string, RuleMetadata> {
  const rules = new Map<string, RuleMetadata>([[DECLARATION_RULE.metadata.id, DECLARATION_RULE.metadata]]);
  for (const pack of packs) for (const { metadata } of pack.rules) rules.set(metadata.id, metadata);
  return new Map([...rules].sort(([, a], [, b]) => (a.ref < b.ref ? -1 : 1)));
}

/**
 * The rule that a word names: its id, its ref, or the key of one of its findings (`rule[subject]`).
 *
 * @throws InputError with the nearest name where there is none
 */
export function findRule(word: string, packs: readonly RulePack[]): RuleMetadata {
  const rules = rulesOf(packs);
  const name = word.includes('[') ? word.slice(0, word.indexOf('[')) : word;
  const found = rules.get(name) ?? [...rules.values()].find(({ ref }) => ref.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const near = nearest(name, rules.keys());
  const holding = [...rules.keys()].filter((id) => name.length > 2 && id.includes(name.toLowerCase()));
  const meant = near ? [near] : holding;
  throw new InputError(
    `there is no rule "${word}"`,
    meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : '`client-access rules list` lists all',
  );
}

/** The packs that hold a rule. */
export function packsOf(rule: RuleMetadata, packs: readonly RulePack[]): RulePack[] {
  return packs.filter((pack) => pack.rules.some(({ metadata }) => metadata.id === rule.id));
}

/**
 * A rule with everything that is known of it, as text.
 *
 * @param fix what the rule's own remedy is called: beside a finding, which has its own, it is the general one
 */
export function describeRule(rule: RuleMetadata, packs: readonly RulePack[], fix = 'fix'): string {
  const lines = [`${rule.ref} ${rule.id} (${rule.level})`, `  ${rule.title}`, ''];
  const width = Math.max(9, fix.length + 1);
  const add = (label: string, text: string | undefined): void => {
    if (text !== undefined) lines.push(`  ${`${label}:`.padEnd(width)} ${text}`);
  };
  add('why', rule.rationale);
  add(fix, rule.remediation);
  add('source', spellSource(`${rule.source}, ${rule.section}`));
  add('link', rule.url);
  if (rule.products) add('products', rule.products.map((product) => `Exchange ${product}`).join(', '));
  if (rule.effectiveFrom !== undefined || rule.effectiveUntil !== undefined)
    add('in force', `${rule.effectiveFrom ?? 'always'} to ${rule.effectiveUntil ?? 'today and on'}`);
  const holding = packsOf(rule, packs);
  if (holding.length > 0) add('packs', holding.map(({ id }) => id).join(', '));
  add('accept', acceptance(rule));
  return `${lines.join('\n')}\n`;
}

function acceptance(rule: RuleMetadata): string {
  return rule.acknowledgeable === false
    ? 'a finding of this rule cannot be acknowledged: fix it'
    : 'a finding can be accepted, with a reason and a last day';
}
