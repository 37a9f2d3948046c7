import { Estate } from '../../../lib/model';
import { fallbackPresented } from '../../../lib/rules/observed/fallback-presented';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed, observedChain } from '../../support/observations';

/** The endpoint presents one certificate with the name and one without; the first covers `covered`. */
function met(withName: string, without: string, covered: string): Estate {
  const estate = observed({ chains: [observedChain(withName)] }, { sni: false, chains: [observedChain(without)] });
  const facts = { sha256: withName.repeat(64), dnsNames: [{ value: covered }] };
  return { ...estate, certificates: estate.certificates.map((one) => ({ ...one, facts: { ...one.facts, ...facts } })) };
}

RuleTester.run(fallbackPresented, {
  compliant: [
    { name: 'covered by what everybody meets', estate: met('A', 'A', 'mail.contoso.com') },
    { name: 'its own certificate, however it is called', estate: met('A', 'B', 'other.contoso.com') },
  ],
  nonCompliant: [
    {
      name: 'the fallback, for another name',
      estate: met('A', 'A', 'other.contoso.com'),
      messages: ['presents its fallback certificate AAAA'],
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
