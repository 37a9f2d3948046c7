import { defineRule, Level, SubjectKind } from '../../policy';

export const connectorCertificateStale = defineRule({
  id: 'connector-certificate-stale',
  ref: 'ECA805',
  title: 'A connector is pinned to a certificate that is not there any more',
  level: Level.ERROR,
  source: 'PS:Set-SendConnector; PS:Set-ReceiveConnector',
  section: 'TlsCertificateName',
  rationale:
    'A connector finds its certificate by issuer and subject. When a renewal changes either, the connector finds nothing and mail stops, while clients go on working and nobody looks.',
  remediation: 'set TlsCertificateName to "<I>issuer<S>subject" of the new certificate, as part of each renewal',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => (estate.connectors ?? []).some(({ tlsCertificateName }) => tlsCertificateName !== undefined),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors ?? []) {
      if (connector.tlsCertificateName === undefined) continue;
      const facts =
        connector.certificate === undefined ? undefined : estate.certificate(connector.certificate)?.certificate.facts;
      if (facts?.issuer === undefined || facts.subject === undefined) {
        report.unknown(`issuer and subject of the certificate of connector ${connector.name} are not known yet`);
        continue;
      }
      const pinned = parse(connector.tlsCertificateName);
      if (pinned && isSameName(pinned.issuer, facts.issuer) && isSameName(pinned.subject, facts.subject)) continue;
      report.finding({
        message: `connector ${connector.name} is pinned to ${connector.tlsCertificateName}; its certificate is <I>${facts.issuer}<S>${facts.subject}`,
        discriminator: connector.id,
        path: connector.id,
        location: connector.location,
      });
    }
  },
});

function parse(name: string): { issuer: string; subject: string } | undefined {
  const match = /^<I>(.*)<S>(.*)$/i.exec(name);
  return match ? { issuer: match[1], subject: match[2] } : undefined;
}

/** Exchange and RFC 4514 set blanks and the order of attributes differently. */
function isSameName(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(name: string): string {
  return name
    .split(/(?<!\\),/)
    .map((part) =>
      part
        .trim()
        .replace(/\s*=\s*/, '=')
        .toLowerCase(),
    )
    .sort()
    .join(',');
}
