/**
 * Writes docs/rules from the rules; what people wrote on a page stays. Usage: npx tsx tools/rule-docs.ts [--check | --code]
 * --check: writes nothing; exit code 1 where a page differs from its rule, lacks a section, or belongs to no rule.
 * --code: makes the programs of the pages from the cases of the rules' tests, too; without it they stay as they are.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECLARATION_RULE } from '../lib/policy';
import { CATALOGUE, PACKS } from '../lib/rules';
import { reportOfProgram } from '../test/support/written-program';
import { ruleCode } from './rules/code';
import { HAND_WRITTEN, renderIndex, renderPage, sectionOf } from './rules/pages';
import { testCases } from './rules/test-cases';

/** Every rule that a finding can name: what is declared wrongly is one too, though no pack holds it. */
const RULES = [DECLARATION_RULE, ...CATALOGUE];

/** What is wrong with the pages, in words. With `write`, what can be written is. */
export function ruleDocs(folder: string, write: boolean, code = false): string[] {
  const problems: string[] = [];
  const put = (file: string, wanted: string, had: string): void => {
    if (wanted === had) return;
    if (write) writeFileSync(file, wanted);
    else problems.push(`${file} is not in step with the rule; run npx tsx tools/rule-docs.ts`);
  };
  const cases = code ? testCases(join(__dirname, '..')) : undefined;
  if (write) mkdirSync(folder, { recursive: true });
  for (const rule of RULES) {
    const file = join(folder, `${rule.metadata.id}.md`);
    const had = existsSync(file) ? readFileSync(file, 'utf8') : '';
    const known = cases?.get(rule.metadata.id);
    const programs = known && ruleCode(rule.metadata.id, known, reportOfProgram);
    put(file, renderPage(rule, PACKS, had, programs), had);
    for (const title of HAND_WRITTEN)
      if (sectionOf(had, title) === undefined) problems.push(`${file} has no text under "${title}"`);
  }
  const index = join(folder, 'README.md');
  put(index, renderIndex(RULES, PACKS), existsSync(index) ? readFileSync(index, 'utf8') : '');
  const ids = new Set(RULES.map(({ metadata }) => `${metadata.id}.md`));
  for (const name of readdirSync(folder))
    if (name !== 'README.md' && !ids.has(name)) problems.push(`${join(folder, name)} belongs to no rule`);
  return problems;
}

if (require.main === module) {
  const problems = ruleDocs(
    join(__dirname, '..', 'docs', 'rules'),
    !process.argv.includes('--check'),
    process.argv.includes('--code'),
  );
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
