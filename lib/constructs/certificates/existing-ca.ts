import { Construct } from 'constructs';
import { DeclaredAuthority, TrustAnchor } from '../../model';
import { BOOLEAN, checkedProps, needed, objectWith, PropChecks, TEXT } from '../checked-props';
import { faultOf } from '../fault';
import { PolicyGate } from '../gate';
import { Registry } from '../registry';
import { algorithmOf, caAnchor, readCa } from './ca-files';
import { ICertificateIssuer } from './certificate-issuer';
import type { ExistingCaProps } from './internal-ca';
import { KeyAlgorithm } from './key-algorithm';

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

/** A CA that exists: its certificate is available, its key comes from a sensitive variable when Terraform runs. */
export class ExistingCa extends Construct implements ICertificateIssuer {
  public readonly name: string;
  public readonly subject?: string;
  public readonly certificatePem: string;
  public readonly privateKeyPem: string;
  public readonly chainPem: string;
  public readonly rootPem: string;
  public readonly anchor: TrustAnchor;
  public readonly knownChainPem: string[];
  public readonly keyAlgorithm?: KeyAlgorithm;
  public readonly authorities?: DeclaredAuthority[];

  public constructor(scope: Construct, id: string, given: ExistingCaProps) {
    super(scope, id);
    PolicyGate.of(this);
    const location = Registry.of(this).locate();
    const props = checkedProps(this, given, CHECKS, location);
    if (!props.privateKey.sensitive) {
      faultOf(this, {
        code: 'ca-key-not-sensitive',
        message: `the variable ${props.privateKey.node.id} holds a private key and is not sensitive`,
        fix: 'declare the variable with sensitive: true',
        location,
      });
    }
    this.privateKeyPem = props.privateKey.stringValue;
    const certificates = readCa(this, props, location);
    const { issuer, between, root } = certificates;
    this.name = issuer?.commonName ?? issuer?.subject ?? id;
    this.subject = issuer?.subject;
    this.certificatePem = issuer?.pem ?? '';
    this.knownChainPem = between.map((certificate) => certificate.pem);
    this.chainPem = this.knownChainPem.join('');
    this.rootPem = root?.pem ?? '';
    this.keyAlgorithm = issuer && algorithmOf(issuer);
    this.anchor = caAnchor(this.node.path, certificates, this.name, props.publishedInDirectory ?? true, location);
  }
}
