import { ChainFlaw } from '../../../lib/model';
import { chainSentWrong } from '../../../lib/rules/observed/chain-sent-wrong';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed, observedChain } from '../../support/observations';

const VALID = { notBefore: '2020-01-01T00:00:00.000Z', notAfter: '2040-01-01T00:00:00.000Z' };
const PAST = { notBefore: '2010-01-01T00:00:00.000Z', notAfter: '2020-01-01T00:00:00.000Z' };

RuleTester.run(chainSentWrong, {
  compliant: [
    {
      name: "an expired certificate of the server is not the chain's fault",
      estate: observed({ chains: [observedChain('A', { validity: [PAST] })] }),
    },
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
    {
      name: 'an expired CA certificate beside a path that is valid',
      estate: observed({
        chains: [observedChain('A', { names: ['mail', 'Issuing', 'Cross'], validity: [VALID, VALID, PAST] })],
      }),
      messages: ['sends mail, then Issuing, then Cross: Cross has expired on 2020-01-01'],
      findings: 1,
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
