import { join } from 'node:path';
import type { Project } from '../../support/project';
import { type CommandResult, runCommand } from './command';
import { terraformEnvironment } from './terraform';

/** How a deployed stack stands to its configuration. */
export enum PlanResult {
  NO_CHANGES = 0,
  CHANGES = 2,
}

/** One synthesized stack of a project, deployed with Terraform itself. */
export class Deployment {
  /** Everything that Terraform has said so far. */
  public log = '';

  public constructor(
    private readonly project: Project,
    private readonly stack: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  public get folder(): string {
    return this.project.at(`cdktf.out/stacks/${this.stack}`);
  }

  public get command(): string {
    return process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  }

  public get environment(): NodeJS.ProcessEnv {
    return { ...terraformEnvironment(), ...this.env };
  }

  public async terraform(...args: string[]): Promise<CommandResult> {
    const options = { cwd: this.folder, env: this.environment, timeoutMs: 120_000 };
    const result = await runCommand(this.command, [...args, '-no-color'], options);
    this.log += `${result.stdout}${result.stderr}`;
    return result;
  }

  /** @throws Error with Terraform's words when it does not succeed */
  public async must(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.terraform(...args);
    if (status !== 0)
      throw new Error(`terraform ${args.join(' ')} ended with ${status ?? 'its time limit'}: ${stdout}${stderr}`);
    return stdout;
  }

  public async init(): Promise<void> {
    await this.must('init', '-input=false');
  }

  public async apply(...args: string[]): Promise<void> {
    await this.must('apply', '-auto-approve', '-input=false', ...args);
  }

  public async destroy(): Promise<void> {
    await this.must('destroy', '-auto-approve', '-input=false');
  }

  /** @throws Error where Terraform can't plan */
  public async plan(...args: string[]): Promise<PlanResult> {
    const { status, stdout, stderr } = await this.terraform('plan', '-detailed-exitcode', '-input=false', ...args);
    if (status === PlanResult.NO_CHANGES || status === PlanResult.CHANGES) return status;
    throw new Error(`terraform plan ended with ${status ?? 'its time limit'}: ${stdout}${stderr}`);
  }

  /** Addresses in the state. */
  public async resources(): Promise<string[]> {
    const { stdout } = await this.terraform('state', 'list');
    return stdout.split('\n').filter((line) => line !== '');
  }

  /** Where the bundle of a server is. */
  public bundle(server: string): string {
    return join(this.project.path, '.state/bundles', this.stack, server);
  }
}
