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

const X25519 = 0x001d;
const CURVES: Readonly<Record<number, string>> = { 0x0017: 'prime256v1', 0x0018: 'secp384r1', 0x0019: 'secp521r1' };

/** DER before the 32 octets of an X25519 public key (RFC 8410). */
const X25519_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/** Makes shares, one a group. They protect nothing that is secret, so that one of each serves all probes of a run. */
export class KeyShares {
  private readonly made = new Map<number, KeyShare>();

  /** The shares that a first ClientHello offers: X25519 and P-256. */
  public get first(): KeyShare[] {
    return [this.of(X25519) as KeyShare, this.of(0x0017) as KeyShare];
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
