import { matchesPin, parsePin } from '../../exchange';
import { Connector } from '../../model';
import { CertificateView, defineRule, EstateView, Level, ServerView, SubjectKind } from '../../policy';
import { listed } from '../words';

export const connectorCertificateStale = defineRule({
  id: 'connector-certificate-stale',
  ref: 'ECA805',
  title: 'A connector is pinned to a certificate that is not there any more',
  level: Level.ERROR,
  source: 'PS:Set-SendConnector; PS:Set-ReceiveConnector',
  section: 'TlsCertificateName',
  rationale:
    'A connector finds its certificate by issuer and subject. When a renewal changes either, the connector finds nothing and mail stops, while clients go on working and nobody looks.',
  remediation:
    'install the certificate on every server of the connector and set TlsCertificateName to "<I>issuer<S>subject" of the new one, as part of each renewal; before the old one is removed, clear TlsCertificateName, remove it on each server, and set the name again',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => (estate.connectors ?? []).some(({ tlsCertificateName }) => tlsCertificateName !== undefined),
  check: (estate, report) => {
    for (const connector of estate.estate.connectors ?? []) {
      const name = connector.tlsCertificateName;
      if (name === undefined) continue;
      const lacking: string[] = [];
      const unknown: string[] = [];
      for (const { server, certificates } of serversOf(connector, estate)) {
        const found = holdsPinned(name, certificates);
        if (found === undefined) unknown.push(server.name);
        else if (!found) lacking.push(`${server.name}, which has ${listed(certificates.map(pinOf))}`);
      }
      if (unknown.length > 0 && lacking.length === 0)
        report.unknown(
          `issuer and subject of the certificate of connector ${connector.name} on ${listed(unknown)} are not known yet`,
        );
      if (lacking.length > 0)
        report.finding({
          message: `connector ${connector.name} is pinned to ${name}; it is not on ${lacking.join('; ')}`,
          discriminator: connector.id,
          path: connector.id,
          location: connector.location,
        });
    }
  },
});

/** The servers that send or receive with a connector: each must hold its certificate. */
function serversOf({ servers }: Connector, estate: EstateView): ServerView[] {
  return servers.flatMap((id) => estate.server(id) ?? []);
}

/** Whether one of a server's certificates is the pinned one. Undefined: issuer or subject of one is not known. */
function holdsPinned(name: string, certificates: readonly CertificateView[]): boolean | undefined {
  const pinned = parsePin(name);
  if (!pinned) return false;
  let answer: boolean | undefined = false;
  for (const { certificate } of certificates) {
    const { issuer, subject } = certificate.facts;
    if (issuer === undefined || subject === undefined) answer = undefined;
    else if (matchesPin(pinned, issuer, subject)) return true;
  }
  return answer;
}

function pinOf({ certificate }: CertificateView): string {
  return `<I>${certificate.facts.issuer}<S>${certificate.facts.subject}`;
}
