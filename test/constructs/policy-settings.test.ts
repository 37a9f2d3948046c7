import { ClientAccessPolicy, ClientAccessServer, ExchangeVersion, Level, RulePack, SubjectKind } from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { decodeSlice, isSlice, mergeEstates } from '../../lib/model';
import { defineRule } from '../../lib/policy';
import { judgeEstate, RECOMMENDED, rulesOfTheAppAlone } from '../../lib/rules';
import { carriedSlice, Declared, NOW, resources } from '../support/declared';

/** The estate as a reviewer, or the gate at apply, reads it from the configuration. */
function carried(declared: Declared): ReturnType<typeof mergeEstates> {
  const texts = resources(declared.synth(), 'terraform_data').map(carriedSlice);
  return mergeEstates(texts.filter(isSlice).map((text) => decodeSlice(text).slice));
}

function withImap(): Declared {
  const declared = new Declared();
  new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'cas01.contoso.com',
  }).addImap4();
  return declared;
}

test('nothing set: nothing is carried', () => {
  expect(carried(withImap()).policies).toEqual([]);
});

test('levels are carried: who judges later judges as synth did', () => {
  const declared = withImap();
  ClientAccessPolicy.of(declared.app).setLevel('mail-protocol-in-clear', Level.NOTE);
  const report = judgeEstate(carried(declared), { now: NOW });
  expect(report.findings.find((finding) => finding.rule === 'mail-protocol-in-clear')?.level).toBe('note');
  expect(report.summary).toEqual(declared.report.summary);
});

test('the threshold is carried', () => {
  const declared = withImap();
  const estate = Registry.of(declared.app).estate();
  expect(judgeEstate(estate, { now: NOW }).summary.refused).toBe(false);
  ClientAccessPolicy.of(declared.app).refuseFrom(Level.WARNING);
  expect(judgeEstate(Registry.of(declared.app).estate(), { now: NOW }).summary.refused).toBe(true);
});

describe('a pack of the app itself', () => {
  const rules = RECOMMENDED.rules.filter(({ metadata }) => metadata.id === 'mail-protocol-in-clear');
  const own = defineRule({
    id: 'cost-centre-missing',
    ref: 'CON001',
    title: 'A server has no cost centre',
    level: Level.ERROR,
    source: 'Contoso',
    section: '1',
    rationale: 'Somebody has to pay.',
    remediation: 'name it',
    subject: SubjectKind.SERVER,
    applies: () => true,
    check: () => undefined,
  });
  const pack = new RulePack({
    id: 'contoso',
    title: 'Contoso',
    rules: [...rules, own],
    levels: [{ rule: 'mail-protocol-in-clear', level: Level.ERROR }],
  });

  test('is carried as far as its rules are of this package, and the rest is named', () => {
    const declared = withImap();
    ClientAccessPolicy.of(declared.app).usePacks([pack]);
    const estate = Registry.of(declared.app).estate();
    const report = judgeEstate(estate, { now: NOW });
    expect(report.summary.refused).toBe(true);
    expect(report.findings.map(({ rule, level }) => [rule, level])).toEqual([['mail-protocol-in-clear', 'error']]);
    expect(rulesOfTheAppAlone(estate)).toEqual(['cost-centre-missing']);
  });

  test('gives its levels at and below the construct that it was added to, and nowhere else', () => {
    const declared = withImap();
    const other = new ClientAccessServer(declared.stack, 'cas02', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas02.contoso.com',
    }).addImap4();
    ClientAccessPolicy.of(other).addPack(pack);
    const levels = declared.report.findings.flatMap(({ rule, level, server }) =>
      rule === 'mail-protocol-in-clear' ? [[server, level]] : [],
    );
    expect(levels).toEqual([
      ['contoso/cas02', 'error'],
      ['contoso/cas01', 'warning'],
    ]);
  });
});
