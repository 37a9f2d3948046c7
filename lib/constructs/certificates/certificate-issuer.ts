import { TrustAnchor } from '../../model';
import { KeyAlgorithm } from './key-algorithm';

/** Something that signs server certificates: a CA that Terraform makes, or one that exists. */
export interface ICertificateIssuer {
  /** What people call it. */
  readonly name: string;
  /** Certificate of the CA that signs, PEM (a Terraform expression, or text). */
  readonly certificatePem: string;
  /** Its private key, always an expression. */
  readonly privateKeyPem: string;
  /** Certificates between the server's and the root, PEM one after the other; an empty string where the root signs itself. */
  readonly chainPem: string;
  /** The root that clients must hold, PEM. */
  readonly rootPem: string;
  /** The same root in the model's words. */
  readonly anchor: TrustAnchor;
  /** The certificates between, PEM each, where they are at hand. */
  readonly knownChainPem: string[];
  /** Key of the CA that signs; decides the hash of its signatures. Left out: not known. */
  readonly keyAlgorithm?: KeyAlgorithm;
}
