import { tls } from '../late';
import { Certificate509 } from './certificate';
import { readCertificates } from './certificate-file';
import { readPem } from './pem';

/** A set of trust anchors of one origin and version. */
export interface RootStore {
  /** Where the list comes from and which edition it is. */
  readonly version: string;
  /** Anchors whose certificate is available. */
  readonly certificates: readonly Certificate509[];
  /** Anchors known by their SHA-1 or SHA-256 only, upper-case hexadecimal. */
  readonly fingerprints: readonly string[];
}

let commercial: RootStore | undefined;

/** The commercial roots that this Node carries (Mozilla's list); the version names Node's release. */
export function commercialRoots(): RootStore {
  return (commercial ??= {
    version: `Mozilla's list as in Node ${process.versions.node}`,
    certificates: tls().rootCertificates.map((pem, i) =>
      Certificate509.fromDer(readPem(pem).blocks[0]!.der, `commercial root ${i + 1}`),
    ),
    fingerprints: [],
  });
}

/**
 * A store from a PEM or PKCS #7 file.
 * @throws PkiError when the file holds no certificate
 */
export function rootsFromPem(input: Buffer | string, label: string): RootStore {
  return { version: label, certificates: readCertificates(input, label).certificates, fingerprints: [] };
}

/** A store of which only fingerprints are known; separators and case are free. */
export function rootsFromFingerprints(fingerprints: readonly string[], version: string): RootStore {
  return { version, certificates: [], fingerprints: fingerprints.map(normalizeFingerprint) };
}

/** Upper-case hexadecimal without separators. */
export function normalizeFingerprint(text: string): string {
  return text.replace(/[^0-9a-fA-F]/g, '').toUpperCase();
}
