import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { DeclaredAuthority, SourceLocation, TrustAnchor } from '../../model';
import { BOOLEAN, checkedProps, needed, objectWith, PropChecks, TEXT, TEXTS } from '../checked-props';
import { faultOf, Registry } from '../registry';
import { PolicyGate } from '../gate';
import { algorithmOf, caAnchor, CaFiles, readCa } from './ca-files';
import { ICertificateIssuer } from './certificate-source';
import { KeyAlgorithm } from './key-request';

/** A CA of which only the certificate is available: it signs elsewhere. */
export interface KnownCaProps {
  /**
   * File with the CA's certificate (PEM or DER), relative to where synth runs; the certificates up to the root, and earlier ones of a
   * root that was renewed with the same key, may follow in it.
   */
  readonly certificateFile?: string;
  /** The same as text, instead of the file. */
  readonly certificatePem?: string;
  /**
   * File with the certificates from the CA up to the root.
   * @default - certificateFile holds them, or the CA is a root
   */
  readonly chainFile?: string;
  /** Files with CRLs of the CA and of those above it (PEM or DER), relative to where synth runs. @default - none */
  readonly crlFiles?: string[];
  /** Whether Active Directory hands the root to domain-joined computers. @default true */
  readonly publishedInDirectory?: boolean;
}

/** A CA that exists, with its key in a sensitive Terraform variable. */
export interface ExistingCaProps {
  /** File with the CA's certificate (PEM or DER), relative to where synth runs; further certificates up to the root may follow in it. */
  readonly certificateFile?: string;
  /** The same as text, instead of the file. */
  readonly certificatePem?: string;
  /**
   * File with the certificates from the CA up to the root.
   * @default - certificateFile holds them, or the CA is a root
   */
  readonly chainFile?: string;
  /** Variable with the CA's private key, PEM; must be sensitive. */
  readonly privateKey: TerraformVariable;
  /** Whether Active Directory hands the root to domain-joined computers. @default true */
  readonly publishedInDirectory?: boolean;
}

/** Stands in for a variable that was not given: the app is refused. */
const NO_KEY = { sensitive: true, stringValue: '' } as unknown as ExistingCaProps['privateKey'];

const EXISTING_CHECKS: PropChecks<ExistingCaProps> = {
  certificateFile: TEXT,
  certificatePem: TEXT,
  chainFile: TEXT,
  privateKey: needed(
    objectWith((value) => 'sensitive' in value && 'stringValue' in value, 'a TerraformVariable that is sensitive'),
    NO_KEY,
  ),
  publishedInDirectory: BOOLEAN,
};

const KNOWN_CHECKS: PropChecks<KnownCaProps> = {
  certificateFile: TEXT,
  certificatePem: TEXT,
  chainFile: TEXT,
  crlFiles: TEXTS,
  publishedInDirectory: BOOLEAN,
};

/** What is declared of every CA whose certificate is available. */
type CaProps = CaFiles & { readonly publishedInDirectory?: boolean };

/** A CA whose certificate is available. */
abstract class AvailableCa<P extends CaProps> extends Construct implements ICertificateIssuer {
  public readonly name: string;
  public readonly subject?: string;
  public readonly certificatePem: string;
  public abstract readonly privateKeyPem: string;
  public readonly chainPem: string;
  public readonly rootPem: string;
  public readonly anchor: TrustAnchor;
  public readonly knownChainPem: string[];
  public readonly keyAlgorithm?: KeyAlgorithm;
  public readonly authorities?: DeclaredAuthority[];
  protected readonly props: P;
  protected readonly location: SourceLocation | undefined;

  public constructor(scope: Construct, id: string, given: P, checks: PropChecks<P>) {
    super(scope, id);
    PolicyGate.of(this);
    this.location = Registry.of(this).locate();
    this.props = checkedProps(this, given, checks, this.location);
    const certificates = readCa(this, this.props, this.location);
    const { issuer, between, root } = certificates;
    this.name = issuer?.commonName ?? issuer?.subject ?? id;
    this.subject = issuer?.subject;
    this.certificatePem = issuer?.pem ?? '';
    this.knownChainPem = between.map((certificate) => certificate.pem);
    this.chainPem = this.knownChainPem.join('');
    this.rootPem = root?.pem ?? '';
    this.keyAlgorithm = issuer && algorithmOf(issuer);
    const published = this.props.publishedInDirectory ?? true;
    this.anchor = caAnchor(this.node.path, certificates, this.name, published, this.location);
  }
}

/** A CA that exists: its key comes from a sensitive variable when Terraform runs. */
export class ExistingCa extends AvailableCa<ExistingCaProps> {
  public readonly privateKeyPem: string;

  public constructor(scope: Construct, id: string, given: ExistingCaProps) {
    super(scope, id, given, EXISTING_CHECKS);
    const { privateKey } = this.props;
    if (!privateKey.sensitive) {
      faultOf(this, {
        code: 'ca-key-not-sensitive',
        message: `the variable ${privateKey.node.id} holds a private key and is not sensitive`,
        fix: 'declare the variable with sensitive: true',
        location: this.location,
      });
    }
    this.privateKeyPem = privateKey.stringValue;
  }
}

/** A CA of which only the certificate is available, such as one of Active Directory Certificate Services: it signs elsewhere. */
export class KnownCa extends AvailableCa<KnownCaProps> {
  /** Empty: nobody gives the key of such a CA away. */
  public readonly privateKeyPem = '';
  public readonly crlFiles: string[];

  public constructor(scope: Construct, id: string, given: KnownCaProps) {
    super(scope, id, given, KNOWN_CHECKS);
    this.crlFiles = this.props.crlFiles ?? [];
  }
}
