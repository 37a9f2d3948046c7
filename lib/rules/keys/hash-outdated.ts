import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

const OUTDATED = ['sha1', 'md5'];

export const hashOutdated = defineRule({
  id: 'hash-outdated',
  ref: 'ECA404',
  title: 'A certificate is signed with an outdated hash',
  level: Level.WARNING,
  source: 'HC:Diagnostics/HealthChecker; BR',
  section: 'signature algorithm; SHA-1 ends on 2026-09-15',
  // The day from which public CAs issue no new certificate with SHA-1 (BR 7.1.3).
  effectiveFrom: '2016-01-01',
  rationale:
    'Signatures with SHA-1 and MD5 can be forged. Modern clients refuse them, and public CAs end the last of them on 2026-09-15; only Windows Mobile and what is as old may need them.',
  remediation: 'have the certificate signed with SHA-256',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings, publishingPoints }) =>
    certificate.facts.selfSigned !== true && bindings.length + publishingPoints.length > 0,
  check: (view, report) => {
    const { signatureHash } = view.certificate.facts;
    if (signatureHash === undefined) report.unknown(`the hash of the signature of ${titleOf(view)} is not known`);
    else if (OUTDATED.includes(signatureHash))
      report.finding({ message: `${titleOf(view)} is signed with ${signatureHash.toUpperCase()}` });
  },
});
