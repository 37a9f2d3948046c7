import { createHash, type KeyObject } from 'node:crypto';
import { Der, Tag, breach, contextTag, type Breaches } from './der-reader';
import { DistinguishedName } from './distinguished-name';
import { withLabel } from './error';
import * as extensions from './extension';
import type { GeneralName } from './extension';
import { OID } from './oid';
import { writePem } from './pem';
import { PublicKeyInfo, type KeyFacts } from './public-key';
import { serialText } from './serial-number';
import { readSignatureAlgorithm, type SignatureFacts, verifySignature } from './signature';

/** The extensions whose meaning path validation honours; any other critical one must be refused (RFC 5280 4.2). */
const understood: ReadonlySet<string> = new Set([
  OID.subjectKeyIdentifier,
  OID.keyUsage,
  OID.subjectAltName,
  OID.issuerAltName,
  OID.basicConstraints,
  OID.nameConstraints,
  OID.crlDistributionPoints,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.authorityKeyIdentifier,
  OID.policyConstraints,
  OID.extendedKeyUsage,
  OID.inhibitAnyPolicy,
  OID.authorityInfoAccess,
]);

/** An extension that is there but can't be read. */
export interface ExtensionFault {
  readonly oid: string;
  readonly message: string;
}

/**
 * One X.509 certificate, read once: strictly where it is sound, else as far as it can be understood. What breaks DER or the structure of
 * RFC 5280 is listed in `encodingFaults`, a known extension with bad content in `extensionFaults`; path validation refuses such a
 * certificate, a viewer shows it.
 */
export class Certificate509 {
  /** 1, 2 or 3. */
  public readonly version: number;
  public readonly serialOctets: Buffer;
  public readonly subjectName: DistinguishedName;
  public readonly issuerName: DistinguishedName;
  public readonly notBefore: Date;
  public readonly notAfter: Date;
  /** True when a time before 2050 is a GeneralizedTime or a later one a UTCTime: RFC 5280 4.1.2.5. */
  public readonly hasOddTimeEncoding: boolean;
  public readonly signature: SignatureFacts;
  public readonly signatureValue: Buffer;
  /** The signed part. */
  public readonly tbs: Buffer;
  public readonly publicKeyInfo: PublicKeyInfo;
  public readonly hasUniqueIdentifiers: boolean;
  public readonly extensions: readonly extensions.Extension[];
  public readonly extensionFaults: readonly ExtensionFault[];
  /** What is wrong with the encoding, in words; empty for a sound certificate. */
  public readonly encodingFaults: readonly string[];

  public readonly basicConstraints?: extensions.BasicConstraints;
  public readonly keyUsage?: readonly string[];
  public readonly extendedKeyUsage?: readonly string[];
  public readonly subjectAltNames?: readonly GeneralName[];
  public readonly authorityKeyIdentifier?: extensions.AuthorityKeyIdentifier;
  public readonly nameConstraints?: extensions.NameConstraints;
  /** Policy identifiers as dotted text. */
  public readonly policies?: readonly string[];
  public readonly policyConstraints?: extensions.PolicyConstraints;
  public readonly policyMappings?: readonly { readonly issuer: string; readonly subject: string }[];
  public readonly inhibitAnyPolicy?: number;
  public readonly distributionPoints: readonly extensions.DistributionPoint[];
  public readonly accessUrls: extensions.AccessUrls;

  private readonly subjectKeyIdOctets?: Buffer;
  private thumbprints: { sha1?: string; sha256?: string } = {};
  private selfSigned?: boolean;

