import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Subject folders of lib/rules, each with the block of refs that is its own, in hundreds. */
export const SUBJECTS: Readonly<Record<string, number>> = {
  trust: 1,
  names: 2,
  lifetime: 3,
  keys: 4,
  chain: 5,
  custody: 6,
  protocols: 7,
  transport: 8,
  coexistence: 9,
  connections: 10,
  observed: 11,
};

/** One rule file, by its text. */
export interface RuleFile {
  readonly subject: string;
  readonly id: string;
  readonly ref: string;
  readonly text: string;
}

/** `outlook-anywhere-self-signed` as the name of its constant. */
export function constantOf(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Every rule file below a checkout, by ref. Files beside them that define no rule are helpers. */
export function ruleFiles(root: string): RuleFile[] {
  const files = Object.keys(SUBJECTS).flatMap((subject) =>
    readdirSync(join(root, 'lib/rules', subject))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name): RuleFile[] => {
        const text = readFileSync(join(root, 'lib/rules', subject, name), 'utf8');
        if (!text.includes('= defineRule({')) return [];
        return [{ subject, id: name.slice(0, -'.ts'.length), ref: /\bref: '([^']+)'/.exec(text)?.[1] ?? '', text }];
      }),
  );
  return files.sort((a, b) => numberOf(a) - numberOf(b));
}

/** The number of a ref: `ECA1017` comes after `ECA906`. */
function numberOf({ ref }: RuleFile): number {
  return Number(ref.slice('ECA'.length));
}

/** The next ref that is free in a subject's block; refs are never used again, so it is behind the highest. */
export function nextRef(subject: string, files: readonly RuleFile[]): string {
  const block = SUBJECTS[subject] * 100;
  const taken = files.map(numberOf).filter((number) => number > block && number < block + 100);
  return `ECA${Math.max(block, ...taken) + 1}`;
}

/** Name of a rule as a member of `Rules`: `OUTLOOK_ANYWHERE_SELF_SIGNED`. */
export function memberOf(id: string): string {
  return id.toUpperCase().replaceAll('-', '_');
}

/** lib/rules/catalogue.ts, as it follows from the files. */
export function renderCatalogue(files: readonly RuleFile[]): string {
  const imports = files
    .map(({ subject, id }) => `import { ${constantOf(id)} } from './${subject}/${id}';`)
    .sort((a, b) => (a.slice(a.indexOf("'")) < b.slice(b.indexOf("'")) ? -1 : 1));
  return `${["import { IRule } from '../policy';", ...imports].join('\n')}

/** The rules of this package, by name, for packs of one's own. By ref; written by tools/new-rule.ts. */
export class Rules {
${files.map(({ id, ref }) => `  /** ${ref} */\n  public static readonly ${memberOf(id)}: IRule = ${constantOf(id)};`).join('\n')}

  private constructor() {}
}

/** Every rule of this package, by ref. */
export const CATALOGUE: readonly IRule[] = Object.freeze(Object.values(Rules) as IRule[]);
`;
}
