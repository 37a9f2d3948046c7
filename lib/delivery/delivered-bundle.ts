import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BundleManifest, MANIFEST } from './bundle';

/** One certificate of a bundle, as far as it is public. */
export interface DeliveredPem {
  /** `main`, or the role that has a certificate of its own. */
  readonly name: string;
  readonly certificatePem: string;
  /** Empty: none. */
  readonly chainPem: string;
  /** Empty: not known. */
  readonly rootPem: string;
}

/** What a bundle delivered, without its secrets. */
export interface DeliveredBundle {
  /** Construct path of the server or publishing point. */
  readonly server: string;
  readonly certificates: readonly DeliveredPem[];
}

/**
 * Reads the public part of a bundle; undefined where there is none on this machine.
 *
 * @throws Error when it can't be read
 */
export function readBundle(folder: string): DeliveredBundle | undefined {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return undefined;
  try {
    const { certificates, server } = JSON.parse(readFileSync(path, 'utf8')) as BundleManifest;
    return { server, certificates: certificates.map(({ files, name }) => pemOf(folder, name, files)) };
  } catch (error) {
    throw new Error(`the bundle "${folder}" can't be read (${(error as Error).message}); apply again`);
  }
}

function pemOf(folder: string, name: string, files: readonly string[]): DeliveredPem {
  const read = (file: string): string => {
    const full = `${name === 'main' ? '' : `${name}-`}${file}`;
    return files.includes(full) ? readFileSync(join(folder, full), 'utf8') : '';
  };
  return {
    name,
    certificatePem: read('certificate.pem'),
    chainPem: read('chain.pem'),
    rootPem: read('root.pem'),
  };
}
