import { matchesPin, parsePin } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { ExportedMailSettings } from '../exports/facts/mail-access';
import { ExportedConnector } from '../exports/facts/transport';
import { ExportedService } from '../exports/facts/servers';
import { shortName } from '../exports/origin';
import { ClientProtocol, ConnectorKind } from '../model';
import { ForestView } from './forest-view';
import { covers, plainHost } from './certificate-roles';

/** Services of Exchange in the list of certificates, and of Windows, by protocol. */
const FLAGS = { [ClientProtocol.POP3]: 'POP', [ClientProtocol.IMAP4]: 'IMAP' } as const;
const SERVICES = { [ClientProtocol.POP3]: 'msexchangepop3', [ClientProtocol.IMAP4]: 'msexchangeimap4' } as const;

/** Port on which mail programs hand in mail. Source: SMTP16. */
const SUBMISSION_PORT = 587;

export type MailDownload = ClientProtocol.POP3 | ClientProtocol.IMAP4;

/** The certificate that a service presents, or in words why nobody can say which. */
export type ChosenCertificate =
  | { readonly certificate: ExportedCertificate; readonly at: readonly string[] }
  | { readonly certificate?: undefined; readonly why: string };

export function mailSettingsOf(
  view: ForestView,
  server: string,
  protocol: MailDownload,
): ExportedMailSettings | undefined {
  return view.of(view.facts.mailSettings, server).find((one) => one.protocol === protocol);
}

/** The service of a protocol on a server. Undefined: the export does not show it. */
export function serviceOf(view: ForestView, server: string, protocol: MailDownload): ExportedService | undefined {
  return view.of(view.facts.services, server).find(({ name }) => name.toLowerCase() === SERVICES[protocol]);
}

/** Whether the service of a protocol runs on a server. Undefined: the export does not say. */
export function isRunning(view: ForestView, server: string, protocol: MailDownload): boolean | undefined {
  return serviceOf(view, server, protocol)?.running.value;
}

/** Whether somebody set the protocol up: names for clients outside, or a name for the certificate that is not the server's own. */
export function isSetUp(
  { certificateName, externalConnections }: ExportedMailSettings,
  server: string,
  fullName?: string | null,
): boolean {
  const host = certificateName?.value?.toLowerCase();
  const isOwn = host === undefined || host === '' || host === server.toLowerCase() || host === fullName;
  return (externalConnections?.values.length ?? 0) > 0 || !isOwn;
}

/** The certificate of POP3 or IMAP4: the only one with the name of its settings; without a name the only one that is listed for it. */
export function certificateOfMail(view: ForestView, server: string, protocol: MailDownload): ChosenCertificate {
  const list = view.listOf(server);
  const name = mailSettingsOf(view, server, protocol)?.certificateName;
  const host = plainHost(name?.value);
  if (list.length === 0) return { why: 'its certificates are not in the export' };
  if (host === undefined) {
    const flagged = list.filter(({ services }) => services?.values.includes(FLAGS[protocol]));
    const isWhole = list.every(({ services }) => services !== undefined && !services.cut);
    if (isWhole && flagged.length === 1) return { certificate: flagged[0]!, at: [flagged[0]!.services!.at] };
    return { why: 'the name that it chooses by (X509CertificateName) is not in the export' };
  }
  return only(
    list.map((one) => ({ one, has: covers(one, host) })),
    host,
    name!.at,
  );
}

/** The receive connector on which mail programs hand in mail. */
export function submissionConnector(view: ForestView, server: string): ExportedConnector | undefined {
  return view
    .of(view.facts.connectors, server)
    .find(
      ({ kind, enabled, bindings }) =>
        kind === ConnectorKind.RECEIVE &&
        enabled?.value !== false &&
        bindings?.values.some((binding) => portOf(binding) === SUBMISSION_PORT),
    );
}

/** The certificate that a connector presents on a server: by its pin, or by its name among those that are enabled for SMTP. */
export function certificateOfConnector(
  view: ForestView,
  connector: ExportedConnector,
  server: string,
): ChosenCertificate {
  const list = view.listOf(server);
  if (list.length === 0) return { why: `the certificates of ${server} are not in the export` };
  const pin = connector.pin?.value ? parsePin(connector.pin.value) : undefined;
  if (connector.pin?.value) {
    if (!pin) return { why: 'its pin is no issuer and subject' };
    const named = list.filter(({ facts }) => facts.issuer !== undefined && facts.subject !== undefined);
    const matching = named.filter(({ facts }) => matchesPin(pin, facts.issuer!, facts.subject!));
    const newest = newestOf(matching);
    if (newest) return { certificate: newest, at: [connector.pin.at, newest.at] };
    return {
      why:
        named.length < list.length
          ? 'issuers or subjects of the list are missing'
          : 'no certificate is the one of its pin',
    };
  }
  const host = plainHost(connector.fqdn?.value);
  if (host === undefined) return { why: 'its name (Fqdn) is not in the export' };
  if (list.some(({ services }) => services === undefined))
    return { why: 'which certificates are enabled for SMTP is not in the export' };
  const enabled = list.filter(({ services }) => services!.values.includes('SMTP'));
  return only(
    enabled.map((one) => ({ one, has: covers(one, host) })),
    host,
    connector.fqdn!.at,
  );
}

/** Servers that send or receive with a connector; all of the organization where it does not name them. */
export function serversOfConnector(view: ForestView, { server, sourceServers }: ExportedConnector): readonly string[] {
  const named = (sourceServers?.values ?? []).flatMap((name) => shortName(name) ?? []);
  if (named.length > 0) return named;
  return server === undefined ? view.servers.filter((name) => name !== '') : [server];
}

/** Of several that match a pin Exchange takes the one that ends last. */
export function newestOf(certificates: readonly ExportedCertificate[]): ExportedCertificate | undefined {
  return [...certificates].sort((a, b) => Date.parse(b.facts.notAfter ?? '') - Date.parse(a.facts.notAfter ?? ''))[0];
}

function only(
  answers: readonly { readonly one: ExportedCertificate; readonly has: boolean | undefined }[],
  host: string,
  at: string,
): ChosenCertificate {
  const matching = answers.filter(({ has }) => has === true).map(({ one }) => one);
  if (answers.some(({ has }) => has === undefined))
    return { why: `whether other certificates have the name ${host} is not known` };
  if (matching.length === 0) return { why: `no certificate has the name ${host}` };
  if (matching.length > 1) return { why: `${matching.length} certificates have the name ${host}` };
  return { certificate: matching[0]!, at: [at, matching[0]!.at] };
}

/** Port of a binding of Exchange: `[::]:993`, `0.0.0.0:143`. */
export function portOf(binding: string): number | undefined {
  const port = Number(/:(\d{1,5})$/.exec(binding.trim())?.[1] ?? NaN);
  return Number.isInteger(port) && port >= 1 && port <= 65535 ? port : undefined;
}
