import { Construct } from 'constructs';
import {
  Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  RevocationStatus,
  SourceLocation,
} from '../../model';
import { checkedProps, ISSUER, needed, PropChecks, TEXT } from '../checked-props';
import { literal } from '../declared-name';
import { faultOf, Registry } from '../registry';
import { csrFacts, readServerCsr, refusalsOf, ServerCsr } from './ca-files';
import { CertificateConfig, CertificateRequest, ICertificateIssuer, ICertificateSource } from './certificate-source';
import { certificateExpression, isDelivered, readDelivered } from './delivered-certificate';
import { changedConfig, deliveredConfig, privatePath } from './delivered-config';
import { InstalledSource } from './installed-source';
import { KnownCa } from './existing-ca';
import { PURCHASED_CHECKS } from './purchased-source';

/** A certificate that a declared CA issued outside of Terraform, such as Active Directory Certificate Services. */
export interface IssuedCertificateProps {
  /** The CA: InternalCa.fromCertificate, or any other that is declared. */
  readonly issuer: ICertificateIssuer;
  /**
   * File with the certificate (PEM or DER), and possibly its chain, relative to where synth runs. With csrFile the file may be there
   * later: until then the certificate is ordered.
   * @default - certificatePem or pfxFile
   */
  readonly certificateFile?: string;
  /**
   * The same as PEM text, or as a Terraform value (a token): it is then judged when Terraform knows it.
   * @default - certificateFile or pfxFile
   */
  readonly certificatePem?: string;
  /** PFX (PKCS #12) file with certificate and key, relative to where synth runs. @default - certificateFile or certificatePem */
  readonly pfxFile?: string;
  /** Name of the environment variable that holds the password of the PFX, at synth and at apply; needed with pfxFile. */
  readonly passwordVariable?: string;
  /** File with the intermediate certificates. @default - those of the issuer */
  readonly chainFile?: string;
  /**
   * File with the private key, relative to where synth runs. It is read to check that it fits, and again when the bundle is written;
   * it never enters the configuration or the state.
   * @default - the key is on the server
   */
  readonly privateKeyFile?: string;
  /**
   * Request that was made on the server and given to the CA by people, relative to where synth runs.
   * @default - none: the certificate is there
   */
  readonly csrFile?: string;
  /** Files with further CRLs (PEM or DER), relative to where synth runs. @default - those of the issuer */
  readonly crlFiles?: string[];
  /**
   * Whether the CA revoked it, as far as you know.
   * @default RevocationStatus.UNKNOWN
   */
  readonly revocation?: RevocationStatus;
  /**
   * Share of the lifetime after which the renewal is due, above 0 and below 1.
   * @default 2/3
   */
  readonly renewAtShare?: number;
}

const CHECKS: PropChecks<IssuedCertificateProps> = {
  issuer: needed(ISSUER, {}),
  certificateFile: TEXT,
  certificatePem: TEXT,
  pfxFile: TEXT,
  passwordVariable: TEXT,
  chainFile: TEXT,
  privateKeyFile: TEXT,
  csrFile: TEXT,
  crlFiles: PURCHASED_CHECKS.crlFiles,
  revocation: PURCHASED_CHECKS.revocation,
  renewAtShare: PURCHASED_CHECKS.renewAtShare,
};

const WHAT = 'CertificateSource.issued';

