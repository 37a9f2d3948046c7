import { Construct } from 'constructs';
import { DeclaredAuthority, TrustAnchor } from '../../model';
import { BOOLEAN, checkedProps, PropChecks, TEXT } from '../checked-props';
import { PolicyGate } from '../gate';
import { TEXTS } from '../prop-checks';
import { Registry } from '../registry';
import { algorithmOf, caAnchor, readCa } from './ca-files';
import { ICertificateIssuer } from './certificate-issuer';
import type { KnownCaProps } from './internal-ca';
import { KeyAlgorithm } from './key-algorithm';

const CHECKS: PropChecks<KnownCaProps> = {
  certificateFile: TEXT,
  certificatePem: TEXT,
  chainFile: TEXT,
  crlFiles: TEXTS,
  publishedInDirectory: BOOLEAN,
};

/** A CA of which only the certificate is available, such as one of Active Directory Certificate Services: it signs elsewhere. */
export class KnownCa extends Construct implements ICertificateIssuer {
  public readonly name: string;
  public readonly certificatePem: string;
  /** Empty: nobody gives the key of such a CA away. */
  public readonly privateKeyPem = '';
  public readonly chainPem: string;
  public readonly rootPem: string;
  public readonly anchor: TrustAnchor;
  public readonly knownChainPem: string[];
  public readonly keyAlgorithm?: KeyAlgorithm;
  public readonly authorities?: DeclaredAuthority[];
  public readonly crlFiles: string[];

  public constructor(scope: Construct, id: string, given: KnownCaProps) {
    super(scope, id);
    PolicyGate.of(this);
    const location = Registry.of(this).locate();
    const props = checkedProps(this, given, CHECKS, location);
    const certificates = readCa(this, props, location);
    const { issuer, between, root } = certificates;
    this.name = issuer?.commonName ?? issuer?.subject ?? id;
    this.certificatePem = issuer?.pem ?? '';
    this.knownChainPem = between.map((certificate) => certificate.pem);
    this.chainPem = this.knownChainPem.join('');
    this.rootPem = root?.pem ?? '';
    this.keyAlgorithm = issuer && algorithmOf(issuer);
    this.crlFiles = props.crlFiles ?? [];
    this.anchor = caAnchor(this.node.path, certificates, this.name, props.publishedInDirectory ?? true, location);
  }
}
