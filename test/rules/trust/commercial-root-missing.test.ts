import { RootState } from '../../../lib/model';
import { commercialRootMissing } from '../../../lib/rules/trust/commercial-root-missing';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb, on } from '../../support/rule-estates';

RuleTester.run(commercialRootMissing, {
  compliant: [
    { name: 'a platform with the commercial roots', estate: withWeb({}, { populations: [on('windows-10')] }) },
    {
      name: 'a phone that shows the root',
      estate: withWeb(
        {},
        { populations: [on('windows-mobile-5', { roots: [{ anchor: 'root', state: RootState.PREINSTALLED }] })] },
      ),
    },
  ],
  nonCompliant: [
    {
      name: 'a store that is locked and lacks it',
      estate: withWeb({}, { populations: [on('windows-mobile-5', { roots: [{ state: RootState.BLOCKED }] })] }),
      messages: ['does not ship with Root root'],
    },
  ],
  notApplicable: [{ name: 'a private root', estate: withWeb(internal(), { populations: [on('feature-phone')] }) }],
  unknown: [{ name: 'a platform whose roots nobody lists', estate: withWeb({}, { populations: [on('symbian')] }) }],
});
