import { EnvHttpProxyAgent, fetch, type Response } from 'undici';
import { InputError } from './input-error';

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
