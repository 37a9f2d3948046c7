import type { ReviewOptions } from './review';

type Kind = 'value' | 'list' | 'flag';

/** The options of review and what each takes; the full command line is made in review.ts, and a test holds them together. */
export const QUICK_OPTIONS: Readonly<Record<string, { readonly name: keyof ReviewOptions; readonly kind: Kind }>> = {
  '--base': { name: 'base', kind: 'list' },
  '-b': { name: 'base', kind: 'list' },
  '--format': { name: 'format', kind: 'value' },
  '-f': { name: 'format', kind: 'value' },
  '--output': { name: 'output', kind: 'list' },
  '-o': { name: 'output', kind: 'list' },
  '--fail-on': { name: 'failOn', kind: 'value' },
  '--only-new': { name: 'onlyNew', kind: 'flag' },
  '--baseline': { name: 'baseline', kind: 'value' },
  '--now': { name: 'now', kind: 'value' },
  '--all': { name: 'all', kind: 'flag' },
  '--max-findings': { name: 'maxFindings', kind: 'value' },
  '--name': { name: 'name', kind: 'value' },
  '--source-root': { name: 'sourceRoot', kind: 'value' },
  '--quiet': { name: 'quiet', kind: 'flag' },
  '-q': { name: 'quiet', kind: 'flag' },
};

/** What a simple command line of review says. */
export interface QuickReview {
  readonly inputs: string[];
  readonly options: ReviewOptions;
}

/**
 * Reads a command line of review that is plainly written, without the library that reads every other: loading that takes longer
 * than reviewing a small estate does. Undefined where anything is out of the ordinary, help and mistakes among it.
 */
export function quickReview(argv: readonly string[]): QuickReview | undefined {
  if (argv[0] !== 'review') return undefined;
  const inputs: string[] = [];
  const found: Record<string, string | string[] | boolean> = { base: [], output: [], failOn: 'policy' };
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at];
    if (!word.startsWith('-') || word === '-') {
      inputs.push(word);
      continue;
    }
    const option = Object.hasOwn(QUICK_OPTIONS, word) ? QUICK_OPTIONS[word] : undefined;
    if (!option) return undefined;
    if (option.kind === 'flag') {
      found[option.name] = true;
      continue;
    }
    const value = argv[++at];
    if (value === undefined || (value.startsWith('-') && value !== '-')) return undefined;
    if (option.kind === 'list') (found[option.name] as string[]).push(value);
    else found[option.name] = value;
  }
  return { inputs, options: found as unknown as ReviewOptions };
}
