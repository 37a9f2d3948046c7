import { Binding, Certificate, ClientProtocol, ExchangeProduct, ExchangeRelease, HostName, Server } from '../model';
import { Coverage, coverageOf, coveringWildcard } from '../names';
import { InstalledCertificate, installedCertificate } from './default-certificate';
import { isAtLeast } from './release-order';
import { BooleanFact, no, unknown } from '../model/fact';

/** Issuer and subject of a certificate as `TlsCertificateName` of a connector names them. */
export interface CertificatePin {
  readonly issuer: string;
  readonly subject: string;
}

/** Reads `<I>issuer<S>subject`. Undefined: it is none. */
export function parsePin(text: string): CertificatePin | undefined {
  const match = /^<I>(.*)<S>(.*)$/i.exec(text.trim());
  return match ? { issuer: match[1]!, subject: match[2]! } : undefined;
}

/** Whether a certificate with this issuer and subject is the pinned one. */
export function matchesPin(pin: CertificatePin, issuer: string, subject: string): boolean {
  return isSameName(pin.issuer, issuer) && isSameName(pin.subject, subject);
}

/** Short names of attributes that .NET spells in its own way. */
const SPELLINGS: Readonly<Record<string, string>> = { s: 'st', e: 'emailaddress', email: 'emailaddress' };

/** Exchange and RFC 4514 set blanks, quotes, the names of attributes and their order differently. */
function isSameName(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

function normal(name: string): string {
  return (name.match(/(?:"(?:[^"]|"")*"|\\.|[^,"])+/g) ?? [])
    .map((part) => {
      const [attribute, ...value] = part.trim().split('=');
      const plain = value.join('=').trim().replace(/^"|"$/g, '').replace(/""/g, '"').replace(/\\(.)/g, '$1');
      const type = attribute!.trim().toLowerCase();
      return `${SPELLINGS[type] ?? type}=${plain.toLowerCase()}`;
    })
    .sort()
    .join(',');
}

/** What a server presents where it chooses its certificate by a name. */
export interface CertificateChoice {
  /** The name that it looks for. Left out: nobody states it. */
  readonly name?: HostName;
  /**
   * The certificates of which it presents one; undefined stands for none at all. Several: which of them is not known. Certificates of
   * the server count by themselves, also those that no declaration names.
   */
  readonly candidates: readonly (Certificate | undefined)[];
  /** Source keys. */
  readonly source: string;
}

/** Certificates among which a service of a server chooses. */
export interface ChoosableCertificates {
  /** The certificate that is assigned to the service. */
  readonly assigned: Certificate;
  /** The certificate of setup, which stays assigned to every service until it is removed. */
  readonly setup: Certificate;
  /** All other certificates of the server that are declared. */
  readonly others: readonly Certificate[];
}

const STARTTLS = 'TN:bb430748; PS:Set-ReceiveConnector';

const MAIL_DOWNLOAD = 'KB948896; PS:Set-ImapSettings';

const FIRST_WITH_PINS = { product: ExchangeProduct.EXCHANGE_2013 };

/** Whether a connector of a release can be pinned to a certificate (TlsCertificateName). */
export function canPinCertificate(server: Pick<Server, 'release'>): boolean | undefined {
  return isAtLeast(server.release, FIRST_WITH_PINS);
}

/** Id of the certificate of setup on a server, where no declaration names it. */
export function setupCertificateId(server: string): string {
  return `${server}/setup-certificate`;
}

/** The certificate of setup on a server; it is on every server, whatever else is assigned there. */
export function setupCertificateOf({ id, name, release, fqdn, netBiosName }: Server): InstalledCertificate {
  const names = netBiosName === undefined ? { fqdn } : { fqdn, netBiosName };
  return installedCertificate(setupCertificateId(id), name, release, names);
}

/**
 * What a server presents at a binding where a name decides: port 587 by the Fqdn of its connector, POP3 and IMAP4 by X509CertificateName
 * where that is stated. Undefined: no name decides, and the binding presents what is assigned to it.
 */
export function certificateChoice(
  server: Server,
  binding: Binding,
  certificates: ChoosableCertificates,
): CertificateChoice | undefined {
  // Where the certificate of setup is the one that is assigned, there is nothing to choose from.
  if (certificates.assigned.exchangeDefault) return undefined;
  switch (binding.protocol) {
    case ClientProtocol.SMTP_SUBMISSION:
      if (binding.pinned === true && canPinCertificate(server) !== false) return undefined;
      return connectorChoice(server, binding.connectorFqdn, certificates);
    case ClientProtocol.POP3:
    case ClientProtocol.IMAP4:
      return binding.certificateName
        ? mailDownloadChoice(server, binding.certificateName, certificates)
        : unnamedWildcardChoice(server, binding, certificates);
    default:
      return undefined;
  }
}

