import { nearest } from '../policy/nearest';
import { DECLARATION_RULE } from '../policy/declaration-rule';
import { RulePack } from '../policy/pack';
import { RuleMetadata } from '../policy/rule';
import { InputError } from './input-error';
import { spellSource } from '../exchange/sources';

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
  throw new InputError(
    `there is no rule "${word}"`,
    near ? `did you mean ${near}?` : '`client-access rules list` lists all',
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
