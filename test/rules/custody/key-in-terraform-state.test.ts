import { KeyCustody } from '../../../lib/model';
import { keyInTerraformState } from '../../../lib/rules/custody/key-in-terraform-state';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(keyInTerraformState, {
  compliant: [{ name: 'the key is in a file', estate: withWeb({}) }],
  nonCompliant: [
    {
      name: 'one note for all',
      estate: TestEstate.of({
        certificates: { a: { custody: KeyCustody.TERRAFORM }, b: { custody: KeyCustody.TERRAFORM }, web: {} },
      }),
      messages: ['2 certificates'],
    },
  ],
  notApplicable: [{ name: 'no certificate', estate: TestEstate.of({ servers: [], certificates: {} }) }],
});
