import { CertificateRole } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const oauthCertificateShared = defineRule({
  id: 'oauth-certificate-shared',
  ref: 'ECA803',
  title: 'Server authentication (OAuth) uses the certificate of the web site',
  level: Level.WARNING,
  source: 'CERT16; PS:Set-AuthConfig',
  section: 'Microsoft Exchange Server Auth Certificate',
  rationale:
    "The certificate of server authentication is one of its own: self-signed, for all servers, five years. Where the web site's is put in its place, every renewal of the web site breaks the sign-in between servers.",
  remediation: 'make a certificate of its own for server authentication and name it with Set-AuthConfig',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.serverAuthentications.length > 0,
  check: (estate, report) => {
    for (const auth of estate.estate.serverAuthentications) {
      const shared = estate
        .certificate(auth.certificate)
        ?.servers.find(({ server }) =>
          server.roles.some(
            ({ role, certificate }) => role === CertificateRole.IIS && certificate === auth.certificate,
          ),
        );
      if (!shared) continue;
      report.finding({
        message: `server authentication uses ${auth.certificate}, which the web site of ${shared.server.name} presents to clients`,
        discriminator: auth.id,
        path: auth.id,
        location: auth.location,
      });
    }
  },
});
