import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { ClientProtocol, Encryption, NetworkSide, type Observation, ProbeOutcome, ProbePhase } from '../../lib/model';
import { TestEstate } from '../../lib/testing';
import { authoritiesOf, HostAddresses, observe, Speech, type Target } from '../../lib/verify';
import { AutodiscoverMethod } from '../../lib/model';
import { type DnsAnswer, DnsServer } from '../support/dns-server';
import { issueChain } from '../support/issue';
import { LoopbackServer, probeTools } from '../support/probing';

jest.setTimeout(60_000);

const NAME = 'autodiscover.contoso.com';
const PATH = '/autodiscover/autodiscover.xml';
const NOW = new Date('2026-06-01T00:00:00Z');
const { leaf, intermediate, root } = issueChain([NAME], { key: 'p256' });
const TLS = { cert: leaf.pem + intermediate.pem, key: leaf.keyPem };

function targetAt(port: number, more: Partial<Target> = {}): Target {
  const owner = {
    at: 'cas',
    binding: 'cas/autodiscover',
    protocol: ClientProtocol.AUTODISCOVER,
    side: NetworkSide.OUTSIDE,
  };
  return { host: NAME, port, encryption: Encryption.TLS, speech: Speech.TLS, owners: [owner], ...more };
}

async function observed(
  targets: readonly Target[],
  { dns = '127.0.0.1:1', ...more }: { readonly deadlineMs?: number; readonly dns?: string } = {},
): Promise<Observation[]> {
  const fixed = new Map(targets.map(({ host, port }) => [`${host}:${port}`, ['127.0.0.1']]));
  const survey = await observe(targets, {
    ...probeTools(more),
    addresses: new HostAddresses({ servers: [dns], fixed, deadlineMs: 1000 }),
    authorities: authoritiesOf(TestEstate.of()),
    sample: 1,
    withoutSni: false,
    width: 8,
    widthOfAddress: 8,
    clock: () => NOW,
    requests: false,
    versions: false,
    rsa: false,
    largeHello: false,
  });
  return survey.observed.map(({ observation }) => observation);
}

async function listening(server: Server): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

async function withWeb<T>(
  answer: RequestListener,
  use: (port: number) => Promise<T>,
  options: ServerOptions = {},
): Promise<T> {
  const { port, stop } = await listening(createHttpsServer({ ...TLS, ...options }, answer));
  try {
    return await use(port);
  } finally {
    await stop();
  }
}

