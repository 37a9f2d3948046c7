import { StapleStatus } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { distinctObservations, endpointPlace, endpointTitle, wasObserved } from './endpoint';

export const stapleWrong = defineRule({
  id: 'staple-wrong',
  ref: 'ECA1111',
  title: 'An endpoint staples an OCSP response that proves nothing',
  level: Level.WARNING,
  source: 'RFC6960',
  section:
    '3.2 and 4.2.2: signer, certificate and dates of a response; RFC 6066, 8: a client checks it and ends where it is not satisfactory',
  rationale:
    'Clients that look at the response refuse the connection where it is expired, of another certificate, not signed by the issuer, or says that the certificate is revoked.',
  remediation:
    'let the server fetch a current response (its way to the responder, its clock, its chain), or switch stapling off; replace a certificate that is revoked',
  subject: SubjectKind.ESTATE,
  applies: wasObserved,
  check: (view, report) => {
    for (const observation of distinctObservations(view)) {
      const { staple } = observation;
      if (!staple || staple.status === StapleStatus.GOOD) continue;
      const message = `${endpointTitle(observation)} staples an OCSP response: ${staple.message ?? staple.status}`;
      if (staple.status === StapleStatus.UNKNOWN) report.unknown(message);
      else report.finding({ ...endpointPlace(view, observation), message });
    }
  },
});
