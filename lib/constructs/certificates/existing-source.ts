import { Construct } from 'constructs';
import { x509 } from '../../late';
import { CertificateSourceKind, SourceLocation, TrustAnchorKind } from '../../model';
import type { IssuedPath } from '../../pki';
import { BOOLEAN, checkedProps, memberOf, needed, PropChecks, TEXT } from '../checked-props';
import { PolicyGate } from '../gate';
import { Registry } from '../registry';
import { CertificateConfig, CertificateRequest, ICertificateSource } from './certificate-source';
import { DeliveredCertificate, readDelivered } from './delivered-certificate';
import { changedConfig, deliveredConfig, DeliveredPath, pathBySettings } from './delivered-config';

/** A certificate that is on a server already, and of which no more is known than its bytes say. */
export interface ExistingCertificateProps {
  /** File with the certificate (PEM or DER), relative to where synth runs. */
  readonly certificateFile: string;
  /**
   * File with certificates of CAs that its path may lead over, relative to where synth runs. A self-signed one among them is a root of the
   * organization.
   * @default - none: a path that does not end in a commercial root is unknown
   */
  readonly chainFile?: string;
  /**
   * Who issued it.
   * @default - itself where it is self-signed, a vendor where its path ends in a commercial root, else the organization's own CA
   */
  readonly kind?: CertificateSourceKind;
  /** Whether Exchange's setup made it. @default false */
  readonly madeBySetup?: boolean;
  /** Windows provider that holds the key, such as `Microsoft RSA SChannel Cryptographic Provider`. @default - unknown */
  readonly keyProvider?: string;
}

const CHECKS: PropChecks<ExistingCertificateProps> = {
  certificateFile: needed(TEXT, ''),
  chainFile: TEXT,
  kind: memberOf(CertificateSourceKind, 'CertificateSourceKind'),
  madeBySetup: BOOLEAN,
  keyProvider: TEXT,
};

/** Refers to a certificate that is on a server. What its bytes do not say is unknown; a path without an end is not held against it. */
export class ExistingSource implements ICertificateSource {
  public constructor(private readonly props: ExistingCertificateProps) {}

  public bind(scope: Construct, _request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const props = checkedProps(scope, this.props, CHECKS, location, 'CertificateSource.existing');
    const read = readDelivered(scope, props, location);
    const pathOf = read && pathBySettings(scope, (gate) => pathFrom(scope, gate, read));
    const config = deliveredConfig(
      scope,
      props,
      read && { ...read, ...(props.keyProvider === undefined ? {} : { keyProvider: props.keyProvider }) },
      pathOf,
      { source: CertificateSourceKind.INTERNAL_CA, ...located(location) },
    );
    return changedConfig(config, {}, ({ renewal: _nobodySaid, ...certificate }) => ({
      ...certificate,
      source: props.kind ?? kindOf(read, pathOf?.()),
      exchangeDefault: props.madeBySetup === true,
    }));
  }
}

function located(location: SourceLocation | undefined): { readonly location?: SourceLocation } {
  return location === undefined ? {} : { location };
}

/** Left out where no path is found: it is not held against the certificate. */
function pathFrom(
  scope: Construct,
  gate: PolicyGate,
  { intermediates, leaf, origins, roots, unused }: DeliveredCertificate,
): DeliveredPath | undefined {
  const beside = [...intermediates, ...roots, ...unused];
  const path = x509().issuedPath({
    leaf,
    intermediates: beside.filter(({ isSelfSigned }) => !isSelfSigned),
    commercialRoots: leaf.isSelfSigned ? [] : gate.commercialRoots(),
    privateRoots: beside.filter(({ isSelfSigned }) => isSelfSigned),
    origins,
    now: gate.now,
    selfSignedId: scope.node.path,
  });
  return path.anchors.length > 0 ? { ...path, crlPem: [] } : undefined;
}

function kindOf(read: DeliveredCertificate | undefined, path: IssuedPath | undefined): CertificateSourceKind {
  if (read?.leaf.isSelfSigned === true) return CertificateSourceKind.SELF_SIGNED;
  return path?.anchors.some(({ kind }) => kind === TrustAnchorKind.COMMERCIAL)
    ? CertificateSourceKind.PURCHASED
    : CertificateSourceKind.INTERNAL_CA;
}
