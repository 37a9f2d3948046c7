import { KeyType } from '../../model';

/** Algorithm and size of a private key that Terraform makes. */
export class KeyAlgorithm {
  public static readonly RSA_2048 = new KeyAlgorithm(KeyType.RSA, 2048);
  public static readonly RSA_3072 = new KeyAlgorithm(KeyType.RSA, 3072);
  public static readonly RSA_4096 = new KeyAlgorithm(KeyType.RSA, 4096);
  public static readonly ECDSA_P256 = new KeyAlgorithm(KeyType.ECDSA, 256);
  public static readonly ECDSA_P384 = new KeyAlgorithm(KeyType.ECDSA, 384);

  private constructor(
    public readonly type: KeyType,
    /** Modulus length of RSA, curve size of ECDSA, in bits. */
    public readonly bits: number,
  ) {}

  /** `algorithm` of `tls_private_key`. */
  public get terraformAlgorithm(): string {
    return this.type === KeyType.RSA ? 'RSA' : 'ECDSA';
  }

  /** Hash that the tls provider signs with, when a key of this algorithm signs (measured with 4.1.0: SHA-384 for P-384 alone). */
  public get signatureHash(): string {
    return this.type === KeyType.ECDSA && this.bits === 384 ? 'sha384' : 'sha256';
  }
}
