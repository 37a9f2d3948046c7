import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ClientProtocol,
  Encryption,
  NetworkSide,
  type ObservedRevocation,
  ProbeOutcome,
  RevocationStatus,
} from '../../lib/model';
import { makeCrl, type RevokedEntry } from '../../lib/pki';
import { askRevocation, ChainPool, HostAddresses, type KnownAuthorities, Speech, type Target } from '../../lib/verify';
import { issueCertificate, type Issued, issueChain, type IssueOptions } from '../support/issue';
import { makeOcspResponse } from '../support/issue-other';
import { observation, observedChain } from '../support/observations';
import { hasOpenssl } from '../support/openssl';
import { probeTools } from '../support/probing';

jest.setTimeout(60_000);

const NOW = new Date('2026-06-01T00:00:00Z');
const DEADLINE_MS = 2000;
const { intermediate, root } = issueChain(['mail.contoso.com'], { key: 'p256' });
const stranger = issueCertificate({ subject: 'Stranger', isCa: true });
const DAY = 86_400_000;
const FRESH = { thisUpdate: new Date(NOW.getTime() - DAY), nextUpdate: new Date(NOW.getTime() + DAY) };

const leafWith = (more: Partial<IssueOptions>): Issued =>
  issueCertificate({ subject: 'mail.contoso.com', dnsNames: ['mail.contoso.com'], issuer: intermediate, ...more });

interface Asking {
  readonly own?: boolean;
  readonly fixed?: Readonly<Record<string, string[]>>;
  readonly privateAddresses?: boolean;
  readonly now?: Date;
}

/** What is said of the certificates of a chain, by name. */
async function said(
  chain: readonly Issued[],
  { fixed = {}, now = NOW, own = true, privateAddresses = false }: Asking = {},
) {
  const roots = [root.certificate];
  const authorities: KnownAuthorities = { intermediates: [], roots: () => roots, ...(own ? { own: roots } : {}) };
  const pool = new ChainPool(authorities);
  const sha256 = pool.keep(chain.map(({ certificate }) => certificate.der));
  const target: Target = {
    host: 'mail.contoso.com',
    port: 443,
    encryption: Encryption.TLS,
    speech: Speech.TLS,
    owners: [{ at: 'cas', binding: 'cas/owa', protocol: ClientProtocol.OWA, side: NetworkSide.OUTSIDE }],
  };
  const one = {
    target,
    observation: observation({ outcome: ProbeOutcome.PRESENTED, chains: [observedChain('A', { sha256 })] }),
  };
  const addresses = new HostAddresses({
    servers: ['127.0.0.1:1'],
    fixed: new Map(Object.entries(fixed)),
    deadlineMs: 1000,
  });
  const since = performance.now();
  const { observed } = await askRevocation(
    { observed: [one], pool },
    { addresses, authorities, deadlineMs: DEADLINE_MS, now, privateAddresses, random: probeTools().random },
  );
  expect(performance.now() - since).toBeLessThan(DEADLINE_MS + 1000);
  const [{ observation: row }] = observed;
  return Object.fromEntries(
    (row.revocation ?? []).map((status): [string, ObservedRevocation] => [status.name, status]),
  );
}

const OF_SERVER = 'mail.contoso.com';

/** What is said of a server's certificate whose CA answers so. */
async function answered(
  answer: RequestListener,
  urls: (base: string) => Partial<IssueOptions>,
  asking?: Asking,
): Promise<ObservedRevocation> {
  return withCa(answer, async (base) => (await said([leafWith(urls(base)), intermediate], asking))[OF_SERVER]);
}

async function withCa<T>(answer: RequestListener, use: (base: string) => Promise<T>): Promise<T> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const listAt = (base: string): Partial<IssueOptions> => ({ crlUrls: [`${base}/ca.crl`] });
const responderAt = (base: string): Partial<IssueOptions> => ({ ocspUrls: [`${base}/ocsp`] });
const sending =
  (bytes: Buffer | string): RequestListener =>
  (_, response) =>
    void response.end(bytes);

