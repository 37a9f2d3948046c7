import { readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { NetworkSide } from '../model';

/** The configuration that synth writes into the folder of each stack. */
export const CONFIGURATION = 'cdk.tf.json';

/** Files that Terraform and OpenTofu load by themselves: configuration, and values of variables. */
const LOADED = /(?:\.(?:tf|tofu)(?:\.json)?|\.auto\.tfvars(?:\.json)?)$|^terraform\.tfvars(?:\.json)?$/;

/** Names that Terraform passes over: hidden files, and what editors leave (configs.IsIgnoredFile of Terraform). */
const PASSED_OVER = /^\.|~$|^#.*#$/;

/**
 * Files beside the configuration of a stack that Terraform would load with it, in order. Synth writes none, so each is left over or
 * was put there, and can change every resource (a file that ends in `_override.tf.json` does nothing else).
 */
export function loadedBeside(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== CONFIGURATION && LOADED.test(name) && !PASSED_OVER.test(name))
    .sort();
}

const KEY_LENGTH = 16;

/**
 * The end of the names of the environment variables that pass one certificate.
 *
 * @param presenter number of who presents it, from 1
 */
export function environmentSuffix(presenter: number, name: string): string {
  return `${presenter}_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The end of the name of the environment variable that passes the value of a Terraform expression. */
export function expressionKey(expression: string): string {
  return createHash('sha256').update(expression).digest('hex').slice(0, KEY_LENGTH).toUpperCase();
}

/** Whether a text can name a certificate: what stands in an environment becomes the name of a file. */
export function isCertificateName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

/**
 * Begins the value of a variable that holds the same chain or root as another one, whose end follows: certificates of one CA share both,
 * and the environment of a process has an end.
 */
export const SAME_AS = 'same as ';

/**
 * What a refusal means for those whose certificates are delivered together with the refused one (docs/adr/0016-batches.md); nothing where
 * there are none.
 *
 * @param others ids of servers or publishing points
 */
export function heldBack(others: readonly string[]): string[] {
  if (others.length === 0) return [];
  return [`What is delivered together with it is held back too, and stays as it was: ${others.join(', ')}`];
}

/** How a stack is verified after its deploy: what synth hands to the script, as JSON. */
export interface VerifySettings {
  readonly sides: readonly NetworkSide[];
  /** Seconds to go on asking while something is refused. */
  readonly waitSeconds: number;
  /** Seconds between two rounds. */
  readonly intervalSeconds: number;
  /** Seconds for one endpoint. */
  readonly timeoutSeconds: number;
  /** NAME:PORT:ADDRESS each. */
  readonly addresses: readonly string[];
  /** Empty: those of the system. */
  readonly dnsServers: readonly string[];
}
