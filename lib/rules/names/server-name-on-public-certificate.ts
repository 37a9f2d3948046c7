import { CertificateSourceKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed, titleOf } from '../words';

export const serverNameOnPublicCertificate = defineRule({
  id: 'server-name-on-public-certificate',
  ref: 'ECA209',
  title: 'A purchased certificate names a server instead of a service',
  level: Level.NOTE,
  source: 'CERT16',
  section: 'Digital certificates best practices',
  rationale:
    'Clients need the names of services. The name of a single server ties the certificate to that server, shows outsiders what stands inside, and must be bought again when the server is replaced.',
  remediation:
    "let clients inside use the name of the service too (internalHostName), and leave the server's own name out",
  subject: SubjectKind.CERTIFICATE,
  applies: ({ certificate, servers }) =>
    certificate.source === CertificateSourceKind.PURCHASED &&
    certificate.facts.dnsNames !== undefined &&
    servers.length > 0,
  check: (view, report) => {
    const own = new Set<string>();
    for (const { server } of view.servers) {
      // Where the server's own name is what clients outside use, it is the name of the service.
      if (server.fqdn.value !== undefined && server.fqdn.value !== server.externalHost?.value)
        own.add(server.fqdn.value);
    }
    const named = (view.certificate.facts.dnsNames ?? []).flatMap(({ value }) =>
      value !== undefined && own.has(value) ? value : [],
    );
    if (named.length > 0) report.finding({ message: `${titleOf(view)} names ${listed(named)}, the server itself` });
  },
});
