import { createHash } from 'node:crypto';
import { PkiError } from './error';

/** What a derived value is for: RFC 7292 B.3. */
export const KeyPurpose = { KEY: 1, IV: 2, MAC: 3 } as const;

/** A password as PKCS #12 takes it: UTF-16BE with two zero octets at the end. */
export function pfxPassword(password: string): Buffer {
  return Buffer.from(`${password}\0`, 'utf16le').swap16();
}

/** A password in the forms in which programs take it for the key derivation of RFC 7292. */
export class PfxPassword {
  /** For PBKDF2. */
  public readonly utf8: Buffer;
  private known: Buffer[];

  public constructor(public readonly text: string) {
    this.utf8 = Buffer.from(text, 'utf8');
    // Some programs take no password for no octets at all, others for the two zero octets at the end; Windows mixes the two in one file.
    this.known = text === '' ? [pfxPassword(''), Buffer.alloc(0)] : [pfxPassword(text)];
  }

  /** The likeliest first. */
  public get forms(): readonly Buffer[] {
    return this.known;
  }

  /** The form that opened a part of the file is the likeliest for the next. */
  public prefer(form: Buffer): void {
    this.known = [form, ...this.known.filter((other) => other !== form)];
  }
}

/** Octets of one block of a hash: FIPS 180-4, FIPS 202, RFC 1321. */
const blockSizes: Readonly<Record<string, number>> = {
  md5: 64,
  ripemd160: 64,
  sha1: 64,
  sha224: 64,
  sha256: 64,
  sha384: 128,
  sha512: 128,
  'sha512-224': 128,
  'sha512-256': 128,
  'sha3-224': 144,
  'sha3-256': 136,
  'sha3-384': 104,
  'sha3-512': 72,
};

/** The hash of a digest, again and again. */
function hashAgain(hash: string, digest: Buffer, times: number): Buffer {
  if (hash === 'sha1') return sha1Rounds(digest, times);
  let a = digest;
  for (let i = 0; i < times; i++) a = createHash(hash).update(a).digest();
  return a;
}

/** Key derivation of RFC 7292 appendix B.2. */
export function derivePfxKey(
  hash: string,
  password: Buffer,
  salt: Buffer,
  purpose: number,
  iterations: number,
  length: number,
): Buffer {
  const v = blockSizes[hash]!;
  const fill = (bytes: Buffer): Buffer =>
    bytes.length === 0 ? bytes : Buffer.alloc(v * Math.ceil(bytes.length / v), bytes);
  const diversifier = Buffer.alloc(v, purpose);
  const input = Buffer.concat([fill(salt), fill(password)]);
  const parts: Buffer[] = [];
  for (let have = 0; have < length;) {
    const a = hashAgain(hash, createHash(hash).update(diversifier).update(input).digest(), iterations - 1);
    parts.push(a);
    have += a.length;
    const b = Buffer.alloc(v, a);
    for (let block = 0; block < input.length; block += v) {
      let carry = 1;
      for (let i = v - 1; i >= 0; i--) {
        const sum = input[block + i]! + b[i]! + carry;
        input[block + i] = sum & 0xff;
        carry = sum >> 8;
      }
    }
  }
  return Buffer.concat(parts).subarray(0, length);
}

const LENGTH = 20;

/** Initial hash value and constants of FIPS 180-4, 5.3.1 and 4.2.1. */
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0].map((word) => word | 0);

const ROUND = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6].map((word) => word | 0);

/**
 * SHA-1 of a SHA-1 digest, again and again: what the key derivation of RFC 7292 asks for hundreds of thousands of times. Each call of
 * node's own hash costs several times as much as the hash of one block.
 *
 * @param digest 20 octets
 * @param times at least 0
 */
export function sha1Rounds(digest: Buffer, times: number): Buffer {
  const state = Int32Array.from({ length: LENGTH / 4 }, (_, i) => digest.readInt32BE(4 * i));
  const words = new Int32Array(80);
  for (let i = 0; i < times; i++) hashBlock(state, words);
  const result = Buffer.alloc(LENGTH);
  state.forEach((word, i) => result.writeInt32BE(word, 4 * i));
  return result;
}

/** The digest of `state`, which takes its place. Its 20 octets, their padding and their length fill one block: FIPS 180-4, 5.1.1. */
function hashBlock(state: Int32Array, words: Int32Array): void {
  words.fill(0, LENGTH / 4, 15);
  words.set(state);
  words[5] = 0x80000000;
  words[15] = LENGTH * 8;
  for (let t = 16; t < 80; t++) {
    const word = words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!;
    words[t] = (word << 1) | (word >>> 31);
  }
  let a = START[0]!;
  let b = START[1]!;
  let c = START[2]!;
  let d = START[3]!;
  let e = START[4]!;
  for (let t = 0; t < 80; t++) {
    const mixed = t < 20 ? (b & c) | (~b & d) : t < 40 || t >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
    const next = (((a << 5) | (a >>> 27)) + mixed + e + ROUND[(t / 20) | 0]! + words[t]!) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = START[0]! + a;
  state[1] = START[1]! + b;
  state[2] = START[2]! + c;
  state[3] = START[3]! + d;
  state[4] = START[4]! + e;
}

/** A file with more asks for minutes of work: Firefox writes 600,000 rounds for each part, Windows 2,000. */
const MOST_ROUNDS = 20_000_000;

/** A round that is not made inside node's crypto costs as much as so many that are. */
const SLOW_ROUND = 4;

/** A file with more bags is no certificate file. */
const MOST_BAGS = 2000;

/** The work that one PFX file may cost, over all its parts: hostile files end in an error, not in hours. */
export class PfxWork {
  private rounds = 0;
  private bags = 0;

  /**
   * Books rounds of a key derivation before they are made.
   * @param slow whether they are made outside node's crypto
   * @throws PkiError `unsupported` when the file asks for too many in all
   */
  public spendRounds(count: number, slow: boolean): void {
    if (count < 1) throw new PkiError('malformed-pfx', `${count} rounds of key derivation; at least 1 is needed`);
    this.rounds += slow ? count * SLOW_ROUND : count;
    if (this.rounds > MOST_ROUNDS)
      throw new PkiError(
        'unsupported',
        `the file asks for more rounds of key derivation than are done (${count} of them in one part). Export it again with fewer`,
      );
  }

  /** @throws PkiError `unsupported` when the file has too many bags */
  public spendBag(): void {
    if (++this.bags > MOST_BAGS)
      throw new PkiError('unsupported', `more than ${MOST_BAGS} bags. Check that this is the right file`);
  }
}
