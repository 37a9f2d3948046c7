import { ExportedCertificate } from '../exports/facts/certificates';
import { bareCertificate, CertificateSourceKind } from '../model';
import { Coverage, coverageOf, presentedNameMatches } from '../names';

/** What kind of certificate it is, whoever presents it. */
export enum CertificateOrigin {
  /** Made by setup of Exchange for the server itself. */
  SETUP = 'made by Exchange setup',
  /** Made by Exchange for server-to-server authentication. */
  AUTH = 'made by Exchange for server-to-server authentication (OAuth)',
  /** Of Windows or of the platform, not of Exchange: left out of the answers. */
  PLATFORM = 'of the platform, not of Exchange',
  SELF_SIGNED = 'self-signed',
  /** Issued by a CA that binds itself to the rules for public CAs. */
  PUBLIC = 'issued by a public CA',
  /** Issued by a CA of the organization. */
  PRIVATE = 'issued by a private CA',
  /** Issued by a CA of which the export does not say more. */
  ISSUED = 'issued by a CA; whether a public one, the export does not say',
  UNKNOWN = 'not known',
}

/** Certificates that are on servers and that Exchange does not use, by their subject. */
const PLATFORM: readonly (readonly [RegExp, string])[] = [
  [/CN=WMSvc-/i, 'the web management service of IIS'],
  [/Windows Azure CRP Certificate Generator/i, 'the Azure guest agent'],
  [/MS-Organization-P2P-Access/i, 'the sign-in of joined devices (MS-Organization-P2P-Access)'],
  [/MS-Organization-Access/i, 'the registration of the device (MS-Organization-Access)'],
  [/CN=localhost\b/i, 'local development (IIS Express) or another local program'],
];

const AUTH_SUBJECT = /^CN=Microsoft Exchange Server Auth Certificate$/i;

/** Policies that only publicly trusted CAs may assert (CA/Browser Forum). */
const PUBLIC_POLICIES = /^2\.23\.140\.1\.(?:1|2\.[123])$/;

/** Signed certificate timestamps (RFC 6962). */
const TIMESTAMPS = '1.3.6.1.4.1.11129.2.4.2';

/** Template of a Windows enterprise CA. */
const TEMPLATES = ['1.3.6.1.4.1.311.20.2', '1.3.6.1.4.1.311.21.7'];

/** What the platform uses a certificate for, where it is none of Exchange. */
export function platformUse({ facts, friendlyName }: ExportedCertificate): string | undefined {
  const text = `${facts.subject ?? ''} ${facts.issuer ?? ''} ${friendlyName?.value ?? ''}`;
  return PLATFORM.find(([pattern]) => pattern.test(text))?.[1];
}

/** Where a certificate comes from, as far as it says so itself. */
export function originOf(certificate: ExportedCertificate): CertificateOrigin {
  const { facts, friendlyName, rootCaType, services } = certificate;
  const isSelfSigned = facts.selfSigned ?? certificate.selfSigned?.value;
  if (platformUse(certificate) !== undefined && (services?.values.length ?? 0) === 0) return CertificateOrigin.PLATFORM;
  if (AUTH_SUBJECT.test(facts.subject ?? '')) return CertificateOrigin.AUTH;
  if (isSelfSigned === true)
    return friendlyName?.value === 'Microsoft Exchange' || isOfServer(certificate)
      ? CertificateOrigin.SETUP
      : CertificateOrigin.SELF_SIGNED;
  const x509 = certificate.certificate;
  if (x509) {
    if (x509.policies?.some((policy) => PUBLIC_POLICIES.test(policy)) || x509.extension(TIMESTAMPS))
      return CertificateOrigin.PUBLIC;
    if (TEMPLATES.some((oid) => x509.extension(oid)) || x509.crlUrls.some((url) => url.startsWith('ldap:')))
      return CertificateOrigin.PRIVATE;
  }
  if (rootCaType?.value === 'ThirdParty') return CertificateOrigin.PUBLIC;
  if (rootCaType?.value === 'Enterprise') return CertificateOrigin.PRIVATE;
  return x509 || isSelfSigned === false ? CertificateOrigin.ISSUED : CertificateOrigin.UNKNOWN;
}

/** Whether a self-signed certificate has the names that setup gives: the short name of the server as subject, no other host. */
function isOfServer({ facts, server }: ExportedCertificate): boolean {
  const names = (facts.dnsNames ?? []).map(({ value }) => value ?? '');
  return (
    server !== undefined &&
    facts.commonName?.toUpperCase() === server &&
    names.length > 0 &&
    names.every((name) => name.split('.')[0]!.toUpperCase() === server)
  );
}

/** How a certificate is called in sentences: common name, or what else the export shows of it, and its thumbprint. */
export function certificateLabel(certificate: ExportedCertificate): string {
  const [first] = certificate.namesShown;
  const name =
    certificate.facts.commonName ??
    certificate.facts.subject ??
    (first === undefined
      ? 'a certificate of which the export does not show the subject'
      : `the certificate with ${first}`);
  const thumbprint = certificate.thumbprint?.value;
  return thumbprint === undefined
    ? name
    : `${name} (${certificate.masked ? `masked ${thumbprint.slice(0, 12)}` : thumbprint})`;
}

/** True where the names of a certificate are all known. */
export function knowsNames({ facts, namesCut }: ExportedCertificate): boolean {
  return !namesCut && facts.dnsNames !== undefined;
}

/** Whether a certificate has a host name. Undefined: its names are not all known, or the host is none. */
export function covers(certificate: ExportedCertificate, host: string): boolean | undefined {
  const found = coverageOf(
    bareCertificate({ id: '', source: CertificateSourceKind.PURCHASED, facts: certificate.facts }),
    { value: host.toLowerCase() },
  );
  if (found === Coverage.EXACT || found === Coverage.WILDCARD) return true;
  if (certificate.namesShown.some((name) => presentedNameMatches(name, host))) return true;
  return knowsNames(certificate) ? false : undefined;
}

/** Host of a URL, lower case. Undefined: it has none, or the export masks it. */
export function hostOf(url: string | null | undefined): string | undefined {
  const match = /^https?:\/\/(\[[^\]]+\]|[^/:\s]+)/i.exec(url ?? '');
  return match ? plainHost(match[1]!) : undefined;
}

/** A host name, lower case. Undefined: it is none, such as a placeholder. */
export function plainHost(text: string | null | undefined): string | undefined {
  const host = (text ?? '').trim().toLowerCase();
  return /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/.test(
    host,
  )
    ? host
    : undefined;
}
