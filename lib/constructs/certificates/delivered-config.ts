import { Construct } from 'constructs';
import {
  Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  RenewalPlan,
  RevocationStatus,
  SourceLocation,
  TrustAnchor,
} from '../../model';
import type { Certificate509 } from '../../pki';
import { literal } from '../declared-name';
import { x509 } from '../../late';
import { CertificateConfig, ICertificateDescription } from './certificate-config';
import { certificateExpression, DeliveredCertificate, DeliveredProps } from './delivered-certificate';
import { DeliveredPath } from './delivered-path';
import { DEFAULT_RENEW_AT_SHARE } from './validity';

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
