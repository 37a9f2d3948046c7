import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** File that tells what a bundle holds; written last, so a folder without it is not a bundle. */
export const MANIFEST = 'bundle.json';

/** One file of a bundle. */
export interface BundleFile {
  readonly name: string;
  readonly content: string | Buffer;
}

/** What a bundle says of itself: data for people and scripts, no secret in it. */
export interface BundleManifest {
  readonly server: string;
  readonly certificates: BundleCertificate[];
}

/** One certificate of a bundle. */
export interface BundleCertificate {
  /** `main`, or the role that has a certificate of its own. */
  readonly name: string;
  readonly subject: string;
  readonly dnsNames: string[];
  readonly thumbprint: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly files: string[];
}

/**
 * Publishes a bundle folder as a whole: written beside, then moved into place, so that nobody ever sees a certificate without its key.
 * What an interrupted run left behind is put right first. Folders are 0700, files 0600, whatever the umask.
 */
export function publishBundle(folder: string, manifest: BundleManifest, files: BundleFile[]): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true, mode: 0o700 });
  chmodSync(parent, 0o700);
  recover(folder);
  const staging = beside(folder, 'new');
  mkdirSync(staging, { mode: 0o700 });
  for (const file of files) writeFileSync(join(staging, file.name), file.content, { mode: 0o600 });
  writeFileSync(join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  const old = beside(folder, 'old');
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(staging, folder);
  rmSync(old, { recursive: true, force: true });
}

/** Takes a bundle away, with what an interrupted run may have left of it. A folder that is no bundle is left alone. */
export function withdrawBundle(folder: string): void {
  recover(folder);
  if (existsSync(join(folder, MANIFEST))) rmSync(folder, { recursive: true });
}

/** Password for a PFX: 128 bits, in characters that survive every shell. */
export function newPassword(): string {
  return randomBytes(16).toString('hex');
}

/** The password of a bundle that is already there, so that a repeated run keeps it. */
export function keptPassword(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** What the manifest tells of a certificate. */
export function describeCertificate(name: string, pem: string, files: string[]): BundleCertificate {
  const certificate = new X509Certificate(pem);
  const digest = (hash: string): string => createHash(hash).update(certificate.raw).digest('hex').toUpperCase();
  return {
    name,
    subject: certificate.subject.split('\n').join(', '),
    dnsNames: (certificate.subjectAltName ?? '')
      .split(', ')
      .filter((entry) => entry.startsWith('DNS:'))
      .map((entry) => entry.slice('DNS:'.length)),
    thumbprint: digest('sha1'),
    sha256: digest('sha256'),
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
    files,
  };
}

function recover(folder: string): void {
  const old = beside(folder, 'old');
  // Killed between the two moves: the old bundle is the only whole one.
  if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
  rmSync(old, { recursive: true, force: true });
  rmSync(beside(folder, 'new'), { recursive: true, force: true });
}

function beside(folder: string, what: string): string {
  return join(dirname(folder), `.${basename(folder)}.${what}`);
}
