import { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  BundleFile,
  describeCertificate,
  keptPassword,
  newPassword,
  publishBundle,
  withdrawBundle,
} from '../delivery/bundle';
import { sweepBundles } from '../delivery/bundle-sweep';
import { makePrivateFolder } from '../delivery/private-folder';
import { Certificate509, keyMatches, PfxEncryption, readCertificates, readPfx, readPrivateKey, writePfx } from '../pki';
import { AppliedJudgement, applyGate } from './apply-gate';
import { handedCertificates, HandedCertificate, required } from './apply-environment';

/**
 * Writes the bundle folder of a server or publishing point: PEM always, PFX where the key is here. What is delivered is judged here
 * too, so that a gate that was removed or led astray lets nothing pass.
 */
export function applyBundle(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): AppliedJudgement {
  const judgement = applyGate(environment, estateFile, now);
  if (judgement.refused) return judgement;
  const folder = required(environment, 'CLIENT_ACCESS_FOLDER');
  const encryption = required(environment, 'CLIENT_ACCESS_PFX') as PfxEncryption;
  const files: BundleFile[] = [];
  const certificates = handedCertificates(environment).map((handed) => {
    const own = filesOf(handed, folder, encryption, environment);
    files.push(...own);
    return describeCertificate(
      handed.name,
      handed.certificatePem,
      own.map((file) => file.name),
    );
  });
  publishBundle(folder, { server: required(environment, 'CLIENT_ACCESS_SERVER'), certificates }, files);
  return judgement;
}

/**
 * Removes the bundle folder when its server is destroyed.
 *
 * @returns what remains elsewhere, where there is no bundle on this machine
 */
export function applyWithdraw(environment: NodeJS.ProcessEnv): string | undefined {
  const folder = required(environment, 'CLIENT_ACCESS_FOLDER');
  if (withdrawBundle(folder)) return undefined;
  return `no bundle at "${resolve(folder)}" on this machine: a bundle that another machine wrote stays there, private key included; remove it by hand`;
}

/** Makes the folder of the local state private before the first key is in it. */
export function applyPrivate(environment: NodeJS.ProcessEnv): void {
  makePrivateFolder(required(environment, 'CLIENT_ACCESS_STATE'));
}

/** Takes away the bundles of servers that are declared no longer. */
export function applySweep(environment: NodeJS.ProcessEnv): void {
  const kept = JSON.parse(required(environment, 'CLIENT_ACCESS_KEEP')) as string[];
  sweepBundles(required(environment, 'CLIENT_ACCESS_BUNDLES'), kept);
}

function filesOf(
  handed: HandedCertificate,
  folder: string,
  encryption: PfxEncryption,
  environment: NodeJS.ProcessEnv,
): BundleFile[] {
  const prefix = handed.name === 'main' ? '' : `${handed.name}-`;
  const leaf = readCertificates(handed.certificatePem, `certificate ${handed.name}`).certificates[0];
  const chain =
    handed.chainPem.trim() === '' ? [] : [...readCertificates(handed.chainPem, `chain ${handed.name}`).certificates];
  const files: BundleFile[] = [
    { name: `${prefix}certificate.pem`, content: leaf.pem },
    { name: `${prefix}chain.pem`, content: chain.map((certificate) => certificate.pem).join('') },
    { name: `${prefix}fullchain.pem`, content: [leaf, ...chain].map((certificate) => certificate.pem).join('') },
    ...(handed.rootPem.trim() === '' ? [] : [{ name: `${prefix}root.pem`, content: handed.rootPem }]),
  ];
  const key = keyOf(handed, leaf, environment);
  if (!key) return files;
  const passwordFile = `${prefix}pfx-password.txt`;
  const password = keptPassword(folder, passwordFile) ?? newPassword();
  return [
    ...files,
    { name: `${prefix}private-key.pem`, content: key.export({ type: 'pkcs8', format: 'pem' }) as string },
    {
      name: `${prefix}certificate.pfx`,
      content: writePfx({ certificates: [leaf, ...chain], key, password, encryption }),
    },
    { name: passwordFile, content: `${password}\n` },
  ];
}

function keyOf(handed: HandedCertificate, leaf: Certificate509, environment: NodeJS.ProcessEnv): KeyObject | undefined {
  const key = readKey(handed, environment);
  if (key && !keyMatches(leaf, key))
    throw new Error(
      `the private key handed over for ${handed.name} does not belong to its certificate; nothing was written`,
    );
  return key;
}

function readKey(handed: HandedCertificate, environment: NodeJS.ProcessEnv): KeyObject | undefined {
  if (handed.keyPem !== undefined) return readPrivateKey(handed.keyPem, undefined, `key ${handed.name}`);
  if (handed.keyFile !== undefined) return readPrivateKey(readFileSync(handed.keyFile), undefined, handed.keyFile);
  if (handed.pfxFile === undefined) return undefined;
  const password = required(environment, handed.pfxPasswordVariable ?? '');
  return readPfx(readFileSync(handed.pfxFile), password, handed.pfxFile).key;
}
