import { createHash, type KeyObject } from 'node:crypto';
import { Certificate509 } from '../pki';

/** Keys kept at most: endpoints of one run present few certificates, or each its own. */
const MOST_KEYS = 500;

/** Reads the public keys of certificates; endpoints often present the same ones. */
export class CertificateKeys {
  private readonly known = new Map<string, KeyObject | undefined>();

  /** The public key of a certificate; undefined: it can't be read. */
  public of(der: Buffer): KeyObject | undefined {
    const id = createHash('sha256').update(der).digest('base64');
    if (this.known.has(id)) return this.known.get(id);
    const key = readKey(der);
    if (this.known.size >= MOST_KEYS) this.known.clear();
    this.known.set(id, key);
    return key;
  }
}

function readKey(der: Buffer): KeyObject | undefined {
  try {
    return Certificate509.fromDer(der, 'the presented certificate').publicKeyInfo.keyObject;
  } catch {
    // Whatever is wrong with it, its bytes are kept, and the judgement says what.
    return undefined;
  }
}
