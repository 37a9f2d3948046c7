import { CertificateSourceKind, KeyType } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { titleOf } from '../words';

export const keyTypeUnsupported = defineRule({
  id: 'key-type-unsupported',
  ref: 'ECA408',
  title: 'A certificate has a key of a kind that no public CA signs',
  level: Level.ERROR,
  source: 'BR',
  section: '6.1.1.3; 7.1.3.1',
  rationale:
    'Public CAs sign RSA and ECDSA keys alone. For others no source says that Exchange or its clients take them.',
  remediation: 'use an RSA key of 2048 bits or more',
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, bindings, publishingPoints }) =>
    certificate.facts.keyType !== undefined && bindings.length + publishingPoints.length > 0,
  check: (view, report) => {
    const { keyType } = view.certificate.facts;
    if (keyType === KeyType.RSA || keyType === KeyType.ECDSA) return;
    if (view.certificate.source === CertificateSourceKind.PURCHASED) {
      report.finding({ message: `${titleOf(view)} has a key of type ${keyType}, which no public CA signs` });
    } else report.unknown(`whether Exchange and its clients take the ${keyType} key of ${titleOf(view)} is not known`);
  },
});