/** What a connector that is not pinned presents: a certificate for SMTP that has its name. */
export function connectorChoice(
  server: Server,
  fqdn: HostName | undefined,
  { assigned, setup }: Pick<ChoosableCertificates, 'assigned' | 'setup'>,
): CertificateChoice {
  return choose(server, fqdn ?? server.fqdn, [assigned, setup], STARTTLS);
}

/** A wildcard certificate needs no assignment to POP3 and IMAP4, so any of the server can be the one. */
function mailDownloadChoice(
  server: Server,
  name: HostName,
  { assigned, setup, others }: ChoosableCertificates,
): CertificateChoice {
  const wildcards = others.filter((one) => coverageOf(one, name) === Coverage.WILDCARD);
  return choose(server, name, [assigned, setup, ...wildcards], MAIL_DOWNLOAD);
}

/**
 * What POP3 and IMAP4 present where a wildcard is meant to cover their host names, and the name of the service is not stated. It cannot be
 * assigned to them: they go on with the certificate of setup until the name is set. 2007 SP1 before its rollup finds none at all.
 */
function unnamedWildcardChoice(
  { release }: Server,
  { externalHosts, internalHosts }: Binding,
  { assigned, setup }: ChoosableCertificates,
): CertificateChoice | undefined {
  const wildcard = coveringWildcard(assigned, [...externalHosts, ...internalHosts]);
  if (wildcard === undefined) return undefined;
  const breaks = wildcardBreaksMailDownload(release);
  const { source } = wildcardServesMailByAssignment(release);
  if (breaks === true) return { name: { value: wildcard }, candidates: [undefined], source };
  return { candidates: breaks === false ? [assigned, setup] : [assigned, setup, undefined], source };
}

function choose(server: Server, name: HostName, among: readonly Certificate[], source: string): CertificateChoice {
  const answers = among.map((one) => ({ one, has: hasName(server, one, name) }));
  const possible = answers.filter(({ has }) => has !== false).map(({ one }) => one);
  // Which of several Exchange prefers is in no source that was read.
  return answers.some(({ has }) => has === true)
    ? { name, candidates: possible, source }
    : { name, candidates: [...possible, undefined], source };
}

/** Whether a certificate has a name, as subject or as alternative name. Undefined: not known, or odd. */
function hasName({ fqdn }: Server, certificate: Certificate, name: HostName): boolean | undefined {
  // The names of setup's certificate are known in part where the NetBIOS name is not.
  if (certificate.exchangeDefault && name.value !== undefined && name.value === fqdn.value) return true;
  switch (coverageOf(certificate, name)) {
    case Coverage.EXACT:
    case Coverage.WILDCARD:
    case Coverage.COMMON_NAME:
      return true;
    case Coverage.NONE:
      return name.value !== undefined && certificate.facts.commonName?.toLowerCase() === name.value;
    default:
      return undefined;
  }
}

const SP1 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1 };

const SP1_UR4 = { product: ExchangeProduct.EXCHANGE_2007, servicePack: 1, updateRollup: 4 };

const SETTING_INSTEAD = no(
  'KB948896; ASSIGN16',
  'the cmdlet leaves POP3 and IMAP4 out: set X509CertificateName instead',
);

const BREAKS = no('KB948896', 'enabling it sets X509CertificateName to the wildcard, and TLS finds no certificate');

const BEFORE_SP1 = unknown('the article speaks of SP1', 'KB948896');

/**
 * Whether a wildcard certificate can be enabled for POP3 and IMAP4 as a service. It never should: the settings of the
 * service name the host that clients use, and Exchange takes the certificate that covers it.
 */
export function wildcardServesMailByAssignment(release: ExchangeRelease): BooleanFact {
  if (release.product !== ExchangeProduct.EXCHANGE_2007) return SETTING_INSTEAD;
  if (isAtLeast(release, SP1_UR4) === true) return SETTING_INSTEAD;
  return isAtLeast(release, SP1) === false ? BEFORE_SP1 : BREAKS;
}

/**
 * Whether POP3 and IMAP4 find no certificate at all once a wildcard was enabled for them: 2007 SP1 before its rollup. Undefined: that
 * depends on what is not stated.
 */
export function wildcardBreaksMailDownload(release: ExchangeRelease): boolean | undefined {
  if (release.product !== ExchangeProduct.EXCHANGE_2007) return false;
  const fixed = isAtLeast(release, SP1_UR4);
  if (fixed === true) return false;
  return fixed === false && isAtLeast(release, SP1) === true ? true : undefined;
}
