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
