import { protocolFacts } from '../exchange';
import { ExportedCertificate } from '../exports/facts/certificates';
import { ClientProtocol, endOfValidity } from '../model';
import { certificateLabel, CertificateOrigin, covers, originOf, plainHost } from './certificate-roles';
import { ForestView, serverLabel } from './forest-view';
import { certificateOfMail, isRunning, isSetUp, MailDownload, mailSettingsOf } from './mail-service';
import { Effort, Findings, Gravity, Topic, WorkItem } from './statement';

const LETTERS = { [ClientProtocol.POP3]: 'POP', [ClientProtocol.IMAP4]: 'IMAP' } as const;

/** What is wrong with the certificate of POP3 or IMAP4 of a server, where people use the protocol as far as the export shows. */
export function judgeMailCertificate(
  view: ForestView,
  server: string,
  protocol: MailDownload,
  now: Date,
  found: Findings,
): void {
  const settings = mailSettingsOf(view, server, protocol);
  if (!settings) return;
  const running = isRunning(view, server, protocol);
  const fullName = view
    .of(view.facts.servers, server)
    .find(({ fqdn }) => fqdn)
    ?.fqdn?.value.toLowerCase();
  if (!(running ?? isSetUp(settings, server, fullName))) return;
  const { certificate, ...chosen } = certificateOfMail(view, server, protocol);
  if (!certificate) return;
  const at = 'at' in chosen ? chosen.at : [];
  const { label } = protocolFacts(protocol);
  const lists = [settings.internalConnections, settings.externalConnections];
  const given = lists.flatMap((list) =>
    (list?.values ?? []).flatMap((value) => {
      const host = plainHost(value.split(':')[0]);
      return host === undefined ? [] : [{ host, at: list!.at }];
    }),
  );
  const common = {
    affected: `mail programs that use ${label} on ${serverLabel(server)}`,
    server,
    source: `PS:Set-${protocol === ClientProtocol.POP3 ? 'Pop' : 'Imap'}Settings`,
  };
  const hosts = [...new Set(given.map(({ host }) => host))];
  for (const host of hosts) {
    const covered = covers(certificate, host);
    if (covered !== undefined)
      found.concluded(
        Topic.NAMES,
        server,
        `${host}, which clients of ${label} are given, is ${covered ? '' : 'not '}in ${certificateLabel(certificate)}`,
        given.flatMap((one) => (one.host === host ? [one.at] : [])),
      );
  }
  const item = wrongWith(certificate, label, hosts, server, now, LETTERS[protocol]);
  if (item) found.todo({ ...item, ...common, at: [...at, ...new Set(given.map((one) => one.at))] });
}

type Wrong = Pick<WorkItem, 'code' | 'gravity' | 'title' | 'why' | 'fix' | 'effort'>;

/** The gravest of the faults: what has ended, what lacks a name that clients are given, what clients do not trust. */
function wrongWith(
  certificate: ExportedCertificate,
  label: string,
  hosts: readonly string[],
  server: string,
  now: Date,
  letters: string,
): Wrong | undefined {
  const { notAfter } = certificate.facts;
  const origin = originOf(certificate);
  const isSelfSigned = origin === CertificateOrigin.SETUP || origin === CertificateOrigin.SELF_SIGNED;
  const lacking = hosts.filter((host) => covers(certificate, host) === false);
  const cmdlet = letters === 'POP' ? 'Set-PopSettings' : 'Set-ImapSettings';
  const set = `${cmdlet} -X509CertificateName to a name of a certificate that clients trust and that has ${hosts.length > 0 ? hosts.join(', ') : 'the name that they use'}, and restart the service`;
  if (notAfter !== undefined && now.getTime() >= endOfValidity(notAfter)) {
    // What is listed for the protocol is in the work as such.
    if (certificate.services?.values.includes(letters)) return undefined;
    return {
      code: 'mail-certificate-expired',
      gravity: Gravity.PARTLY_BROKEN,
      title: `Replace the expired certificate of ${label} (${serverLabel(server)})`,
      why: `${certificateLabel(certificate)}, which ${label} chooses by its name, ended on ${notAfter.slice(0, 10)}`,
      fix: `renew it with the same names, or ${set}`,
      effort: Effort.HOUR,
    };
  }
  if (lacking.length > 0 || isSelfSigned)
    return {
      code: lacking.length > 0 ? 'mail-names-missing' : 'mail-self-signed',
      gravity: Gravity.PARTLY_BROKEN,
      title:
        lacking.length > 0
          ? `Give ${label} a certificate with ${lacking.join(', ')} (${serverLabel(server)})`
          : `Replace the self-signed certificate of ${label} (${serverLabel(server)})`,
      why: [
        lacking.length > 0 &&
          `clients are given ${lacking.join(', ')}, which ${certificateLabel(certificate)} does not have`,
        isSelfSigned && `${certificateLabel(certificate)} is self-signed, so that mail programs warn or refuse`,
      ]
        .filter(Boolean)
        .join('; '),
      fix: set,
      effort: Effort.MINUTES,
    };
  return undefined;
}
