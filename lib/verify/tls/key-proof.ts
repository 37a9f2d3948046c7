import { constants, createHash, publicDecrypt, verify, type KeyObject } from 'node:crypto';
import { TlsVersion } from '../../model';
import { WireReader } from './wire';

interface Scheme {
  readonly key: 'rsa' | 'rsa-pss' | 'ec' | 'ed25519' | 'ed448';
  readonly hash: string | null;
  readonly pss?: boolean;
  readonly curve?: string;
}

/** RFC 8446 4.2.3. The curve binds in TLS 1.3 alone. */
const SCHEMES: Readonly<Record<number, Scheme>> = {
  0x0201: { key: 'rsa', hash: 'sha1' },
  0x0401: { key: 'rsa', hash: 'sha256' },
  0x0501: { key: 'rsa', hash: 'sha384' },
  0x0601: { key: 'rsa', hash: 'sha512' },
  0x0203: { key: 'ec', hash: 'sha1' },
  0x0403: { key: 'ec', hash: 'sha256', curve: 'prime256v1' },
  0x0503: { key: 'ec', hash: 'sha384', curve: 'secp384r1' },
  0x0603: { key: 'ec', hash: 'sha512', curve: 'secp521r1' },
  0x0804: { key: 'rsa', hash: 'sha256', pss: true },
  0x0805: { key: 'rsa', hash: 'sha384', pss: true },
  0x0806: { key: 'rsa', hash: 'sha512', pss: true },
  0x0807: { key: 'ed25519', hash: null },
  0x0808: { key: 'ed448', hash: null },
  0x0809: { key: 'rsa-pss', hash: 'sha256', pss: true },
  0x080a: { key: 'rsa-pss', hash: 'sha384', pss: true },
  0x080b: { key: 'rsa-pss', hash: 'sha512', pss: true },
};

/** What a server signs in TLS 1.3, before the transcript's hash (RFC 8446 4.4.3). */
const CONTEXT = Buffer.concat([
  Buffer.alloc(64, 0x20),
  Buffer.from('TLS 1.3, server CertificateVerify', 'latin1'),
  Buffer.alloc(1),
]);

/**
 * Whether the body of a CertificateVerify was signed with the key of the certificate.
 *
 * @throws WireFault when the message is malformed
 */
export function provesKey(body: Buffer, transcript: Buffer, key: KeyObject): boolean {
  const reader = new WireReader(body, 'CertificateVerify');
  const scheme = SCHEMES[reader.number(2)];
  const signature = reader.counted(2);
  reader.end();
  // TLS 1.3 knows neither PKCS #1 v1.5 nor SHA-1 here, and binds the curve.
  if (!scheme || scheme.hash === 'sha1' || (scheme.key === 'rsa' && scheme.pss !== true)) return false;
  if (scheme.curve !== undefined && key.asymmetricKeyDetails?.namedCurve !== scheme.curve) return false;
  return verified(scheme, Buffer.concat([CONTEXT, transcript]), signature, key);
}

/** How a suite of TLS 1.2 and older agrees on keys: what the server's ServerKeyExchange holds. */
export type KeyExchange = 'ecdhe' | 'dhe' | 'rsa';

const DHE_SUITES = [0x009e, 0x009f, 0xccaa, 0x0067, 0x006b, 0x0033, 0x0039, 0x0016];

export function keyExchangeOf(suite: number): KeyExchange {
  if (suite >> 8 === 0xc0 || suite === 0xcca8 || suite === 0xcca9) return 'ecdhe';
  return DHE_SUITES.includes(suite) ? 'dhe' : 'rsa';
}

/**
 * Whether the body of a ServerKeyExchange was signed with the key of the certificate (RFC 5246 7.4.3, RFC 8422 5.4).
 *
 * @param randoms the client's random and the server's, in this order
 * @throws WireFault when the message is malformed
 */
export function provesExchange(
  body: Buffer,
  exchange: KeyExchange,
  version: TlsVersion,
  randoms: Buffer,
  key: KeyObject,
): boolean {
  const reader = new WireReader(body, 'ServerKeyExchange');
  if (exchange === 'ecdhe') {
    reader.take(3);
    reader.counted(1);
  } else for (let part = 0; part < 3; part++) reader.counted(2);
  const signed = Buffer.concat([randoms, body.subarray(0, body.length - reader.left)]);
  const number = version >= TlsVersion.TLS_1_2 ? reader.number(2) : undefined;
  const signature = reader.counted(2);
  reader.end();
  if (number === undefined) return provesOldExchange(signed, signature, key);
  const scheme = SCHEMES[number];
  return scheme !== undefined && verified(scheme, signed, signature, key);
}

/** Before TLS 1.2: RSA signs MD5 and SHA-1 one after the other, without naming them; ECDSA signs SHA-1. */
function provesOldExchange(signed: Buffer, signature: Buffer, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== 'rsa') return verified({ key: 'ec', hash: 'sha1' }, signed, signature, key);
  const hashes = ['md5', 'sha1'].map((name) => createHash(name).update(signed).digest());
  try {
    return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).equals(Buffer.concat(hashes));
  } catch {
    return false;
  }
}

function verified({ key: type, hash, pss }: Scheme, signed: Buffer, signature: Buffer, key: KeyObject): boolean {
  if (key.asymmetricKeyType !== type) return false;
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  try {
    return verify(hash, signed, pss === true ? { key, ...padding } : key, signature);
  } catch {
    return false;
  }
}
