import { namesTooMany } from '../../../lib/rules/names/names-too-many';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { internal, withWeb } from '../../support/rule-estates';

const names = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `autodiscover.contoso${i}.com` }));

RuleTester.run(namesTooMany, {
  compliant: [{ name: '99 names', estate: withWeb({ facts: { dnsNames: names(99) } }) }],
  nonCompliant: [
    {
      name: '100 names',
      estate: withWeb({ facts: { dnsNames: names(100) } }),
      messages: ['has 100 names, of which 100 begin with autodiscover'],
    },
    {
      name: 'names of other kinds',
      estate: withWeb({
        facts: { dnsNames: names(150).map(({ value }) => ({ value: value.replace('autodiscover.', 'mail.') })) },
      }),
      messages: ['has 150 names'],
    },
  ],
  notApplicable: [
    { name: 'a CA of your own takes them', estate: withWeb(internal({ facts: { dnsNames: names(200) } })) },
    {
      name: 'its names are not known',
      estate: TestEstate.of({ certificates: { web: { facts: { dnsNames: undefined } } } }),
    },
  ],
});
