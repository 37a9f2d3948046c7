import { existsSync } from 'node:fs';
import { Construct } from 'constructs';
import { SourceLocation } from '../../model';
import type { Certificate509 } from '../../pki';
import { expressionOf } from '../declared-name';
import { faultOf } from '../registry';
import { x509 } from '../../late';
import { readInput, readWith } from './ca-files';

/** Where a certificate that somebody else issued is read from. */
export interface DeliveredProps {
  readonly certificateFile?: string;
  readonly certificatePem?: string;
  readonly chainFile?: string;
  readonly chainPem?: string;
  readonly privateKeyFile?: string;
  readonly pfxFile?: string;
  readonly passwordVariable?: string;
}

/** A certificate that somebody else issued, and what stands beside it. */
export interface DeliveredCertificate {
  readonly leaf: Certificate509;
  readonly intermediates: Certificate509[];
  readonly roots: Certificate509[];
  /** Certificates of no path from the leaf: they may show why there is none. */
  readonly unused: Certificate509[];
  /** File and number of each certificate, by its SHA-256 fingerprint. */
  readonly origins: ReadonlyMap<string, string>;
  readonly notes: string[];
  /** Windows provider that a PFX names for its key. */
  readonly keyProvider?: string;
}

/** Certificates of one file or text. */
interface Part {
  readonly certificates: readonly Certificate509[];
  readonly notes: readonly string[];
  readonly origin: string;
}

/** The expression of a certificate whose text only Terraform knows; undefined where it is available. */
export function certificateExpression(scope: Construct, { certificatePem }: DeliveredProps): string | undefined {
  return expressionOf(scope, certificatePem);
}

/** Reads the certificate with what stands beside it, and checks that the key belongs to it. */
export function readDelivered(
  scope: Construct,
  props: DeliveredProps,
  location: SourceLocation | undefined,
): DeliveredCertificate | undefined {
  return props.pfxFile === undefined ? readPem(scope, props, location) : readPfxFile(scope, props, location);
}

function readPem(
  scope: Construct,
  props: DeliveredProps,
  location: SourceLocation | undefined,
): DeliveredCertificate | undefined {
  const main = readPart(scope, 'certificate', props.certificateFile, props.certificatePem, location);
  if (!main) return undefined;
  const chain = readPart(scope, 'chain', props.chainFile, props.chainPem, location);
  const delivered = inOrder(chain ? [main, chain] : [main]);
  if (delivered && props.privateKeyFile !== undefined) {
    const keyBytes = readInput(scope, 'privateKeyFile', props.privateKeyFile, location);
    const key =
      keyBytes && readWith(scope, location, () => x509().readPrivateKey(keyBytes, undefined, props.privateKeyFile));
    if (key && !x509().keyMatches(delivered.leaf, key))
      faultOf(scope, {
        code: 'key-mismatch',
        message: `the key in "${props.privateKeyFile}" does not belong to the certificate in "${main.origin}"`,
        fix: 'give the key that the request was made with',
        location,
      });
  }
  return delivered;
}

function readPart(
  scope: Construct,
  what: string,
  file: string | undefined,
  pem: string | undefined,
  location: SourceLocation | undefined,
): Part | undefined {
  // Where the name of the file is missing a fault was noted.
  if (file === '') return undefined;
  const bytes = file === undefined ? pem : readInput(scope, `${what}File`, file, location);
  const origin = file ?? `${what}Pem`;
  const read =
    bytes === undefined ? undefined : readWith(scope, location, () => x509().readCertificates(bytes, origin));
  return read && { ...read, origin };
}

function readPfxFile(
  scope: Construct,
  props: DeliveredProps,
  location: SourceLocation | undefined,
): DeliveredCertificate | undefined {
  const { pfxFile = '', passwordVariable = '' } = props;
  // Where they are missing a fault was noted.
  if (pfxFile === '' || passwordVariable === '') return undefined;
  const password = process.env[passwordVariable];
  if (password === undefined) {
    faultOf(scope, {
      code: 'pfx-password-missing',
      message: `the environment variable ${passwordVariable} is not set; it opens "${pfxFile}"`,
      fix: `set ${passwordVariable} for whoever synthesizes and deploys`,
      location,
    });
    return undefined;
  }
  const bytes = readInput(scope, 'pfxFile', pfxFile, location);
  const pfx = bytes && readWith(scope, location, () => x509().readPfx(bytes, password, pfxFile));
  if (!pfx) return undefined;
  const delivered = inOrder([{ certificates: pfx.certificates, notes: pfx.notes, origin: pfxFile }]);
  if (delivered && pfx.key && !x509().keyMatches(delivered.leaf, pfx.key)) {
    faultOf(scope, {
      code: 'key-mismatch',
      message: `the key in "${pfxFile}" does not belong to the certificate in it`,
      fix: 'export the certificate again together with its key',
      location,
    });
  }
  if (!pfx.key)
    faultOf(scope, {
      code: 'pfx-without-key',
      message: `"${pfxFile}" holds no private key; Exchange lists such a certificate as unusable (PrivateKeyMissing)`,
      fix: 'export the certificate again together with its key',
      location,
    });
  return delivered && pfx.keyProvider !== undefined ? { ...delivered, keyProvider: pfx.keyProvider } : delivered;
}

function inOrder(parts: readonly Part[]): DeliveredCertificate | undefined {
  const order = x509().orderChain(parts.flatMap(({ certificates }) => certificates));
  if (!order.leaf) return undefined;
  const origins = parts.flatMap(({ certificates, origin }) =>
    certificates.map(({ sha256 }, index): [string, string] => [sha256, `${origin}, certificate ${index + 1}`]),
  );
  return {
    leaf: order.leaf,
    intermediates: order.intermediates,
    roots: order.roots,
    unused: order.unused,
    // Of a certificate that stands twice the first place counts.
    origins: new Map(origins.reverse()),
    notes: [...parts.flatMap(({ notes }) => notes), ...order.notes],
  };
}

/** Whether a certificate file is there already: an ordered certificate becomes an issued one by it. */
export function isDelivered(certificateFile: string | undefined): certificateFile is string {
  return certificateFile !== undefined && existsSync(certificateFile);
}
