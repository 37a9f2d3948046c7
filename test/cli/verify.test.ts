import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { listedHosts } from '../../lib/cli/verify/asked';
import { ClientProtocol, Encryption, Estate, Observation, ProbeOutcome } from '../../lib/model';
import { OutcomeKind, Report } from '../../lib/policy';
import { TestEstate } from '../../lib/testing';
import { issueChain } from '../support/issue';
import { LoopbackServer } from '../support/probing';
import { writeOutputFolder } from '../support/review-files';

jest.setTimeout(60_000);

const NAME = 'mail.contoso.com';

describe('client-access verify', () => {
  let folder: string;
  let server: LoopbackServer;
  let other: LoopbackServer;
  let out: string;
  let err: string;

  beforeAll(async () => {
    const serving = ({ leaf, intermediate }: ReturnType<typeof issueChain>) =>
      LoopbackServer.tls({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
    server = await serving(issueChain([NAME], { key: 'rsa2048' }));
    other = await serving(issueChain([NAME], { key: 'p256' }));
  });
  afterAll(() => Promise.all([server.stop(), other.stop()]));
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'verify-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** The usual estate, whose web site listens on a port of this machine. */
  function declared(port: number, more: readonly { port: number; encryption: Encryption }[] = []): Estate {
    const listeners = [{ port, encryption: Encryption.TLS }, ...more];
    return TestEstate.of({ servers: [{ protocols: [{ protocol: ClientProtocol.OWA, listeners }] }] });
  }

  function run(estate: Estate, ...options: string[]): Promise<number> {
    writeOutputFolder(estate, join(folder, 'cdktf.out'));
    return verify(join(folder, 'cdktf.out'), ...options);
  }

  async function verify(...argv: string[]): Promise<number> {
    out = err = '';
    return main(['verify', '--now', '2026-06-01', ...argv], {
      out: (text) => (out += text),
      err: (text) => (err += text),
      outIsTerminal: false,
      env: {},
      dns: ['127.0.0.1:1'],
      now: () => new Date('2026-06-01T00:00:00Z'),
    });
  }

  async function closedPort(): Promise<number> {
    const gone = await LoopbackServer.plain(() => undefined);
    const { port } = gone;
    await gone.stop();
    return port;
  }

  const at = (port: number, address = '127.0.0.1'): string[] => ['--resolve', `${NAME}:${port}:${address}`];

  function observations(): readonly Observation[] {
    return (JSON.parse(out) as Report).observations ?? [];
  }

  test('an endpoint that presents a certificate is judged as observed', async () => {
    const code = await run(declared(server.port), ...at(server.port), '--format', 'json', '--fail-on', 'never');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((JSON.parse(out) as Report).moment).toBe('observed');
    const [named, unnamed, ...rest] = observations();
    expect(rest).toEqual([]);
    expect(named).toMatchObject({ sni: true, sample: 5, outcome: ProbeOutcome.PRESENTED, tls: '1.3' });
    expect(named.chains).toMatchObject([{ count: 5, names: [NAME, 'Contoso Issuing CA'] }]);
    expect(unnamed).toMatchObject({ sni: false, sample: 1, outcome: ProbeOutcome.PRESENTED });
  });

  test('another certificate than the declared one is a finding, in every format', async () => {
    for (const format of ['text', 'markdown', 'html', 'sarif', 'junit', 'gitlab', 'github', 'json']) {
      expect(await run(declared(server.port), ...at(server.port), '--format', format)).toBe(1);
      expect(out).toMatch(/issued-differs|ECA907|is not as it was declared/);
    }
  });

  test('two nodes of one name that differ', async () => {
    // Both listen on one port, each at its own address.
    const { leaf, intermediate } = issueChain([NAME], { key: 'p384' });
    const options = { cert: leaf.pem + intermediate.pem, key: leaf.keyPem };
    const node = await LoopbackServer.tls(options, '127.0.0.2', server.port);
    const code = await run(
      declared(server.port),
      ...at(server.port),
      ...at(server.port, '127.0.0.2'),
      '--format',
      'json',
    );
    await node.stop();
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as Report;
    expect(findings.filter(({ rule }) => rule === 'nodes-differ')).toHaveLength(1);
    expect(findings.find(({ rule }) => rule === 'nodes-differ')?.message).toMatch(/at 127.0.0.2 in \d of \d/);
  });

  test('nothing is reached', async () => {
    const port = await closedPort();
    expect(await run(declared(port), ...at(port))).toBe(4);
    expect(out).toContain('refused');
    expect(out).toContain('endpoint-not-served');
  });

  test('one endpoint that fails does not touch the others', async () => {
    const closed = await closedPort();
    const estate = declared(server.port, [{ port: closed, encryption: Encryption.TLS }]);
    expect(await run(estate, ...at(server.port), ...at(closed), '--format', 'json', '--sni-only')).toBe(1);
    expect(observations().map(({ port, outcome }) => [port, outcome])).toEqual([
      [server.port, ProbeOutcome.PRESENTED],
      [closed, ProbeOutcome.REFUSED],
    ]);
  });

  test('ended by the user: what was found until then is a whole report', async () => {
    const silent = await LoopbackServer.plain(() => undefined);
    const { port: quiet } = silent;
    const estate = declared(server.port, [{ port: quiet, encryption: Encryption.TLS }]);
    const running = run(estate, ...at(server.port), ...at(quiet), '--timeout', '60', '--format', 'json', '--sni-only');
    const timer = setTimeout(() => process.emit('SIGINT'), 3000);
    const code = await running;
    clearTimeout(timer);
    await silent.stop();
    expect(code).toBe(130);
    expect(observations().map(({ port, outcome }) => [port, outcome])).toEqual([
      [server.port, ProbeOutcome.PRESENTED],
      [quiet, ProbeOutcome.INTERRUPTED],
    ]);
    expect((JSON.parse(out) as Report & { notices: string[] }).notices).toContainEqual(
      expect.stringContaining('ended by the user'),
    );
  });

  describe('without a declaration', () => {
    const json = ['--format', 'json', '--fail-on', 'never'];

    test('a host and a port: what clients of every platform make of it', async () => {
      expect(await verify(`${NAME}:${server.port}`, ...at(server.port), ...json)).toBe(0);
      const report = JSON.parse(out) as Report;
      const [row, ...rest] = report.matrix.rows;
      expect(rest).toEqual([]);
      expect(row).toMatchObject({ protocol: ClientProtocol.OWA, binding: `${NAME}/owa` });
      // The root is a private one, which nobody gave to these clients.
      const kinds = new Set(row.cells.map((cell) => report.matrix.outcomes[cell].kind));
      expect(kinds.has(OutcomeKind.WORKS)).toBe(false);
      expect(report.findings.filter(({ rule }) => rule === 'name-not-covered')).toEqual([]);
    });

    test('a name that the certificate lacks', async () => {
      const port = server.port;
      const resolve = ['--resolve', `www.contoso.com:${port}:127.0.0.1`];
      expect(await verify(`www.contoso.com:${port}`, ...resolve, '--format', 'json')).toBe(1);
      const rules = (JSON.parse(out) as Report).findings.map(({ rule }) => rule);
      expect(rules).toContain('name-not-covered');
    });

    test('an address is dialled, and never sent as a name', async () => {
      expect(await verify(`127.0.0.1:${server.port}`, ...json)).toBe(0);
      expect(observations()).toMatchObject([{ outcome: ProbeOutcome.PRESENTED, address: '127.0.0.1', sni: false }]);
    });

    test('nothing is there', async () => {
      expect(await verify('mail.contoso.com')).toBe(4);
      expect(out).toContain('name-timeout');
    });

    test('hosts beside files are refused', async () => {
      expect(await verify(NAME, folder)).toBe(2);
      expect(err).toContain('is a file or no host name');
    });
  });

  test.each([
    [['--side', 'left'], /--side takes inside, outside or both; got "left"/],
    [['--dns', 'ns.contoso.com'], /--dns takes the address/],
    [['--resolve', 'mail.contoso.com:443'], /--resolve takes NAME:PORT:ADDRESS/],
    [['--resolve', 'mail.contoso.com:99999:127.0.0.1'], /--resolve takes/],
    [['--timeout', '0'], /--timeout takes a whole number from 1 to 300/],
    [['--sample', 'x'], /--sample takes/],
    [['--width', '0'], /--width takes/],
    [['--per-address', '-1'], /--per-address takes/],
  ])('%j is refused', async (options, message) => {
    expect(await run(declared(443), ...options)).toBe(2);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });

  describe('a list of hosts', () => {
    const listed = (text: string): string => {
      const file = join(folder, 'hosts.txt');
      writeFileSync(file, text);
      return file;
    };

    test('has a host on each line, with a port where one is meant; comments and empty lines do not count', () => {
      const list = listed(
        `# ours\r\n${NAME}:8443 # the web site\r\n\r\n127.0.0.1:993\r\n  legacy.contoso.com\n[::1]:25`,
      );
      expect(listedHosts(list)).toEqual([
        { host: NAME, port: 8443 },
        { host: '127.0.0.1', port: 993 },
        { host: 'legacy.contoso.com' },
        { host: '::1', port: 25 },
      ]);
    });

    test.each([
      ['a line that is no host', `${NAME}\nnot a host\n`, 'line 2: "not a host" is no host name'],
      ['nothing but comments', '# none\n\n', 'has no host name'],
    ])('%s is bad input', async (_, text, message) => {
      expect(await verify('--hosts', listed(text))).toBe(2);
      expect(err).toContain(message);
    });

    test('beside inputs, or not there, it is bad input', async () => {
      expect(await verify(NAME, '--hosts', listed(NAME))).toBe(2);
      expect(err).toContain('takes the place of the input');
      expect(await verify('--hosts', join(folder, 'gone.txt'))).toBe(2);
    });
  });
});
