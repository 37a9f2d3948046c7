import { type ChildProcess, spawn } from 'node:child_process';
import { ClientProtocol, Encryption, NetworkSide, type Observation, ProbeOutcome, ProbePhase } from '../../lib/model';
import { TestEstate } from '../../lib/testing';
import { authoritiesOf, HostAddresses, observe, Speech, type Target } from '../../lib/verify';
import { issueChain } from '../support/issue';
import { probeTools } from '../support/probing';
import { describeWith, startHaproxy, startRawNginx } from './support';
import { freePorts } from './support/server-process';
import { TemporaryFolder } from './support/temporary-folder';

jest.setTimeout(120_000);

const NAME = 'mail.contoso.com';
const { leaf, intermediate } = issueChain([NAME], { key: 'rsa2048' });
const PAIR = { certificateChainPem: leaf.pem + intermediate.pem, privateKeyPem: leaf.keyPem };

async function observed(port: number, requests = false): Promise<Observation> {
  const owner = { at: 'cas', binding: 'cas/owa', protocol: ClientProtocol.OWA, side: NetworkSide.OUTSIDE };
  const target: Target = { host: NAME, port, encryption: Encryption.TLS, speech: Speech.TLS, owners: [owner] };
  const fixed = new Map([[`${NAME}:${port}`, ['127.0.0.1']]]);
  const { observed: rows } = await observe([target], {
    ...probeTools({ deadlineMs: 10_000 }),
    addresses: new HostAddresses({ servers: ['127.0.0.1:1'], fixed, deadlineMs: 1000 }),
    authorities: authoritiesOf(TestEstate.of()),
    sample: 1,
    withoutSni: false,
    width: 4,
    widthOfAddress: 4,
    clock: () => new Date('2026-06-01T00:00:00Z'),
    requests,
    versions: false,
    rsa: false,
    largeHello: false,
  });
  expect(rows[0].observation.chains).toHaveLength(1);
  return rows[0].observation;
}

describeWith(['openssl'], 'against openssl s_server', () => {
  /** Starts it, and calls `onRequest` with what a client sent. */
  async function withServer<T>(
    options: readonly string[],
    use: (port: number) => Promise<T>,
    onRequest?: (server: ChildProcess) => void,
  ): Promise<T> {
    const [port] = await freePorts(1);
    const folder = new TemporaryFolder('s_server');
    const files = ['-cert', folder.write('leaf.pem', leaf.pem), '-key', folder.write('key.pem', leaf.keyPem)];
    const chain = ['-cert_chain', folder.write('chain.pem', intermediate.pem)];
    const server = spawn('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, ...files, ...chain, ...options]);
    server.stdin.on('error', () => undefined);
    try {
      await new Promise<void>((resolve) => {
        server.stdout.on('data', (bytes) => {
          const text = String(bytes);
          if (text.includes('ACCEPT')) resolve();
          if (text.includes('GET ')) onRequest?.(server);
        });
      });
      return await use(port);
    } finally {
      server.kill();
      folder.remove();
    }
  }

  test.each(['-tls1_2', '-tls1_3'])('required, %s', async (version) => {
    const row = await withServer([version, '-Verify', '1', '-verify_return_error', '-www'], observed);
    expect(row).toMatchObject({
      outcome: ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED,
      asksForCertificate: true,
      goesOnWithout: false,
    });
  });

  test.each(['-tls1_2', '-tls1_3'])('requested, %s', async (version) => {
    const row = await withServer([version, '-verify', '1', '-www'], observed);
    expect(row).toMatchObject({ outcome: ProbeOutcome.PRESENTED, asksForCertificate: true, goesOnWithout: true });
  });

  test('asked for by another handshake after the request', async () => {
    const row = await withServer(
      ['-tls1_2', '-verify', '1'],
      (port) => observed(port, true),
      ({ stdin }) => stdin?.write('R\n'),
    );
    expect(row).toMatchObject({ outcome: ProbeOutcome.PRESENTED, asksAfterRequest: true });
  });
});

describeWith(['nginx'], 'against nginx', () => {
  test.each([
    ['on', { outcome: ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED, phase: ProbePhase.REQUEST, goesOnWithout: false }],
    ['optional', { outcome: ProbeOutcome.PRESENTED, goesOnWithout: true }],
  ])('ssl_verify_client %s', async (mode, expected) => {
    const nginx = await startRawNginx(1, ({ ports, pair }) => {
      const { chain, key } = pair('mail', PAIR);
      return `server {
        listen 127.0.0.1:${ports[0]} ssl; ssl_certificate ${chain}; ssl_certificate_key ${key};
        ssl_verify_client ${mode}; ssl_client_certificate ${chain};
        location / { return 200 'ok'; }
      }`;
    });
    const row = await observed(nginx.ports[0]);
    await nginx.stop();
    expect(row).toMatchObject({ asksForCertificate: true, ...expected });
  });
});

describeWith(['haproxy'], 'against HAProxy', () => {
  test('verify required', async () => {
    const proxy = await startHaproxy(1, ({ ports, pair }) => {
      const { both, chain } = pair('mail', PAIR);
      return `
listen mail
  mode http
  bind 127.0.0.1:${ports[0]} ssl crt ${both} verify required ca-file ${chain}
  http-request return status 200`;
    });
    const row = await observed(proxy.ports[0]);
    await proxy.stop();
    expect(row).toMatchObject({ outcome: ProbeOutcome.CLIENT_CERTIFICATE_REQUIRED, goesOnWithout: false });
  });
});
