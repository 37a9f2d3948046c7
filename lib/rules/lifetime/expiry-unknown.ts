import { CertificateState } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { counted } from '../words';

export const expiryUnknown = defineRule({
  id: 'expiry-unknown',
  ref: 'ECA304',
  title: 'Nobody said when the certificate of setup was installed',
  level: Level.NOTE,
  source: 'page:exchangepedia.com; CERT16',
  section: 'Default certificate: lifetime',
  rationale:
    'The certificate of setup lives one year in 2007 and five years later on; without its date nobody knows when clients stop.',
  remediation: "say when setup ran: CertificateSource.installedByExchange({ installedOn: 'YYYY-MM-DD' })",
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate }) => certificate.state === CertificateState.INSTALLED && certificate.exchangeDefault,
  check: ({ certificate }, report) => {
    if (certificate.facts.notAfter !== undefined) return;
    const days =
      certificate.facts.lifetimeSeconds === undefined
        ? 'an unknown time'
        : counted(Math.floor(certificate.facts.lifetimeSeconds / 86_400), 'day');
    report.finding({ message: `the certificate that setup installed lives ${days}, and its first day is not stated` });
  },
});
