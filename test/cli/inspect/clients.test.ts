import { inspectFiles } from '../../../lib/cli/inspect/report';
import { OutcomeKind, type Outcome } from '../../../lib/policy';
import { CaseMaker } from '../../e2e/reality/case';
import { draw, generate } from '../../e2e/reality/generate';
import { predict } from '../../e2e/reality/predict';

const now = new Date('2026-11-01T00:00:00Z');
const SEED = 20_261_130;
const PLATFORMS = [
  'linux-chromium',
  'linux-firefox',
  'linux-openssl',
  'windows-10',
  'windows-xp-sp3',
  'ios',
  'windows-mobile-6',
];
/** Chains whose root is an organization's own, and self-signed certificates: what a purchased one is depends on the list of roots. */
const CASES = draw(
  generate(600, SEED).filter(({ source, installed }) => !source.startsWith('purchased') && installed === 'yes'),
  40,
  SEED,
);

jest.setTimeout(120_000);

function verdictOf({ kind, others = [] }: Outcome): string {
  const kinds = [kind, ...others.map((outcome) => outcome.kind)];
  if (kinds.includes(OutcomeKind.FAILS) || kinds.includes(OutcomeKind.PROMPTS)) return 'refuses';
  return kind === OutcomeKind.WORKS ? 'accepts' : 'unknown';
}

test('inspect says of a platform what the matrix says of a plain connection of that platform', () => {
  const maker = new CaseMaker(now);
  const seen = new Set<string>();
  for (const specification of CASES) {
    const one = maker.make(specification);
    const files = [one.leaf, ...one.served, one.anchor].map(({ pem }, i) => ({
      name: `${i}.pem`,
      bytes: Buffer.from(pem),
    }));
    const { chains } = inspectFiles(files, { now, names: [one.host] });
    const chain = chains.find(({ path }) => path[0]!.sha256 === one.leaf.certificate.sha256)!;
    for (const platform of PLATFORMS) {
      const shown = chain.verdicts.find(({ profile }) => profile === platform)!.verdict;
      expect({ name: one.name, platform, verdict: shown }).toEqual({
        name: one.name,
        platform,
        verdict: verdictOf(predict(one, platform, now)),
      });
      seen.add(shown);
    }
  }
  expect([...seen].sort()).toEqual(['accepts', 'refuses', 'unknown']);
});