describe('Autodiscover over HTTPS', () => {
  test('an answer that leads nowhere is none of a redirect; the clock of the server is noted', async () => {
    const [row] = await withWeb(
      (_, response) => response.writeHead(401, { date: 'Mon, 01 Jun 2026 00:10:00 GMT' }).end(),
      (port) => observed([targetAt(port)]),
    );
    expect(row).toMatchObject({
      outcome: ProbeOutcome.PRESENTED,
      asksAfterRequest: false,
      web: { path: PATH, status: 401, hops: [], date: '2026-06-01T00:10:00.000Z', aheadMs: 600_000 },
    });
  });

  test.each<[string, (port: number) => string, ProbeOutcome]>([
    ['back to where it was', (port) => `https://${NAME}:${port}${PATH}`, ProbeOutcome.REDIRECT_LOOP],
    ['to plain HTTP', () => `http://${NAME}/x`, ProbeOutcome.REDIRECT_REFUSED],
    ['to a file', () => 'file:///etc/passwd', ProbeOutcome.REDIRECT_REFUSED],
    ['to another service of this machine', () => 'https://127.0.0.1:6379/', ProbeOutcome.REDIRECT_REFUSED],
    ['to no address', () => 'https://[', ProbeOutcome.REDIRECT_REFUSED],
  ])('a redirect %s', async (_, location, outcome) => {
    let at = 0;
    const [row] = await withWeb(
      (__, response) => response.writeHead(302, { location: location(at) }).end(),
      (port) => observed([targetAt((at = port))]),
    );
    expect(row).toMatchObject({ outcome, phase: ProbePhase.REQUEST, web: { status: 302 } });
    expect(row.chains).toHaveLength(1);
  });

  test.each([
    [10, ProbeOutcome.PRESENTED],
    [11, ProbeOutcome.REDIRECT_LOOP],
  ])('%d redirects one after the other', async (count, outcome) => {
    let hops = 0;
    const [row] = await withWeb(
      (__, response) =>
        (hops++ < count ? response.writeHead(302, { location: `/${hops}` }) : response.writeHead(401)).end(),
      (port) => observed([targetAt(port)]),
    );
    expect(row.outcome).toBe(outcome);
    expect(row.web?.hops).toHaveLength(count);
  });

  test.each<[string, string, Partial<NonNullable<Observation['web']>>]>([
    [
      'hints before the answer',
      'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n',
      { status: 401, hops: [] },
    ],
    ['hints alone, again and again', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(3000), { hops: [] }],
    ['nothing but another protocol', '\0\0\x12\x04\0\0\0\0', { hops: [], unanswered: ProbeOutcome.OTHER_PROTOCOL }],
    ['the end', '', { hops: [], unanswered: ProbeOutcome.CLOSED_EARLY }],
    [
      'an address that leads nowhere by itself',
      'HTTP/1.1 304 Not Modified\r\nlocation: http://x/\r\n\r\n',
      { status: 304 },
    ],
  ])('the answer is %s', async (_, words, web) => {
    const [row] = await withWeb(
      ({ socket }) => socket.end(words, 'latin1'),
      (port) => observed([targetAt(port)]),
    );
    expect(row.web).toMatchObject(web);
  });

  test('a redirect to where nothing is, and none of the password in it', async () => {
    const location = `https://user:hunter2@${NAME}:1/x#part`;
    const dns = await DnsServer.start({});
    const other = 'https://gone.contoso.com/autodiscover';
    const rows = await Promise.all(
      [location, other].map((where) =>
        withWeb(
          (_, response) => response.writeHead(302, { location: where }).end(),
          async (port) => {
            const nobody = targetAt(1, { leads: AutodiscoverMethod.HTTP_REDIRECT, encryption: Encryption.NONE });
            return (await observed([targetAt(port), nobody], { dns: dns.address }))[0];
          },
        ),
      ),
    );
    await dns.stop();
    expect(rows[0].web).toMatchObject({ hops: [`https://${NAME}:1/x`], unanswered: ProbeOutcome.REFUSED });
    expect(rows[1].web).toMatchObject({ hops: [other], unanswered: ProbeOutcome.NAME_NOT_FOUND });
  });

  test('a head of a megabyte', async () => {
    const big = Buffer.concat([Buffer.from('HTTP/1.1 302 Found\r\n'), Buffer.alloc(1_048_576, 'X-A: a\r\n')]);
    const server = await LoopbackServer.tls(TLS);
    const inner = (server as unknown as { server: NodeJS.EventEmitter }).server;
    inner.on('secureConnection', (socket: Socket) =>
      socket.on('error', () => undefined).once('data', () => socket.write(big)),
    );
    const [row] = await observed([targetAt(server.port)]);
    await server.stop();
    expect(row).toMatchObject({ outcome: ProbeOutcome.TOO_BIG, phase: ProbePhase.REQUEST });
  });

  test('a server that never answers the request holds up nobody', async () => {
    const since = performance.now();
    const [row] = await withWeb(
      () => undefined,
      (port) => observed([targetAt(port)], { deadlineMs: 2000 }),
    );
    expect(performance.now() - since).toBeLessThan(3000);
    expect(row).toMatchObject({ outcome: ProbeOutcome.PRESENTED, web: { hops: [] } });
    expect(row.web?.status).toBeUndefined();
  });
});

describe('Autodiscover that a redirect leads to', () => {
  const leading = (port: number): Target =>
    targetAt(port, { encryption: Encryption.NONE, leads: AutodiscoverMethod.HTTP_REDIRECT });

  test.each<[string, RequestListener, ProbeOutcome]>([
    ['a page in clear', (_, response) => response.writeHead(200).end('hello'), ProbeOutcome.NO_REDIRECT],
    [
      'plain HTTP',
      (_, response) => response.writeHead(302, { location: 'http://other.contoso.com/' }).end(),
      ProbeOutcome.REDIRECT_REFUSED,
    ],
  ])('%s', async (_, answer, outcome) => {
    const { port, stop } = await listening(createHttpServer(answer));
    const [row] = await observed([leading(port)]);
    await stop();
    expect(row).toMatchObject({ outcome, phase: ProbePhase.REQUEST, chains: [] });
  });

  test('HTTPS', async () => {
    const rows = await withWeb(
      (_, response) => response.writeHead(401).end(),
      async (securePort) => {
        const location = `https://${NAME}:${securePort}${PATH}`;
        const { port, stop } = await listening(
          createHttpServer((_, response) => response.writeHead(302, { location }).end()),
        );
        const found = await observed([leading(port), targetAt(securePort)]);
        await stop();
        return found;
      },
    );
    expect(rows[0]).toMatchObject({
      outcome: ProbeOutcome.REDIRECTS,
      web: { hops: [expect.stringContaining(PATH)], status: 401 },
    });
  });
});

