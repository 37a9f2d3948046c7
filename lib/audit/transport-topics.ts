import { matchesPin, parsePin } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { ExportedConnector } from '../exports/facts/transport';
import { ConnectorKind, endOfValidity } from '../model';
import { certificateLabel, CertificateOrigin, covers, originOf, plainHost } from './certificate-roles';
import { ForestView, serverLabel } from './forest-view';
import { newestOf, serversOfConnector } from './mail-service';
import { replacementOf, successorOf } from './server-topics';
import { Effort, Findings, Gravity, Topic } from './statement';

/** What stands in place of a connector's name where the hybrid configuration has the pin. */
const HYBRID = 'the hybrid configuration';
const PINS = 'PS:Set-SendConnector; PS:Set-ReceiveConnector';
const CHOICE = 'JPX:tls-certificates-in-exchange-hybrid---common-issues--how-to-fix-them';
/** Longest pin that an Edge subscription carries. */
const LONGEST_PIN = 256;

/** Edge Transport servers that are subscribed to sites. */
export function auditEdgeSubscriptions(view: ForestView, found: Findings): void {
  for (const { at, edge, since, site } of view.facts.edgeSubscriptions) {
    found.read(
      Topic.CONNECTORS,
      undefined,
      `Edge server ${edge} is subscribed${site ? ` to the site ${site.value.split('/').at(-1)}` : ''}${since ? `, since ${since.value.map((day) => day.slice(0, 10)).join(' or ')}` : ''}`,
      [at],
    );
    found.unknown(
      Topic.CONNECTORS,
      undefined,
      `with which certificates Edge server ${edge} was subscribed is not in an export: whether one of them was replaced since is not known`,
      'Test-EdgeSynchronization on a server of the site',
      [at],
    );
  }
}

/** Connectors, and the certificates that they are pinned to or choose by name. */
export function auditConnectors(view: ForestView, now: Date, found: Findings): void {
  for (const connector of view.facts.connectors) {
    describe(connector, found);
    const pin = connector.pin?.value;
    if (pin) pinned(view, connector, pin, now, found);
    else if (connector.kind === ConnectorKind.RECEIVE && connector.server !== undefined) chosen(view, connector, found);
  }
  const has = (kind: ConnectorKind): boolean => view.facts.connectors.some((one) => one.kind === kind);
  if (!has(ConnectorKind.SEND))
    found.unknown(
      Topic.CONNECTORS,
      undefined,
      'the send connectors and their pins are not in the export',
      'Get-SendConnector | Export-Clixml',
    );
  if (!has(ConnectorKind.RECEIVE))
    found.unknown(
      Topic.CONNECTORS,
      undefined,
      'the receive connectors, their names and pins are not in the export',
      'Get-ReceiveConnector | Export-Clixml',
    );
  for (const { pin, at } of view.facts.hybrids)
    if (pin?.value)
      pinned(
        view,
        { ...view.facts.hybrids[0]!, at, kind: ConnectorKind.SEND, name: HYBRID, pin },
        pin.value,
        now,
        found,
      );
}

function describe(connector: ExportedConnector, found: Findings): void {
  const { kind, name, enabled, fqdn, pin, requireTls, domainSecure, cloudMail, smartHosts, addressSpaces } = connector;
  const shown = (value: string | null): string => (value === null ? 'not set' : value === '' ? 'empty' : value);
  const parts = [
    enabled && (enabled.value ? 'on' : 'off'),
    fqdn && `Fqdn ${shown(fqdn.value)}`,
    pin && `TlsCertificateName ${shown(pin.value)}`,
    requireTls && (requireTls.value ? 'requires TLS' : 'does not require TLS'),
    domainSecure?.value && 'mutual TLS (Domain Security)',
    cloudMail?.value && 'mail of the hybrid organization (CloudServicesMailEnabled)',
    smartHosts && smartHosts.values.length > 0 && `smart hosts ${smartHosts.values.join(', ')}`,
    addressSpaces && `address spaces ${addressSpaces.values.join(', ')}`,
    connector.sourceServers && `source servers ${connector.sourceServers.values.join(', ')}`,
    connector.bindings && `listens on ${connector.bindings.values.join(', ')}`,
    connector.authentication && `signs in by ${connector.authentication.values.join(', ')}`,
  ].filter((part) => typeof part === 'string');
  found.read(Topic.CONNECTORS, connector.server, `${kind} connector ${name}: ${parts.join(', ')}`, [connector.at]);
}

