import { protocolFacts } from '../../exchange';
import { ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { isUntouchedDefault } from './self-signed-binding';

const OUTLOOK_PROTOCOLS = [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.MAPI_OVER_HTTP];

export const outlookOnSetupCertificate = defineRule({
  id: 'outlook-on-setup-certificate',
  ref: 'ECA103',
  title: 'A server as setup left it serves Outlook with a self-signed certificate',
  level: Level.WARNING,
  source: 'SSL13; CERT16',
  section: 'Digital certificates best practices; Self-signed certificates',
  rationale:
    'From 2013 on the product enables Outlook Anywhere by default and presents the certificate of setup: the first Outlook that comes will not connect.',
  remediation:
    'give the server a certificate source before clients use it (certificate: CertificateSource.internalCa or .purchased)',
  subject: SubjectKind.SERVER,
  applies: (server) => server.bindings.some((binding) => OUTLOOK_PROTOCOLS.includes(binding.binding.protocol)),
  check: (server, report) => {
    const bindings = server.bindings.filter(
      (binding) => OUTLOOK_PROTOCOLS.includes(binding.binding.protocol) && isUntouchedDefault(binding),
    );
    if (bindings.length === 0) return;
    const labels = bindings.map((binding) => protocolFacts(binding.binding.protocol).label).join(' and ');
    report.finding({
      message: `${server.server.name} has no certificate source, so ${labels} presents the self-signed certificate of setup: Outlook will not connect`,
      bindings: bindings.map((binding) => binding.id),
    });
  },
});
