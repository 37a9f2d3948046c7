import { CertificateFacts, CertificateRole, ExchangeProduct, ExchangeRelease, HostName, KeyType } from '../model';
import { isAtLeast } from './release-order';

/** Names of the server that setup writes into its certificate. */
export interface DefaultCertificateNames {
  readonly fqdn: HostName;
  /** At most 15 characters; left out: unknown, and so are the subject and one of the names. */
  readonly netBiosName?: string;
}

/** The self-signed certificate that setup installs. */
export interface DefaultCertificate {
  /** What is confirmed; what is left out is unknown. */
  readonly facts: CertificateFacts;
  /** Roles that present it as setup leaves it. */
  readonly roles: CertificateRole[];
  /** Source keys. */
  readonly sources: string[];
  /** What to know about it, and what is not confirmed. */
  readonly notes: string[];
}

const DAY = 86_400;

/**
 * Calendar years as setup counts them; a leap day between makes one day more. The shortest is given, so that nobody plans
 * with a day that is not there.
 */
const ONE_YEAR = 365 * DAY;
const FIVE_YEARS = (5 * 365 + 1) * DAY;

const CLIENT_ROLES = [CertificateRole.IIS, CertificateRole.POP, CertificateRole.IMAP];

/** The certificate that setup of a release installs on a server. */
export function defaultCertificate(release: ExchangeRelease, names: DefaultCertificateNames): DefaultCertificate {
  const is2007 = release.product === ExchangeProduct.EXCHANGE_2007;
  const from2016 = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2016 }) === true;
  const facts: CertificateFacts = {
    ...namesOf(names),
    lifetimeSeconds: is2007 ? ONE_YEAR : FIVE_YEARS,
    keyType: KeyType.RSA,
    ...(is2007 ? {} : { keyBits: 2048 }),
    ...(from2016 ? { isCa: false, extendedKeyUsages: ['serverAuth'] } : {}),
    selfSigned: true,
  };
  return { facts, roles: rolesOf(release), sources: sourcesOf(is2007, from2016), notes: notesOf(is2007, from2016) };
}

function namesOf(names: DefaultCertificateNames): CertificateFacts {
  if (names.netBiosName === undefined) return {};
  const subject = `CN=${names.netBiosName}`;
  return {
    subject,
    issuer: subject,
    commonName: names.netBiosName,
    dnsNames: [{ value: names.netBiosName.toLowerCase() }, names.fqdn],
  };
}

function rolesOf(release: ExchangeRelease): CertificateRole[] {
  // The back-end site belongs to 2013 and later; the internal transport certificate to every line.
  const roles = [...CLIENT_ROLES, CertificateRole.SMTP, CertificateRole.TRANSPORT_DEFAULT];
  const hasBackEnd = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2013 }) === true;
  return hasBackEnd ? [...roles, CertificateRole.BACK_END] : roles;
}

function sourcesOf(is2007: boolean, from2016: boolean): string[] {
  if (is2007)
    return ['SEED, Self-Signed Certificates', 'TN:bb851554', 'page:exchangepedia.com', 'page:unifiedpeople.ru'];
  return from2016
    ? ['CERT16', 'PS:New-ExchangeCertificate']
    : ['page:exchangepedia.com', 'SSL13', 'PS:New-ExchangeCertificate'];
}

function notesOf(is2007: boolean, from2016: boolean): string[] {
  const notes = ['the hash of its signature is not confirmed'];
  if (is2007) notes.push('made only where setup finds no certificate', 'the length of its key is not confirmed');
  if (!from2016)
    notes.push(
      'whether it is marked as a CA, its extended key usage and whether its key can be exported are not confirmed',
    );
  if (from2016) notes.push('its private key cannot be exported', 'the back end keeps it: never replace it there');
  return notes;
}