function pinned(view: ForestView, connector: ExportedConnector, text: string, now: Date, found: Findings): void {
  const pin = parsePin(text);
  const what = connector.name === HYBRID ? connector.name : `${connector.kind} connector ${connector.name}`;
  const at = connector.pin?.at ?? connector.at;
  if (!pin) {
    found.unknown(
      Topic.CONNECTORS,
      connector.server,
      `${what}: the pin "${text}" is no "<I>issuer<S>subject", or was cut`,
      'Export-Clixml',
      [at],
    );
    return;
  }
  if (text.length > LONGEST_PIN)
    found.todo({
      code: 'pin-too-long',
      gravity: Gravity.RISK,
      title: `The pin of ${what} is longer than ${LONGEST_PIN} characters`,
      why: `it has ${text.length}; an Edge subscription does not carry it`,
      fix: 'use a certificate with a shorter subject, or pin on the Edge server itself',
      effort: Effort.HOUR,
      affected: 'mail through Edge servers with this connector',
      at: [at],
      source: PINS,
    });
  for (const server of serversOfConnector(view, connector))
    onServer(view, connector, { what, at, pin, text }, server, now, found);
}

interface Pinned {
  readonly what: string;
  readonly at: string;
  readonly pin: { readonly issuer: string; readonly subject: string };
  readonly text: string;
}

