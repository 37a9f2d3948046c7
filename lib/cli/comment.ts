import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { readBytes } from './input/bytes';
import { ExitCode, InputError } from './exit';
import { Io, Verb } from './verb';

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

/** Where pull requests and their comments are. */
export interface Forge {
  /** Id of the last comment of the token's own user whose text fits; what others wrote is never taken for it. */
  find(fits: (text: string) => boolean): Promise<number | undefined>;
  update(id: number, body: string): Promise<void>;
  create(body: string): Promise<void>;
}

const PAGE = 100;

/** A pull request with more comments than this many pages is not searched to its end. */
const MOST_PAGES = 50;

const TIMEOUT = 30_000;

/** Comments of a GitHub pull request. */
export function githubForge(api: string, repository: string, number: string, token: string): Forge {
  const at = `${api.replace(/\/+$/, '')}/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
  return forge({
    list: (page) => `${at}/issues/${number}/comments?per_page=${PAGE}&page=${page}`,
    create: `${at}/issues/${number}/comments`,
    update: (id) => `${at}/issues/comments/${id}`,
    updateMethod: 'PATCH',
    user: `${api.replace(/\/+$/, '')}/user`,
    isOwn: ({ user, performed_via_github_app: app }, own) =>
      // The token of a workflow stands for no user: its comments are those of a GitHub App, which nobody can write as.
      own === undefined
        ? user?.type === 'Bot' && (user.login === 'github-actions[bot]' || isPresent(app))
        : user?.id === own,
    headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
  });
}

/** Notes of a GitLab merge request. */
export function gitlabForge(api: string, project: string, number: string, token: string): Forge {
  const at = `${api.replace(/\/+$/, '')}/projects/${encodeURIComponent(project)}/merge_requests/${number}/notes`;
  return forge({
    list: (page) => `${at}?per_page=${PAGE}&page=${page}&sort=asc`,
    create: at,
    update: (id) => `${at}/${id}`,
    updateMethod: 'PUT',
    user: `${api.replace(/\/+$/, '')}/user`,
    isOwn: ({ author }, own) => own !== undefined && author?.id === own,
    headers: { 'private-token': token },
  });
}

interface Addresses {
  list(page: number): string;
  readonly create: string;
  update(id: number): string;
  readonly updateMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Who the token is of. */
  readonly user: string;
  /** @param own id of the token's user; undefined where the forge does not say */
  isOwn(comment: Comment, own: number | undefined): boolean;
}

/** What both forges say of a comment: GitHub names its user, GitLab its author. */
interface Comment {
  readonly id: number;
  readonly body?: string | null;
  readonly user?: { readonly id: number; readonly login?: string; readonly type?: string } | null;
  readonly performed_via_github_app?: object | null;
  readonly author?: { readonly id: number } | null;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function forge(addresses: Addresses): Forge {
  // HTTPS_PROXY, HTTP_PROXY and NO_PROXY: Node's own fetch uses them from Node 24 on, and only where it is set to.
  const dispatcher = new EnvHttpProxyAgent();
  const send = async (method: string, url: string, body?: string): Promise<Response> => {
    try {
      return await fetch(url, {
        dispatcher,
        method,
        headers: { ...addresses.headers, 'content-type': 'application/json', 'user-agent': 'client-access' },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
        ...(body === undefined ? {} : { body: JSON.stringify({ body }) }),
      });
    } catch (error) {
      // The cause names host and port, never a header.
      const { message, cause } = error as Error & { cause?: Error };
      throw new InputError(`${new URL(url).host} can't be reached: ${cause?.message ?? message}`);
    }
  };
  const accepted = (response: Response, what: string): void => {
    if (response.ok) return;
    const why = response.status === 401 || response.status === 403 || response.status === 404;
    throw new InputError(
      `${new URL(response.url).host} did not ${what}: status ${response.status}`,
      why ? 'give the token the right to write comments of this pull request' : undefined,
    );
  };
  const ownId = async (): Promise<number | undefined> => {
    const response = await send('GET', addresses.user);
    // The token of a workflow may not ask: it is of no user.
    if (response.status === 403 || response.status === 404) return undefined;
    accepted(response, 'say who the token is of');
    const { id } = (await response.json()) as { id?: unknown };
    return typeof id === 'number' ? id : undefined;
  };
  return {
    async find(fits) {
      const own = await ownId();
      let found: number | undefined;
      for (let page = 1; page <= MOST_PAGES; page++) {
        const response = await send('GET', addresses.list(page));
        accepted(response, 'list the comments');
        const comments = (await response.json()) as Comment[];
        for (const comment of comments) {
          const { id, body } = comment;
          if (typeof body === 'string' && fits(body) && addresses.isOwn(comment, own)) found = id;
        }
        if (comments.length < PAGE) return found;
      }
      return found;
    },
    async update(id, body) {
      accepted(await send(addresses.updateMethod, addresses.update(id), body), 'update the comment');
    },
    async create(body) {
      accepted(await send('POST', addresses.create, body), 'create the comment');
    },
  };
}
