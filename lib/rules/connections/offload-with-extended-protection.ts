import { PublishingMode } from '../../model';
import { BindingView, defineRule, Level, SubjectKind } from '../../policy';
import { listed } from '../words';
import { checksTokens } from './channel-binding';

export const offloadWithExtendedProtection = defineRule({
  id: 'offload-with-extended-protection',
  ref: 'ECA1003',
  title: 'A publishing point offloads TLS of servers that have Extended Protection',
  level: Level.ERROR,
  source: 'EPDOC',
  section: 'SSL offloading is not supported',
  rationale:
    'Extended Protection binds Windows authentication to the TLS connection that reaches the server. With offload none does: Outlook is asked for the password for ever. Outlook on the web goes on working, so nobody looks at the publishing point.',
  remediation:
    "bridge with the servers' own certificate (PublishingMode.BRIDGING and one SharedCertificate for both) or pass TLS through, and switch offload off at the server: Set-OutlookAnywhere '<server>\\RPC (Default Web Site)' -SSLOffloading $false -InternalClientsRequireSsl $true -ExternalClientsRequireSsl $true",
  subject: SubjectKind.PUBLISHING_POINT,
  applies: ({ point, bindings }) => point.mode === PublishingMode.OFFLOAD && bindings.length > 0,
  check: ({ point, bindings }, report) => {
    const checking = bindings.filter((view) => checksTokens(view) === true);
    if (checking.length > 0)
      report.finding({
        message: `${point.name} hands connections on in clear text to servers with Extended Protection: ${serversOf(checking)}`,
        bindings: checking.map(({ id }) => id),
      });
    else if (bindings.some((view) => checksTokens(view) === undefined))
      report.unknown(
        `whether the servers behind ${point.name} have Extended Protection depends on their build or setting, which is not stated: ${serversOf(bindings.filter((view) => checksTokens(view) === undefined))}`,
      );
  },
});

function serversOf(bindings: readonly BindingView[]): string {
  return listed([...new Set(bindings.map(({ server }) => server.server.name))]);
}
