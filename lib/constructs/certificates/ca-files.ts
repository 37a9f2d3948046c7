import { readFileSync, statSync } from 'node:fs';
import { Construct, IConstruct } from 'constructs';
import { KeyObject } from 'node:crypto';
import {
  CertificateFacts,
  CertificateFault,
  HostName,
  KeyType,
  SourceLocation,
  TrustAnchor,
  TrustAnchorKind,
} from '../../model';
import { faultOf } from '../registry';
import { x509 } from '../../late';
import type { Certificate509 } from '../../pki';
import { PolicyGate } from '../gate';
import { ICertificateIssuer } from './certificate-source';
import { KeyAlgorithm } from './key-request';

/** Larger files hold no certificate and no baseline; reading them would only take time. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Bytes of a file that a declaration names; a fault, and undefined, where it can't be read. */
export function readInput(
  scope: IConstruct,
  what: string,
  path: string,
  location?: SourceLocation,
): Buffer | undefined {
  const fault = (message: string, fix: string): undefined => {
    faultOf(scope, { code: 'file-unreadable', message, fix, location });
    return undefined;
  };
  try {
    const stat = statSync(path);
    if (stat.isDirectory())
      return fault(`${what} "${path}" is a directory; a file is expected`, 'name the file inside it');
    if (!stat.isFile()) return fault(`${what} "${path}" is not an ordinary file`, 'name an ordinary file');
    if (stat.size > LARGEST_FILE) {
      return fault(
        `${what} "${path}" has ${stat.size} bytes; at most ${LARGEST_FILE} are read`,
        'check that this is the right file',
      );
    }
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      return fault(`${what} "${path}" does not exist`, 'correct the path; it is relative to where synth runs');
    return fault(
      `${what} "${path}" can't be read (${code ?? 'unknown error'})`,
      'let whoever synthesizes read the file',
    );
  }
}

/** Runs a reader of lib/pki; its typed error becomes a fault. */
export function readWith<T>(scope: IConstruct, location: SourceLocation | undefined, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof x509().PkiError)) throw error;
    faultOf(scope, {
      code: `pki-${error.code}`,
      message: error.message,
      fix: 'give the right file; the message says what is allowed',
      location,
    });
    return undefined;
  }
}

/** Where the certificates of a CA are read from. */
export interface CaFiles {
  readonly certificateFile?: string;
  readonly certificatePem?: string;
  readonly chainFile?: string;
}

/** The certificates of a CA as read. */
export interface CaCertificates {
  /** The certificate that signs. Left out where none could be read: a fault was noted. */
  readonly issuer?: Certificate509;
  /** The CA and what is above it, roots apart. */
  readonly between: Certificate509[];
  readonly root?: Certificate509;
  /** Everything that was read; renewed certificates of one name and key among it. */
  readonly all: Certificate509[];
}

/** Reads the certificates of a CA up to its root, and notes what is wrong with them. */
export function readCa(scope: Construct, props: CaFiles, location: SourceLocation | undefined): CaCertificates {
  const found: Certificate509[] = [];
  for (const [what, path] of [
    ['certificateFile', props.certificateFile],
    ['chainFile', props.chainFile],
  ] as const) {
    const bytes = path === undefined ? undefined : readInput(scope, what, path, location);
    if (bytes)
      found.push(
        ...(readWith(scope, location, () => x509().readCertificates(bytes, path as string))?.certificates ?? []),
      );
  }
  const pem = props.certificatePem;
  if (pem !== undefined)
    found.push(
      ...(readWith(scope, location, () => x509().readCertificates(pem, 'certificatePem'))?.certificates ?? []),
    );
  if (props.certificateFile === undefined && pem === undefined) {
    faultOf(scope, {
      code: 'ca-certificate-missing',
      message: 'neither certificateFile nor certificatePem is given',
      fix: 'name the file with the certificate of the CA',
      location,
    });
  }
  const newest = withoutRenewed(found);
  const order = x509().orderChain(newest);
  const certificates = [...(order.leaf ? [order.leaf] : []), ...order.intermediates, ...order.roots];
  const issuer = certificates[0];
  const root = certificates.find((certificate) => certificate.isSelfSigned);
  if (issuer && !issuer.isCa) {
    faultOf(scope, {
      code: 'ca-certificate-not-ca',
      message: `${issuer.subject} is no CA (basic constraints); it can sign nothing`,
      fix: 'give the certificate of the CA itself',
      location,
    });
  }
  if (issuer && !root) {
    faultOf(scope, {
      code: 'ca-chain-incomplete',
      message: `the chain of ${issuer.subject} ends at ${certificates[certificates.length - 1].issuer}, whose certificate is missing`,
      fix: 'append the certificates up to the root to the chain file',
      location,
    });
  }
  const between = certificates.filter(
    (certificate, index) => !certificate.isSelfSigned && certificates.indexOf(certificate) === index,
  );
  return { issuer, between, root, all: found };
}

/** Of several certificates of one CA and key, the one that ends last. */
function withoutRenewed(certificates: readonly Certificate509[]): Certificate509[] {
  return certificates.filter(
    (one) =>
      !one.isSelfSigned ||
      !certificates.some(
        (other) => other.isSelfSigned && x509().isSameAnchor(one, other) && other.notAfter > one.notAfter,
      ),
  );
}

/** The anchor of a CA that was read. */
export function caAnchor(
  id: string,
  { root, all }: CaCertificates,
  name: string,
  publishedInDirectory: boolean,
  location: SourceLocation | undefined,
): TrustAnchor {
  return {
    id,
    name: root?.commonName ?? root?.subject ?? name,
    kind: TrustAnchorKind.PRIVATE,
    madeHere: false,
    publishedInDirectory,
    ...(root ? x509().anchorFacts(root, all) : {}),
    endEntity: false,
    ...(location ? { location } : {}),
  };
}

/** Key of the CA, where it is one that this package can name. */
export function algorithmOf(certificate: Certificate509): KeyAlgorithm | undefined {
  const all = [
    KeyAlgorithm.RSA_2048,
    KeyAlgorithm.RSA_3072,
    KeyAlgorithm.RSA_4096,
    KeyAlgorithm.ECDSA_P256,
    KeyAlgorithm.ECDSA_P384,
  ];
  const type =
    certificate.key.algorithm === 'rsa' ? KeyType.RSA : certificate.key.algorithm === 'ec' ? KeyType.ECDSA : undefined;
  return all.find((algorithm) => algorithm.type === type && algorithm.bits === certificate.key.bits);
}

/** Available certificates of a CA, the one that signs first and the root last; none where Terraform makes them. */
export function authoritiesOf(issuer: ICertificateIssuer): Certificate509[] {
  const pems = [...issuer.knownChainPem, ...(issuer.anchor.pem === undefined ? [] : [issuer.anchor.pem])];
  return pems.flatMap((pem) => x509().readCertificates(pem, issuer.name).certificates);
}

/** Why clients will refuse what a CA is to issue for these names; empty where nothing of the CA is available. */
export function refusalsOf(scope: Construct, issuer: ICertificateIssuer, dnsNames: HostName[]): CertificateFault[] {
  if (issuer.anchor.pem === undefined && issuer.knownChainPem.length === 0) return [];
  return x509().issuerRefusals({ authorities: authoritiesOf(issuer), dnsNames, now: PolicyGate.of(scope).now });
}

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
