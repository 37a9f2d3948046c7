import { CertificateState, KeyCustody } from '../../../lib/model';
import { keyNotPortable } from '../../../lib/rules/custody/key-not-portable';
import { RuleTester } from '../../../lib/testing';
import { withWeb } from '../../support/rule-estates';

RuleTester.run(keyNotPortable, {
  compliant: [{ name: 'the key is in a file', estate: withWeb({}, { servers: [{}, {}] }) }],
  nonCompliant: [
    {
      name: 'a request that was made on one server',
      estate: withWeb({ custody: KeyCustody.SERVER, state: CertificateState.ORDERED }, { servers: [{}, {}] }),
      messages: ['cas01, cas02'],
    },
  ],
  notApplicable: [{ name: 'one server', estate: withWeb({ custody: KeyCustody.SERVER }) }],
  unknown: [
    {
      name: 'a certificate that is there, its key on the server',
      estate: withWeb({ custody: KeyCustody.SERVER }, { servers: [{}, {}] }),
    },
    { name: 'nobody says who holds the key', estate: withWeb({ custody: KeyCustody.UNKNOWN }, { servers: [{}, {}] }) },
  ],
});
