import { ClientPlace } from '../../../lib/model';
import { declaredTwice } from '../../../lib/rules/coexistence/declared-twice';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(declaredTwice, {
  compliant: [{ name: 'ids of their own', estate: withWeb({}, { populations: [on('ios'), on('ios')] }) }],
  nonCompliant: [
    {
      name: 'a population inside and outside',
      estate: withWeb(
        {},
        { populations: [on('ios', { id: 'app/phones', place: ClientPlace.INSIDE }), on('ios', { id: 'app/phones' })] },
      ),
      messages: ['several populations have the id app/phones'],
    },
    {
      name: 'three of one id are one finding',
      estate: withWeb({}, { publishingPoints: [{ id: 'p' }, { id: 'p' }, { id: 'p' }] }),
    },
  ],
  notApplicable: [{ name: 'nothing is declared', estate: TestEstate.of({ servers: [], certificates: {} }) }],
});