function list(revoked: readonly RevokedEntry[] = [], more: { issuer?: Issued; dates?: typeof FRESH } = {}): Buffer {
  const { dates = FRESH, issuer = intermediate } = more;
  return makeCrl({ issuer: issuer.certificate, issuerKey: issuer.key, number: 1, revoked, ...dates }).der;
}

async function body(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('a revocation list', () => {
  const entry = { date: new Date('2026-05-01T00:00:00Z'), reason: 'keyCompromise' } as const;

  test('that does not name the certificate', async () => {
    expect(await answered(sending(list()), listAt)).toMatchObject({
      status: RevocationStatus.GOOD,
      by: expect.stringContaining('/ca.crl'),
    });
  });

  test('that names it, also where it is out of date', async () => {
    const old = { thisUpdate: new Date('2026-05-01'), nextUpdate: new Date('2026-05-08') };
    for (const dates of [FRESH, old]) {
      let bytes: Buffer = Buffer.alloc(0);
      const status = await withCa(
        (_, response) => void response.end(bytes),
        async (base) => {
          const leaf = leafWith(listAt(base));
          bytes = list([{ serial: leaf.certificate.serial, ...entry }], { dates });
          return (await said([leaf, intermediate]))[OF_SERVER];
        },
      );
      expect(status).toMatchObject({
        status: RevocationStatus.REVOKED,
        message: 'revoked on 2026-05-01 (keyCompromise)',
      });
    }
  });

  const broken = list();
  broken[broken.length - 1] ^= 1;

  test.each<[string, Buffer, string]>([
    [
      'out of date',
      list([], { dates: { thisUpdate: new Date('2026-05-01'), nextUpdate: new Date('2026-05-08') } }),
      'was to be replaced',
    ],
    ['of another issuer', list([], { issuer: stranger }), 'does not speak of this certificate'],
    ['with another signature', broken, "is not signed with the CA's key"],
    ['that is none', Buffer.from('<html>not here</html>'), 'the answer'],
    ['of no octets', Buffer.alloc(0), 'the answer'],
  ])('%s proves nothing', async (_, bytes, words) => {
    const status = await answered(sending(bytes), listAt);
    expect(status).toMatchObject({ status: RevocationStatus.UNKNOWN, message: expect.stringContaining(words) });
    expect(status.by).toBeUndefined();
  });
});

describe('a responder', () => {
  test.each<[string, object, RevocationStatus, string | undefined]>([
    ['good', {}, RevocationStatus.GOOD, undefined],
    ['revoked', { status: 'revoked' }, RevocationStatus.REVOKED, 'revoked on'],
    ['not known to it', { status: 'unknown' }, RevocationStatus.UNKNOWN, 'does not know the certificate'],
    ['out of date', { nextUpdate: new Date('2026-05-31T12:00:00Z') }, RevocationStatus.UNKNOWN, 'was to be replaced'],
    ['signed by somebody else', { responder: stranger }, RevocationStatus.UNKNOWN, 'not signed by the issuer'],
    [
      'of another certificate',
      { certificate: intermediate.certificate },
      RevocationStatus.UNKNOWN,
      'another certificate',
    ],
    ['to another request', { nonce: Buffer.alloc(32, 1) }, RevocationStatus.UNKNOWN, 'another request (nonce)'],
  ])('%s', async (_, more, expected, words) => {
    let response: Buffer = Buffer.alloc(0);
    let posted: Buffer = Buffer.alloc(0);
    const status = await withCa(
      (request, reply) => void body(request).then((bytes) => ((posted = bytes), reply.end(response))),
      async (base) => {
        const leaf = leafWith(responderAt(base));
        response = makeOcspResponse({ certificate: leaf.certificate, issuer: intermediate, ...FRESH, ...more });
        return (await said([leaf, intermediate]))[OF_SERVER];
      },
    );
    expect(posted.length).toBeGreaterThan(60);
    expect(status.status).toBe(expected);
    expect(status.message).toEqual(words === undefined ? undefined : expect.stringContaining(words));
  });

  test('that fails leaves it to the list', async () => {
    const status = await answered(
      ({ url }, response) => void (url === '/ocsp' ? response.writeHead(500).end() : response.end(list())),
      (base) => ({ ...responderAt(base), ...listAt(base) }),
    );
    expect(status).toMatchObject({ status: RevocationStatus.GOOD, by: expect.stringContaining('/ca.crl') });
  });

  test('that is silent leaves half of the time to the list', async () => {
    const status = await answered(
      ({ url }, response) => void (url === '/ocsp' ? undefined : response.end(list())),
      (base) => ({ ...responderAt(base), ...listAt(base) }),
    );
    expect(status).toMatchObject({ status: RevocationStatus.GOOD, by: expect.stringContaining('/ca.crl') });
  });
});

describe('what is in the way', () => {
  const flood: RequestListener = (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(1_048_576)));
    };
    response.on('drain', more);
    more();
  };
  const drip: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(timer));
  };
  const leading =
    (location: (url: string) => string): RequestListener =>
    ({ url = '' }, response) =>
      void response.writeHead(302, { location: location(url) }).end();

  test.each<[string, RequestListener, string]>([
    ['without end', flood, 'octets'],
    ['one octet at a time', drip, 'in time'],
    ['silent', () => undefined, 'in time'],
    ['at another place, and back', leading(() => '/ca.crl'), 'redirected back'],
    ['at always another place', leading((url) => `${url}x`), 'redirected more than 3 times'],
    ['in a file', leading(() => 'file:///etc/passwd'), 'file: is not asked'],
    ['in the directory', leading(() => 'ldap://dc/cn=x'), 'ldap: is not asked'],
    ['not there', (_, response) => void response.writeHead(404).end(), 'HTTP 404'],
    [
      'closed in the middle',
      (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('x', () => response.destroy()),
      'broke off',
    ],
    ['closed', ({ socket }) => void socket.destroy(), 'the connection failed'],
  ])('%s', async (_, answer, words) => {
    expect(await answered(answer, listAt)).toMatchObject({
      status: RevocationStatus.UNKNOWN,
      message: expect.stringContaining(words),
    });
  });

  test('a redirect is followed', async () => {
    const status = await answered(
      ({ url }, response) =>
        void (url === '/ca.crl' ? response.writeHead(301, { location: '/new.crl' }).end() : response.end(list())),
      listAt,
    );
    expect(status.status).toBe(RevocationStatus.GOOD);
  });

  test.each<[string, readonly string[], string]>([
    ['a directory', ['ldap:///CN=CA'], 'ldap: is not asked'],
    ['a file', ['file:///etc/passwd'], 'file: is not asked'],
    ['no address', ['http://['], 'it is no address'],
    ['nothing', [], 'it names no place to ask'],
    ['a closed port', ['http://127.0.0.1:1/ca.crl'], 'refused'],
    ['a name that DNS does not know', ['http://gone.contoso.com/ca.crl'], 'gone.contoso.com has no address'],
  ])('it names %s', async (_, crlUrls, words) => {
    const { [OF_SERVER]: status } = await said([leafWith({ crlUrls }), intermediate]);
    expect(status).toMatchObject({ status: RevocationStatus.UNKNOWN, message: expect.stringContaining(words) });
  });

  test('a private address that a CA names which nobody declared, unless it is allowed or given', async () => {
    const anyone = (asking: Asking, name = '127.0.0.1') =>
      answered(sending(list()), (base) => listAt(base.replace('127.0.0.1', name)), { own: false, ...asking });
    expect((await anyone({})).message).toContain('private address, which --revocation-anywhere');
    expect((await anyone({ privateAddresses: true })).status).toBe(RevocationStatus.GOOD);
    await withCa(sending(list()), async (base) => {
      const port = new URL(base).port;
      const leaf = leafWith({ crlUrls: [`http://crl.contoso.com:${port}/ca.crl`] });
      const fixed = { [`crl.contoso.com:${port}`]: ['127.0.0.1'] };
      const { [OF_SERVER]: status } = await said([leaf, intermediate], { own: false, fixed });
      expect(status.status).toBe(RevocationStatus.GOOD);
    });
  });

  test('an issuer that is not known', async () => {
    const alone = await said([leafWith({ crlUrls: ['http://127.0.0.1:1/'] })]);
    expect(alone[OF_SERVER].message).toBe('who issued it is not known here');
  });

  test('a certificate that signs itself is not asked for', async () => {
    expect(await said([issueCertificate({ subject: 'self', dnsNames: ['self.contoso.com'] })])).toEqual({});
  });
});

