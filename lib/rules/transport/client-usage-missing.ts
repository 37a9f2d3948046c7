import { PUBLIC_CLIENT_AUTH_ENDS } from '../../exchange';
import { CertificateSourceKind, ConnectorKind } from '../../model';
import { defineRule, Level, SubjectKind } from '../../policy';

export const clientUsageMissing = defineRule({
  id: 'client-usage-missing',
  ref: 'ECA807',
  title: 'A send connector is to prove itself with a certificate that is for servers alone',
  level: Level.WARNING,
  source: PUBLIC_CLIENT_AUTH_ENDS[0].source,
  section: 'the extended key usage clientAuth leaves public certificates',
  effectiveFrom: PUBLIC_CLIENT_AUTH_ENDS[0].from,
  rationale:
    'With mutual TLS the sending side presents its certificate as a client. Public CAs took the usage clientAuth out of what they sell during 2026: after the next renewal a partner that looks at it turns the connection away.',
  remediation:
    'keep a certificate of an internal CA, with clientAuth, for connectors with mutual TLS, and agree on its root with the partner',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.connectors.some(({ kind, mutualTls }) => mutualTls && kind === ConnectorKind.SEND),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors) {
      if (!connector.mutualTls || connector.kind !== ConnectorKind.SEND) continue;
      const view = connector.certificate === undefined ? undefined : estate.certificate(connector.certificate);
      const usages = view?.certificate.facts.extendedKeyUsages;
      if (!view || usages === undefined) {
        report.unknown(`the usages of the certificate of connector ${connector.name} are not known`);
      } else if (usages.length > 0 && !usages.includes('clientAuth') && !usages.includes('anyExtendedKeyUsage')) {
        const bought = view.certificate.source === CertificateSourceKind.PURCHASED ? 'purchased ' : '';
        report.finding({
          message: `connector ${connector.name} uses mutual TLS with the ${bought}certificate ${view.certificate.facts.commonName ?? view.id}, which is for ${usages.join(', ')} alone`,
          discriminator: connector.id,
          path: connector.id,
          location: connector.location,
        });
      }
    }
  },
});
