import { LocallySignedCert } from '@cdktf/provider-tls/lib/locally-signed-cert';
import { PrivateKey } from '@cdktf/provider-tls/lib/private-key';
import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { Construct } from 'constructs';
import { DeclaredAuthority, LONGEST_COMMON_NAME, SourceLocation, TrustAnchor, TrustAnchorKind } from '../../model';
import { ApplyAssets } from '../apply-assets';
import { BOOLEAN, checkedProps, describe, ELSEWHERE, KEY_ALGORITHM, objectWith, PropChecks } from '../checked-props';
import { faultOf, Registry } from '../registry';
import { PolicyGate } from '../gate';
import { ICertificateIssuer } from './certificate-source';
import { ExistingCa, ExistingCaProps, KnownCa, KnownCaProps } from './existing-ca';
import { checkedOrganization, KeyAlgorithm, Validity, ValidityProps } from './key-request';
import { makeKey, makeRequest, knownSubject } from './tls-resources';

/** The CA between the root and the servers. */
export interface IssuingCaProps extends ValidityProps {
  /** Subject common name, 1 to 64 characters. */
  readonly commonName: string;
  /** Key of the issuing CA. @default - the root's algorithm */
  readonly keyAlgorithm?: KeyAlgorithm;
}

/** A CA that Terraform makes. */
export interface InternalCaProps extends ValidityProps {
  /** Subject common name of the root, 1 to 64 characters. */
  readonly commonName: string;
  /** Organization in the subjects, 1 to 64 characters. @default - none */
  readonly organization?: string;
  /** Key of the root. @default KeyAlgorithm.RSA_4096 */
  readonly keyAlgorithm?: KeyAlgorithm;
  /**
   * An issuing CA between the root and the servers: its key signs the daily work, and the root's can rest.
   * @default - none: the root signs
   */
  readonly issuingCa?: IssuingCaProps;
  /**
   * Whether Active Directory hands the root to domain-joined computers (group policy, or `certutil -dspublish`).
   * @default true - it is the first thing that one does with it
   */
  readonly publishedInDirectory?: boolean;
}

const ISSUING_CHECKS: PropChecks<IssuingCaProps> = {
  commonName: ELSEWHERE,
  validityDays: ELSEWHERE,
  renewAtShare: ELSEWHERE,
  keyAlgorithm: KEY_ALGORITHM,
};

const CHECKS: PropChecks<InternalCaProps> = {
  commonName: ELSEWHERE,
  organization: ELSEWHERE,
  validityDays: ELSEWHERE,
  renewAtShare: ELSEWHERE,
  keyAlgorithm: KEY_ALGORITHM,
  issuingCa: objectWith(() => true, 'an object with a commonName'),
  publishedInDirectory: BOOLEAN,
};

const ROOT_DAYS = 3650;

const ISSUING_DAYS = 1825;

const CA_USES = ['cert_signing', 'crl_signing', 'digital_signature'];

/** The organization's own CA: a root and, if wanted, an issuing CA, made by Terraform. */
export class InternalCa extends Construct implements ICertificateIssuer {
  /** Refers to a CA that exists. */
  public static fromPem(scope: Construct, id: string, props: ExistingCaProps): ICertificateIssuer {
    return new ExistingCa(scope, id, props);
  }

  /** Refers to a CA of which only the certificate is available, such as one of Active Directory Certificate Services. */
  public static fromCertificate(scope: Construct, id: string, props: KnownCaProps): ICertificateIssuer {
    return new KnownCa(scope, id, props);
  }

  public readonly name: string;
  public readonly subject?: string;
  public readonly certificatePem: string;
  public readonly privateKeyPem: string;
  public readonly chainPem: string;
  public readonly rootPem: string;
  public readonly anchor: TrustAnchor;
  public readonly knownChainPem: string[] = [];
  public readonly keyAlgorithm?: KeyAlgorithm;
  public readonly authorities?: DeclaredAuthority[];