test('the CA between is asked for at its own issuer', async () => {
  let rootList: Buffer;
  const statuses = await withCa(
    ({ url }, response) => void response.end(url === '/root.crl' ? rootList : list()),
    async (base) => {
      const between = issueCertificate({
        subject: 'Between',
        isCa: true,
        issuer: root,
        key: intermediate.key,
        crlUrls: [`${base}/root.crl`],
      });
      rootList = list([{ serial: between.certificate.serial, date: new Date('2026-05-02') }], { issuer: root });
      return said([issueCertificate({ subject: 'x', issuer: between }), between]);
    },
  );
  expect(statuses.Between).toMatchObject({ status: RevocationStatus.REVOKED, message: 'revoked on 2026-05-02' });
});

/** What the responder of openssl answers to request.der, beside which these files are. */
function answerOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'ocsp-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode: 0o600 });
    const signer = ['-CA', 'ca.pem', '-rsigner', 'ca.pem', '-rkey', 'ca.key', '-ndays', '1'];
    const io = ['-index', 'index.txt', '-reqin', 'request.der', '-respout', 'response.der'];
    execFileSync('openssl', ['ocsp', ...io, ...signer], { cwd: folder, stdio: 'ignore', timeout: 20_000 });
    return readFileSync(join(folder, 'response.der'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

(hasOpenssl ? describe : describe.skip)('openssl ocsp', () => {
  const now = new Date();
  const validity = { notBefore: new Date(now.getTime() - DAY), notAfter: new Date(now.getTime() + 90 * DAY) };

  // The responder answers from files, so that it listens on no address but that of the test's own server.
  test.each<[string, string, Partial<ObservedRevocation>]>([
    ['good', 'V', { status: RevocationStatus.GOOD }],
    ['revoked', 'R', { status: RevocationStatus.REVOKED, message: 'revoked on 2026-05-01 (keyCompromise)' }],
    ['not known', '', { status: RevocationStatus.UNKNOWN, message: expect.stringContaining('does not know') }],
  ])('%s', async (_, mark, expected) => {
    let index = '';
    const answer: RequestListener = (request, response) =>
      void body(request).then((bytes) => {
        const files = {
          'index.txt': index,
          'ca.pem': intermediate.pem,
          'ca.key': intermediate.keyPem,
          'request.der': bytes,
        };
        response.end(answerOf(files));
      });
    const status = await withCa(answer, async (base) => {
      const leaf = leafWith({ ...responderAt(base), ...validity });
      const revokedOn = mark === 'R' ? '260501000000Z,keyCompromise' : '';
      const row = [mark, '300101000000Z', revokedOn, leaf.certificate.serial, 'unknown', '/CN=mail.contoso.com'];
      index = mark === '' ? '' : `${row.join('\t')}\n`;
      return (await said([leaf, intermediate], { now: new Date(Date.now() + 5000) }))[OF_SERVER];
    });
    expect(status).toMatchObject(expected);
  });
});
