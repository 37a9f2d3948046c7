import { isKeyStorageProvider } from '../../exchange';
import { CertificateRole, EdgeTransport, KeyType, renewalDueAt } from '../../model';
import { CertificateView, defineRule, EstateView, Level, ServerView, SubjectKind } from '../../policy';
import { dayOf, listed } from '../words';

const RESUBSCRIBE =
  'subscribe the Edge Transport server again: New-EdgeSubscription -FileName on it, New-EdgeSubscription -FileData in the site, Start-EdgeSynchronization';

/** A reason for which the subscription fails, or will. */
interface Break {
  readonly what: string;
  readonly fix: string;
  readonly discriminator: string;
}

export const edgeSubscriptionBroken = defineRule({
  id: 'edge-subscription-broken',
  ref: 'ECA814',
  title: 'An Edge subscription hangs on a certificate that was replaced, or is to be',
  level: Level.WARNING,
  source:
    'RENEW16; JPX:tls-certificates-in-exchange-hybrid---common-issues--how-to-fix-them; page:msxfaq.de/edge; page:granikos.eu/edge',
  section: 'Renew a certificate: subscribed Edge Transport server; EdgeSync and certificates',
  rationale:
    'The subscription holds the certificates of both sides as they were when it was made: EdgeSync and mail between them are refused under another one. The self-signed certificates of setup last for years, also past their end; each renewal of one that a CA issued needs a new subscription.',
  remediation:
    'keep the self-signed certificates of setup for the subscription, or plan a new subscription with each renewal',
  subject: SubjectKind.ESTATE,
  applies: ({ estate }) => estate.edges.length > 0,
  check: (estate, report) => {
    for (const edge of estate.estate.edges) {
      const finding = ({ what, fix, discriminator }: Break): void =>
        report.finding({
          message: `${edge.name}: ${what}`,
          fix,
          discriminator: `${edge.id}:${discriminator}`,
          path: edge.id,
          location: edge.location,
        });
      const certificate = estate.certificate(edge.certificate);
      if (certificate) for (const one of ownBreaks(edge, certificate, report.unknown.bind(report))) finding(one);
      for (const one of siteBreaks(edge, estate)) finding(one);
    }
  },
});

function ownBreaks(edge: EdgeTransport, view: CertificateView, unknown: (reason: string) => void): Break[] {
  const { facts } = view.certificate;
  if (edge.subscribedWith !== undefined && facts.sha256 !== undefined && facts.sha256 !== edge.subscribedWith)
    return [
      {
        what: `it was subscribed with another certificate than the one that it has now (${facts.commonName ?? facts.sha256})`,
        fix: RESUBSCRIBE,
        discriminator: 'replaced',
      },
    ];
  if (edge.subscribedWith !== undefined && facts.sha256 === undefined)
    unknown(`whether ${edge.name} still has the certificate that it was subscribed with is not known`);
  if (facts.selfSigned !== false) return [];
  return [
    {
      what: `it is subscribed with a certificate that ${facts.issuer ?? 'a CA'} issued${dueOf(view)}: its renewal ends the subscription`,
      fix: `${RESUBSCRIBE}, each time that it is renewed; or keep the self-signed certificate of setup for the subscription`,
      discriminator: 'renewal',
    },
  ];
}

function dueOf(view: CertificateView): string {
  const due = renewalDueAt(view.certificate);
  return due === undefined ? '' : `, to be renewed on ${dayOf(new Date(due).toISOString())}`;
}

/** The servers of the site prove themselves with their internal transport certificates. */
function siteBreaks(edge: EdgeTransport, estate: EstateView): Break[] {
  const servers = edge.servers.flatMap((id) => estate.server(id) ?? []);
  const withTransport = servers.flatMap((server) => {
    const certificate = transportCertificateOf(server, estate);
    return certificate ? [{ name: server.server.name, certificate: certificate.certificate }] : [];
  });
  const breaks: Break[] = [];
  const replaced = withTransport.filter(
    ({ certificate }) => !certificate.exchangeDefault && certificate.facts.selfSigned === false,
  );
  if (replaced.length > 0)
    breaks.push({
      what: `the internal transport certificate of ${listed(replaced.map(({ name }) => name))} is one that a CA issued: its renewal ends the subscription`,
      fix: `${RESUBSCRIBE}, each time that it is renewed; or give transport the self-signed certificate of setup again`,
      discriminator: 'transport',
    });
  const inCng = withTransport.filter(
    ({ certificate: { facts, keyProvider } }) =>
      facts.keyType === KeyType.RSA && keyProvider !== undefined && isKeyStorageProvider(keyProvider),
  );
  if (inCng.length > 0)
    breaks.push({
      what: `the key of the internal transport certificate of ${listed(inCng.map(({ name }) => name))} is in a CNG key storage provider, which EdgeSync does not take (event 1035)`,
      fix: 'give transport a certificate whose key is in a provider of the Cryptographic API, such as the one of setup, and synchronize again',
      discriminator: 'provider',
    });
  return breaks;
}

function transportCertificateOf({ server }: ServerView, estate: EstateView): CertificateView | undefined {
  const assigned = server.roles.find(({ role }) => role === CertificateRole.TRANSPORT_DEFAULT);
  return assigned && estate.certificate(assigned.certificate);
}
