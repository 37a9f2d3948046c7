import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { markdownMarker } from '../../lib/report';
import { FakeForge } from '../support/fake-forge';
import { Run, runWith, temporaryFolder } from '../support/review-files';

const file = join(temporaryFolder(), 'review.md');
const write = (text: string, name?: string): void => writeFileSync(file, `${markdownMarker(name)}\n${text}`);

describe.each([
  {
    forge: 'GitHub',
    token: ['authorization', 'Bearer t0ken'] as [string, string],
    path: '/repos/contoso/mail/issues/7/comments',
    env: (api: string) => ({
      GITHUB_API_URL: api,
      GITHUB_REPOSITORY: 'contoso/mail',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_TOKEN: 't0ken',
    }),
  },
  {
    forge: 'GitLab',
    token: ['private-token', 't0ken'] as [string, string],
    path: '/projects/42/merge_requests/7/notes',
    env: (api: string) => ({
      GITLAB_CI: 'true',
      CI_API_V4_URL: api,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      GITLAB_TOKEN: 't0ken',
    }),
  },
])('client-access comment on $forge', ({ token, path, env }) => {
  let forge: FakeForge;
  let environment: Record<string, string>;
  const comment = (...argv: string[]): Promise<Run> => runWith({ env: environment }, 'comment', file, ...argv);

  beforeEach(async () => {
    forge = new FakeForge(token);
    environment = env(await forge.start());
  });
  afterEach(() => forge.stop());

  test('creates the comment once, and updates it from then on', async () => {
    write('first');
    expect(await comment()).toMatchObject({ code: 0, err: "created the review's comment\n" });
    write('second');
    expect(await comment()).toMatchObject({ code: 0, err: "updated the review's comment\n" });
    expect(forge.comments.map(({ body }) => body)).toEqual([`${markdownMarker()}\nsecond`]);
    expect(forge.requests.slice(0, 2)).toEqual(['GET /user', `GET ${path}`]);
  });

  test('leaves the comments of others alone, and finds its own behind a hundred of them', async () => {
    for (let id = 1; id <= 150; id++) forge.comments.push({ id, body: `hello ${id} ${markdownMarker()}` });
    forge.comments.push({ id: 151, body: `${markdownMarker()}\nold` });
    write('new');
    await comment();
    expect(forge.comments).toHaveLength(151);
    expect(forge.comments[150].body).toContain('new');
  });

  test('reviews of two names have a comment each', async () => {
    write('production', 'production');
    await comment();
    write('staging', 'staging');
    await comment();
    expect(forge.comments).toHaveLength(2);
  });

  test('creates its own where one that looks like it is of somebody else', async () => {
    forge.comments.push({ id: 1, body: markdownMarker(), foreign: true });
    write('mine');
    expect((await comment()).code).toBe(0);
    expect(forge.comments).toHaveLength(2);
    forge.comments.push({ id: 3, body: `${markdownMarker()}\nmine too`, foreign: true });
    write('again');
    expect(await comment()).toMatchObject({ code: 0, err: "updated the review's comment\n" });
    expect(forge.comments.map(({ body }) => body)).toEqual([
      markdownMarker(),
      `${markdownMarker()}\nagain`,
      `${markdownMarker()}\nmine too`,
    ]);
  });

  test('goes through the proxy of the environment', async () => {
    write('proxied');
    const asked: string[] = [];
    const proxy = createServer().on('connect', (request: IncomingMessage, socket: Socket) => {
      asked.push(String(request.url));
      const [host, port] = String(request.url).split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    const before = { ...process.env };
    try {
      process.env.http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      expect((await comment()).code).toBe(0);
      expect(asked.length).toBeGreaterThan(0);
      process.env.no_proxy = '127.0.0.1';
      asked.length = 0;
      expect((await comment()).code).toBe(0);
      expect(asked).toEqual([]);
    } finally {
      process.env = before;
      await new Promise((done) => proxy.close(done));
    }
  });

  test('a token without the right is reported, and never shown', async () => {
    write('x');
    const name = Object.keys(environment).find((key) => key.endsWith('_TOKEN')) as string;
    environment[name] = 'wr0ng';
    const { code, err } = await comment();
    expect(code).toBe(2);
    expect(err).toContain('status 401');
    expect(err).not.toContain('wr0ng');
    delete environment[name];
    expect((await comment()).err).toContain(`the environment has no ${name}`);
  });

  test('a forge that is not there, and one that is broken, are reported', async () => {
    write('x');
    forge.status = 500;
    expect((await comment()).err).toContain('did not say who the token is of: status 500');
    const nowhere = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, key.includes('_API_') ? 'http://127.0.0.1:9' : value]),
    );
    const { code, err } = await runWith({ env: nowhere }, 'comment', file);
    expect([code, err]).toEqual([2, expect.stringContaining("127.0.0.1:9 can't be reached")]);
  });

  test('a file that is no review is refused before anything is sent', async () => {
    writeFileSync(file, '# hello');
    expect((await comment()).code).toBe(2);
    expect(forge.requests).toEqual([]);
  });

  test('the number may be given, and must be one', async () => {
    write('x');
    expect((await comment('--pull-request', '../../x')).code).toBe(2);
    await comment('--pull-request', '8');
    expect(forge.requests.some((request) => request.includes('/8/'))).toBe(true);
  });
});
