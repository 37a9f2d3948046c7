import { SelfSignedCert } from '@cdktf/provider-tls/lib/self-signed-cert';
import { Construct } from 'constructs';
import { allowedUses, extendedKeyUsages, keyUsages } from '../../exchange';
import {
  Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  KeyType,
  RevocationStatus,
  TrustAnchor,
  TrustAnchorKind,
} from '../../model';
import { BOOLEAN, checkedProps, ELSEWHERE, KEY_ALGORITHM, PropChecks } from '../checked-props';
import { expressionOf } from '../declared-name';
import { faultOf, Registry, withValue } from '../registry';
import {
  CertificateConfig,
  CertificateRequest,
  ICertificateDescription,
  ICertificateSource,
  knownCommonName,
  lazyCommonName,
} from './certificate-source';
import { KeyAlgorithm, Validity, ValidityProps } from './key-request';
import { keyPem, makeKey, reference, withoutKeyEncipherment } from './tls-resources';

/** A self-signed certificate that Terraform makes. */
export interface SelfSignedProps extends ValidityProps {
  /** Key that Terraform makes. @default KeyAlgorithm.RSA_2048 */
  readonly keyAlgorithm?: KeyAlgorithm;
  /**
   * Whether the certificate is marked as a CA (basic constraints CA:TRUE): iOS 10.3 and later let a person trust nothing else.
   * @default false - as Exchange's own is
   */
  readonly markedAsCa?: boolean;
}

const CHECKS: PropChecks<SelfSignedProps> = {
  validityDays: ELSEWHERE,
  renewAtShare: ELSEWHERE,
  keyAlgorithm: KEY_ALGORITHM,
  markedAsCa: BOOLEAN,
};

/** Server certificates live this long by default. */
export const DEFAULT_SERVER_DAYS = 365;

const USES = [CertificateUse.WEB_SERVER_AUTHENTICATION];

/** Makes a key and a certificate that vouches for itself. */
export class SelfSignedSource implements ICertificateSource {
  public constructor(private readonly props: SelfSignedProps = {}) {}

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const registry = Registry.of(scope);
    const location = registry.locate();
    const props = checkedProps(scope, this.props, CHECKS, location, 'CertificateSource.selfSigned');
    const algorithm = props.keyAlgorithm ?? KeyAlgorithm.RSA_2048;
    const markedAsCa = props.markedAsCa ?? false;
    const validity = new Validity(props, DEFAULT_SERVER_DAYS);
    for (const problem of validity.problems)
      faultOf(scope, {
        code: 'validity-invalid',
        message: problem,
        fix: 'correct the validity of the certificate',
        location,
      });
    const key = makeKey(scope, 'Key', algorithm);
    const certificate = new SelfSignedCert(scope, 'SelfSigned', {
      privateKeyPem: keyPem(key),
      subject: [{ commonName: lazyCommonName(request.names) }],
      dnsNames: request.names.tokens,
      allowedUses: withoutKeyEncipherment(allowedUses(USES), algorithm),
      validityPeriodHours: validity.hours,
      earlyRenewalHours: validity.earlyRenewalHours,
      setSubjectKeyId: true,
      setAuthorityKeyId: true,
      ...(markedAsCa ? { isCaCertificate: true } : {}),
      lifecycle: { createBeforeDestroy: true },
    });
    const attribute = (name: string): string => reference(certificate, 'tls_self_signed_cert', name);
    const pem = `\${${attribute('cert_pem')}}`;
    const id = scope.node.path;
    const description: ICertificateDescription = {
      id,
      get certificate(): Certificate {
        const names = request.names.hostNames;
        return {
          id,
          source: CertificateSourceKind.SELF_SIGNED,
          state: CertificateState.DECLARED,
          exchangeDefault: false,
          facts: {
            ...knownCommonName(names),
            dnsNames: names,
            ipAddresses: [],
            ...(validity.lifetimeSeconds === undefined ? {} : { lifetimeSeconds: validity.lifetimeSeconds }),
            keyType: algorithm.type,
            keyBits: algorithm.bits,
            signatureHash: algorithm.signatureHash,
            keyUsages: keyUsages(USES).filter((use) => algorithm.type === KeyType.RSA || use !== 'keyEncipherment'),
            extendedKeyUsages: extendedKeyUsages(USES),
            isCa: markedAsCa,
            selfSigned: true,
            crlUrls: [],
            ocspUrls: [],
            hasPolicies: false,
          },
          uses: USES,
          custody: KeyCustody.TERRAFORM,
          anchor: id,
          chainPem: [],
          revocation: RevocationStatus.UNKNOWN,
          crlPem: [],
          renewal: validity.renewal,
          ...withValue('validityHoursExpression', expressionOf(scope, validity.hours)),
          pemExpression: pem,
          faults: [],
          notes: [],
          ...(location ? { location } : {}),
        };
      },
      get anchors(): TrustAnchor[] {
        return [
          {
            id,
            name: `self-signed certificate of ${request.label}`,
            kind: TrustAnchorKind.SELF_SIGNED,
            madeHere: true,
            endEntity: !markedAsCa,
            signatureHash: algorithm.signatureHash,
            pemExpression: pem,
            ...(location ? { location } : {}),
          },
        ];
      },
    };
    return {
      description,
      certificatePem: pem,
      rootPem: pem,
      privateKeyPem: keyPem(key),
      notBefore: `\${${attribute('validity_start_time')}}`,
      notAfter: `\${${attribute('validity_end_time')}}`,
      renewalDue: validity.dueExpression(attribute('validity_start_time'), attribute('validity_end_time')),
    };
  }
}
