import { Construct } from 'constructs';
import {
  Certificate,
  CertificateFault,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  RenewalPlan,
  RevocationStatus,
  SourceLocation,
  TrustAnchor,
} from '../../model';
import type { Certificate509, IssuedPath, RevocationList } from '../../pki';
import { literal } from '../declared-name';
import { x509 } from '../../late';
import { CertificateConfig, ICertificateDescription, ICertificateIssuer } from './certificate-source';
import { certificateExpression, DeliveredCertificate, DeliveredProps } from './delivered-certificate';
import { DEFAULT_RENEW_AT_SHARE } from './key-request';
import { PolicyGate } from '../gate';
import { authoritiesOf, readInput, readWith } from './ca-files';

/** What is stated of a certificate that somebody else issued, beside its files. */
export interface DeliveredStatement {
  readonly source: CertificateSourceKind;
  readonly revocation?: RevocationStatus;
  readonly renewAtShare?: number;
  /** Who issued it; for people. */
  readonly origin?: string;
  /** Anchors where the certificate is known only to Terraform. */
  readonly anchors?: TrustAnchor[];
  readonly location?: SourceLocation;
}

/** The configuration and the model's words for a certificate that somebody else issued; without one (a fault was noted) an empty shell. */
export function deliveredConfig(
  scope: Construct,
  props: DeliveredProps,
  read: DeliveredCertificate | undefined,
  path: DeliveredPath | undefined,
  stated: DeliveredStatement,
): CertificateConfig {
  const id = scope.node.path;
  const expression = certificateExpression(scope, props);
  const anchors = path?.anchors ?? stated.anchors ?? [];
  const origin = stated.origin ?? read?.leaf.issuer;
  const certificate: Certificate = {
    id,
    source: stated.source,
    // What only Terraform knows is judged by the review of the plan and by the gate.
    state: expression === undefined ? CertificateState.ISSUED : CertificateState.DECLARED,
    exchangeDefault: false,
    // Where the files can't be read a fault refuses the app; until then nothing is known of the certificate.
    facts: read ? x509().certificateFacts(read.leaf) : {},
    uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
    custody: props.pfxFile !== undefined || props.privateKeyFile !== undefined ? KeyCustody.FILE : KeyCustody.SERVER,
    ...(read?.keyProvider === undefined ? {} : { keyProvider: read.keyProvider }),
    ...(anchors.length > 0
      ? { anchor: anchors[0].id, furtherAnchors: anchors.slice(1).map((anchor) => anchor.id) }
      : {}),
    ...(read ? { pem: read.leaf.pem } : {}),
    ...(expression === undefined ? {} : { pemExpression: `\${${expression.replace(/^\$\{|\}$/g, '')}}` }),
    chainPem: (read?.intermediates ?? []).map((intermediate) => intermediate.pem),
    ...(read && read.unused.length > 0
      ? { unusedCertificates: read.unused.map(({ displayName }) => displayName) }
      : {}),
    revocation: path?.revoked
      ? RevocationStatus.REVOKED
      : (stated.revocation ?? path?.revocation ?? RevocationStatus.UNKNOWN),
    crlPem: path?.crlPem ?? [],
    ...(path && path.unusableLists.length > 0 ? { unusableLists: path.unusableLists } : {}),
    renewal: renewalOf(stated.renewAtShare ?? DEFAULT_RENEW_AT_SHARE, read?.leaf),
    faults: path?.faults ?? [],
    notes: read?.notes ?? [],
    ...(origin === undefined ? {} : { origin }),
    ...(stated.location ? { location: stated.location } : {}),
  };
  const description: ICertificateDescription = { id, certificate, anchors };
  return {
    description,
    ...(expression === undefined
      ? {}
      : {
          certificatePem: props.certificatePem,
          ...(props.chainPem === undefined ? {} : { chainPem: props.chainPem }),
          rootPem: literal(anchors[0]?.pem ?? ''),
        }),
    ...(read
      ? {
          certificatePem: literal(read.leaf.pem),
          chainPem: literal(read.intermediates.map((intermediate) => intermediate.pem).join('')),
          rootPem: literal(anchors[0]?.pem ?? ''),
          notBefore: read.leaf.notBefore.toISOString(),
          notAfter: read.leaf.notAfter.toISOString(),
          ...(certificate.renewal?.dueAt === undefined ? {} : { renewalDue: certificate.renewal.dueAt }),
        }
      : {}),
    ...(props.pfxFile !== undefined
      ? { pfxFile: props.pfxFile, pfxPasswordVariable: props.passwordVariable }
      : props.privateKeyFile === undefined
        ? {}
        : { privateKeyFile: props.privateKeyFile }),
  };
}

function renewalOf(share: number, leaf: Certificate509 | undefined): RenewalPlan {
  if (!leaf) return { unattended: false, atShare: share };
  const from = leaf.notBefore.getTime();
  const due = new Date(from + Math.floor(((leaf.notAfter.getTime() - from) * share) / 1000) * 1000);
  return { unattended: false, atShare: share, dueAt: due.toISOString() };
}

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
