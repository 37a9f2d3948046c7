import { PLATFORMS as EVERY_PLATFORM } from '../../../lib/clients';
import { askClients } from '../../../lib/cli/inspect/clients';
import { inspectFiles } from '../../../lib/cli/inspect/report';
import { RootState } from '../../../lib/model';
import { OutcomeKind, type Outcome } from '../../../lib/policy';
import { CaseMaker } from '../../e2e/reality/case';
import { draw, generate } from '../../e2e/reality/generate';
import { predict } from '../../e2e/reality/predict';
import { USUAL, type Specification } from '../../e2e/reality/specification';

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

/** The age of the seed, the end of SHA-1, and today: rules of CAs and limits of clients differ. */
const MOMENTS = ['2008-06-01', '2015-06-01', '2026-11-01'].map((day) => new Date(`${day}T00:00:00Z`));

/** Codes of what speaks against a certificate, as `inspect` lists them: what is not known does not matter where clients refuse. */
function codesOf(outcome: Outcome): string[] {
  const all = [outcome, ...(outcome.others ?? [])].filter(({ kind }) => kind !== OutcomeKind.WORKS);
  const known = all.filter(({ kind }) => kind !== OutcomeKind.UNKNOWN);
  return (known.length > 0 ? known : all).map(({ code }) => code);
}

test.each(MOMENTS)('every platform, every kind of source, at %s: the same verdict for the same reasons', (moment) => {
  const maker = new CaseMaker(moment);
  // Without the issuer of a purchased certificate its root is not known: `inspect` was given a part, a server sends all that it has.
  const isWhole = ({ served, source }: Specification): boolean => served !== 'missing' || source === 'internal-issuing';
  const usable = generate(1200, SEED).filter((one) => one.installed === 'yes' && isWhole(one));
  const verdicts = new Map<string, number>();
  const sources = new Set<string>();
  for (const specification of [...draw(usable, 16, moment.getTime()), { ...USUAL, served: 'missing' } as const]) {
    const one = maker.make(specification);
    const root = one.anchor.certificate;
    const purchased = specification.source.startsWith('purchased');
    const { verdicts: shown } = askClients({
      leaf: one.leaf.certificate,
      others: one.served.map(({ certificate }) => certificate),
      commercialRoots: purchased ? [root] : [],
      privateRoots: purchased ? [] : [root],
      lists: [],
      names: [one.host],
      now: moment,
    });
    for (const { id } of EVERY_PLATFORM) {
      const { verdict, reasons } = shown.find(({ profile }) => profile === id)!;
      const said = { name: one.name, platform: id, verdict, codes: reasons.map(({ code }) => code) };
      const predicted = predict(one, id, moment, 'issued', RootState.PREINSTALLED);
      expect(said).toEqual({
        name: one.name,
        platform: id,
        verdict: verdictOf(predicted),
        codes: codesOf(predicted),
      });
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    }
    sources.add(specification.source);
  }
  expect(verdicts.get('accepts') ?? 0).toBeGreaterThan(0);
  expect(verdicts.get('refuses') ?? 0).toBeGreaterThan(0);
  expect(sources.size).toBeGreaterThan(3);
});
