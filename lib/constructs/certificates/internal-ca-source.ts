import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { Construct } from 'constructs';
import { allowedUses, extendedKeyUsages, keyUsages } from '../../exchange';
import {
  Certificate,
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  KeyType,
  RevocationStatus,
  SourceLocation,
  TrustAnchor,
} from '../../model';
import {
  checkedProps,
  ELSEWHERE,
  ISSUER,
  KEY_ALGORITHM,
  listOf,
  memberOf,
  needed,
  PropChecks,
  TEXT,
} from '../checked-props';
import { faultOf, Registry, withValue } from '../registry';
import { expressionOf, literal } from '../declared-name';
import { StackParts } from '../stack-parts';
import { csrFacts, readServerCsr, refusalsOf } from './ca-files';
import {
  anchorIn,
  CertificateConfig,
  CertificateRequest,
  ICertificateDescription,
  ICertificateIssuer,
  ICertificateSource,
  knownCommonName,
  lazyCommonName,
} from './certificate-source';
import { InstalledSource } from './installed-source';
import { KeyAlgorithm, Validity, ValidityProps } from './key-request';
import { DEFAULT_SERVER_DAYS } from './self-signed-source';
import { keyPem, makeKey, makeRequest, reference, knownSubject, withoutKeyEncipherment } from './tls-resources';

/** A certificate that the organization's own CA issues. */
export interface InternalCaCertificateProps extends ValidityProps {
  /** Key that Terraform makes. @default KeyAlgorithm.RSA_2048 */
  readonly keyAlgorithm?: KeyAlgorithm;
  /**
   * What the certificate is for.
   * @default - web server authentication
   */
  readonly uses?: CertificateUse[];
  /**
   * Certificate signing request that was made on the server (PEM, also as Exchange writes it), relative to where synth runs: the
   * key then never leaves the server.
   * @default - Terraform makes key and request
   */
  readonly csrFile?: string;
}

const CHECKS: PropChecks<InternalCaCertificateProps> = {
  validityDays: ELSEWHERE,
  renewAtShare: ELSEWHERE,
  keyAlgorithm: KEY_ALGORITHM,
  uses: listOf(memberOf(CertificateUse, 'CertificateUse')),
  csrFile: TEXT,
};

