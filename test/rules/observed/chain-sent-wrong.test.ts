import { ChainFlaw } from '../../../lib/model';
import { chainSentWrong } from '../../../lib/rules/observed/chain-sent-wrong';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed, observedChain } from '../../support/observations';

RuleTester.run(chainSentWrong, {
  compliant: [
    { name: 'complete', estate: observed({}) },
    { name: 'with its root', estate: observed({ chains: [observedChain('A', { flaws: [ChainFlaw.ROOT_SENT] })] }) },
  ],
  nonCompliant: [
    {
      name: 'incomplete, and all that is wrong, as sent',
      estate: observed({
        chains: [
          observedChain('A', {
            names: ['mail', 'Root', 'Issuing'],
            flaws: [ChainFlaw.DISORDERED, ChainFlaw.REPEATED, ChainFlaw.INCOMPLETE],
          }),
        ],
      }),
      messages: ['sends mail, then Root, then Issuing: the order is wrong; a certificate is there twice; incomplete'],
    },
  ],
  notApplicable: [{ name: 'nothing was asked', estate: TestEstate.of() }],
  unknown: [
    {
      name: 'the issuer is not known here',
      estate: observed({ chains: [observedChain('A', { flaws: [ChainFlaw.ISSUER_UNKNOWN] })] }),
    },
  ],
});
