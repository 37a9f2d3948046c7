import { RootState } from '../../../lib/model';
import { rootStateContradictory } from '../../../lib/rules/coexistence/root-state-contradictory';
import { RuleTester } from '../../../lib/testing';
import { withWeb, on } from '../../support/rule-estates';

RuleTester.run(rootStateContradictory, {
  compliant: [
    {
      name: 'each root once',
      estate: withWeb(
        {},
        {
          populations: [
            on('ios', { roots: [{ anchor: 'root', state: RootState.PREINSTALLED }, { state: RootState.BLOCKED }] }),
          ],
        },
      ),
    },
    {
      name: 'the same thing twice',
      estate: withWeb(
        {},
        { populations: [on('ios', { roots: [{ state: RootState.BLOCKED }, { state: RootState.BLOCKED }] })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'blocked and installed',
      estate: withWeb(
        {},
        {
          populations: [
            on('ios', {
              roots: [
                { anchor: 'root', state: RootState.BLOCKED },
                { anchor: 'root', state: RootState.INSTALLED },
              ],
            }),
          ],
        },
      ),
      messages: ['blocked and that it is installed'],
    },
  ],
  notApplicable: [{ name: 'nothing is said of roots', estate: withWeb({}, { populations: [on('ios')] }) }],
});
