import { createHash } from 'node:crypto';
import { MANIFEST } from './bundle';

/*
 * What stands around the certificates in a configuration, as Terraform reads it. Synth writes it with these functions, and a review
 * expects it by the same ones.
 */

/** How a configuration names the script that runs at apply. */
export const APPLY_SCRIPT = '${path.module}/client-access/apply.cjs';

/** Workspaces share no bundle; the default one has the plain folder. */
export const OF_WORKSPACE = '${terraform.workspace == "default" ? "" : "@${terraform.workspace}"}';

/** True where a stack is applied by itself. */
export const NOT_A_MODULE = '${path.module == path.root}';

/** True in the workspace that a local state has its place for. */
export const DEFAULT_WORKSPACE = '${terraform.workspace == "default"}';

/** True as long as the script is the one that synth wrote. */
export function scriptCondition(digest: string): string {
  return `\${filesha256("${APPLY_SCRIPT}") == "${digest}"}`;
}

/** Digits of a digest that keep names apart which would become equal. */
const DIGEST_LENGTH = 8;

export function shortDigest(text: string): string {
  return sha256(text).slice(0, DIGEST_LENGTH);
}

/** A construct's id as a folder, the same on every file system; ids that differ have folders that differ. */
export function folderName(id: string): string {
  const safe = id.replace(/[^A-Za-z0-9._-]|^\.+/g, '_');
  return safe === id ? id : `${safe}-${shortDigest(id)}`;
}

/** A Terraform expression without its braces; text around an interpolation stays a template. */
export function inner(expression: string): string {
  const whole = /^\$\{((?:[^{}]|\{[^{}]*\})*)\}$/.exec(expression);
  return whole ? whole[1] : `"${expression}"`;
}

/**
 * SHA-256 over the digests of texts: as hex where all are known, else as the expression by which Terraform computes it.
 *
 * @param texts PEM, or Terraform's expression of it; no token
 */
export function pemDigest(texts: readonly string[]): string {
  const parts = texts.map((text) => (text.includes('${') ? `\${sha256(${inner(text)})}` : sha256(text)));
  const joined = parts.join('');
  return joined.includes('${') ? `\${sha256("${joined}")}` : sha256(joined);
}

/** Bundles that one resource writes. */
export interface WrittenBundles {
  /** Address of the resource. */
  readonly address: string;
  /** Folder of the bundles, as Terraform sees it. */
  readonly root: string;
  /** Where each lies below the folder. */
  readonly names: readonly string[];
}

/** The question whether bundles are on this machine, and what Terraform says where one is not. */
export function bundleAssertion({ address, names, root }: WrittenBundles): {
  readonly condition: string;
  readonly error_message: string;
} {
  // Unknown until the resource is there: before the first apply nothing is missing.
  const file = `${root}/\${name}\${${address}.id == "" ? "" : "/${MANIFEST}"}`;
  const missing = `[for name in ${JSON.stringify(names)} : name if !fileexists("${file}")]`;
  return {
    condition: `\${length(${missing}) == 0}`,
    error_message: `Bundles are not on this machine: they were written by another one, or lost: \${join(", ", ${missing})} in ${root}. To write them again: terraform apply -replace=${address}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
