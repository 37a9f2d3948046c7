import { Construct } from 'constructs';
import {
  Certificate,
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  KeyCustody,
  RevocationStatus,
  SourceLocation,
} from '../../model';
import { x509 } from '../../late';
import { withValue } from '../compact';
import { readInput, readWith } from './ca-files';

/** A certificate that a server has, and that no client meets. */
export interface CertificateInUse {
  /** Last part of its id. */
  readonly name: string;
  /** Property that names the file. */
  readonly what: string;
  /** File without the key, PEM or DER. Left out: nothing but `otherwise` is known. */
  readonly path?: string;
  /** What is known of it without its file. */
  readonly otherwise: CertificateFacts;
}

/** Reads a certificate that servers use among themselves; what is wrong about its file becomes a fault. */
export function certificateInUse(
  scope: Construct,
  { name, otherwise, path, what }: CertificateInUse,
  location: SourceLocation | undefined,
): Certificate {
  const bytes = path === undefined ? undefined : readInput(scope, what, path, location);
  const found =
    bytes && readWith(scope, location, () => x509().readCertificates(bytes, path as string).certificates[0]);
  const facts = found ? x509().certificateFacts(found) : otherwise;
  return {
    id: `${scope.node.path}/${name}`,
    // The ones that others issued are here with their issuer as a fact; nobody says who that is.
    source: facts.selfSigned === false ? CertificateSourceKind.INTERNAL_CA : CertificateSourceKind.SELF_SIGNED,
    state: found ? CertificateState.ISSUED : CertificateState.INSTALLED,
    exchangeDefault: false,
    facts,
    uses: [],
    custody: KeyCustody.SERVER,
    chainPem: [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    faults: [],
    notes: [],
    ...withValue('location', location),
  };
}

/** Files with the certificate in use and the one that follows it, as an organization declares them. */
export interface CertificateFilesInUse {
  readonly certificateFile?: string;
  readonly nextCertificateFile?: string;
}

/** Reads the certificate in use, which is always there, and the one that follows it, where one is staged. */
export function currentAndNextInUse(
  scope: Construct,
  { certificateFile, nextCertificateFile }: CertificateFilesInUse,
  otherwise: CertificateFacts,
  location: SourceLocation | undefined,
): { readonly current: Certificate; readonly next?: Certificate } {
  const current = certificateInUse(
    scope,
    { name: 'Certificate', what: 'certificateFile', otherwise, ...withValue('path', certificateFile) },
    location,
  );
  if (nextCertificateFile === undefined) return { current };
  const next = { name: 'NextCertificate', what: 'nextCertificateFile', otherwise, path: nextCertificateFile };
  return { current, next: certificateInUse(scope, next, location) };
}
