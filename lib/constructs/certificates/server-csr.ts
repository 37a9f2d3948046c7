import { Construct } from 'constructs';
import { KeyObject } from 'node:crypto';
import { CertificateFacts, KeyType, SourceLocation } from '../../model';
import { faultOf } from '../registry';
import { readInput, readWith } from './ca-files';
import { KeyAlgorithm } from './key-request';
import { x509 } from '../../late';

/** A certificate signing request that was made on the server. */
export interface ServerCsr {
  readonly pem: string;
  readonly commonName?: string;
  readonly dnsNames: string[];
  readonly algorithm: KeyAlgorithm;
  readonly keyType: KeyType;
  readonly keyBits?: number;
  /** Windows provider that holds the key, where the request names it. */
  readonly keyProvider?: string;
  readonly notes: string[];
  /** Whether a certificate (PEM) was made for the key of this request. */
  readonly isKeyOf: (certificatePem: string) => boolean;
}

/** Reads a request and checks that whoever made it holds the key. */
export function readServerCsr(scope: Construct, path: string, location?: SourceLocation): ServerCsr | undefined {
  const bytes = readInput(scope, 'csrFile', path, location);
  const csr = bytes && readWith(scope, location, () => x509().readCsr(bytes, path));
  if (!csr) return undefined;
  if (!csr.signatureValid) {
    faultOf(scope, {
      code: 'csr-signature-invalid',
      message: `the request "${path}" is not signed by the key in it: it was changed after it was made`,
      fix: 'make a new request on the server',
      location,
    });
    return undefined;
  }
  const isEc = csr.key.algorithm === 'ec';
  return {
    pem: csr.pem,
    ...(csr.commonName === undefined ? {} : { commonName: csr.commonName }),
    dnsNames: csr.dnsNames.map((name) => name.toLowerCase()),
    algorithm: isEc ? KeyAlgorithm.ECDSA_P256 : KeyAlgorithm.RSA_2048,
    keyType: csr.key.algorithm === 'rsa' ? KeyType.RSA : isEc ? KeyType.ECDSA : KeyType.OTHER,
    ...(csr.key.bits === undefined ? {} : { keyBits: csr.key.bits }),
    ...(csr.microsoft.provider === undefined ? {} : { keyProvider: csr.microsoft.provider }),
    notes: [...csr.notes],
    isKeyOf: (certificatePem) => hasKey(certificatePem, csr.publicKeyInfo),
  };
}

function hasKey(certificatePem: string, info: { readonly keyObject: KeyObject }): boolean {
  try {
    return x509().readCertificates(certificatePem, 'certificate').certificates[0].publicKey.equals(info.keyObject);
  } catch {
    // A kind of key that OpenSSL does not know: other checks report it.
    return true;
  }
}

/** What the request already decides of the certificate. */
export function csrFacts(csr: ServerCsr): CertificateFacts {
  return {
    ...(csr.commonName === undefined ? {} : { commonName: csr.commonName }),
    dnsNames: csr.dnsNames.map((value) => ({ value })),
    ipAddresses: [],
    keyType: csr.keyType,
    ...(csr.keyBits === undefined ? {} : { keyBits: csr.keyBits }),
  };
}
