import { Lazy, TerraformElement, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import {
  Certificate,
  DeclaredAuthority,
  ExchangeRelease,
  HostName,
  LONGEST_COMMON_NAME,
  TrustAnchor,
} from '../../model';
import { KeyAlgorithm } from './key-request';
import { withValue } from '../registry';

import { reference } from './tls-resources';

/**
 * Where a certificate comes from. A server calls `bind` once for each certificate that it needs, in a scope of the source's own.
 */
export interface ICertificateSource {
  /** Declares what makes or reads the certificate, and answers with plain data. */
  bind(scope: Construct, request: CertificateRequest): CertificateConfig;
}

/** The names that a certificate must have: known when everything is declared, so asked late. */
export interface IRequiredNames {
  /** Host names in order, each once. */
  readonly hostNames: HostName[];
  /** The same as a token list for Terraform. */
  readonly tokens: string[];
}

/** What a certificate source is asked for. */
export interface CertificateRequest {
  /** Whom it is for, in words: a server's name. */
  readonly label: string;
  readonly names: IRequiredNames;
  readonly release: ExchangeRelease;
  /** Name of the server itself, and its NetBIOS name. */
  readonly serverFqdn: HostName;
  readonly netBiosName: string;
}

/** Describes a certificate in the model's words, when the whole is declared. */
export interface ICertificateDescription {
  /** Id of the certificate; known at once, while the rest follows from everything declared. */
  readonly id: string;
  readonly certificate: Certificate;
  readonly anchors: TrustAnchor[];
}

/** What a certificate source answers: everything that Terraform and the model need, as a plain struct. */
export interface CertificateConfig {
  readonly description: ICertificateDescription;
  /** PEM or a Terraform expression of it; left out: not available (installed by Exchange, or ordered). */
  readonly certificatePem?: string;
  /** Intermediates, PEM one after the other, nearest to the leaf first. Left out: none. */
  readonly chainPem?: string;
  /** Root that clients must hold, PEM. */
  readonly rootPem?: string;
  /** Private key as a Terraform expression; never the key itself. */
  readonly privateKeyPem?: string;
  /** File with the private key, relative to where synth runs; read when the bundle is written, not before. */
  readonly privateKeyFile?: string;
  /** PFX with certificate and key, relative to where synth runs; the key is taken from it when the bundle is written. */
  readonly pfxFile?: string;
  /** Name of the environment variable that opens `pfxFile`, at synth and at apply. */
  readonly pfxPasswordVariable?: string;
  /** Certificate signing request for a vendor or CA. */
  readonly csrPem?: string;
  /** First and last moment of validity: ISO 8601 or an expression of it. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** When the renewal is due, as an expression. */
  readonly renewalDue?: string;
}

/** Something that signs server certificates: a CA that Terraform makes, one that exists, or one that signs elsewhere. */
export interface ICertificateIssuer {
  /** What people call it. */
  readonly name: string;
  /** Subject of the CA that signs, RFC 4514, as far as it is declared. Left out: the name as common name. */
  readonly subject?: string;
  /** Certificate of the CA that signs, PEM (a Terraform expression, or text). */
  readonly certificatePem: string;
  /** Its private key, always an expression; an empty string where the CA signs elsewhere. */
  readonly privateKeyPem: string;
  /** Certificates between the server's and the root, PEM one after the other; an empty string where the root signs itself. */
  readonly chainPem: string;
  /** The root that clients must hold, PEM. */
  readonly rootPem: string;
  /** The same root in the model's words. */
  readonly anchor: TrustAnchor;
  /** The certificates between, PEM each, where they are available. */
  readonly knownChainPem: string[];
  /** Key of the CA that signs; decides the hash of its signatures. Left out: not known. */
  readonly keyAlgorithm?: KeyAlgorithm;
  /** Lifetimes of the CAs that Terraform makes, the one that signs first and the root last. Left out: not known. */
  readonly authorities?: DeclaredAuthority[];
}

/** Names that are gathered until the estate is complete. */
export class RequiredNames implements IRequiredNames {
  public readonly tokens: string[];
  public constructor(private readonly gather: () => HostName[]) {
    this.tokens = Lazy.listValue({
      produce: () => this.hostNames.map((name) => name.value ?? (name.expression as string)),
    });
  }
  public get hostNames(): HostName[] {
    return this.gather();
  }
}

/** De-duplicates and keeps the order. */
export function uniqueNames(names: Iterable<HostName>): HostName[] {
  const found = new Map<string, HostName>();
  for (const name of names) {
    const key = name.value ?? `\u0000${name.expression}`;
    if (!found.has(key)) found.set(key, name);
  }
  return [...found.values()];
}

/** The name that becomes the subject's common name: the first that X.520 has room for. */
function commonNameOf(names: HostName[]): HostName | undefined {
  return names.find(({ value }) => value === undefined || value.length <= LONGEST_COMMON_NAME);
}

/** The common name as far as synth knows it; what Terraform alone knows is no text to compare with. */
export function knownCommonName(names: HostName[]): { readonly commonName?: string } {
  return withValue('commonName', commonNameOf(names)?.value);
}

/** The common name as a token, for a resource that is made before the names are complete. */
export function lazyCommonName(names: IRequiredNames): string {
  return Lazy.stringValue({
    produce: () => {
      const name = commonNameOf(names.hostNames);
      return name?.value ?? name?.expression;
    },
  });
}

/** The anchor with the expression of its PEM, where the CA belongs to the same stack. */
export function anchorIn(scope: Construct, issuer: ICertificateIssuer): TrustAnchor {
  if (issuer.anchor.pem !== undefined || !(issuer instanceof Construct)) return issuer.anchor;
  const same = TerraformStack.of(issuer) === TerraformStack.of(scope);
  const root = issuer.node.tryFindChild('Root');
  return same && root && Token.isUnresolved(issuer.rootPem)
    ? {
        ...issuer.anchor,
        pemExpression: `\${${reference(root as TerraformElement, 'tls_self_signed_cert', 'cert_pem')}}`,
      }
    : issuer.anchor;
}
