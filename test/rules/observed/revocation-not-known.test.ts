import { ObservedRevocation, RevocationStatus } from '../../../lib/model';
import { revocationNotKnown } from '../../../lib/rules/observed/revocation-not-known';
import { RuleTester, TestEstate } from '../../../lib/testing';
import { observed } from '../../support/observations';

const said = (letter: string, status: RevocationStatus, message?: string): ObservedRevocation => ({
  name: `certificate ${letter}`,
  sha256: letter.repeat(64),
  status,
  ...(message === undefined ? {} : { message }),
});
const unanswered = said('B', RevocationStatus.UNKNOWN, 'http://ca.contoso.com/ocsp: the connection is refused');

RuleTester.run(revocationNotKnown, {
  compliant: [
    { name: 'good', estate: observed({ revocation: [said('A', RevocationStatus.GOOD)] }) },
    {
      name: 'revoked, which certificate-revoked reports',
      estate: observed({ revocation: [said('A', RevocationStatus.REVOKED)] }),
    },
  ],
  nonCompliant: [
    {
      name: 'nobody answered, at whichever address it is met',
      estate: observed(
        { revocation: [said('A', RevocationStatus.GOOD), unanswered] },
        { address: '192.0.2.2', revocation: [unanswered] },
      ),
      messages: [
        'whether certificate B is revoked is not known: http://ca.contoso.com/ocsp: the connection is refused',
      ],
      findings: 1,
    },
  ],
  notApplicable: [
    { name: 'nothing was asked', estate: TestEstate.of() },
    { name: 'the CAs were not asked', estate: observed({}) },
  ],
  unknown: [],
});
