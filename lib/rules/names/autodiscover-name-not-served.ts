import { AutodiscoverMethod, ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const autodiscoverNameNotServed = defineRule({
  id: 'autodiscover-name-not-served',
  ref: 'ECA210',
  title: 'A mail domain is looked up under a name that no server answers to',
  level: Level.WARNING,
  source: 'AUTOD16',
  section: 'How Outlook looks for Autodiscover',
  rationale:
    'Outside, Outlook and phones look for Autodiscover under the mail domain and under autodiscover.<domain>. Where neither is served, and neither redirect nor SRV record leads on, they are not configured.',
  remediation:
    'serve autodiscover.<domain>, or declare a MailDomain with another method (HTTP_REDIRECT, SRV_RECORD, or SCP_ONLY where nobody outside looks)',
  subject: SubjectKind.MAIL_DOMAIN,
  applies: ({ mailDomain, servers }) =>
    mailDomain.method === AutodiscoverMethod.OWN_NAME && servers.some(({ server }) => server.publicDeployment),
  check: ({ mailDomain, servers }, report) => {
    const names = [mailDomain.domain, `autodiscover.${mailDomain.domain}`];
    let untold = false;
    for (const { bindings } of servers) {
      for (const { binding } of bindings) {
        if (binding.protocol !== ClientProtocol.AUTODISCOVER) continue;
        for (const { value } of binding.externalHosts) {
          if (value === undefined) untold = true;
          else if (names.includes(value)) return;
        }
      }
    }
    if (untold) report.unknown(`a name that only Terraform knows may answer for ${mailDomain.domain}`);
    else
      report.finding({ message: `clients outside look for ${names[1]}, and no Autodiscover binding answers under it` });
  },
});
