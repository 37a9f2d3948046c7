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

/**
 * The configuration and the model's words for a certificate that somebody else issued; without one (a fault was noted) an empty shell. Its
 * path is found when the whole is declared: roots and the clock may be set after it.
 */
export function deliveredConfig(
  scope: Construct,
  props: DeliveredProps,
  read: DeliveredCertificate | undefined,
  pathOf: PathOf | undefined,
  stated: DeliveredStatement,
): CertificateConfig {
  const id = scope.node.path;
  const expression = certificateExpression(scope, props);
  const anchorsOf = (path: DeliveredPath | undefined): TrustAnchor[] => path?.anchors ?? stated.anchors ?? [];
  const renewal = renewalOf(stated.renewAtShare ?? DEFAULT_RENEW_AT_SHARE, read?.leaf);
  const origin = stated.origin ?? read?.leaf.issuer;
  const described = (path: DeliveredPath | undefined): Certificate => ({
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
    ...namedAnchors(anchorsOf(path)),
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
    renewal,
    faults: path?.faults ?? [],
    notes: read?.notes ?? [],
    ...(origin === undefined ? {} : { origin }),
    ...(stated.location ? { location: stated.location } : {}),
  });
  let last: { readonly path: DeliveredPath | undefined; readonly certificate: Certificate } | undefined;
  const description: ICertificateDescription = {
    id,
    get anchors(): TrustAnchor[] {
      return anchorsOf(pathOf?.());
    },
    get certificate(): Certificate {
      const path = pathOf?.();
      if (last === undefined || last.path !== path) last = { path, certificate: described(path) };
      return last.certificate;
    },
  };
  const config: CertificateConfig = {
    description,
    ...(expression === undefined
      ? {}
      : {
          certificatePem: props.certificatePem,
          ...(props.chainPem === undefined ? {} : { chainPem: props.chainPem }),
        }),
    ...(read
      ? {
          certificatePem: literal(read.leaf.pem),
          chainPem: literal(read.intermediates.map((intermediate) => intermediate.pem).join('')),
          notBefore: read.leaf.notBefore.toISOString(),
          notAfter: read.leaf.notAfter.toISOString(),
          ...(renewal.dueAt === undefined ? {} : { renewalDue: renewal.dueAt }),
        }
      : {}),
    ...(props.pfxFile !== undefined
      ? { pfxFile: props.pfxFile, pfxPasswordVariable: props.passwordVariable }
      : props.privateKeyFile === undefined
        ? {}
        : { privateKeyFile: props.privateKeyFile }),
  };
  if (expression === undefined && !read) return config;
  return Object.defineProperty(config, 'rootPem', {
    enumerable: true,
    get: () => literal(description.anchors[0]?.pem ?? ''),
  });
}

function namedAnchors([first, ...further]: readonly TrustAnchor[]): Pick<Certificate, 'anchor' | 'furtherAnchors'> {
  return first === undefined ? {} : { anchor: first.id, furtherAnchors: further.map(({ id }) => id) };
}

/** The same configuration with other members; what is known when the whole is declared stays so. */
export function changedConfig(
  config: CertificateConfig,
  members: Omit<CertificateConfig, 'description'>,
  change: (certificate: Certificate) => Certificate,
): CertificateConfig {
  const { description } = config;
  let last: { readonly of: Certificate; readonly certificate: Certificate } | undefined;
  const changed: ICertificateDescription = {
    id: description.id,
    get anchors(): TrustAnchor[] {
      return description.anchors;
    },
    get certificate(): Certificate {
      const of = description.certificate;
      if (last?.of !== of) last = { of, certificate: change(of) };
      return last.certificate;
    },
  };
  return Object.defineProperties({} as CertificateConfig, {
    ...Object.getOwnPropertyDescriptors(config),
    ...Object.getOwnPropertyDescriptors({ ...members, description: changed }),
  });
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

/** The path by the roots and the clock as they are set when it is asked for. */
export type PathOf = () => DeliveredPath | undefined;

/** Finds a path again where the clock or the roots were set since. */
export function pathBySettings(scope: Construct, find: (gate: PolicyGate) => DeliveredPath | undefined): PathOf {
  const gate = PolicyGate.of(scope);
  let found: { readonly now: Date; readonly roots: number; readonly path: DeliveredPath | undefined } | undefined;
  return () => {
    const { now, rootsSet } = gate;
    if (found?.now !== now || found.roots !== rootsSet) found = { now, roots: rootsSet, path: find(gate) };
    return found.path;
  };
}

/** Builds the path to a commercial root and says what is wrong with it. */
export function commercialPath(
  scope: Construct,
  { leaf, intermediates, roots, unused, origins }: DeliveredCertificate,
  crlFiles: string[],
  location: SourceLocation | undefined,
): PathOf {
  const crls = readCrlFiles(scope, crlFiles, location);
  return pathBySettings(scope, (gate) => {
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
  });
}

/** Builds the path to the root of a CA that is declared, and says what is wrong with it. */
export function privatePath(
  scope: Construct,
  { leaf, intermediates, roots, unused, origins }: DeliveredCertificate,
  issuer: ICertificateIssuer,
  crlFiles: string[],
  location: SourceLocation | undefined,
): PathOf {
  const crls = readCrlFiles(scope, crlFiles, location);
  const authorities = authoritiesOf(issuer);
  const above = authorities.filter(({ isSelfSigned }) => !isSelfSigned);
  return pathBySettings(scope, ({ now }) => {
    const path = x509().issuedPath({
      leaf,
      intermediates: [...intermediates, ...unused, ...roots, ...above],
      commercialRoots: [],
      privateRoots: authorities.filter(({ isSelfSigned }) => isSelfSigned),
      origins,
      crls,
      now,
      selfSignedId: scope.node.path,
    });
    const faults = leaf.isSelfSigned ? [selfSignedFault(issuer)] : path.faults;
    // The CA is declared: its anchor is the one that populations speak of.
    return { ...path, anchors: [issuer.anchor], faults, crlPem: crlPem(crls) };
  });
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
