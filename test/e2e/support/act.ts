import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandResult } from './command';
import { RUNNER_FILES } from './runners';
import type { TeamRepository } from './team-repository';

/** One line of act's log; only what the tests look at. */
interface Entry {
  readonly level: string;
  readonly msg: string;
  readonly jobID?: string;
  readonly stepID?: readonly string[];
  readonly step?: string;
  readonly stage?: string;
  readonly raw_output?: boolean;
  /** A workflow command: `error`, `set-output`, `summary` and so on. */
  readonly command?: string;
  readonly name?: string;
  readonly arg?: string;
  readonly content?: string;
  readonly kvPairs?: Readonly<Record<string, string>>;
  readonly stepResult?: string;
  readonly jobResult?: string;
}

export interface Annotation {
  readonly level: string;
  readonly file?: string;
  readonly line?: string;
  readonly title: string;
  readonly text: string;
}

/** What a workflow did. */
export class ActRun {
  private readonly entries: readonly Entry[];

  public constructor(public readonly process: CommandResult) {
    this.entries = process.stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Entry);
  }

  /** Everything that was printed, for the message of a failing test. */
  public get log(): string {
    return `${this.entries.map(({ msg }) => msg).join('\n')}\n${this.process.stderr}`;
  }

  public get jobResult(): string | undefined {
    return this.entries.find(({ jobResult }) => jobResult !== undefined)?.jobResult;
  }

  /** Outcomes of the steps in the order in which they ran, steps of the action among them; what has no id bears its number. */
  public get steps(): Record<string, string> {
    const ended = this.entries.filter(({ stage, stepResult }) => stage === 'Main' && stepResult !== undefined);
    return Object.fromEntries(ended.map(({ stepID, stepResult }) => [idOf(stepID), stepResult as string]));
  }

  /** Outputs of a step. */
  public outputs(step: string): Record<string, string> {
    const set = this.entries.filter(({ command, stepID }) => command === 'set-output' && idOf(stepID) === step);
    return Object.fromEntries(set.map(({ name, arg }) => [name as string, arg ?? '']));
  }

  /** What the steps wrote into the summary of the job. */
  public get summary(): string {
    return this.entries
      .filter(({ command }) => command === 'summary')
      .map(({ content }) => content)
      .join('\n');
  }

  /** What GitHub would show beside the lines of the change. */
  public annotations(step: string): Annotation[] {
    return this.entries
      .filter(({ command, stepID }) => ['error', 'warning', 'notice'].includes(command ?? '') && idOf(stepID) === step)
      .map(({ command, kvPairs, arg }) => ({
        level: command as string,
        title: '',
        ...kvPairs,
        text: arg ?? '',
      }));
  }
}

const idOf = (stepID: readonly string[] | undefined): string => (stepID ?? []).join('/');

export interface ActOptions {
  /** What happened: the event's payload. */
  readonly payload: object;
  /** Other actions by the name that workflows give them, each with the folder that stands for its repository. */
  readonly actions?: Readonly<Record<string, string>>;
  /** host:port of the GitHub whose API answers; https. */
  readonly server: string;
  readonly token: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a repository's workflows for an event with act, without containers. */
export async function act(repository: TeamRepository, event: string, options: ActOptions): Promise<ActRun> {
  const folder = repository.beside('act');
  writeFileSync(join(folder, 'event.json'), JSON.stringify(options.payload));
  const args = [
    ...[event, '--eventpath', `${folder}/event.json`, '--platform', 'ubuntu-latest=-self-hosted', '--json'],
    ...['--action-cache-path', `${folder}/cache`, '--no-cache-server', '--action-offline-mode', '--rm'],
    ...['--github-instance', options.server, '--secret', 'GITHUB_TOKEN'],
    ...Object.entries(options.actions ?? {}).flatMap(([name, path]) => ['--local-repository', `${name}=${path}`]),
    ...Object.entries({ ...handedOn(repository), ...options.env }).flatMap(([name, value]) => [
      '--env',
      `${name}=${value}`,
    ]),
  ];
  return new ActRun(await repository.run(RUNNER_FILES.act, args, { GITHUB_TOKEN: options.token }));
}

/** act hands its own environment on only where it is set to. */
function handedOn(repository: TeamRepository): Record<string, string> {
  const { PATH: _, HOME: __, ...rest } = repository.environment;
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]));
}
