import { readdirSync } from 'node:fs';

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
