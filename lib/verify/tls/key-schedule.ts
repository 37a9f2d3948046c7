import { createDecipheriv, createHash, createHmac, type CipherGCMTypes } from 'node:crypto';
import { counted, WireFault, words } from './wire';

/** A cipher suite of TLS 1.3. */
interface Suite {
  readonly hash: 'sha256' | 'sha384';
  readonly cipher: CipherGCMTypes | 'chacha20-poly1305';
  readonly keySize: number;
}

const SUITES: Readonly<Record<number, Suite>> = {
  0x1301: { hash: 'sha256', cipher: 'aes-128-gcm', keySize: 16 },
  0x1302: { hash: 'sha384', cipher: 'aes-256-gcm', keySize: 32 },
  0x1303: { hash: 'sha256', cipher: 'chacha20-poly1305', keySize: 32 },
};

const TAG_SIZE = 16;
const IV_SIZE = 12;

/** Decrypts what a server of TLS 1.3 sends during the handshake (RFC 8446 5.2, 7.1). */
export class ServerRecords {
  private sequence = 0;

  private constructor(
    private readonly suite: Suite,
    private readonly key: Buffer,
    private readonly iv: Buffer,
  ) {}

  /** @throws WireFault when the suite is none of TLS 1.3 */
  public static from(suiteNumber: number, shared: Buffer, transcript: readonly Buffer[]): ServerRecords {
    const suite = suiteOf(suiteNumber);
    const { hash } = suite;
    const zeros = Buffer.alloc(hashSize(hash));
    const early = hmac(hash, zeros, zeros);
    const derived = expandLabel(hash, early, 'derived', digest(hash, []), zeros.length);
    const handshake = hmac(hash, derived, shared);
    const secret = expandLabel(hash, handshake, 's hs traffic', digest(hash, transcript), zeros.length);
    const none = Buffer.alloc(0);
    return new ServerRecords(
      suite,
      expandLabel(hash, secret, 'key', none, suite.keySize),
      expandLabel(hash, secret, 'iv', none, IV_SIZE),
    );
  }

  /** @throws WireFault when the record was not made with this key */
  public decrypt(header: Buffer, body: Buffer): { readonly type: number; readonly content: Buffer } {
    if (body.length < TAG_SIZE + 1) throw new WireFault('an encrypted record is too short');
    const nonce = Buffer.from(this.iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.sequence++) >>> 0, 8);
    const options = { authTagLength: TAG_SIZE };
    // Node's types know these ciphers by separate signatures.
    const decipher = createDecipheriv(this.suite.cipher as CipherGCMTypes, this.key, nonce, options);
    decipher.setAAD(header, { plaintextLength: body.length - TAG_SIZE } as never);
    decipher.setAuthTag(body.subarray(body.length - TAG_SIZE));
    let inner: Buffer;
    try {
      inner = Buffer.concat([decipher.update(body.subarray(0, body.length - TAG_SIZE)), decipher.final()]);
    } catch {
      throw new WireFault('an encrypted record can not be decrypted with the key that was agreed on');
    }
    let end = inner.length - 1;
    while (end >= 0 && inner[end] === 0) end--;
    if (end < 0) throw new WireFault('an encrypted record has no content type');
    return { type: inner[end], content: inner.subarray(0, end) };
  }
}

/** Hash of the handshake messages so far. */
export function transcriptHash(suiteNumber: number, transcript: readonly Buffer[]): Buffer {
  return digest(suiteOf(suiteNumber).hash, transcript);
}

function suiteOf(suiteNumber: number): Suite {
  const suite = SUITES[suiteNumber];
  if (!suite) throw new WireFault(`the server chose the cipher suite 0x${suiteNumber.toString(16)}, none of TLS 1.3`);
  return suite;
}

function hashSize(hash: Suite['hash']): number {
  return hash === 'sha256' ? 32 : 48;
}

function digest(hash: string, parts: readonly Buffer[]): Buffer {
  const running = createHash(hash);
  for (const part of parts) running.update(part);
  return running.digest();
}

function hmac(hash: string, key: Buffer, data: Buffer): Buffer {
  return createHmac(hash, key).update(data).digest();
}

/** HKDF-Expand-Label (RFC 8446 7.1); one block is enough for every length here. */
function expandLabel(hash: string, secret: Buffer, label: string, context: Buffer, size: number): Buffer {
  const info = Buffer.concat([words(size), counted(1, Buffer.from(`tls13 ${label}`, 'latin1')), counted(1, context)]);
  return hmac(hash, secret, Buffer.concat([info, Buffer.from([1])])).subarray(0, size);
}
