import { Construct } from 'constructs';
import { KeyType, TrustAnchor, TrustAnchorKind } from '../../model';
import type { Certificate509 } from '../../pki';
import { BOOLEAN, checkedProps, needed, objectWith, PropChecks, TEXT } from '../checked-props';
import { faultOf } from '../fault';
import { PolicyGate } from '../gate';
import { Registry } from '../registry';
import { ICertificateIssuer } from './certificate-issuer';
import { readInput, readWith } from './input-file';
import type { ExistingCaProps } from './internal-ca';
import { KeyAlgorithm } from './key-algorithm';
import { x509 } from '../../late';

/** Stands in for a variable that was not given: the app is refused. */
const NO_KEY = { sensitive: true, stringValue: '' } as unknown as ExistingCaProps['privateKey'];

const CHECKS: PropChecks<ExistingCaProps> = {
  certificateFile: TEXT,
  certificatePem: TEXT,
  chainFile: TEXT,
  privateKey: needed(
    objectWith((value) => 'sensitive' in value && 'stringValue' in value, 'a TerraformVariable that is sensitive'),
    NO_KEY,
  ),
  publishedInDirectory: BOOLEAN,
};

/** A CA that exists: its certificate is at hand, its key comes from a sensitive variable when Terraform runs. */
export class ExistingCa extends Construct implements ICertificateIssuer {
  public readonly name: string;
  public readonly certificatePem: string;
  public readonly privateKeyPem: string;
  public readonly chainPem: string;
  public readonly rootPem: string;
  public readonly anchor: TrustAnchor;
  public readonly knownChainPem: string[];
  public readonly keyAlgorithm?: KeyAlgorithm;

  public constructor(scope: Construct, id: string, given: ExistingCaProps) {
    super(scope, id);
    PolicyGate.of(this);
    const location = Registry.of(this).locate();
    const props = checkedProps(this, given, CHECKS, location);
    if (!props.privateKey.sensitive) {
      faultOf(
        this,
        'ca-key-not-sensitive',
        `the variable ${props.privateKey.node.id} holds a private key and is not sensitive`,
        'declare the variable with sensitive: true',
        location,
      );
    }
    this.privateKeyPem = props.privateKey.stringValue;
    const certificates = this.read(props);
    const [issuer, ...above] = certificates;
    const root = certificates.find((certificate) => certificate.isSelfSigned);
    if (issuer && !issuer.isCa) {
      faultOf(
        this,
        'ca-certificate-not-ca',
        `${issuer.subject} is no CA (basic constraints); it can sign nothing`,
        'give the certificate of the CA itself',
        location,
      );
    }
    if (issuer && !root) {
      faultOf(
        this,
        'ca-chain-incomplete',
        `the chain of ${issuer.subject} ends at ${certificates[certificates.length - 1].issuer}, whose certificate is missing`,
        'append the certificates up to the root to the chain file',
        location,
      );
    }
    this.name = issuer?.commonName ?? issuer?.subject ?? id;
    this.certificatePem = issuer?.pem ?? '';
    const between = [issuer, ...above].filter((certificate) => certificate && !certificate.isSelfSigned);
    this.knownChainPem = between.map((certificate) => certificate.pem);
    this.chainPem = this.knownChainPem.join('');
    this.rootPem = root?.pem ?? '';
    this.keyAlgorithm = issuer && algorithmOf(issuer);
    this.anchor = {
      id: this.node.path,
      name: root?.commonName ?? root?.subject ?? this.name,
      kind: TrustAnchorKind.PRIVATE,
      madeHere: false,
      endEntity: false,
      publishedInDirectory: props.publishedInDirectory ?? true,
      ...(root
        ? {
            pem: root.pem,
            sha1: root.sha1,
            sha256: root.sha256,
            ...(root.signature.hash ? { signatureHash: root.signature.hash } : {}),
          }
        : {}),
      ...(location ? { location } : {}),
    };
  }

  /** The CA first, then up to the root. */
  private read(props: ExistingCaProps): Certificate509[] {
    const location = Registry.of(this).locate();
    const found: Certificate509[] = [];
    for (const [what, path] of [
      ['certificateFile', props.certificateFile],
      ['chainFile', props.chainFile],
    ] as const) {
      const bytes = path === undefined ? undefined : readInput(this, what, path, location);
      if (bytes)
        found.push(
          ...(readWith(this, location, () => x509().readCertificates(bytes, path as string))?.certificates ?? []),
        );
    }
    const pem = props.certificatePem;
    if (pem !== undefined)
      found.push(
        ...(readWith(this, location, () => x509().readCertificates(pem, 'certificatePem'))?.certificates ?? []),
      );
    if (props.certificateFile === undefined && pem === undefined) {
      faultOf(
        this,
        'ca-certificate-missing',
        'neither certificateFile nor certificatePem is given',
        'name the file with the certificate of the CA',
        location,
      );
    }
    const order = x509().orderChain(found);
    return [...(order.leaf ? [order.leaf] : []), ...order.intermediates, ...order.roots].filter(
      (certificate, index, all) => all.indexOf(certificate) === index,
    );
  }
}

function algorithmOf(certificate: Certificate509): KeyAlgorithm | undefined {
  const all = [
    KeyAlgorithm.RSA_2048,
    KeyAlgorithm.RSA_3072,
    KeyAlgorithm.RSA_4096,
    KeyAlgorithm.ECDSA_P256,
    KeyAlgorithm.ECDSA_P384,
  ];
  const type =
    certificate.key.algorithm === 'rsa' ? KeyType.RSA : certificate.key.algorithm === 'ec' ? KeyType.ECDSA : undefined;
  return all.find((algorithm) => algorithm.type === type && algorithm.bits === certificate.key.bits);
}
