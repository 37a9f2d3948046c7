import { describeSource } from '../../lib/exchange';
import { IRule, RulePack, SubjectKind } from '../../lib/policy';
import { RuleCode } from './code';

/** Parts of a page that people write; each is there and says something. */
export const HAND_WRITTEN = ['Why', 'How to fix', 'When to acknowledge'] as const;

const BEGIN = '<!-- from the rule itself: npx tsx tools/rule-docs.ts -->';
const END = '<!-- written by hand from here -->';

/** What stands where nobody has written yet. */
export const UNWRITTEN = '(not written yet)';

const LOOKS_AT: Readonly<Record<SubjectKind, string>> = {
  [SubjectKind.ESTATE]: 'the estate as a whole',
  [SubjectKind.SERVER]: 'each server',
  [SubjectKind.BINDING]: 'each protocol binding',
  [SubjectKind.CERTIFICATE]: 'each certificate',
  [SubjectKind.POPULATION]: 'each client population',
  [SubjectKind.REACH]: 'each root in each population that meets it',
  [SubjectKind.PUBLISHING_POINT]: 'each publishing point',
  [SubjectKind.MAIL_DOMAIN]: 'each mail domain',
};

/**
 * The page of a rule: its metadata and its programs, and below them what `known`, an earlier page, holds by hand.
 *
 * @param code default: the programs of the earlier page
 */
export function renderPage(
  rule: IRule,
  packs: readonly RulePack[],
  known = '',
  code: RuleCode | undefined = codeOf(known),
): string {
  return `${renderHead(rule, packs, code)}\n${HAND_WRITTEN.map((title) => `\n## ${title}\n\n${sectionOf(known, title) ?? UNWRITTEN}\n`).join('')}`;
}

/** The text of one section that is written by hand. */
export function sectionOf(page: string, title: string): string | undefined {
  const at = page.indexOf(`\n## ${title}\n`);
  if (at < 0) return undefined;
  const rest = page.slice(at + title.length + 5);
  const next = rest.indexOf('\n## ');
  const text = (next < 0 ? rest : rest.slice(0, next)).trim();
  return text === '' || text === UNWRITTEN ? undefined : text;
}

/** The programs of a page. */
export function codeOf(page: string): RuleCode | undefined {
  const [faulty, sound] = Array.from(page.matchAll(/```ts\n([\s\S]*?)```/g), ([, text]) => text);
  return faulty === undefined || sound === undefined ? undefined : { faulty, sound };
}

function renderCode({ faulty, sound }: RuleCode): string {
  return `
## In TypeScript

The rule finds its fault in this program:

\`\`\`ts
${faulty}\`\`\`

And not in this one:

\`\`\`ts
${sound}\`\`\`
`;
}

function renderHead({ metadata, subject }: IRule, packs: readonly RulePack[], code: RuleCode | undefined): string {
  const source = describeSource(metadata.source);
  const holding = packs.filter(({ rules }) => rules.some(({ metadata: { id } }) => id === metadata.id));
  const rows: [string, string][] = [
    ['Ref', metadata.ref],
    ['Level', metadata.level],
    ['Looks at', LOOKS_AT[subject]],
    ['Source', source ? `${metadata.source}: ${source.title} (${source.document})` : metadata.source],
    ['Section', metadata.section],
    ['Exchange', metadata.products === undefined ? 'every version' : metadata.products.join(', ')],
    ['In force', inForce(metadata.effectiveFrom, metadata.effectiveUntil)],
    ['Asked of Terraform', metadata.askable === true ? 'yes: as a precondition, where synth cannot know' : 'no'],
    ['Can be acknowledged', metadata.acknowledgeable === false ? 'no' : 'yes'],
    ['Packs', holding.map(({ id }) => id).join(', ') || 'none: it is always on'],
  ];
  return `# ${metadata.id}

${BEGIN}

${metadata.title}.

| | |
| --- | --- |
${rows.map(([name, value]) => `| ${name} | ${value.replaceAll('|', '\\|')} |`).join('\n')}

${sentence(metadata.rationale)}

Remedy: ${sentence(metadata.remediation)}
${code === undefined ? '' : renderCode(code)}
${END}`;
}

/** The list of all rules. */
export function renderIndex(rules: readonly IRule[], packs: readonly RulePack[]): string {
  const rows = rules.map(
    ({ metadata }) =>
      `| ${metadata.ref} | [${metadata.id}](${metadata.id}.md) | ${metadata.level} | ${metadata.title} |`,
  );
  return `# Rules

Written by \`npx tsx tools/rule-docs.ts\` from the rules themselves.

| Pack | Rules | |
| --- | --- | --- |
${packs.map(({ id, title, rules: held }) => `| ${id} | ${held.length} | ${title} |`).join('\n')}

| Ref | Rule | Level | Fault |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function inForce(from: string | undefined, until: string | undefined): string {
  if (from === undefined && until === undefined) return 'always';
  return until === undefined ? `from ${from} on` : `${from ?? 'always'} to ${until}`;
}

function sentence(text: string): string {
  return /[.!]$/.test(text) ? text : `${text}.`;
}
