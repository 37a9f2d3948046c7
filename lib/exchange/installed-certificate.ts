import {
  Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  ExchangeRelease,
  KeyCustody,
  RevocationStatus,
  TrustAnchor,
  TrustAnchorKind,
} from '../model';
import { DefaultCertificateNames, defaultCertificate } from './default-certificate';

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
