import { CertificateState, KeyCustody } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const keyNotPortable = defineRule({
  id: 'key-not-portable',
  ref: 'ECA602',
  title: 'Several servers are to present a certificate whose key stays on one of them',
  level: Level.WARNING,
  source: 'PS:New-ExchangeCertificate',
  section: 'PrivateKeyExportable, by default $false',
  rationale:
    'A key that was made on a server and cannot be exported serves that server alone: on the others the certificate is listed without its key (PrivateKeyMissing) and no service takes it.',
  remediation:
    'make the request with -PrivateKeyExportable $true and carry the PFX to the other servers, or give each server a certificate of its own',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ servers }) => servers.length > 1,
  check: (view, report) => {
    const { custody, state } = view.certificate;
    const servers = listed(view.servers.map(({ server }) => server.name));
    // A certificate that is there already may have been carried over; a request that is still open can be made again.
    if (custody === KeyCustody.UNKNOWN || (custody === KeyCustody.SERVER && state === CertificateState.ISSUED)) {
      report.unknown(`whether the key of ${titleOf(view)} is on all of ${servers} is not stated`);
    } else if (custody === KeyCustody.SERVER) {
      report.finding({ message: `${titleOf(view)} is meant for ${servers}, and its key was made on one of them` });
    }
  },
});
