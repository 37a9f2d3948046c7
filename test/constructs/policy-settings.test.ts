import { ClientAccessPolicy, ClientAccessServer, ExchangeVersion, Level } from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { decodeSlice, isSlice, mergeSlices } from '../../lib/model';
import { judgeEstate } from '../../lib/rules';
import { Declared, NOW, resources } from '../support/declared';

/** The estate as a reviewer, or the gate at apply, reads it from the configuration. */
function carried(declared: Declared): ReturnType<typeof mergeSlices> {
  const inputs = resources(declared.synth(), 'terraform_data').map((resource) => resource.input);
  return mergeSlices(inputs.filter(isSlice).map((text) => decodeSlice(text.replaceAll('$${', () => '${')).slice));
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
  expect(carried(withImap()).policies).toBeUndefined();
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
