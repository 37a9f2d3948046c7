import { Construct } from 'constructs';
import { CertificateSourceKind, RevocationStatus } from '../../model';
import { checkedProps, isObject, memberOf, needed, PropChecks, TEXT, TEXTS } from '../checked-props';
import { faultOf, Registry } from '../registry';
import { CertificateConfig, CertificateRequest, ICertificateSource } from './certificate-source';
import { certificateExpression, readDelivered } from './delivered-certificate';
import { commercialPath, deliveredConfig } from './delivered-config';

/** Checks of what every purchased certificate declares. */
export const PURCHASED_CHECKS: PropChecks<PurchasedProps> = {
  vendor: TEXT,
  revocation: memberOf(RevocationStatus, 'RevocationStatus'),
  crlFiles: TEXTS,
  renewAtShare: {
    fits: (value) => typeof value === 'number' && value > 0 && value < 1,
    allowed: 'a share of the lifetime above 0 and below 1',
  },
};

/** Properties of every purchased certificate. */
export interface PurchasedProps {
  /** Who sold it; for people. @default - the issuer's name */
  readonly vendor?: string;
  /**
   * Whether the vendor revoked it, as far as you know.
   * @default RevocationStatus.UNKNOWN
   */
  readonly revocation?: RevocationStatus;
  /**
   * Files with CRLs of the issuing CAs (PEM or DER), relative to where synth runs.
   * @default - none: revocation is as stated
   */
  readonly crlFiles?: string[];
  /**
   * Share of the lifetime after which the renewal is due, above 0 and below 1.
   * @default 2/3
   */
  readonly renewAtShare?: number;
}

/** A purchased certificate in PEM or DER files, or as text. */
export interface PurchasedCertificateProps extends PurchasedProps {
  /** File with the certificate, and possibly its chain, relative to where synth runs. One of certificateFile and certificatePem is given. */
  readonly certificateFile?: string;
  /**
   * The same as PEM text, or as a Terraform value (a token): it is then judged when Terraform knows it.
   * @default - certificateFile
   */
  readonly certificatePem?: string;
  /** File with the intermediate certificates. @default - they stand with the certificate */
  readonly chainFile?: string;
  /** The intermediate certificates as PEM text, or as a Terraform value. @default - they stand with the certificate */
  readonly chainPem?: string;
  /**
   * File with the private key, relative to where synth runs. It is read to check that it fits, and again when the bundle is written;
   * it never enters the configuration or the state.
   * @default - the key is on the server
   */
  readonly privateKeyFile?: string;
}

/** A purchased certificate with its key in a PFX (PKCS #12) file. */
export interface PurchasedPfxProps extends PurchasedProps {
  /** The file, relative to where synth runs. */
  readonly pfxFile: string;
  /** Name of the environment variable that holds the password, at synth and at apply. */
  readonly passwordVariable: string;
}

const PEM_CHECKS: PropChecks<PurchasedCertificateProps> = {
  ...PURCHASED_CHECKS,
  certificateFile: TEXT,
  certificatePem: TEXT,
  chainFile: TEXT,
  chainPem: TEXT,
  privateKeyFile: TEXT,
};

const PFX_CHECKS: PropChecks<PurchasedPfxProps> = {
  ...PURCHASED_CHECKS,
  pfxFile: needed(TEXT, ''),
  passwordVariable: needed(TEXT, ''),
};

/** Refers to an available purchased certificate, and checks all that can be checked without the network. */
export class PurchasedSource implements ICertificateSource {
  public constructor(private readonly props: PurchasedCertificateProps | PurchasedPfxProps) {}

  public bind(scope: Construct, _request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const props = this.checked(scope);
    const expression = certificateExpression(scope, props);
    const read = expression === undefined ? readDelivered(scope, props, location) : undefined;
    const pathOf = read && commercialPath(scope, read, props.crlFiles ?? [], location);
    return deliveredConfig(scope, props, read, pathOf, {
      source: CertificateSourceKind.PURCHASED,
      revocation: props.revocation,
      renewAtShare: props.renewAtShare,
      origin: props.vendor,
      location,
    });
  }

  private checked(scope: Construct): PurchasedCertificateProps & Partial<PurchasedPfxProps> {
    const location = Registry.of(scope).locate();
    const { props } = this;
    if (isObject(props) && 'pfxFile' in props) {
      return checkedProps(
        scope,
        props as unknown as PurchasedPfxProps,
        PFX_CHECKS,
        location,
        'CertificateSource.purchasedPfx',
      );
    }
    const pem = checkedProps(
      scope,
      props as PurchasedCertificateProps,
      PEM_CHECKS,
      location,
      'CertificateSource.purchased',
    );
    checkOneOf(scope, pem, 'CertificateSource.purchased');
    return pem;
  }
}

/** Exactly one of file and text says which certificate it is. */
export function checkOneOf(
  scope: Construct,
  { certificateFile, certificatePem }: { certificateFile?: string; certificatePem?: string },
  what: string,
): void {
  const given = [certificateFile, certificatePem].filter((value) => value !== undefined).length;
  if (given === 1) return;
  faultOf(scope, {
    code: given === 0 ? 'prop-missing' : 'prop-invalid',
    message:
      given === 0
        ? `${what}: certificateFile is missing`
        : `${what}: certificateFile and certificatePem are both given; one of them says which certificate it is`,
    fix: 'give certificateFile, or certificatePem with the text or a Terraform value',
    location: Registry.of(scope).locate(),
  });
}
