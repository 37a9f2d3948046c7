import { createServer as createPlainServer, IncomingMessage, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo } from 'node:net';

interface Stored {
  id: number;
  body: string;
  foreign?: boolean;
}

/** Id of the token's user; comments that are foreign are of another. */
const OWN = 1;

/** Enough of a forge to list, create and change comments; pages as the real ones do. */
export class FakeForge {
  public readonly comments: Stored[] = [];
  public readonly requests: string[] = [];
  /** What every request is answered with; 0: as the forge would. */
  public status = 0;
  /** Whether it does not say who the token is of, as with the token of a GitHub workflow. */
  public hidesUser = false;
  private readonly server: Server;

  /**
   * @param token the header, in lower case, and the value that a request must have
   * @param tls what it presents on 127.0.0.1; left out: plain HTTP
   */
  public constructor(
    private readonly token: readonly [string, string],
    tls?: { readonly cert: string; readonly key: string },
  ) {
    const listener: Parameters<typeof createPlainServer>[1] = (request, response) => {
      void this.answer(request).then(([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      });
    };
    this.server = tls ? createTlsServer({ ...tls }, listener) : createPlainServer(listener);
  }

  /** @returns its port */
  public async listen(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }

  public async start(): Promise<string> {
    return `http://127.0.0.1:${await this.listen()}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** A comment as both forges show it. */
  private shown({ id, body, foreign }: Stored): object {
    const user = foreign
      ? { id: OWN + 1, login: 'somebody', type: 'User' }
      : { id: OWN, login: 'github-actions[bot]', type: 'Bot' };
    return { id, body, user, author: { id: user.id } };
  }

  private async answer(request: IncomingMessage): Promise<[number, unknown]> {
    const url = new URL(request.url ?? '', 'http://forge');
    this.requests.push(`${request.method} ${url.pathname}`);
    if (this.status) return [this.status, {}];
    const [header, value] = this.token;
    if (request.headers[header] !== value) return [401, {}];
    if (url.pathname.endsWith('/user')) return this.hidesUser ? [403, {}] : [200, { id: OWN }];
    if (request.method === 'GET') {
      const page = Number(url.searchParams.get('page'));
      return [200, this.comments.slice((page - 1) * 100, page * 100).map((stored) => this.shown(stored))];
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const { body } = JSON.parse(text) as { body: string };
    if (request.method === 'POST') {
      this.comments.push({ id: this.comments.length + 1, body });
      return [201, {}];
    }
    const comment = this.comments.find(({ id }) => id === Number(url.pathname.split('/').at(-1)));
    if (!comment) return [404, {}];
    if (comment.foreign) return [403, {}];
    comment.body = body;
    return [200, {}];
  }
}
