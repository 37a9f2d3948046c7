import { createHash } from 'node:crypto';
import { ProbeTools } from './attempt';
import { Interruption } from './lanes';
import { KeyShares } from './tls/key-share';
import { Certificate509 } from '../pki';
import { CertificateKey } from './tls/handshake';

/** What the probes of one run share. */
export function probeTools(deadlineMs: number, interruption: Interruption, random: ProbeTools['random']): ProbeTools {
  const keys = new CertificateKeys();
  return { deadlineMs, interruption, random, shares: new KeyShares(), keyOf: (der) => keys.of(der) };
}

/** Keys kept at most: endpoints of one run present few certificates, or each its own. */
const MOST_KEYS = 500;

/** Reads the public keys of certificates; endpoints often present the same ones. */
export class CertificateKeys {
  private readonly known = new Map<string, CertificateKey>();

  /** The public key of a certificate, DER. Whatever is wrong with it, its bytes are kept, and the judgement says what. */
  public of(der: Buffer): CertificateKey {
    const id = createHash('sha256').update(der).digest('base64');
    const before = this.known.get(id);
    if (before) return before;
    const key = readKey(der);
    if (this.known.size >= MOST_KEYS) this.known.clear();
    this.known.set(id, key);
    return key;
  }
}

function readKey(der: Buffer): CertificateKey {
  let certificate: Certificate509;
  try {
    certificate = Certificate509.fromDer(der, 'the presented certificate');
  } catch {
    return { isReadable: false };
  }
  try {
    return { isReadable: true, key: certificate.publicKeyInfo.keyObject };
  } catch {
    return { isReadable: true };
  }
}
