import { nodesDiffer } from '../../../lib/rules/observed/nodes-differ';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed, observedChain } from '../../support/observations';

RuleTester.run(nodesDiffer, {
  compliant: [
    { name: 'one certificate at two addresses', estate: observed({}, { address: '192.0.2.2' }) },
    {
      name: 'another certificate without a name',
      estate: observed({}, { sni: false, chains: [observedChain('B')] }),
    },
    {
      name: 'changed during the run',
      estate: observed(
        { changed: true, chains: [observedChain('A'), observedChain('B')] },
        { chains: [observedChain('B')] },
      ),
    },
    {
      name: 'two names',
      estate: observed({}, { host: { value: 'autodiscover.contoso.com' }, chains: [observedChain('B')] }),
    },
  ],
  nonCompliant: [
    {
      name: 'two addresses',
      estate: observed({}, { address: '192.0.2.2', chains: [observedChain('B')] }),
      messages: [`${'A'.repeat(40)} at 192.0.2.1 in 1 of 1 connections; ${'B'.repeat(40)} at 192.0.2.2`],
    },
    {
      name: 'one address in turn, with the size of the sample',
      estate: observed({ sample: 5, chains: [observedChain('A', { count: 4 }), observedChain('B')] }),
      messages: ['in 4 of 5 connections'],
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [],
});
