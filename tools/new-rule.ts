/**
 * Begins a rule: its file, its test, its page, its place in the catalogue.
 * Usage: npx tsx tools/new-rule.ts <subject> <id> [what it looks at]
 *   subject: a folder of lib/rules; id: kebab case, states the fault; what it looks at: server (default), binding, certificate...
 * Without arguments it brings lib/rules/catalogue.ts in step with the files.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { constantOf, nextRef, renderCatalogue, ruleFiles, SUBJECTS } from './rules/catalogue';
import { HAND_WRITTEN, UNWRITTEN } from './rules/pages';

const KINDS = ['estate', 'server', 'binding', 'certificate', 'population', 'reach', 'publishing-point', 'mail-domain'];

/**
 * Writes what a new rule consists of.
 * @returns the files that were written, relative to the root
 * @throws Error where an argument is not what it must be, or the rule is there
 */
export function newRule(root: string, subject: string, id: string, kind = 'server'): string[] {
  if (!Object.hasOwn(SUBJECTS, subject))
    throw new Error(`no subject "${subject}"; there are ${Object.keys(SUBJECTS).join(', ')}`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))
    throw new Error(`id "${id}": write kebab case of two words or more that state the fault`);
  if (!KINDS.includes(kind)) throw new Error(`a rule cannot look at "${kind}"; it looks at one of ${KINDS.join(', ')}`);
  const files = ruleFiles(root);
  if (files.some((file) => file.id === id)) throw new Error(`there is a rule ${id} already; ids are never used again`);
  const ref = nextRef(subject, files);
  const written = {
    [`lib/rules/${subject}/${id}.ts`]: ruleText(id, ref, kind),
    [`test/rules/${subject}/${id}.test.ts`]: testText(subject, id),
    [`docs/rules/${id}.md`]: HAND_WRITTEN.map((title) => `\n## ${title}\n\n${UNWRITTEN}\n`).join(''),
  };
  for (const path of Object.keys(written))
    if (existsSync(join(root, path))) throw new Error(`${path} is there already`);
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  writeCatalogue(root);
  return [...Object.keys(written), 'lib/rules/catalogue.ts'];
}

function writeCatalogue(root: string): void {
  writeFileSync(join(root, 'lib/rules/catalogue.ts'), renderCatalogue(ruleFiles(root)));
}

function ruleText(id: string, ref: string, kind: string): string {
  return `import { defineRule, Level, SubjectKind } from '../../policy';

export const ${constantOf(id)} = defineRule({
  id: '${id}',
  ref: '${ref}',
  title: '',
  // Follows the verb of the source: will not work, must: ERROR; should: WARNING; else NOTE.
  level: Level.NOTE,
  source: '',
  section: '',
  rationale: '',
  remediation: '',
  subject: SubjectKind.${kind.toUpperCase().replaceAll('-', '_')},
  applies: () => true,
  check: (subject, report) => report.unknown(\`nothing is known of \${subject.constructor.name} yet\`),
});
`;
}

function testText(subject: string, id: string): string {
  return `import { ${constantOf(id)} } from '../../../lib/rules/${subject}/${id}';
import { RuleTester } from '../../../lib/testing';

RuleTester.run(${constantOf(id)}, {
  compliant: [],
  nonCompliant: [],
  notApplicable: [],
  unknown: [],
});
`;
}

if (require.main === module) {
  const [subject, id, kind] = process.argv.slice(2);
  const root = join(__dirname, '..');
  try {
    if (subject === undefined) writeCatalogue(root);
    else {
      for (const file of newRule(root, subject, id ?? '', kind)) process.stdout.write(`${file}\n`);
      process.stdout.write(
        'next: write the rule, its cases and its page, then npx tsx tools/rule-docs.ts and npx jest -u test/rules/registry.test.ts\n',
      );
    }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
  }
}
