import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleManifest } from '../../../lib/delivery/bundle';
import { runCommand } from './command';

const ACCESS_BITS = 0o777;

/** What `ls` would show of a file's or folder's access rights, as a number. */
export function modeOf(path: string): number {
  return statSync(path).mode & ACCESS_BITS;
}

export function bundleManifest(folder: string): BundleManifest {
  return JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')) as BundleManifest;
}

/** Has openssl check the chain of a bundle's certificate strictly, with the root that is to be distributed as the only one. */
export async function opensslVerify(folder: string, prefix = ''): Promise<string> {
  const file = (name: string): string => join(folder, `${prefix}${name}`);
  const chain = statSync(file('chain.pem')).size > 0 ? ['-untrusted', file('chain.pem')] : [];
  const roots = ['-CAfile', file('root.pem'), '-no-CApath', '-no-CAstore'];
  const args = ['verify', '-x509_strict', '-purpose', 'sslserver', ...roots, ...chain, file('certificate.pem')];
  const { stdout, stderr } = await runCommand('openssl', args);
  return `${stdout}${stderr}`.trim();
}

/** What openssl finds in a PFX that the password file beside it opens: how many certificates, how many keys. */
export async function opensslPfx(folder: string, prefix = ''): Promise<{ certificates: number; keys: number }> {
  const file = (name: string): string => join(folder, `${prefix}${name}`);
  const args = [
    'pkcs12',
    '-in',
    file('certificate.pfx'),
    '-passin',
    `file:${file('pfx-password.txt')}`,
    '-nodes',
    '-legacy',
  ];
  const { status, stdout, stderr } = await runCommand('openssl', args);
  if (status !== 0) throw new Error(`openssl pkcs12 ended with ${status ?? 'its time limit'}: ${stderr}`);
  const count = (what: RegExp): number => stdout.match(what)?.length ?? 0;
  return { certificates: count(/-----BEGIN CERTIFICATE-----/g), keys: count(/-----BEGIN PRIVATE KEY-----/g) };
}

/** What openssl says of a key file and a certificate file: whether they are a pair. */
export async function opensslPair(folder: string, prefix = ''): Promise<boolean> {
  const file = (name: string): string => join(folder, `${prefix}${name}`);
  const [ofKey, ofCertificate] = await Promise.all([
    runCommand('openssl', ['pkey', '-in', file('private-key.pem'), '-pubout']),
    runCommand('openssl', ['x509', '-in', file('certificate.pem'), '-noout', '-pubkey']),
  ]);
  return ofKey.status === 0 && ofKey.stdout.trim() === ofCertificate.stdout.trim();
}
