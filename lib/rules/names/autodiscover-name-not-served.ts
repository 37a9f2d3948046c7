import { AutodiscoverMethod, ClientProtocol, MailDomain } from '../../model';
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
    namesOf(mailDomain).length > 0 && servers.some(({ server }) => server.publicDeployment),
  check: ({ mailDomain, servers }, report) => {
    const names = namesOf(mailDomain);
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
    else {
      const how = mailDomain.target ? `are led to ${names[0]}` : `look for ${names[1]}`;
      report.finding({ message: `clients outside ${how}, and no Autodiscover binding answers under it` });
    }
  },
});

/** Names of which one must be served; none where nobody says whereto clients are led, or nobody looks. */
function namesOf({ domain, method, target }: MailDomain): readonly string[] {
  if (method === AutodiscoverMethod.OWN_NAME) return [domain, `autodiscover.${domain}`];
  const isLed = method === AutodiscoverMethod.HTTP_REDIRECT || method === AutodiscoverMethod.SRV_RECORD;
  return isLed && target?.value !== undefined ? [target.value] : [];
}