  private constructor(
    public readonly der: Buffer,
    lenient?: Breaches,
  ) {
    const outer = Der.whole(der, undefined, lenient).open();
    const tbs = outer.next(Tag.SEQUENCE);
    const outerAlgorithm = outer.next(Tag.SEQUENCE);
    this.signatureValue = outer.next().wholeBits();
    outer.finish();
    this.tbs = tbs.bytes;

    const body = tbs.open();
    const version = body.optional(contextTag(0));
    this.version = version === undefined ? 1 : version.inner().smallInteger() + 1;
    if (this.version > 3 || (version !== undefined && this.version === 1)) {
      breach(lenient, `version ${this.version} is not encoded as RFC 5280 4.1.2.1 allows (1 left out, 2 or 3)`);
    }
    this.serialOctets = body.next().integer();
    const innerAlgorithm = body.next(Tag.SEQUENCE);
    if (!innerAlgorithm.bytes.equals(outerAlgorithm.bytes)) {
      breach(
        lenient,
        'the signature algorithm inside the signed part differs from the one outside, which RFC 5280 4.1.1.2 forbids',
      );
    }
    this.signature = readSignatureAlgorithm(innerAlgorithm);
    this.issuerName = new DistinguishedName(body.next(Tag.SEQUENCE).bytes, lenient);
    const validity = body.next().open();
    const [from, to] = [validity.next(), validity.next()];
    validity.finish();
    this.notBefore = from.time();
    this.notAfter = to.time();
    this.hasOddTimeEncoding = [from, to].some(
      (t) => t.tag === Tag.GENERALIZED_TIME && t.time().getUTCFullYear() < 2050,
    );
    this.subjectName = new DistinguishedName(body.next(Tag.SEQUENCE).bytes, lenient);
    this.publicKeyInfo = new PublicKeyInfo(body.next(Tag.SEQUENCE).bytes, lenient);
    const issuerUnique = body.optional(contextTag(1, false));
    const subjectUnique = body.optional(contextTag(2, false));
    this.hasUniqueIdentifiers = issuerUnique !== undefined || subjectUnique !== undefined;
    if (this.hasUniqueIdentifiers && this.version === 1) {
      breach(lenient, 'a version 1 certificate can not have unique identifiers');
    }
    const list = body.optional(contextTag(3));
    body.finish();
    this.extensions = list === undefined ? [] : extensions.readExtensions(list.inner());
    if (list !== undefined && this.version !== 3) {
      breach(lenient, `a version ${this.version} certificate can not have extensions: RFC 5280 4.1.2.9`);
    }

    const faults: ExtensionFault[] = [];
    const read = <T>(oid: string, parse: (value: Buffer, lenient?: Breaches) => T): T | undefined => {
      const extension = this.extension(oid);
      if (extension === undefined) return undefined;
      try {
        return parse(extension.value);
      } catch (error) {
        faults.push({ oid, message: (error as Error).message });
        return readable(() => parse(extension.value, []));
      }
    };
    this.basicConstraints = read(OID.basicConstraints, extensions.readBasicConstraints);
    this.keyUsage = read(OID.keyUsage, extensions.readKeyUsage);
    this.extendedKeyUsage = read(OID.extendedKeyUsage, extensions.readExtendedKeyUsage);
    this.subjectAltNames = read(OID.subjectAltName, extensions.readSubjectAltName);
    this.subjectKeyIdOctets = read(OID.subjectKeyIdentifier, (value, lenient) =>
      Der.whole(value, undefined, lenient).octets(),
    );
    this.authorityKeyIdentifier = read(OID.authorityKeyIdentifier, extensions.readAuthorityKeyIdentifier);
    this.nameConstraints = read(OID.nameConstraints, extensions.readNameConstraints);
    this.policies = read(OID.certificatePolicies, extensions.readCertificatePolicies);
    this.policyConstraints = read(OID.policyConstraints, extensions.readPolicyConstraints);
    this.policyMappings = read(OID.policyMappings, extensions.readPolicyMappings);
    this.inhibitAnyPolicy = read(OID.inhibitAnyPolicy, extensions.readInhibitAnyPolicy);
    this.distributionPoints = read(OID.crlDistributionPoints, extensions.readCrlDistributionPoints) ?? [];
    this.accessUrls = read(OID.authorityInfoAccess, extensions.readAuthorityInfoAccess) ?? { ocsp: [], caIssuers: [] };
    read(OID.issuerAltName, extensions.readSubjectAltName);
    this.extensionFaults = faults;
    this.encodingFaults = lenient ?? [];
  }

