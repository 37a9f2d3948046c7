import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandResult, findCommand, runCommand } from './command';

const MIRROR_CONFIGURATION = join(__dirname, '../../../.tools/terraform.rc');

/** Environment for Terraform: the provider mirror where `npm run setup` made one, and no calls home. */
export function terraformEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' };
  if (existsSync(MIRROR_CONFIGURATION)) env.TF_CLI_CONFIG_FILE = MIRROR_CONFIGURATION;
  return env;
}

/**
 * Runs Terraform (or OpenTofu, where that is what the machine has) in a folder.
 * @param timeoutMs time limit in milliseconds; default 120,000
 */
export function terraform(folder: string, args: readonly string[], timeoutMs = 120_000): Promise<CommandResult> {
  const command = process.env.TERRAFORM_BINARY_NAME ?? (findCommand('terraform') ? 'terraform' : 'tofu');
  return runCommand(command, [...args], { cwd: folder, env: terraformEnvironment(), timeoutMs });
}
