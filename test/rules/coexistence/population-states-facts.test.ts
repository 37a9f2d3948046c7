import { ClientFact } from '../../../lib/model';
import { populationStatesFacts } from '../../../lib/rules/coexistence/population-states-facts';
import { RuleTester } from '../../../lib/testing';
import { on, withWeb } from '../../support/rule-estates';

const tried = { holds: true, ground: 'tried on three devices', on: '2026-10-02' };

RuleTester.run(populationStatesFacts, {
  compliant: [
    {
      name: 'the tables say the same',
      estate: withWeb({}, { populations: [on('ios', { stated: [{ fact: ClientFact.SHA256, ...tried }] })] }),
    },
  ],
  nonCompliant: [
    {
      name: 'each statement, with its ground and day',
      estate: withWeb(
        {},
        {
          populations: [
            on('windows-mobile-6', {
              stated: [
                { fact: ClientFact.SHA256, ...tried },
                { fact: ClientFact.ECDSA, ...tried, holds: false },
              ],
            }),
          ],
        },
      ),
      findings: 2,
      messages: [
        /states that sha256 holds for its clients: tried on three devices \(2026-10-02\)/,
        /states that ecdsa does not hold for its clients/,
      ],
    },
  ],
  notApplicable: [{ name: 'nothing is stated', estate: withWeb({}, { populations: [on('ios')] }) }],
});
