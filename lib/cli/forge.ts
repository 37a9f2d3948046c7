import { InputError } from './input-error';

/** Where pull requests and their comments are. */
export interface Forge {
  /** Id of the first comment whose text fits. */
  find(fits: (text: string) => boolean): Promise<number | undefined>;
  /** False where the comment is somebody else's, so that it can't be changed. */
  update(id: number, body: string): Promise<boolean>;
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
    headers: { 'private-token': token },
  });
}

interface Addresses {
  list(page: number): string;
  readonly create: string;
  update(id: number): string;
  readonly updateMethod: string;
  readonly headers: Readonly<Record<string, string>>;
}

function forge(addresses: Addresses): Forge {
  const send = async (method: string, url: string, body?: string): Promise<Response> => {
    try {
      return await fetch(url, {
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
  return {
    async find(fits) {
      for (let page = 1; page <= MOST_PAGES; page++) {
        const response = await send('GET', addresses.list(page));
        accepted(response, 'list the comments');
        const comments = (await response.json()) as { id: number; body?: string | null }[];
        const found = comments.find(({ body }) => typeof body === 'string' && fits(body));
        if (found) return found.id;
        if (comments.length < PAGE) return undefined;
      }
      return undefined;
    },
    async update(id, body) {
      const response = await send(addresses.updateMethod, addresses.update(id), body);
      if (response.status === 403) return false;
      accepted(response, 'update the comment');
      return true;
    },
    async create(body) {
      accepted(await send('POST', addresses.create, body), 'create the comment');
    },
  };
}
