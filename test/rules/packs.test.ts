import { IRule, Level, RulePack } from '../../lib/policy';
import { CATALOGUE, judgeEstate, RuleCatalogue, RulePacks, Rules } from '../../lib/rules';
import { TEST_NOW, TestEstate } from '../../lib/testing';
import { SERVER_2007, selfSigned, withWeb, P, on } from '../support/rule-estates';

const judged = (estate: ReturnType<typeof TestEstate.of>, pack: RulePack) =>
  judgeEstate(estate, { now: TEST_NOW, packs: [{ pack, scope: '' }] });

it.each(Object.values(RulePacks).map((pack: RulePack) => [pack.id, pack] as const))(
  '%s is content with an estate that is right',
  (_, pack) => {
    expect(judged(TestEstate.of({ mailDomains: [{ method: 'srv-record' as never }] }), pack).summary).toMatchObject({
      errors: 0,
      warnings: 0,
    });
  },
);

it('strict refuses what elsewhere is a warning', () => {
  const estate = withWeb(selfSigned(), {
    servers: [{ ...SERVER_2007, protocols: [P.OWA] }],
    populations: [on('windows-7')],
  });
  expect(judged(estate, RulePacks.RECOMMENDED).summary.refused).toBe(false);
  expect(judged(estate, RulePacks.STRICT).summary.refused).toBe(true);
});

it('the pack of 2007 knows nothing of what was learned later', () => {
  const estate = TestEstate.of({
    servers: [SERVER_2007],
    certificates: { web: { facts: { keyBits: 1024, lifetimeSeconds: 3650 * 86_400, signatureHash: 'sha1' } } },
    populations: [on('ios')],
  });
  const errors = judged(estate, RulePacks.EXCHANGE_2007).findings.filter(({ level }) => level === Level.ERROR);
  expect(errors).toEqual([]);
});

it("a pack of one's own takes rules by name, and says which it does not find", () => {
  const pack = new RulePack({
    id: 'ours',
    title: 'Ours',
    rules: RuleCatalogue.named('name-not-covered', 'certificate-expired'),
    levels: [{ rule: 'name-not-covered', level: Level.NOTE }],
  });
  expect(judged(withWeb({ facts: { dnsNames: [] } }), pack).findings.map(({ rule, level }) => [rule, level])).toEqual([
    ['name-not-covered', 'note'],
  ]);
  expect(() => RuleCatalogue.named('name-not-coverd')).toThrow('did you mean name-not-covered?');
});

it.each([
  [
    'two rules with one id',
    { rules: RuleCatalogue.named('certificate-expired', 'certificate-expired') },
    'two rules have the id certificate-expired',
  ],
  ['a rule that is missing', { rules: [undefined as never] }, 'one of its rules is missing'],
  [
    'a level for a rule that it does not hold',
    { rules: [], levels: [{ rule: 'certificate-expired', level: Level.NOTE }] },
    'which the pack does not hold',
  ],
])('a pack with %s is refused with one clear error', (_, props, said) => {
  expect(() => new RulePack({ id: 'ours', title: 'Ours', ...props })).toThrow(said);
});

it('two rules that share an id in different packs are refused', () => {
  const [rule] = RuleCatalogue.named('certificate-expired');
  const twin = new RulePack({ id: 'twin', title: 'Twin', rules: [{ ...rule }] });
  expect(() =>
    judgeEstate(TestEstate.of(), {
      now: TEST_NOW,
      packs: [
        { pack: RulePacks.RECOMMENDED, scope: '' },
        { pack: twin, scope: '' },
      ],
    }),
  ).toThrow('another rule with the id certificate-expired is already there');
});

it('an unknown rule id in a level is answered with the nearest', () => {
  expect(() =>
    judgeEstate(TestEstate.of(), { now: TEST_NOW, levels: [{ rule: 'certificate-expird', level: Level.NOTE }] }),
  ).toThrow('did you mean certificate-expired?');
});

it('a rule is a member of Rules by its id, and every rule is', () => {
  const members = Object.entries(Rules as unknown as Record<string, IRule>);
  expect(members.map(([name]) => name.toLowerCase().replaceAll('_', '-'))).toEqual(
    CATALOGUE.map(({ metadata }) => metadata.id),
  );
  for (const [, rule] of members) expect(RuleCatalogue.named(rule.metadata.id)).toEqual([rule]);
});

it("a pack of one's own takes a rule by its name", () => {
  const pack = new RulePack({ id: 'ours', title: 'Ours', rules: [Rules.OUTLOOK_ANYWHERE_SELF_SIGNED] });
  const estate = withWeb(selfSigned(), {
    servers: [{ ...SERVER_2007, protocols: [P.OUTLOOK_ANYWHERE] }],
    populations: [on('windows-10')],
  });
  expect(judged(estate, pack).findings.map(({ rule }) => rule)).toEqual(['outlook-anywhere-self-signed']);
});
