import { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  BundleFile,
  BundleManifest,
  describeCertificate,
  keptPassword,
  makePrivateFile,
  makePrivateFolder,
  newPassword,
  publishBundle,
  sweepBundles,
  withdrawBundle,
} from '../delivery/bundle';
import { Certificate509, keyMatches, PfxEncryption, readCertificates, readPfx, readPrivateKey, writePfx } from '../pki';
import {
  AppliedJudgement,
  applyGate,
  bundleNames,
  bundlesRoot,
  handedBundles,
  HandedCertificate,
  HandedPresenter,
  handedPresenters,
  required,
} from './apply-gate';

/** A bundle that is ready to be written. */
interface PreparedBundle {
  readonly folder: string;
  readonly manifest: BundleManifest;
  readonly files: BundleFile[];
}

/**
 * Writes the bundle folders of servers and publishing points: PEM always, PFX where the key is here. What is delivered is judged here
 * too, so that a gate that was removed or led astray lets nothing pass. Everything is made ready before the first folder is written.
 *
 * @throws Error naming whose bundle can't be made or written; the others' are then there, or not, as it says
 */
export function applyBundle(environment: NodeJS.ProcessEnv, estateFile: string, now: Date): AppliedJudgement {
  const judgement = applyGate(environment, estateFile, now);
  if (judgement.refused) return judgement;
  publish(handedPresenters(environment).map((presenter) => prepared(presenter, environment)));
  return judgement;
}

function prepared(presenter: HandedPresenter, environment: NodeJS.ProcessEnv): PreparedBundle {
  const { id: server, number } = presenter;
  const root = bundlesRoot(environment);
  const [bundle] = bundleNames(environment, `CLIENT_ACCESS_BUNDLE_${number}`);
  const folder = join(root, bundle);
  const encryption = required(environment, `CLIENT_ACCESS_PFX_${number}`) as PfxEncryption;
  const files: BundleFile[] = [];
  try {
    const certificates = presenter.certificates.map((handed) => {
      const own = filesOf(handed, folder, encryption, environment);
      files.push(...own);
      return describeCertificate(
        handed.name,
        handed.certificatePem,
        own.map((file) => file.name),
      );
    });
    return { folder, manifest: { server, certificates }, files };
  } catch (error) {
    throw new Error(`${server}: ${(error as Error).message}; no bundle was written`);
  }
}

/** Writes as many as can be written: a folder that is in the way of one keeps nobody else's certificate back. */
function publish(bundles: readonly PreparedBundle[]): void {
  const failed: string[] = [];
  const written: string[] = [];
  for (const { folder, manifest, files } of bundles) {
    try {
      publishBundle(folder, manifest, files);
      written.push(manifest.server);
    } catch (error) {
      failed.push(`${manifest.server}: ${(error as Error).message}`);
    }
  }
  if (failed.length > 0)
    throw new Error([...failed, ...(written.length > 0 ? [`written were ${written.join(', ')}`] : [])].join('\n'));
}

/**
 * Removes bundle folders when their servers are destroyed.
 *
 * @returns what remains elsewhere, where there is no bundle on this machine
 */
export function applyWithdraw(environment: NodeJS.ProcessEnv): string[] {
  const root = bundlesRoot(environment);
  return bundleNames(environment, 'CLIENT_ACCESS_NAMES').flatMap((name) => {
    const folder = join(root, name);
    if (withdrawBundle(folder)) return [];
    return `no bundle at "${folder}" on this machine: a bundle that another machine wrote stays there, private key included; remove it by hand`;
  });
}

/** Makes the folder of the local state private before the first key is in it; where others share the folder, the state and its backup. */
export function applyPrivate(environment: NodeJS.ProcessEnv): void {
  const file = environment.CLIENT_ACCESS_STATE_FILE ?? '';
  if (file !== '') {
    for (const path of [file, `${file}.backup`]) makePrivateFile(resolve(path));
    return;
  }
  makePrivateFolder(resolve(required(environment, 'CLIENT_ACCESS_STATE')));
}

/** Takes away the bundles of servers that are declared no longer. */
export function applySweep(environment: NodeJS.ProcessEnv): void {
  const names = handedBundles(environment).map(({ name }) => name);
  sweepBundles(bundlesRoot(environment), names);
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
    throw new Error(`the private key passed for ${handed.name} does not belong to its certificate`);
  return key;
}

function readKey(handed: HandedCertificate, environment: NodeJS.ProcessEnv): KeyObject | undefined {
  if (handed.keyPem !== undefined) return readPrivateKey(handed.keyPem, undefined, `key ${handed.name}`);
  if (handed.keyFile !== undefined) return readPrivateKey(readFileSync(handed.keyFile), undefined, handed.keyFile);
  if (handed.pfxFile === undefined) return undefined;
  const password = required(environment, handed.pfxPasswordVariable ?? '');
  return readPfx(readFileSync(handed.pfxFile), password, handed.pfxFile).key;
}
