import { createECDH, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { WireFault } from './wire';

/** One half of a key agreement of TLS 1.3. */
export interface KeyShare {
  /** Number of the group on the wire. */
  readonly group: number;
  readonly publicKey: Buffer;
  /** @throws WireFault when the peer's half is no point of the group */
  agree(peer: Buffer): Buffer;
}

const P256 = 0x0017;
const X25519 = 0x001d;
/** The hybrid group of current browsers (draft-ietf-tls-ecdhe-mlkem). */
export const X25519MLKEM768 = 0x11ec;
const CURVES: Readonly<Record<number, string>> = { 0x0017: 'prime256v1', 0x0018: 'secp384r1', 0x0019: 'secp521r1' };

/** DER before the 32 octets of an X25519 public key (RFC 8410). */
const X25519_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** Makes shares, one a group. They protect nothing that is secret, so that one of each serves all probes of a run. */
export class KeyShares {
  private readonly made = new Map<number, KeyShare>();

  /** The shares that a first ClientHello offers: P-256 and X25519, in the order of its groups. */
  public get first(): KeyShare[] {
    return [this.of(P256) as KeyShare, this.of(X25519) as KeyShare];
  }

  /**
   * The shares of a large ClientHello: X25519MLKEM768 and X25519. The first has the form of a key and the size of one, and nobody has its
   * private half: a server that chooses it has answered, and is read no further.
   */
  public large(random: (size: number) => Buffer): KeyShare[] {
    const classic = this.of(X25519) as KeyShare;
    const agree = (): never => {
      throw new WireFault('the server chose X25519MLKEM768, which is offered to see whether it answers');
    };
    const publicKey = Buffer.concat([encapsulationKey(random), classic.publicKey]);
    return [{ group: X25519MLKEM768, publicKey, agree }, classic];
  }

  /** Undefined: a group that was not offered. */
  public of(group: number): KeyShare | undefined {
    const known = this.made.get(group);
    if (known) return known;
    const share = group === X25519 ? x25519() : group in CURVES ? onCurve(group) : undefined;
    if (share) this.made.set(group, share);
    return share;
  }
}

function x25519(): KeyShare {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  return {
    group: X25519,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(X25519_PREFIX.length),
    agree: (peer) => {
      if (peer.length !== 32) throw new WireFault(`a key share of X25519 has ${peer.length} octets, not 32`);
      let other: KeyObject;
      try {
        other = createPublicKey({ key: Buffer.concat([X25519_PREFIX, peer]), format: 'der', type: 'spki' });
        return diffieHellman({ privateKey, publicKey: other });
      } catch {
        throw new WireFault('the key share is no usable key of X25519');
      }
    },
  };
}

function onCurve(group: number): KeyShare {
  const own = createECDH(CURVES[group]);
  const publicKey = own.generateKeys();
  return {
    group,
    publicKey,
    agree: (peer) => {
      try {
        return own.computeSecret(peer);
      } catch {
        throw new WireFault(`the key share is no point of ${CURVES[group]}`);
      }
    },
  };
}

/** FIPS 203, table 2 and 7.2: 768 coefficients below the modulus of 12 bits each, and a seed; servers check no more. */
const COEFFICIENTS = 768;
const MODULUS = 3329;
const SEED_SIZE = 32;

function encapsulationKey(random: (size: number) => Buffer): Buffer {
  const numbers = random(COEFFICIENTS * 2);
  const packed = Buffer.alloc((COEFFICIENTS * 3) / 2);
  for (let pair = 0; pair < COEFFICIENTS / 2; pair++) {
    const low = numbers.readUInt16BE(pair * 4) % MODULUS;
    const high = numbers.readUInt16BE(pair * 4 + 2) % MODULUS;
    packed.writeUIntLE(low | (high << 12), pair * 3, 3);
  }
  return Buffer.concat([packed, random(SEED_SIZE)]);
}
