import { createHash } from 'node:crypto';
import { sha1Rounds } from './sha1-rounds';

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

const blockSizes: Readonly<Record<string, number>> = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 };

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
