import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { readBytes } from './input/bytes';
import { ExitCode } from './exit-code';
import { InputError } from './input-error';
import { Io } from './io';
import { Forge, githubForge, gitlabForge } from './forge';
import { Verb } from './verb';

const HELP = `
FILE is what \`client-access review --output markdown=FILE\` wrote; - is standard input. Its first line holds a marker:
the token's own comment that begins with the same marker is updated, so that comments do not pile up. What others
wrote is left alone. HTTPS_PROXY and NO_PROXY are used.

The place comes from the environment that the runner sets, the token from GITHUB_TOKEN, or GITLAB_TOKEN (a project
access token with the api scope: the job's own token may not write comments). A token is never an argument, which
others on the machine could read.

Examples:
  client-access comment review.md
  client-access comment --pull-request 12 review.md`;

const MARKER = /^<!-- client-access-review:[A-Za-z0-9-]* -->/;

/** `client-access comment`: puts a review into a pull request, as one comment that is updated. */
export const COMMENT: Verb = {
  configure(command: Command, io: Io, finish: (code: number) => void): void {
    command
      .argument('<file>', 'the review as Markdown; - is standard input')
      .option('--pull-request <number>', 'number of the pull or merge request (default: from the environment)')
      .addHelpText('after', HELP)
      .action(async (file: string, options: { readonly pullRequest?: string }) => {
        const body = readBytes(file).toString();
        const marker = MARKER.exec(body)?.[0];
        if (marker === undefined)
          throw new InputError(
            `${file} does not begin with the marker of a review`,
            'write it with --output markdown=FILE',
          );
        const forge = forgeOf(io, options.pullRequest);
        io.err(`${await upsert(forge, marker, body)} the review's comment\n`);
        finish(ExitCode.OK);
      });
  },
};

async function upsert(forge: Forge, marker: string, body: string): Promise<'updated' | 'created'> {
  const comment = await forge.find((text) => text.startsWith(marker));
  if (comment === undefined) {
    await forge.create(body);
    return 'created';
  }
  await forge.update(comment, body);
  return 'updated';
}

function forgeOf(io: Io, given: string | undefined): Forge {
  const { env } = io;
  if (given !== undefined && !/^\d{1,12}$/.test(given))
    throw new InputError(`--pull-request takes a number; got "${given}"`);
  if (env.GITLAB_CI && env.CI_API_V4_URL) {
    const number = given ?? env.CI_MERGE_REQUEST_IID;
    if (!number)
      throw new InputError(
        'this pipeline is not of a merge request',
        'run it for merge requests, or give --pull-request',
      );
    return gitlabForge(env.CI_API_V4_URL, needed(io, 'CI_PROJECT_ID'), number, needed(io, 'GITLAB_TOKEN'));
  }
  const number =
    given ?? pullRequestOf(env.GITHUB_EVENT_PATH) ?? /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? '')?.[1];
  if (!number)
    throw new InputError('this run is not of a pull request', 'run it for pull requests, or give --pull-request');
  const repository = needed(io, 'GITHUB_REPOSITORY');
  return githubForge(env.GITHUB_API_URL ?? 'https://api.github.com', repository, number, needed(io, 'GITHUB_TOKEN'));
}

function needed(io: Io, name: string): string {
  const value = io.env[name];
  if (value) return value;
  throw new InputError(
    `the environment has no ${name}`,
    `set ${name}; client-access comment --help says what it is for`,
  );
}

function pullRequestOf(eventPath: string | undefined): string | undefined {
  if (!eventPath) return undefined;
  try {
    const event = JSON.parse(readFileSync(eventPath, 'utf8')) as { pull_request?: { number?: unknown } };
    const number = event.pull_request?.number;
    return typeof number === 'number' ? String(number) : undefined;
  } catch {
    return undefined;
  }
}