/** Has a certificate issued by an internal CA. */
export class InternalCaSource implements ICertificateSource {
  public constructor(
    private readonly issuer: ICertificateIssuer,
    private readonly props: InternalCaCertificateProps = {},
  ) {}

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const props = checkedProps(scope, this.props, CHECKS, location, 'CertificateSource.internalCa');
    if (!ISSUER.fits(this.issuer)) return this.withoutIssuer(scope, request, location);
    const { issuer } = this;
    if (issuer.privateKeyPem === '' && issuer.certificatePem !== '') {
      faultOf(scope, {
        code: 'ca-key-missing',
        message: `only the certificate of ${issuer.name} is available: Terraform can have nothing signed by it`,
        fix: 'declare what it issued with CertificateSource.issued, or give its key with InternalCa.fromPem',
        location,
      });
    }
    const validity = new Validity(props, DEFAULT_SERVER_DAYS);
    for (const problem of validity.problems)
      faultOf(scope, {
        code: 'validity-invalid',
        message: problem,
        fix: 'correct the validity of the certificate',
        location,
      });
    const uses = props.uses ?? [CertificateUse.WEB_SERVER_AUTHENTICATION];
    const algorithm = props.keyAlgorithm ?? KeyAlgorithm.RSA_2048;
    const csr = props.csrFile === undefined ? undefined : readServerCsr(scope, props.csrFile, location);
    const made = props.csrFile === undefined ? this.makeRequest(scope, request, algorithm) : undefined;
    const certificate = new LocallySignedCert(scope, 'Signed', {
      certRequestPem: made?.csrPem ?? literal(csr?.pem ?? ''),
      caCertPem: issuer.certificatePem,
      caPrivateKeyPem: StackParts.ownVariable(scope, issuer.privateKeyPem),
      allowedUses: withoutKeyEncipherment(allowedUses(uses), csr?.algorithm ?? algorithm),
      validityPeriodHours: validity.hours,
      earlyRenewalHours: validity.earlyRenewalHours,
      setSubjectKeyId: true,
      lifecycle: { createBeforeDestroy: true },
    });
    const attribute = (name: string): string => reference(certificate, 'tls_locally_signed_cert', name);
    const pem = `\${${attribute('cert_pem')}}`;
    const id = scope.node.path;
    const hash = issuer.keyAlgorithm?.signatureHash;
    const common: CertificateFacts = {
      ...(validity.lifetimeSeconds === undefined ? {} : { lifetimeSeconds: validity.lifetimeSeconds }),
      issuer: issuer.subject ?? knownSubject(issuer.name),
      ...(hash === undefined ? {} : { signatureHash: hash }),
      keyUsages: keyUsages(uses).filter(
        (use) => (csr?.algorithm ?? algorithm).type === KeyType.RSA || use !== 'keyEncipherment',
      ),
      extendedKeyUsages: extendedKeyUsages(uses),
      isCa: false,
      selfSigned: false,
      // The tls provider can express neither CRL distribution points nor OCSP, nor certificate policies (4.1.0).
      crlUrls: [],
      ocspUrls: [],
      hasPolicies: false,
    };
    const description: ICertificateDescription = {
      id,
      get certificate(): Certificate {
        const names = request.names.hostNames;
        const own: CertificateFacts = csr
          ? csrFacts(csr)
          : {
              ...knownCommonName(names),
              dnsNames: names,
              ipAddresses: [],
              keyType: algorithm.type,
              keyBits: algorithm.bits,
            };
        return {
          id,
          source: CertificateSourceKind.INTERNAL_CA,
          state: CertificateState.DECLARED,
          exchangeDefault: false,
          facts: { ...common, ...own },
          uses,
          custody: made ? KeyCustody.TERRAFORM : KeyCustody.SERVER,
          ...(csr?.keyProvider === undefined ? {} : { keyProvider: csr.keyProvider }),
          anchor: issuer.anchor.id,
          chainPem: issuer.knownChainPem,
          revocation: RevocationStatus.UNKNOWN,
          crlPem: [],
          renewal: validity.renewal,
          ...withValue('validityHoursExpression', expressionOf(scope, validity.hours)),
          pemExpression: pem,
          ...(issuer.authorities === undefined ? {} : { authorities: issuer.authorities }),
          faults: refusalsOf(scope, issuer, own.dnsNames ?? []),
          notes: csr?.notes ?? [],
          origin: issuer.name,
          ...(location ? { location } : {}),
        };
      },
      get anchors(): TrustAnchor[] {
        return [anchorIn(scope, issuer)];
      },
    };
    return {
      description,
      certificatePem: pem,
      chainPem: issuer.chainPem,
      rootPem: issuer.rootPem,
      // The request has served its purpose: the certificate is there.
      ...(made ? { privateKeyPem: made.keyPem } : csr ? { csrPem: literal(csr.pem) } : {}),
      notBefore: `\${${attribute('validity_start_time')}}`,
      notAfter: `\${${attribute('validity_end_time')}}`,
      renewalDue: validity.dueExpression(attribute('validity_start_time'), attribute('validity_end_time')),
    };
  }

  /** What is given instead of a CA is no CA: a fault, and something that the rest can be checked with. */
  private withoutIssuer(
    scope: Construct,
    request: CertificateRequest,
    location: SourceLocation | undefined,
  ): CertificateConfig {
    checkedProps(
      scope,
      { issuer: this.issuer },
      { issuer: needed(ISSUER, {}) },
      location,
      'CertificateSource.internalCa',
    );
    return new InstalledSource().bind(scope, request);
  }

  private makeRequest(
    scope: Construct,
    request: CertificateRequest,
    algorithm: KeyAlgorithm,
  ): { keyPem: string; csrPem: string } {
    const key = keyPem(makeKey(scope, 'Key', algorithm));
    const made = makeRequest(scope, 'Request', {
      key,
      commonName: lazyCommonName(request.names),
      dnsNames: request.names.tokens,
    });
    return { keyPem: key, csrPem: `\${${reference(made, 'tls_cert_request', 'cert_request_pem')}}` };
  }
}
