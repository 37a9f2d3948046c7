import { RootState } from '../../../lib/model';
import { clientsArePrompted } from '../../../lib/rules/trust/clients-are-prompted';
import { RuleTester } from '../../../lib/testing';
import { internal, withWeb, on } from '../../support/rule-estates';

RuleTester.run(clientsArePrompted, {
  compliant: [
    {
      name: 'the root is installed',
      estate: withWeb(internal(), { populations: [on('windows-10', { roots: [{ state: RootState.INSTALLED }] })] }),
    },
    { name: 'a commercial root', estate: withWeb({}, { populations: [on('windows-10')] }) },
  ],
  nonCompliant: [
    {
      name: 'the root is installable and not installed: one finding for all protocols',
      estate: withWeb(internal(), { populations: [on('windows-10')] }),
      messages: ['Contoso Root CA'],
    },
  ],
  notApplicable: [{ name: 'no clients', estate: withWeb(internal()) }],
});