  public constructor(scope: Construct, id: string, given: InternalCaProps) {
    super(scope, id);
    PolicyGate.of(this);
    ApplyAssets.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const algorithm = props.keyAlgorithm ?? KeyAlgorithm.RSA_4096;
    this.name = this.checkedName(props.commonName, location);
    const organization = checkedOrganization(this, props.organization, location);
    const key = makeKey(this, 'RootKey', algorithm);
    const validity = this.checkedValidity(props, ROOT_DAYS, location);
    const root = new SelfSignedCert(this, 'Root', {
      privateKeyPem: key.privateKeyPem,
      subject: [{ commonName: this.name, ...(organization === undefined ? {} : { organization }) }],
      allowedUses: CA_USES,
      isCaCertificate: true,
      validityPeriodHours: validity.hours,
      earlyRenewalHours: validity.earlyRenewalHours,
      setSubjectKeyId: true,
      setAuthorityKeyId: true,
      lifecycle: { createBeforeDestroy: true },
    });
    this.rootPem = root.certPem;
    if (props.issuingCa) {
      const issuing = this.makeIssuingCa(organization, props.issuingCa, algorithm, key, root, location);
      this.certificatePem = issuing.certificatePem;
      this.privateKeyPem = issuing.privateKeyPem;
      this.chainPem = issuing.certificatePem;
      this.keyAlgorithm = issuing.algorithm;
      this.authorities = [...issuing.authorities, ...authorityOf(this.name, validity)];
      this.subject = knownSubject(issuing.commonName, organization);
    } else {
      this.certificatePem = this.rootPem;
      this.privateKeyPem = key.privateKeyPem;
      this.chainPem = '';
      this.keyAlgorithm = algorithm;
      this.authorities = authorityOf(this.name, validity);
      this.subject = knownSubject(this.name, organization);
    }
    this.anchor = {
      id: this.node.path,
      name: this.name,
      kind: TrustAnchorKind.PRIVATE,
      madeHere: true,
      endEntity: false,
      signatureHash: algorithm.signatureHash,
      publishedInDirectory: props.publishedInDirectory ?? true,
      ...(location ? { location } : {}),
    };
  }

  private makeIssuingCa(
    organization: string | undefined,
    given: IssuingCaProps,
    rootAlgorithm: KeyAlgorithm,
    rootKey: PrivateKey,
    rootCertificate: SelfSignedCert,
    location: SourceLocation | undefined,
  ): {
    certificatePem: string;
    privateKeyPem: string;
    algorithm: KeyAlgorithm;
    authorities: DeclaredAuthority[];
    commonName: string;
  } {
    const props = checkedProps(this, given, ISSUING_CHECKS, location, 'issuingCa');
    const algorithm = props.keyAlgorithm ?? rootAlgorithm;
    const validity = this.checkedValidity(props, ISSUING_DAYS, location);
    const key = makeKey(this, 'IssuingKey', algorithm);
    const privateKeyPem = key.privateKeyPem;
    const commonName = this.checkedName(props.commonName, location);
    const request = makeRequest(this, 'IssuingRequest', {
      key: privateKeyPem,
      commonName,
      ...(organization === undefined ? {} : { organization }),
    });
    const certificate = new LocallySignedCert(this, 'Issuing', {
      certRequestPem: request.certRequestPem,
      caCertPem: rootCertificate.certPem,
      caPrivateKeyPem: rootKey.privateKeyPem,
      allowedUses: CA_USES,
      isCaCertificate: true,
      validityPeriodHours: validity.hours,
      earlyRenewalHours: validity.earlyRenewalHours,
      setSubjectKeyId: true,
      lifecycle: { createBeforeDestroy: true },
    });
    const authorities = authorityOf(commonName, validity);
    return { certificatePem: certificate.certPem, privateKeyPem, algorithm, authorities, commonName };
  }

  private checkedName(commonName: string, location: SourceLocation | undefined): string {
    const name = typeof commonName === 'string' ? commonName.trim() : '';
    if (name.length > 0 && name.length <= LONGEST_COMMON_NAME && !/[$%]\{/.test(name)) return name;
    faultOf(this, {
      code: 'ca-name-invalid',
      message: `the common name of a CA has 1 to ${LONGEST_COMMON_NAME} characters and no \${ or %{ (X.520); got ${describe(commonName)}`,
      fix: 'give the CA a shorter, plain name',
      location,
    });
    return 'Invalid CA name';
  }

  private checkedValidity(props: ValidityProps, days: number, location: SourceLocation | undefined): Validity {
    const validity = new Validity(props, days);
    for (const problem of validity.problems)
      faultOf(this, { code: 'validity-invalid', message: problem, fix: 'correct the validity of the CA', location });
    return validity;
  }
}

/** Nothing where Terraform alone knows the lifetime. */
function authorityOf(name: string, { lifetimeSeconds }: Validity): DeclaredAuthority[] {
  return lifetimeSeconds === undefined ? [] : [{ name, lifetimeSeconds }];
}