/** Refers to a certificate that a declared CA issued, or that people have yet to get from it. */
export class IssuedSource implements ICertificateSource {
  public constructor(private readonly props: IssuedCertificateProps) {}

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const props = checkedProps(scope, this.props, CHECKS, location, WHAT);
    const { issuer } = props;
    if (!ISSUER.fits(issuer)) return new InstalledSource().bind(scope, request);
    const csr = props.csrFile === undefined ? undefined : readServerCsr(scope, props.csrFile, location);
    if (isAwaited(props)) return ordered(scope, request, issuer, csr, location);
    checkOne(scope, props, location);
    const expression = certificateExpression(scope, props);
    const read = expression === undefined ? readDelivered(scope, props, location) : undefined;
    const crlFiles = [...(issuer instanceof KnownCa ? issuer.crlFiles : []), ...(props.crlFiles ?? [])];
    const pathOf = read && privatePath(scope, read, issuer, crlFiles, location);
    if (csr && read && !csr.isKeyOf(read.leaf.pem)) otherKey(scope, props, location);
    const config = deliveredConfig(scope, props, read, pathOf, {
      source: CertificateSourceKind.INTERNAL_CA,
      revocation: props.revocation,
      renewAtShare: props.renewAtShare,
      origin: issuer.name,
      anchors: [issuer.anchor],
      location,
    });
    const members = {
      ...(csr ? { csrPem: literal(csr.pem) } : {}),
      ...(issuer.chainPem === '' || (read?.intermediates.length ?? 0) > 0 ? {} : { chainPem: issuer.chainPem }),
    };
    return changedConfig(config, members, (certificate) => ({
      ...certificate,
      ...(csr?.keyProvider === undefined ? {} : { keyProvider: csr.keyProvider }),
      // A server sends what the CA gave it; where no file says what that is, the certificates of the CA itself.
      chainPem: certificate.chainPem.length > 0 ? certificate.chainPem : issuer.knownChainPem,
    }));
  }
}

/** Whether people have yet to get the certificate: there is a request, and the certificate is not there. */
function isAwaited({ certificateFile, certificatePem, pfxFile, csrFile }: IssuedCertificateProps): boolean {
  if (csrFile === undefined || certificatePem !== undefined || pfxFile !== undefined) return false;
  return !isDelivered(certificateFile);
}

function ordered(
  scope: Construct,
  request: CertificateRequest,
  issuer: ICertificateIssuer,
  csr: ServerCsr | undefined,
  location: SourceLocation | undefined,
): CertificateConfig {
  const id = scope.node.path;
  return {
    ...(csr ? { csrPem: literal(csr.pem) } : {}),
    description: {
      id,
      anchors: [issuer.anchor],
      get certificate(): Certificate {
        const facts = csr ? csrFacts(csr) : {};
        return {
          id,
          source: CertificateSourceKind.INTERNAL_CA,
          state: CertificateState.ORDERED,
          exchangeDefault: false,
          facts,
          uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
          custody: KeyCustody.SERVER,
          ...(csr?.keyProvider === undefined ? {} : { keyProvider: csr.keyProvider }),
          anchor: issuer.anchor.id,
          chainPem: issuer.knownChainPem,
          ...(issuer.authorities === undefined ? {} : { authorities: issuer.authorities }),
          revocation: RevocationStatus.UNKNOWN,
          crlPem: [],
          faults: refusalsOf(scope, issuer, facts.dnsNames ?? request.names.hostNames),
          notes: csr?.notes ?? [],
          origin: issuer.name,
          ...(location ? { location } : {}),
        };
      },
    },
  };
}

function checkOne(scope: Construct, props: IssuedCertificateProps, location: SourceLocation | undefined): void {
  const { certificateFile, certificatePem, pfxFile, passwordVariable } = props;
  const given = [certificateFile, certificatePem, pfxFile].filter((value) => value !== undefined).length;
  if (given !== 1) {
    faultOf(scope, {
      code: given === 0 ? 'prop-missing' : 'prop-invalid',
      message: `${WHAT}: ${given} of certificateFile, certificatePem and pfxFile are given; one of them says which certificate it is`,
      fix: 'give one of the three; with csrFile alone the certificate counts as ordered',
      location,
    });
  }
  if (pfxFile !== undefined && passwordVariable === undefined) {
    faultOf(scope, {
      code: 'prop-missing',
      message: `${WHAT}: passwordVariable is missing; it opens "${pfxFile}"`,
      fix: 'give the name of the environment variable that holds the password',
      location,
    });
  }
}

function otherKey(scope: Construct, props: IssuedCertificateProps, location: SourceLocation | undefined): void {
  faultOf(scope, {
    code: 'key-mismatch',
    message: `the certificate in "${props.certificateFile ?? props.pfxFile ?? 'certificatePem'}" was made for another key than the request in "${props.csrFile}": the server has no key for it`,
    fix: 'give the certificate that the CA made from this request, or the request that it was made from',
    location,
  });
}
