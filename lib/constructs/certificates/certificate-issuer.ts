import { DeclaredAuthority, TrustAnchor } from '../../model';
import { KeyAlgorithm } from './key-algorithm';

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
