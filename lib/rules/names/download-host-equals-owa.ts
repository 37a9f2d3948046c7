import { ClientProtocol } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';

export const downloadHostEqualsOwa = defineRule({
  id: 'download-host-equals-owa',
  ref: 'ECA214',
  title: 'The download domain is a name of Outlook Web App itself',
  level: Level.ERROR,
  source: 'page:eightwone.com',
  section: 'Download Domains, CVE-2021-1730 (2021-02-26)',
  rationale:
    'The download domain keeps attachments and pictures away from the session of Outlook Web App: it must be another host name, else it protects nothing and attachments fail to load.',
  remediation:
    'give the download domain a host name of its own (a CNAME to the name of Outlook Web App), which the certificate names too',
  protocols: [ClientProtocol.OWA],
  subject: SubjectKind.BINDING,
  applies: ({ binding }) => (binding.downloadHosts?.length ?? 0) > 0,
  check: ({ binding, server }, report) => {
    const own = new Set([...binding.externalHosts, ...binding.internalHosts].map(keyOf));
    const equal = (binding.downloadHosts ?? []).filter((host) => own.has(keyOf(host)));
    if (equal.length > 0) {
      const names = listed(equal.map((host) => host.value ?? (host.expression as string)));
      report.finding({ message: `downloads of Outlook Web App on ${server.server.name} use its own name ${names}` });
      return;
    }
    const unknown = [...(binding.downloadHosts ?? []), ...binding.externalHosts, ...binding.internalHosts].find(
      ({ value }) => value === undefined,
    );
    if (unknown) report.unknown(`a name that only Terraform knows (${unknown.expression}) may be the same`);
  },
});

function keyOf({ value, expression }: { value?: string; expression?: string }): string {
  return value ?? `\u0000${expression}`;
}
