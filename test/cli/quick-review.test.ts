import { Command } from 'commander';
import fc from 'fast-check';
import { QUICK_OPTIONS, quickReview } from '../../lib/cli/quick-review';
import { REVIEW } from '../../lib/cli/review';
import { NOW } from '../support/review-estate';

function fullCommand(): Command {
  const command = new Command('review').exitOverride().configureOutput({ writeErr: () => undefined });
  const io = { out: () => undefined, err: () => undefined, outIsTerminal: false, env: {}, now: () => NOW };
  REVIEW.configure(command, io, () => undefined);
  return command;
}

/** What the full command line makes of the arguments; undefined where it refuses them. */
function full(argv: string[]): unknown {
  const command = fullCommand();
  let result: unknown;
  command.action((inputs: string[], options: object) => {
    result = { inputs, options };
  });
  try {
    command.parse(argv, { from: 'user' });
  } catch {
    return undefined;
  }
  return result;
}

describe('quickReview', () => {
  test('knows every option of the full command line, and no other', () => {
    const names = fullCommand()
      .options.flatMap(({ short, long }) => [short, long])
      .filter((name) => name !== undefined);
    expect(Object.keys(QUICK_OPTIONS).sort()).toEqual(names.sort());
  });

  test('reads what it reads as the full command line does', () => {
    const word = fc.oneof(
      fc.constantFrom(...Object.keys(QUICK_OPTIONS), '-', '--', '--help', '--bas', '--base=x', '-fjson', '-qh', ''),
      fc.constantFrom('cdktf.out', 'json', 'sarif=a', 'warning', '5'),
      fc.string(),
    );
    let read = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (argv) => {
        const quick = quickReview(['review', ...argv]);
        if (!quick) return;
        read++;
        expect(quick).toEqual(full(argv));
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  test.each([[['--help']], [['-h']], [['--base']], [['--base', '--all']], [['--bas', 'x']], [['--base=x']], [['--']]])(
    '%j is left to the full command line',
    (argv) => {
      expect(quickReview(['review', ...argv])).toBeUndefined();
    },
  );

  test('another verb is none of its business', () => {
    expect(quickReview(['rules'])).toBeUndefined();
    expect(quickReview([])).toBeUndefined();
  });
});
