import { matchesPin, parsePin, protocolFacts } from '../exchange';
import { Binding, Certificate, ClientProtocol, Connector, ConnectorKind, Estate, Server } from '../model';
import { certificateLabel, plainHost } from './certificate-roles';
import { ForestView } from './forest-view';
import {
  certificateOfConnector,
  certificateOfMail,
  ChosenCertificate,
  isRunning,
  mailSettingsOf,
  submissionConnector,
} from './mail-service';

/** One difference between what was declared and what an export shows. */
export interface Drift {
  readonly server: string;
  readonly what: string;
  readonly declared: string;
  readonly exported: string;
  readonly at: readonly string[];
}

/** What differs of mail programs and connectors, and what could not be compared. */
export interface MailDrift {
  readonly drifts: readonly Drift[];
  readonly unknown: readonly string[];
}

/** Compares POP3, IMAP4 and SMTP submission of one server with what was declared. */
export function mailDrift(view: ForestView, name: string, bindings: readonly Binding[], declared: Estate): MailDrift {
  const drifts: Drift[] = [];
  const unknown: string[] = [];
  const differ = (what: string, from: string, to: string, at: readonly string[]): void =>
    void drifts.push({ server: name, what, declared: from, exported: to, at });
  const compare = (binding: Binding, label: string, chosen: ChosenCertificate): void => {
    const certificate = declared.certificates.find(({ id }) => id === binding.certificate);
    if (!chosen.certificate) unknown.push(`${label} of ${name}: ${chosen.why}`);
    else if (certificate && isAnother(certificate, chosen.certificate.thumbprint?.value))
      differ(
        `certificate of ${label}`,
        `${certificate.facts.commonName ?? certificate.id} (${certificate.facts.sha1})`,
        certificateLabel(chosen.certificate),
        chosen.at,
      );
  };
  for (const protocol of [ClientProtocol.POP3, ClientProtocol.IMAP4] as const) {
    const { label } = protocolFacts(protocol);
    const binding = bindings.find((one) => one.protocol === protocol);
    const settings = mailSettingsOf(view, name, protocol);
    const running = isRunning(view, name, protocol);
    const service = view.of(view.facts.services, name).flatMap(({ running: state }) => state.at);
    if (!binding) {
      if (running) differ(label, 'not declared', 'its service runs', service);
      continue;
    }
    if (running === false) differ(label, 'declared', 'its service is stopped', service);
    if (!settings) {
      unknown.push(`the export does not show the settings of ${label} of ${name}`);
      continue;
    }
    const stated = settings.certificateName;
    const wanted = binding.certificateName?.value;
    if (stated && wanted !== undefined && plainHost(stated.value) !== wanted)
      differ(`certificate name of ${label}`, wanted, stated.value || 'none', [stated.at]);
    compare(binding, label, certificateOfMail(view, name, protocol));
  }
  const submission = bindings.find(({ protocol }) => protocol === ClientProtocol.SMTP_SUBMISSION);
  const connector = submissionConnector(view, name);
  if (submission && connector) {
    const { label } = protocolFacts(ClientProtocol.SMTP_SUBMISSION);
    const fqdn = plainHost(connector.fqdn?.value);
    const wanted = submission.connectorFqdn?.value;
    if (wanted !== undefined && fqdn !== undefined && fqdn !== wanted)
      differ(`Fqdn of ${connector.name}`, wanted, fqdn, [connector.fqdn!.at]);
    compare(submission, label, certificateOfConnector(view, connector, name));
  } else if (
    submission &&
    view.facts.connectors.some(({ kind, server }) => kind === ConnectorKind.RECEIVE && server === name)
  )
    differ(
      protocolFacts(ClientProtocol.SMTP_SUBMISSION).label,
      'declared',
      'no receive connector listens on port 587',
      [],
    );
  return { drifts, unknown };
}

/** Compares connectors with what was declared, by kind and name. */
export function connectorDrift(view: ForestView, declared: Estate, nameOf: (server: Server) => string): MailDrift {
  const drifts: Drift[] = [];
  const unknown: string[] = [];
  for (const connector of declared.connectors) {
    const first = declared.servers.find(({ id }) => connector.servers.includes(id));
    const server = first ? nameOf(first) : '';
    const found = view.facts.connectors.find((one) => isSame(connector, one.kind, one.name));
    const what = `${connector.kind} connector ${connector.name}`;
    if (!found) {
      unknown.push(`the export does not show the ${what}`);
      continue;
    }
    const { pin } = found;
    const wanted = connector.tlsCertificateName;
    if (pin && !samePin(wanted, pin.value))
      drifts.push({
        server,
        what: `pin of ${what}`,
        declared: wanted ?? 'none',
        exported: pin.value || 'none',
        at: [pin.at],
      });
    const fqdn = plainHost(found.fqdn?.value);
    if (fqdn !== undefined && connector.fqdn?.value !== undefined && fqdn !== connector.fqdn.value)
      drifts.push({
        server,
        what: `Fqdn of ${what}`,
        declared: connector.fqdn.value,
        exported: fqdn,
        at: [found.fqdn!.at],
      });
  }
  return { drifts, unknown };
}

function isAnother({ facts }: Certificate, thumbprint: string | undefined): boolean {
  return facts.sha1 !== undefined && thumbprint !== undefined && facts.sha1 !== thumbprint;
}

/** A construct's id has no blanks, so that both are compared without what it can't have. */
function isSame({ kind, name }: Connector, otherKind: ConnectorKind, otherName: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  return kind === otherKind && plain(name) === plain(otherName.split('\\').at(-1)!);
}

function samePin(declared: string | undefined, found: string | null): boolean {
  if (!declared || !found) return !declared && !found;
  const pin = parsePin(declared);
  const other = parsePin(found);
  return pin !== undefined && other !== undefined && matchesPin(pin, other.issuer, other.subject);
}