  /**
   * Reads one DER certificate; breaches of the encoding that leave it readable are in `encodingFaults`.
   * @throws PkiError `malformed-certificate`, with the label and the place
   */
  public static fromDer(der: Buffer, label: string): Certificate509 {
    return withLabel(
      label,
      'malformed-certificate',
      'the certificate',
      'Export it again from its source as DER or Base-64 X.509',
      () => {
        try {
          return new Certificate509(der);
        } catch (error) {
          const shown = readable(() => new Certificate509(der, []));
          if (shown === undefined) throw error;
          return shown;
        }
      },
    );
  }

  /** The extension with this identifier: the first one, should it stand twice. */
  public extension(oid: string): extensions.Extension | undefined {
    for (const extension of this.extensions) if (extension.oid === oid) return extension;
    return undefined;
  }

  public get pem(): string {
    return writePem('CERTIFICATE', this.der);
  }

  /** RFC 4514. */
  public get subject(): string {
    return this.subjectName.toString();
  }

  /** RFC 4514. */
  public get issuer(): string {
    return this.issuerName.toString();
  }

  /** The most specific common name of the subject. */
  public get commonName(): string | undefined {
    return this.subjectName.values(OID.commonName).at(-1);
  }

  /** Upper-case hexadecimal, without a leading zero octet; a negative number has a minus sign. */
  public get serial(): string {
    return serialText(this.serialOctets);
  }

  public get key(): KeyFacts {
    return this.publicKeyInfo.facts;
  }

  /**
   * The key for node's crypto.
   * @throws PkiError `unsupported` when node can't use it
   */
  public get publicKey(): KeyObject {
    return this.publicKeyInfo.keyObject;
  }

  public get dnsNames(): string[] {
    return this.altNames('dns');
  }

  public get ipAddresses(): string[] {
    return this.altNames('ip');
  }

  public get emailAddresses(): string[] {
    return this.altNames('email');
  }

  public get uris(): string[] {
    return this.altNames('uri');
  }

  /** True when basicConstraints says so. */
  public get isCa(): boolean {
    return this.basicConstraints?.ca === true;
  }

  public get pathLength(): number | undefined {
    return this.basicConstraints?.pathLength;
  }

  /** Upper-case hexadecimal. */
  public get subjectKeyId(): string | undefined {
    return this.subjectKeyIdOctets?.toString('hex').toUpperCase();
  }

  /** Upper-case hexadecimal. */
  public get authorityKeyId(): string | undefined {
    return this.authorityKeyIdentifier?.keyId?.toString('hex').toUpperCase();
  }

  public get crlUrls(): string[] {
    return this.distributionPoints.flatMap((point) => point.urls);
  }

  public get ocspUrls(): readonly string[] {
    return this.accessUrls.ocsp;
  }

  public get caIssuerUrls(): readonly string[] {
    return this.accessUrls.caIssuers;
  }

  /** Upper-case hexadecimal: the thumbprint that Windows shows. */
  public get sha1(): string {
    return (this.thumbprints.sha1 ??= createHash('sha1').update(this.der).digest('hex').toUpperCase());
  }

  /** Upper-case hexadecimal. */
  public get sha256(): string {
    return (this.thumbprints.sha256 ??= createHash('sha256').update(this.der).digest('hex').toUpperCase());
  }

  /** Subject and issuer are the same name. */
  public get isSelfIssued(): boolean {
    return (
      this.subjectName.der.equals(this.issuerName.der) ||
      this.subjectName.comparisonKey === this.issuerName.comparisonKey
    );
  }

  /** Self-issued and signed with its own key; verified once. */
  public get isSelfSigned(): boolean {
    return (this.selfSigned ??= this.isSelfIssued && verifySignature(this, this));
  }

  /** Dotted identifiers of critical extensions that path validation does not honour. */
  public get unknownCriticalExtensions(): string[] {
    return this.extensions.filter((e) => e.critical && !understood.has(e.oid)).map((e) => e.oid);
  }

  /** What people call it: common name, else first DNS name, else subject, else serial number. */
  public get displayName(): string {
    return this.commonName ?? this.dnsNames[0] ?? (this.subject || `serial ${this.serial}`);
  }

  private altNames(kind: GeneralName['kind']): string[] {
    return (this.subjectAltNames ?? []).filter((name) => name.kind === kind).map((name) => name.value);
  }
}

/** What the reader returns; undefined where it throws. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