describe('Autodiscover that a record leads to', () => {
  const RECORD = '_autodiscover._tcp.contoso.com';
  const service = { priority: 0, weight: 0, port: 443, host: 'mail.contoso.com' };

  test.each<[string, DnsAnswer, Partial<Observation>]>([
    [
      'a host',
      { services: [service] },
      { outcome: ProbeOutcome.REDIRECTS, web: { path: '', hops: ['https://mail.contoso.com:443/'] } },
    ],
    [
      'hosts of several priorities and weights',
      {
        services: [
          { ...service, priority: 9, host: 'last.contoso.com' },
          service,
          { ...service, weight: 5, host: 'heavy.contoso.com' },
        ],
      },
      { outcome: ProbeOutcome.REDIRECTS, web: { path: '', hops: ['https://heavy.contoso.com:443/'] } },
    ],
    [
      'a host without an address, among others',
      {
        services: [
          { ...service, weight: 9 },
          { ...service, host: 'gone.contoso.com' },
        ],
      },
      {
        outcome: ProbeOutcome.REDIRECTS,
        web: { path: '', hops: ['https://gone.contoso.com:443/'], unanswered: ProbeOutcome.NAME_NOT_FOUND },
      },
    ],
    ['no service', { services: [{ ...service, port: 0, host: '' }] }, { outcome: ProbeOutcome.NO_REDIRECT }],
    ['no record', 'no-such-name', { outcome: ProbeOutcome.NAME_NOT_FOUND }],
    ['a failure', 'failure', { outcome: ProbeOutcome.NAME_FAILED, detail: 'ESERVFAIL' }],
    ['silence', 'silent', { outcome: ProbeOutcome.NAME_TIMEOUT }],
  ])('%s', async (_, answer, expected) => {
    const here = ['127.0.0.1'];
    const dns = await DnsServer.start({ [RECORD]: answer, 'mail.contoso.com': here, 'heavy.contoso.com': here });
    const target = targetAt(443, { host: RECORD, encryption: Encryption.NONE, leads: AutodiscoverMethod.SRV_RECORD });
    const [row] = await observed([target], { dns: dns.address });
    await dns.stop();
    expect(row).toMatchObject({ ...expected, phase: ProbePhase.NAME });
    expect(row.web?.unanswered).toBe(expected.web?.unanswered);
  });
});

describe('client certificates', () => {
  const refusing: ServerOptions = { requestCert: true, rejectUnauthorized: true, ca: root.pem };
  const ok: RequestListener = (_, response) => response.writeHead(401).end();

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: required, and the chain is judged all the same', async (version) => {
    // Node's own servers hang up without an alert where OpenSSL does not refuse; s_server and nginx are in test/e2e/verify.
    const options = { ...refusing, minVersion: version, maxVersion: version };
    const [row] = await withWeb(ok, (port) => observed([targetAt(port)]), options);
    expect(row.asksForCertificate).toBe(true);
    expect(row.goesOnWithout).not.toBe(true);
    expect(row.chains).toHaveLength(1);
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('%s: requested, and not required', async (version) => {
    const options = { ...refusing, rejectUnauthorized: false, minVersion: version, maxVersion: version };
    const [row] = await withWeb(ok, (port) => observed([targetAt(port)]), options);
    expect(row).toMatchObject({ outcome: ProbeOutcome.PRESENTED, asksForCertificate: true, goesOnWithout: true });
  });

  test('required by the web site behind the handshake', async () => {
    const page = '<center>No required SSL certificate was sent</center>';
    const options = { ...refusing, rejectUnauthorized: false };
    const [row] = await withWeb(
      (_, response) => response.writeHead(400).end(page),
      (port) => observed([targetAt(port)]),
      options,
    );
    expect(row).toMatchObject({
      outcome: ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED,
      phase: ProbePhase.REQUEST,
      goesOnWithout: false,
    });
  });

  test('where the answer is that the way is closed, nobody knows why', async () => {
    const options = { ...refusing, rejectUnauthorized: false };
    const [row] = await withWeb(
      (_, response) => response.writeHead(403).end(),
      (port) => observed([targetAt(port)]),
      options,
    );
    expect(row.outcome).toBe(ProbeOutcome.PRESENTED);
    expect(row.goesOnWithout).toBeUndefined();
  });
});
