import { clientAuthEnd } from '../../exchange';
import { TrustAnchorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const clientUsageLeaves = defineRule({
  id: 'client-usage-leaves',
  ref: 'ECA813',
  title: 'A connector with mutual TLS stands on a public certificate that loses the usage clientAuth at its renewal',
  level: Level.NOTE,
  source: 'CRP18; LE:post/2025-05-14-ending-tls-client-authorization; page:knowledge.digicert.com',
  section: '1.3.2, subscriber certificates for servers alone',
  effectiveFrom: '2025-05-14',
  rationale:
    'With mutual TLS the sending side presents its certificate as a client. Public CAs take the usage clientAuth out of what they sell, each on a day of its own: what still has it keeps it until it ends, and what replaces it does not have it.',
  remediation:
    'move the connector to a certificate of an internal CA, with clientAuth, before the renewal, and agree on its root with the partner',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.connectors.some(({ mutualTls }) => mutualTls),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors) {
      const view = connector.certificate === undefined ? undefined : estate.certificate(connector.certificate);
      if (!connector.mutualTls || !view) continue;
      const { facts, origin } = view.certificate;
      const usages = facts.extendedKeyUsages ?? [];
      const root = view.anchors.find(({ kind }) => kind === TrustAnchorKind.COMMERCIAL);
      if (!root || !usages.includes('clientAuth')) continue;
      const { from, issuer } = clientAuthEnd([origin, facts.issuer, root.subject, root.name]);
      const isOver = Date.parse(`${from}T00:00:00Z`) <= estate.now.getTime();
      report.finding({
        message: `connector ${connector.name} uses mutual TLS with ${facts.commonName ?? view.id}, which has clientAuth; ${issuer} ${isOver ? 'sells no such certificate any more, since' : 'leaves it out from'} ${from}${isOver ? '' : ' on'}`,
        discriminator: connector.id,
        path: connector.id,
        location: connector.location,
      });
    }
  },
});
