import { ExchangeProduct, ExtendedProtection, Organization, TokenChecking } from '../../../lib/model';
import { TestServer } from '../../../lib/testing';
import { P } from '../../support/rule-estates';
import { hybridAgentWithExtendedProtection } from '../../../lib/rules/connections/hybrid-agent-with-extended-protection';
import { RuleTester, TestEstate } from '../../../lib/testing';

const agent = (more: TestServer, organization: Partial<Organization> = { hybridAgent: true }) =>
  TestEstate.of({ servers: [{ protocols: [P.EWS], ...more }], organizations: [organization] });

RuleTester.run(hybridAgentWithExtendedProtection, {
  compliant: [
    {
      name: 'left out for the web services',
      estate: agent({ extendedProtection: ExtendedProtection.ON_EXCEPT_FRONT_END_EWS }),
    },
    { name: 'off', estate: agent({ extendedProtection: ExtendedProtection.OFF }) },
    {
      name: 'the directory is stated to check nothing',
      estate: agent({ protocols: [{ protocol: P.EWS, tokenChecking: TokenChecking.NONE }] }),
    },
  ],
  nonCompliant: [{ name: 'as setup leaves it', estate: agent({}), messages: ['the web services of cas01'] }],
  notApplicable: [{ name: 'no agent', estate: agent({}, { hybridAgent: false }) }],
  unknown: [{ name: 'update not stated', estate: agent({ release: { product: ExchangeProduct.EXCHANGE_2019 } }) }],
});