function onServer(
  view: ForestView,
  connector: ExportedConnector,
  { what, at, pin, text }: Pinned,
  server: string,
  now: Date,
  found: Findings,
): void {
  const list = view.listOf(server);
  if (list.length === 0) {
    found.unknown(
      Topic.CONNECTORS,
      server,
      `${what}: whether ${server} has the certificate ${text} is not known, since its list is not in the export`,
      `Get-ExchangeCertificate -Server ${server} | Export-Clixml`,
      [at],
    );
    return;
  }
  const matching = list.filter(
    ({ facts }) =>
      facts.issuer !== undefined && facts.subject !== undefined && matchesPin(pin, facts.issuer, facts.subject),
  );
  if (matching.length === 0) {
    if (list.some(({ facts }) => facts.issuer === undefined || facts.subject === undefined)) {
      found.unknown(
        Topic.CONNECTORS,
        server,
        `${what}: whether ${serverLabel(server)} has the certificate ${text} is not known: issuers or subjects of its list are missing`,
        'Get-ExchangeCertificate | Export-Clixml',
        [at],
      );
      return;
    }
    found.concluded(
      Topic.CONNECTORS,
      server,
      `${what} is pinned to ${text}, and no certificate of ${serverLabel(server)} has that issuer and subject`,
      [at, ...list.map((one) => one.at)],
      PINS,
    );
    const sameSubject = list.find(
      ({ facts }) =>
        facts.subject !== undefined && matchesPin({ ...pin, issuer: facts.issuer! }, facts.issuer!, facts.subject),
    );
    found.todo({
      code: 'pin-matches-none',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Pin ${what} to a certificate that is there (${serverLabel(server)})`,
      why: `it is pinned to ${text}, which no certificate of ${serverLabel(server)} is${sameSubject ? `; ${certificateLabel(sameSubject)} has that subject and another issuer` : ''}`,
      fix: sameSubject
        ? `if that is the one that is meant, set TlsCertificateName to "<I>${sameSubject.facts.issuer}<S>${sameSubject.facts.subject}"`
        : 'install the certificate on the server, or set TlsCertificateName to "<I>issuer<S>subject" of the one that is meant',
      effort: Effort.MINUTES,
      affected: `mail that goes through ${what}`,
      server,
      at: [at],
      source: PINS,
    });
    return;
  }
  const newest = newestOf(matching)!;
  const several = matching.length > 1 ? `; ${matching.length} match, and Exchange takes the one that ends last` : '';
  const withoutSmtp =
    newest.services && !newest.services.values.includes('SMTP')
      ? '; it is not enabled for SMTP, which a pin does not need'
      : '';
  found.concluded(
    Topic.CONNECTORS,
    server,
    `${what} is pinned to ${certificateLabel(newest)} on ${serverLabel(server)}${several}${withoutSmtp}`,
    [at, newest.at],
    CHOICE,
  );
  const { notAfter } = newest.facts;
  const hasEnded = notAfter !== undefined && now.getTime() >= endOfValidity(notAfter);
  const successor = hasEnded ? (successorOf(newest, list, now) ?? replacementOf(newest, list, now)) : undefined;
  if (hasEnded && successor)
    found.todo({
      code: 'pin-to-expired-certificate',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Pin ${what} to the new certificate (${serverLabel(server)})`,
      why: `its pin is that of ${certificateLabel(newest)}, which ended on ${notAfter.slice(0, 10)}; ${certificateLabel(successor)} is there in its place`,
      fix:
        connector.name === HYBRID
          ? 'run the Hybrid Configuration Wizard again and choose the new certificate'
          : `set TlsCertificateName to "<I>${successor.facts.issuer ?? 'ISSUER'}<S>${successor.facts.subject ?? 'SUBJECT'}"`,
      effort: Effort.MINUTES,
      affected: `mail that goes through ${what}`,
      server,
      at: [at, newest.at, successor.at],
      source: CHOICE,
    });
  else if (hasEnded)
    found.todo({
      code: 'pinned-certificate-expired',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Renew the certificate of ${what} (${serverLabel(server)})`,
      why: `${certificateLabel(newest)} ended on ${notAfter.slice(0, 10)}`,
      fix: 'renew it; with the same issuer and subject the pin stays, else set TlsCertificateName again',
      effort: Effort.HOUR,
      affected: `mail that goes through ${what}`,
      server,
      at: [at, newest.at],
      source: CHOICE,
    });
  if (connector.cloudMail?.value && originOf(newest) !== CertificateOrigin.PUBLIC && newest.facts.selfSigned)
    found.todo({
      code: 'hybrid-on-self-signed',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Give ${what} a certificate of a public CA (${serverLabel(server)})`,
      why: `it carries mail of the hybrid organization and is pinned to the self-signed ${certificateLabel(newest)}, which Exchange Online does not trust`,
      fix: 'install a certificate of a public CA on every transport server and run the Hybrid Configuration Wizard again',
      effort: Effort.DAY,
      affected: 'mail between the organization and Exchange Online',
      server,
      at: [at, newest.at],
      source: CHOICE,
    });
}

/** A receive connector without a pin: by its name, among the certificates that are enabled for SMTP. */
function chosen(view: ForestView, connector: ExportedConnector, found: Findings): void {
  const server = connector.server!;
  const list = view.listOf(server).filter(({ services }) => services?.values.includes('SMTP'));
  const stated = connector.fqdn?.value;
  const name = plainHost(stated);
  if (list.length === 0 || name === undefined) return;
  const matching = list.filter((one) => covers(one, name) === true);
  const rule = 'without a pin Exchange looks for a certificate of SMTP with the name of the connector';
  const at = [connector.fqdn?.at ?? connector.at, ...matching.map((one: ExportedCertificate) => one.at)];
  const what = `receive connector ${connector.name} of ${serverLabel(server)} calls itself ${name}`;
  if (matching.length === 1)
    found.concluded(
      Topic.CONNECTORS,
      server,
      `${what}: ${certificateLabel(matching[0]!)} has that name (${rule})`,
      at,
      'RECEIVE16',
    );
  else if (matching.length > 1)
    found.unknown(
      Topic.CONNECTORS,
      server,
      `${what}: ${matching.map(certificateLabel).join(' and ')} have that name; which of them it presents is not confirmed (${rule})`,
      'what the port presents',
      at,
    );
  else if (list.every((one) => covers(one, name) === false)) {
    found.concluded(
      Topic.CONNECTORS,
      server,
      `${what}: no certificate that is enabled for SMTP has that name (${rule})`,
      at,
      'RECEIVE16',
    );
    if (connector.enabled?.value !== false)
      found.todo({
        code: 'connector-name-in-no-certificate',
        gravity: Gravity.PARTLY_BROKEN,
        title: `Give receive connector ${connector.name} a certificate with ${name} (${serverLabel(server)})`,
        why: `it calls itself ${name}, and no certificate of ${serverLabel(server)} that is enabled for SMTP has that name`,
        fix: `set its Fqdn to a name of the certificate, pin it with TlsCertificateName (2013 and later), or enable a certificate with ${name} for SMTP`,
        effort: Effort.MINUTES,
        affected: `whoever sends over ${connector.name} with TLS`,
        server,
        at,
        source: 'RECEIVE16; TN:bb430748',
      });
  }
}
