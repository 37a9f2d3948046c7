import { keepsSetupCertificate } from '../../exchange';
import { CertificateRole } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const backEndCertificateReplaced = defineRule({
  id: 'back-end-certificate-replaced',
  ref: 'ECA603',
  title: 'The back end does not present the certificate of setup',
  level: Level.ERROR,
  source: 'SSL13',
  section: 'Self-signed certificates: the Mailbox server',
  rationale:
    'The front end trusts the self-signed certificate of the back end without configuration, and no client ever meets it. Where it is replaced or removed, OWA, the admin center and the management shell stop.',
  remediation:
    'bind the certificate "Microsoft Exchange" of setup to port 444 of the site "Exchange Back End" again, on all addresses',
  subject: SubjectKind.SERVER,
  applies: ({ server }) =>
    server.roles.some(({ role }) => role === CertificateRole.BACK_END) &&
    keepsSetupCertificate(server.release, CertificateRole.BACK_END).value === true,
  check: ({ server }, report, estate) => {
    const assigned = server.roles.find(({ role }) => role === CertificateRole.BACK_END)?.certificate as string;
    const view = estate.certificate(assigned);
    if (!view) report.unknown(`the certificate of the back end of ${server.name} is not declared`);
    else if (!view.certificate.exchangeDefault && view.certificate.facts.selfSigned !== true) {
      report.finding({
        message: `the back end of ${server.name} presents ${view.certificate.facts.commonName ?? view.id} instead of the certificate of setup`,
      });
    }
  },
});
