import {
  Certificate,
  CertificateFacts,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ExchangeProduct,
  ExchangeRelease,
  HostName,
  KeyCustody,
  KeyType,
  RevocationStatus,
  TrustAnchor,
  TrustAnchorKind,
} from '../model';
import { isAtLeast } from './release-order';
import { BooleanFact, no, unknown, yes } from '../model/fact';

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
  let known = byRelease.get(release);
  if (!known) byRelease.set(release, (known = certificateOf(release)));
  return { ...known, facts: { ...namesOf(names), ...known.facts } };
}

/** What does not depend on the server's names; servers of one declaration share their release. */
const byRelease = new WeakMap<ExchangeRelease, DefaultCertificate>();

function certificateOf(release: ExchangeRelease): DefaultCertificate {
  const is2007 = release.product === ExchangeProduct.EXCHANGE_2007;
  const from2016 = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2016 }) === true;
  const facts: CertificateFacts = {
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

/** The certificate of setup on one server, and the anchor that it is for itself. */
export interface InstalledCertificate {
  readonly certificate: Certificate;
  readonly anchor: TrustAnchor;
}

/**
 * The certificate that setup left on a server.
 * @param id of the certificate and of the anchor
 * @param label what people call the server
 * @param installed when setup ran. Left out: unknown, and so is its expiry
 */
export function installedCertificate(
  id: string,
  label: string,
  release: ExchangeRelease,
  names: DefaultCertificateNames,
  installed?: Date,
): InstalledCertificate {
  const known = defaultCertificate(release, names);
  const { isCa, lifetimeSeconds, signatureHash } = known.facts;
  const facts = {
    ...known.facts,
    ...(installed === undefined ? {} : { notBefore: installed.toISOString() }),
    ...(installed === undefined || lifetimeSeconds === undefined
      ? {}
      : { notAfter: new Date(installed.getTime() + lifetimeSeconds * 1000).toISOString() }),
  };
  return {
    certificate: {
      id,
      source: CertificateSourceKind.SELF_SIGNED,
      state: CertificateState.INSTALLED,
      exchangeDefault: true,
      facts,
      uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
      custody: KeyCustody.SERVER,
      anchor: id,
      chainPem: [],
      revocation: RevocationStatus.UNKNOWN,
      crlPem: [],
      faults: [],
      notes: known.notes,
      origin: 'installed by the setup of Exchange',
    },
    anchor: {
      id,
      name: `certificate that setup installed on ${label}`,
      kind: TrustAnchorKind.SELF_SIGNED,
      madeHere: false,
      ...(isCa === undefined ? {} : { endEntity: !isCa }),
      ...(signatureHash === undefined ? {} : { signatureHash }),
    },
  };
}

const BACK_END = yes('SSL13', 'the front end trusts it without configuration; no client ever meets it');

const BACK_END_2013 = yes(
  'SSL13; JPX:Considerations-When-the-Self-Signed-Certificate-on-an-Exchange-2013-Mailbox-Server-Expires',
  'no client ever meets it; once it expires probes fail, and a renewed one must be put into the trusted roots of the computer by hand',
);

const NO_BACK_END = no('SSL13', 'a back end of its own begins with 2013');

const TRANSPORT = yes(
  'HC:docs/Diagnostics/HealthChecker/InternalTransportCertificateCheck.md',
  'normally kept; never replaced in silence',
);

const CLIENT_FACING = no('SEED, Self-Signed Certificates', 'clients meet it');

const OAUTH_BEFORE_2013 = unknown('no source that was read states it before 2013');

const OAUTH = yes('CERT16', '"Microsoft Exchange Server Auth Certificate": made by setup, no client meets it');

/** Whether the self-signed certificate of setup belongs in a role and is to stay there. */
export function keepsSetupCertificate(release: ExchangeRelease, role: CertificateRole): BooleanFact {
  const from2013 = isAtLeast(release, { product: ExchangeProduct.EXCHANGE_2013 }) === true;
  switch (role) {
    case CertificateRole.BACK_END:
      if (release.product === ExchangeProduct.EXCHANGE_2013) return BACK_END_2013;
      return from2013 ? BACK_END : NO_BACK_END;
    case CertificateRole.TRANSPORT_DEFAULT:
      return TRANSPORT;
    case CertificateRole.OAUTH:
      return from2013 ? OAUTH : OAUTH_BEFORE_2013;
    default:
      return CLIENT_FACING;
  }
}
