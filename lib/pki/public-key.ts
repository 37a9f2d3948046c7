import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { Der, Tag, breach, type Breaches } from './der-reader';
import { PkiError } from './error';
import { OID, curveBits, curveNames } from './oid';

/** Key types by the name this room uses. */
export type PublicKeyAlgorithm = 'rsa' | 'rsa-pss' | 'ec' | 'ed25519' | 'ed448' | 'dsa' | 'x25519' | 'x448' | 'unknown';

export interface KeyFacts {
  readonly algorithm: PublicKeyAlgorithm;
  /** RSA and DSA: bits of the modulus; elliptic curves: bits of the field. */
  readonly bits?: number;
  /** Named curve, for example 'P-256'; 'explicit' when the parameters are spelled out. */
  readonly curve?: string;
  /** RSA: public exponent. */
  readonly exponent?: bigint;
  /** Algorithm identifier as dotted text. */
  readonly oid: string;
}

const edwards: Readonly<Record<string, PublicKeyAlgorithm>> = {
  [OID.ed25519]: 'ed25519',
  [OID.ed448]: 'ed448',
  [OID.x25519]: 'x25519',
  [OID.x448]: 'x448',
};

const edwardsBits: Partial<Record<PublicKeyAlgorithm, number>> = { ed25519: 256, ed448: 456, x25519: 256, x448: 448 };

/** A SubjectPublicKeyInfo: RFC 5280 4.1.2.7, RFC 3279, RFC 5480, RFC 8410. */
export class PublicKeyInfo {
  public readonly facts: KeyFacts;
  /** The subjectPublicKey's octets. */
  public readonly keyBits: Buffer;
  private object?: KeyObject;
  private text?: string;

  /** @param lenient takes breaches of the encoding; left out: they throw */
  public constructor(
    public readonly der: Buffer,
    lenient?: Breaches,
  ) {
    const spki = Der.whole(der, undefined, lenient).open();
    const identifier = spki.next().open();
    const algorithm = identifier.next(Tag.OID).oid();
    const parameters = identifier.done ? undefined : identifier.next();
    identifier.finish();
    this.keyBits = spki.next().wholeBits();
    spki.finish();
    this.facts = this.read(algorithm, parameters, lenient);
  }

  private read(algorithm: string, parameters: Der | undefined, lenient: Breaches | undefined): KeyFacts {
    try {
      return keyFacts(algorithm, parameters, this.keyBits, lenient);
    } catch (error) {
      breach(lenient, `the public key can't be read: ${(error as Error).message}`);
      return { algorithm: 'unknown', oid: algorithm };
    }
  }

  /**
   * The key for node's crypto.
   * @throws PkiError `unsupported` when node can't use it
   */
  public get keyObject(): KeyObject {
    if (this.object === undefined) {
      try {
        this.object = this.importKey();
      } catch {
        throw new PkiError(
          'unsupported',
          `a public key of type ${this.facts.algorithm} (${this.facts.oid}) that can't be used`,
        );
      }
    }
    return this.object;
  }

  /** Equal for equal keys. */
  public get comparisonKey(): string {
    return (this.text ??= this.der.toString('latin1'));
  }

  /** The general decoder of OpenSSL 3 costs more than a verification; the direct ways for the usual keys do not. */
  private importKey(): KeyObject {
    const { algorithm, curve } = this.facts;
    if (algorithm === 'rsa') return createPublicKey({ key: this.keyBits, format: 'der', type: 'pkcs1' });
    if (algorithm === 'ed25519') {
      return createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: this.keyBits.toString('base64url') },
        format: 'jwk',
      });
    }
    if (curve === 'P-256' && this.keyBits.length === 65 && this.keyBits[0] === 4) {
      const [x, y] = [this.keyBits.subarray(1, 33), this.keyBits.subarray(33)].map((half) =>
        half.toString('base64url'),
      );
      return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    }
    return createPublicKey({ key: this.der, format: 'der', type: 'spki' });
  }

  /** SHA-1 over the key bits: the usual key identifier, RFC 5280 4.2.1.2 (1). */
  public get keyIdentifier(): Buffer {
    return createHash('sha1').update(this.keyBits).digest();
  }
}

function keyFacts(oid: string, parameters: Der | undefined, bits: Buffer, lenient: Breaches | undefined): KeyFacts {
  if (oid === OID.rsaEncryption || oid === OID.rsassaPss) {
    if (oid === OID.rsaEncryption) {
      if (parameters === undefined) breach(lenient, 'RSA key without the NULL parameters of RFC 3279 2.3.1');
      else if (parameters.tag !== Tag.NULL) breach(lenient, 'RSA key with parameters other than NULL');
      else parameters.null();
    }
    const key = Der.whole(bits, undefined, lenient).open();
    const modulus = positive(key.next().integer());
    const exponent = positive(key.next().integer());
    key.finish();
    return {
      algorithm: oid === OID.rsaEncryption ? 'rsa' : 'rsa-pss',
      bits: bitLength(modulus),
      exponent: exponent.length > 32 ? 0n : BigInt(`0x${exponent.toString('hex')}`),
      oid,
    };
  }
  if (oid === OID.ecPublicKey) {
    if (parameters === undefined) {
      breach(lenient, 'elliptic-curve key without a curve');
      return { algorithm: 'ec', oid };
    }
    if (parameters.tag !== Tag.OID) return { algorithm: 'ec', curve: 'explicit', oid };
    const name = parameters.oid();
    const curve = curveNames[name] ?? name;
    return { algorithm: 'ec', curve, bits: curveBits[curve], oid };
  }
  const edwardsName = edwards[oid];
  if (edwardsName !== undefined) {
    if (parameters !== undefined)
      breach(lenient, `${edwardsName} key with parameters: RFC 8410 section 3 forbids them`);
    return { algorithm: edwardsName, bits: edwardsBits[edwardsName], oid };
  }
  if (oid === OID.dsa) {
    const p = parameters?.tag === Tag.SEQUENCE ? positive(parameters.open().next().integer()) : undefined;
    return { algorithm: 'dsa', bits: p === undefined ? undefined : bitLength(p), oid };
  }
  return { algorithm: 'unknown', oid };
}

function positive(octets: Buffer): Buffer {
  if (octets[0]! >= 0x80) throw new PkiError('malformed-der', 'a key has a negative number');
  return octets;
}

function bitLength(octets: Buffer): number {
  let i = 0;
  while (i < octets.length && octets[i] === 0) i++;
  return i === octets.length ? 0 : (octets.length - i) * 8 - (Math.clz32(octets[i]!) - 24);
}
