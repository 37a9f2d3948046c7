import { Construct } from 'constructs';
import {
  Certificate,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  KeyCustody,
  RevocationStatus,
} from '../../model';
import { literal } from '../declared-name';
import { checkedProps, ELSEWHERE, KEY_ALGORITHM, PropChecks, TEXT } from '../checked-props';
import { faultOf, Registry } from '../registry';
import {
  CertificateConfig,
  CertificateRequest,
  ICertificateSource,
  knownCommonName,
  lazyCommonName,
} from './certificate-source';
import { changedConfig } from './delivered-config';
import { checkedOrganization, KeyAlgorithm } from './key-request';
import { PURCHASED_CHECKS, PurchasedProps, PurchasedSource } from './purchased-source';
import { isDelivered } from './delivered-certificate';
import { csrFacts, readServerCsr } from './ca-files';
import { keyPem, makeKey, makeRequest, reference } from './tls-resources';

/** A certificate that is ordered from a vendor, and there later. */
export interface PurchaseOrderProps extends PurchasedProps {
  /**
   * Request that was made on the server, relative to where synth runs.
   * @default - Terraform makes key and request; the request is an output for the vendor
   */
  readonly csrFile?: string;
  /** Key that Terraform makes. @default KeyAlgorithm.RSA_2048 */
  readonly keyAlgorithm?: KeyAlgorithm;
  /** Organization in the subject of the request that Terraform makes. @default - none */
  readonly organization?: string;
  /** Where the vendor's certificate will be put. As soon as the file is there, it is checked and used. @default - not known yet */
  readonly certificateFile?: string;
  /** Where the vendor's intermediate certificates will be put. @default - certificateFile holds them */
  readonly chainFile?: string;
}

const CHECKS: PropChecks<PurchaseOrderProps> = {
  ...PURCHASED_CHECKS,
  csrFile: TEXT,
  organization: ELSEWHERE,
  keyAlgorithm: KEY_ALGORITHM,
  certificateFile: TEXT,
  chainFile: TEXT,
};

/** Makes or reads the request for a vendor, and takes the certificate up when it is delivered. "Not there yet" is a normal state. */
export class PurchaseOrderSource implements ICertificateSource {
  public constructor(private readonly props: PurchaseOrderProps = {}) {}

  public bind(scope: Construct, request: CertificateRequest): CertificateConfig {
    const location = Registry.of(scope).locate();
    const props = checkedProps(scope, this.props, CHECKS, location, 'CertificateSource.purchaseOrder');
    const algorithm = props.keyAlgorithm ?? KeyAlgorithm.RSA_2048;
    const organization = checkedOrganization(scope, props.organization, location);
    const csr = props.csrFile === undefined ? undefined : readServerCsr(scope, props.csrFile, location);
    const key = props.csrFile === undefined ? keyPem(makeKey(scope, 'Key', algorithm)) : undefined;
    const made =
      key === undefined
        ? undefined
        : makeRequest(scope, 'Request', {
            key,
            commonName: lazyCommonName(request.names),
            dnsNames: request.names.tokens,
            ...(organization === undefined ? {} : { organization }),
          });
    const held = {
      ...(key === undefined ? {} : { privateKeyPem: key }),
      ...(made
        ? { csrPem: `\${${reference(made, 'tls_cert_request', 'cert_request_pem')}}` }
        : csr
          ? { csrPem: literal(csr.pem) }
          : {}),
    };
    if (isDelivered(props.certificateFile)) {
      const { certificateFile, csrFile: _csr, keyAlgorithm: _key, organization: _organization, ...bought } = props;
      const delivered = new PurchasedSource({ ...bought, certificateFile }).bind(scope, request);
      const { pem } = delivered.description.certificate;
      if (csr && pem !== undefined && !csr.isKeyOf(pem)) {
        faultOf(scope, {
          code: 'key-mismatch',
          message: `the certificate in "${props.certificateFile}" was made for another key than the request in "${props.csrFile}": the server has no key for it`,
          fix: 'give the certificate that the vendor made from this request, or the request that it was made from',
          location,
        });
      }
      const custody = key === undefined ? KeyCustody.SERVER : KeyCustody.TERRAFORM;
      return changedConfig(delivered, held, (certificate) => ({
        ...certificate,
        custody,
        ...(csr?.keyProvider === undefined ? {} : { keyProvider: csr.keyProvider }),
      }));
    }
    const id = scope.node.path;
    return {
      ...held,
      description: {
        id,
        anchors: [],
        get certificate(): Certificate {
          const names = request.names.hostNames;
          return {
            id,
            source: CertificateSourceKind.PURCHASED,
            state: CertificateState.ORDERED,
            exchangeDefault: false,
            facts: csr
              ? csrFacts(csr)
              : {
                  ...knownCommonName(names),
                  dnsNames: names,
                  keyType: algorithm.type,
                  keyBits: algorithm.bits,
                  selfSigned: false,
                },
            uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
            custody: csr ? KeyCustody.SERVER : KeyCustody.TERRAFORM,
            ...(csr?.keyProvider === undefined ? {} : { keyProvider: csr.keyProvider }),
            chainPem: [],
            revocation: RevocationStatus.UNKNOWN,
            crlPem: [],
            faults: [],
            notes: csr?.notes ?? [],
            ...(props.vendor === undefined ? {} : { origin: props.vendor }),
            ...(location ? { location } : {}),
          };
        },
      },
    };
  }
}
