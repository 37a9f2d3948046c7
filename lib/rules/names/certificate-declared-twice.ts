import { CertificateState } from '../../model';
import { CertificateView, defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const certificateDeclaredTwice = defineRule({
  id: 'certificate-declared-twice',
  ref: 'ECA221',
  title: 'One certificate is declared several times',
  level: Level.NOTE,
  source: 'MODEL',
  section: 'SharedCertificate: one certificate for several servers',
  rationale:
    'The same files read by two sources count as two certificates: each is renewed, delivered and reported by itself, although it is one.',
  remediation: 'declare one SharedCertificate with the source, and give it to each server and publishing point',
  subject: SubjectKind.ESTATE,
  applies: ({ certificates }) => certificates.length > 1,
  check: ({ certificates }, report) => {
    const byFingerprint = new Map<string, CertificateView[]>();
    for (const view of certificates) {
      const { facts, state } = view.certificate;
      if (state !== CertificateState.ISSUED || facts.sha256 === undefined) continue;
      const known = byFingerprint.get(facts.sha256);
      if (known) known.push(view);
      else byFingerprint.set(facts.sha256, [view]);
    }
    for (const views of byFingerprint.values()) {
      if (views.length < 2) continue;
      const [first] = views;
      report.finding({
        message: `${titleOf(first)} is declared ${views.length} times: ${listed(views.map(({ id }) => id))}`,
        discriminator: first.id,
        path: first.id,
        ...(first.location ? { location: first.location } : {}),
      });
    }
  },
});
