import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** File that lists what a bundle holds; written last, so a folder without it is not a bundle. */
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
 * Publishes a bundle folder as a whole: written beside, then moved into place, so that nobody ever sees a certificate without its key,
 * or with the key of a run at the same time. What an interrupted run left behind is put right first. Folders are 0700, files 0600,
 * whatever the umask.
 *
 * @throws Error where something else than a bundle is in the place, or the place can't be written
 */
export function publishBundle(folder: string, manifest: BundleManifest, files: BundleFile[]): void {
  try {
    const parent = dirname(folder);
    mkdirSync(parent, { recursive: true, mode: 0o700 });
    chmodSync(parent, 0o700);
    recoverBundle(folder);
    refuseForeign(folder);
    const staging = beside(folder, 'new');
    mkdirSync(staging, { mode: 0o700 });
    try {
      for (const file of files) writeFileSync(join(staging, file.name), file.content, { mode: 0o600 });
      writeFileSync(join(staging, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
      moveInto(staging, folder);
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(
      `the bundle folder "${folder}" can't be written (${code}: ${(error as Error).message}); let whoever runs terraform apply write there, and apply again`,
    );
  }
}

/**
 * Removes a bundle, with what an interrupted run may have left of it. A folder that is no bundle is left alone.
 *
 * @returns whether there was a bundle
 */
export function withdrawBundle(folder: string): boolean {
  recoverBundle(folder);
  if (!isBundle(folder)) return false;
  // Moved first: interrupted, it must not stay behind as a folder with a key and without its manifest.
  const old = beside(folder, 'old');
  renameSync(folder, old);
  rmSync(old, { recursive: true, force: true });
  return true;
}

/** Puts right what an interrupted run left beside a bundle folder. What a run that is still at work put there is left to it. */
export function recoverBundle(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const left = LEFTOVER.exec(name);
    if (!left || left[1] !== basename(folder) || isAtWork(join(parent, name), left[3])) continue;
    const path = join(parent, name);
    // Killed between the two moves: the old bundle is the only whole one.
    if (left[2] === 'old' && !existsSync(folder) && isBundle(path)) restore(path, folder);
    rmSync(path, { recursive: true, force: true });
  }
}

/** Password for a PFX: 128 bits, in characters that survive every shell. */
export function newPassword(): string {
  return randomBytes(16).toString('hex');
}

/** The password of a bundle that is already there, so that a repeated run keeps it. */
export function keptPassword(folder: string, name: string): string | undefined {
  recoverBundle(folder);
  const path = join(folder, name);
  const password = existsSync(path) && lstatSync(path).isFile() ? readFileSync(path, 'utf8').trim() : '';
  return password === '' ? undefined : password;
}

/** What the manifest says about a certificate. */
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

function restore(old: string, folder: string): void {
  try {
    renameSync(old, folder);
  } catch (error) {
    // Another run put it right, or published its own, at the same moment.
    if (!['ENOENT', 'EEXIST', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Whether a path is a bundle folder itself: a link to one belongs to whoever made it. */
function isBundle(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true && existsSync(join(path, MANIFEST));
}

function refuseForeign(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found || isBundle(folder) || (found.isDirectory() && readdirSync(folder).length === 0)) return;
  const what = found.isSymbolicLink() ? 'a link' : found.isDirectory() ? `a folder without ${MANIFEST}` : 'a file';
  throw new Error(
    `"${folder}" is ${what}, not a bundle of certificates; it is left as it is. Move it away, and apply again`,
  );
}

/** How often a place is tried that another run moves its own bundle into. */
const ATTEMPTS = 100;

function moveInto(staging: string, folder: string): void {
  for (let attempt = 1; ; attempt++) {
    const old = beside(folder, 'old');
    const moved = moveAway(folder, old);
    try {
      renameSync(staging, folder);
      if (moved) rmSync(old, { recursive: true, force: true });
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      // Another run was quicker: its bundle is whole, and this one replaces it.
      const taken = ['EEXIST', 'ENOTEMPTY', 'EPERM'].includes(code) && existsSync(folder);
      if (moved && !existsSync(folder)) renameSync(old, folder);
      else if (moved) rmSync(old, { recursive: true, force: true });
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}

function moveAway(folder: string, old: string): boolean {
  try {
    renameSync(folder, old);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** `.<bundle>.<new or old>.<process>.<random>`; both numbers may be missing. */
const LEFTOVER = /^\.(.+)\.(new|old)(?:\.(\d+)\.[0-9a-f]+)?$/;

/** A folder beside the bundle that no other run, at the same time or interrupted, has a name for. */
function beside(folder: string, what: 'new' | 'old'): string {
  return join(dirname(folder), `.${basename(folder)}.${what}.${process.pid}.${randomBytes(4).toString('hex')}`);
}

/** No run takes longer; a process of that number is then another one. */
const LONGEST_RUN = 10 * 60 * 1000;

function isAtWork(path: string, processId: string | undefined): boolean {
  if (processId === undefined || Number(processId) === process.pid) return false;
  const changed = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  // eslint-disable-next-line no-restricted-syntax -- how old a leftover is, against the file system's clock: no judgement hangs on it
  if (changed === undefined || Date.now() - changed > LONGEST_RUN) return false;
  try {
    process.kill(Number(processId), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

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

/** What an interrupted run leaves beside a bundle, named after it. */
const LEFT_BESIDE = /^\.(.+)\.(?:new|old)(?:\.|$)/;

/**
 * Takes away every bundle below a folder that is not among those kept, and the folders that are empty then. What is no bundle is
 * left as it is.
 *
 * @param root folder of the bundles of one stack
 * @param kept paths below it, with slashes
 */
export function sweepBundles(root: string, kept: readonly string[]): void {
  const sweep = (name: string): void => {
    if (kept.includes(name)) return;
    const folder = join(root, name);
    for (const child of childrenOf(folder)) sweep(name === '' ? child : `${name}/${child}`);
    if (name !== '' && !kept.some((other) => other.startsWith(`${name}/`))) withdrawBundle(folder);
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
  };
  sweep('');
}

/** Names of the bundles, or of folders with bundles, in a folder: those too of which only a leftover is there. */
function childrenOf(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return new Set(folders.map(({ name }) => LEFT_BESIDE.exec(name)?.[1] ?? name));
}

/** Rights of group and others. */
const OTHERS = 0o077;

/**
 * Makes a folder, or takes an existing one, so that only its owner can open it. Files in it may then be written by programs that ask
 * for no rights of their own, as Terraform does with its state.
 *
 * @throws Error where the folder is a link or a file, or can't be made private
 */
export function makePrivateFolder(folder: string): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new Error(`"${folder}" is ${found.isSymbolicLink() ? 'a link' : 'a file'}, not a folder; move it away`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(
      `the folder "${folder}" can't be made yours alone (${code}); private keys would lie there readable`,
    );
  }
  if (process.platform !== 'win32' && (lstatSync(folder).mode & OTHERS) !== 0)
    throw new Error(
      `the folder "${folder}" stays readable to others, since its file system keeps no rights; private keys would lie there readable. Put the project on another file system, or declare a backend`,
    );
}

/**
 * Makes a file, or takes an existing one, so that only its owner can read it. Terraform writes its state into the file that is there, and
 * keeps its rights.
 *
 * @throws Error where there is a link or a folder, or the file can't be made private
 */
export function makePrivateFile(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile())
    throw new Error(`"${path}" is ${found.isSymbolicLink() ? 'a link' : 'a folder'}, not a file; move it away`);
  try {
    if (!found) writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    chmodSync(path, 0o600);
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new Error(`the file "${path}" can't be made yours alone (${code}); private keys would lie there readable`);
  }
  if (process.platform !== 'win32' && (lstatSync(path).mode & OTHERS) !== 0)
    throw new Error(
      `the file "${path}" stays readable to others, since its file system keeps no rights; private keys would lie there readable. Put the project on another file system, or declare a backend`,
    );
}
