import { Construct } from 'constructs';
import { CertificateFault, SourceLocation } from '../../model';
import type { IssuedPath, RevocationList } from '../../pki';
import { PolicyGate } from '../gate';
import { x509 } from '../../late';
import { authoritiesOf } from './ca-files';
import { ICertificateIssuer } from './certificate-issuer';
import { DeliveredCertificate } from './delivered-certificate';
import { readInput, readWith } from './input-file';

/** What the path of a certificate is that somebody else issued. */
export interface DeliveredPath extends IssuedPath {
  readonly crlPem: string[];
}

/** Builds the path to a commercial root and says what is wrong with it. */
export function commercialPath(
  scope: Construct,
  { leaf, intermediates, roots, unused, origins }: DeliveredCertificate,
  crlFiles: string[],
  location: SourceLocation | undefined,
): DeliveredPath {
  const crls = readCrlFiles(scope, crlFiles, location);
  const gate = PolicyGate.of(scope);
  const path = x509().issuedPath({
    leaf,
    intermediates: [...intermediates, ...unused],
    commercialRoots: leaf.isSelfSigned ? [] : gate.commercialRoots(),
    rootsBeside: roots,
    origins,
    crls,
    now: gate.now,
    selfSignedId: scope.node.path,
  });
  return { ...path, crlPem: crlPem(crls) };
}

/** Builds the path to the root of a CA that is declared, and says what is wrong with it. */
export function privatePath(
  scope: Construct,
  { leaf, intermediates, roots, unused, origins }: DeliveredCertificate,
  issuer: ICertificateIssuer,
  crlFiles: string[],
  location: SourceLocation | undefined,
): DeliveredPath {
  const crls = readCrlFiles(scope, crlFiles, location);
  const authorities = authoritiesOf(issuer);
  const path = x509().issuedPath({
    leaf,
    intermediates: [...intermediates, ...unused, ...roots, ...authorities.filter(({ isSelfSigned }) => !isSelfSigned)],
    commercialRoots: [],
    privateRoots: authorities.filter(({ isSelfSigned }) => isSelfSigned),
    origins,
    crls,
    now: PolicyGate.of(scope).now,
    selfSignedId: scope.node.path,
  });
  const faults = leaf.isSelfSigned ? [selfSignedFault(issuer)] : path.faults;
  // The CA is declared: its anchor is the one that populations speak of.
  return { ...path, anchors: [issuer.anchor], faults, crlPem: crlPem(crls) };
}

function selfSignedFault({ name }: ICertificateIssuer): CertificateFault {
  return {
    code: 'issuer-differs',
    message: `the certificate is self-signed: ${name} did not issue it`,
    fix: 'give the certificate that the CA issued, not the request or the CA itself',
  };
}

function crlPem(crls: readonly RevocationList[]): string[] {
  return crls.map((crl) => x509().writePem('X509 CRL', crl.der));
}

function readCrlFiles(
  scope: Construct,
  files: readonly string[],
  location: SourceLocation | undefined,
): RevocationList[] {
  return files.flatMap((file) => {
    const bytes = readInput(scope, 'crlFiles', file, location);
    return (bytes && readWith(scope, location, () => x509().readCrl(bytes, file))) ?? [];
  });
}
