import { connect, createServer, type Server } from 'node:net';
import { rmSync } from 'node:fs';
import { main } from '../../lib/cli/main';
import { ClientProtocol, Encryption, Observation } from '../../lib/model';
import { Report } from '../../lib/policy';
import { TEST_NOW, TestEstate, TestServer } from '../../lib/testing';
import { DnsServer } from '../support/dns-server';
import { issueCertificate, issueChain } from '../support/issue';
import { temporaryFolder, writeOutputFolder } from '../support/review-files';
import {
  describeWith,
  RawServer,
  ServerCertificate,
  startDovecot,
  startHaproxy,
  startPostfix,
  startRawNginx,
  startStunnel,
} from './support';

jest.setTimeout(120_000);

/** One endpoint that is declared: its host name, its port, and what is served there. */
interface Declared {
  readonly host: string;
  readonly port: number;
  readonly protocol?: ClientProtocol;
  readonly encryption?: Encryption;
}

interface Verified {
  readonly code: number;
  readonly report: Report;
  /** Rows of one host name, with the name sent and without. */
  of(host: string): { readonly named: Observation[]; readonly unnamed: Observation[] };
  /** Messages of one rule. */
  messages(rule: string): string[];
}

const chainOf = (...names: string[]): ServerCertificate => {
  const { leaf, intermediate } = issueChain(names);
  return { certificateChainPem: leaf.pem + intermediate.pem, privateKeyPem: leaf.keyPem };
};

/** Declares the endpoints, each on a server of its own, and verifies them through the command. */
async function verified(endpoints: readonly Declared[], ...options: string[]): Promise<Verified> {
  const servers = endpoints.map(({ host, port, protocol, encryption }, index): TestServer => ({
    name: `cas${index + 1}`,
    externalHost: host,
    internalHost: host,
    protocols: [
      {
        protocol: protocol ?? ClientProtocol.OWA,
        listeners: [{ port, encryption: encryption ?? Encryption.TLS }],
      },
    ],
  }));
  const folder = writeOutputFolder(TestEstate.of({ servers }), temporaryFolder());
  let [out, err] = ['', ''];
  const code = await main(['verify', folder, '--format', 'json', ...options], {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    outIsTerminal: false,
    env: {},
    now: () => TEST_NOW,
    dns: ['127.0.0.1:1'],
  });
  rmSync(folder, { recursive: true });
  expect(err).toBe('');
  const report = JSON.parse(out) as Report;
  const rows = report.observations ?? [];
  return {
    code,
    report,
    of: (host) => {
      const own = rows.filter((row) => row.host.value === host);
      return { named: own.filter(({ sni }) => sni), unnamed: own.filter(({ sni }) => !sni) };
    },
    messages: (rule) => report.findings.filter((one) => one.rule === rule).map(({ message }) => message),
  };
}

const resolve = (host: string, port: number, address = '127.0.0.1'): string[] => [
  '--resolve',
  `${host}:${port}:${address}`,
];

describeWith(['nginx'], 'verify against nginx', () => {
  let nginx: RawServer;
  const mail = chainOf('mail.contoso.com');
  const fallback = chainOf('www.contoso.com');
  const { root, intermediate, leaf } = issueChain(['chain.contoso.com']);

  beforeAll(async () => {
    nginx = await startRawNginx(7, ({ ports, pair }) => {
      const [byName, strict, http, old, asking, disordered, alone] = ports;
      const own = pair('mail', mail);
      const other = pair('www', fallback);
      const block = (listen: string, name: string, files: { chain: string; key: string }, more = ''): string => `
  server {
    listen ${listen}; server_name ${name};
    ssl_certificate ${files.chain}; ssl_certificate_key ${files.key}; ${more}
    location / { return 200 'ok'; }
  }`;
      const sent = [leaf, root, intermediate, intermediate].map(({ pem }) => pem).join('');
      const wrong = pair('wrong', { certificateChainPem: sent, privateKeyPem: leaf.keyPem });
      const bare = pair('bare', { certificateChainPem: leaf.pem, privateKeyPem: leaf.keyPem });
      return [
        block(`127.0.0.1:${byName} ssl default_server`, 'www.contoso.com', other),
        block(`127.0.0.1:${byName} ssl`, 'mail.contoso.com', own),
        `server { listen 127.0.0.1:${strict} ssl default_server; ssl_reject_handshake on; }`,
        block(`127.0.0.1:${strict} ssl`, 'mail.contoso.com', own),
        `server { listen 127.0.0.1:${http}; location / { return 200 'ok'; } }`,
        block(`127.0.0.1:${old} ssl`, 'mail.contoso.com', own, 'ssl_protocols TLSv1; ssl_ciphers DEFAULT@SECLEVEL=0;'),
        block(
          `127.0.0.1:${asking} ssl`,
          'mail.contoso.com',
          own,
          `ssl_verify_client on; ssl_client_certificate ${own.chain};`,
        ),
        block(`127.0.0.1:${disordered} ssl`, 'chain.contoso.com', wrong),
        block(`127.0.0.1:${alone} ssl`, 'chain.contoso.com', bare),
      ].join('\n');
    });
  });
  afterAll(() => nginx?.stop());

  test('the certificate of the name, and the fallback for those who send none', async () => {
    const [port] = nginx.ports;
    const hosts = ['mail.contoso.com', 'webmail.contoso.com'];
    const result = await verified(
      hosts.map((host) => ({ host, port })),
      ...hosts.flatMap((host) => resolve(host, port)),
    );
    const { named, unnamed } = result.of('mail.contoso.com');
    expect(named).toMatchObject([
      { outcome: 'presented', chains: [{ names: ['mail.contoso.com', 'Contoso Issuing CA'] }] },
    ]);
    expect(unnamed).toMatchObject([
      { outcome: 'presented', chains: [{ names: ['www.contoso.com', 'Contoso Issuing CA'] }] },
    ]);
    const [message, ...rest] = result.messages('fallback-presented');
    expect(rest).toEqual([]);
    expect(message).toMatch(/^webmail\.contoso\.com:\d+ .*fallback certificate .* covers www\.contoso\.com$/);
  });

  test('a server that wants the name', async () => {
    const port = nginx.ports[1];
    const result = await verified([{ host: 'mail.contoso.com', port }], ...resolve('mail.contoso.com', port));
    const { named, unnamed } = result.of('mail.contoso.com');
    expect(named).toMatchObject([{ outcome: 'presented' }]);
    expect(unnamed).toMatchObject([{ outcome: 'unrecognized-name', phase: 'handshake' }]);
    expect(result.messages('endpoint-not-served')).toEqual([]);
  });

  test('HTTP in clear where TLS is declared', async () => {
    const port = nginx.ports[2];
    const result = await verified([{ host: 'mail.contoso.com', port }], ...resolve('mail.contoso.com', port));
    expect(result.code).toBe(4);
    expect(result.of('mail.contoso.com').named).toMatchObject([{ outcome: 'other-protocol', detail: 'http' }]);
    expect(result.messages('endpoint-in-clear')[0]).toContain('speaks http in clear');
  });

  test('TLS 1.0 alone: the chain is read all the same', async () => {
    const port = nginx.ports[3];
    const result = await verified([{ host: 'mail.contoso.com', port }], ...resolve('mail.contoso.com', port));
    expect(result.of('mail.contoso.com').named).toMatchObject([{ outcome: 'presented', tls: '1.0' }]);
    expect(result.messages('served-tls-too-old')).toHaveLength(1);
  });

  test('a client certificate is asked for', async () => {
    const port = nginx.ports[4];
    const result = await verified([{ host: 'mail.contoso.com', port }], ...resolve('mail.contoso.com', port));
    expect(result.of('mail.contoso.com').named).toMatchObject([
      { outcome: 'client-certificate-required', asksForCertificate: true },
    ]);
    expect(result.messages('client-certificate-asked')).toHaveLength(1);
  });

  test('order wrong, root sent, one twice: as sent; and a leaf alone, whatever this machine holds', async () => {
    const [wrong, alone] = nginx.ports.slice(5);
    const hosts = [wrong, alone].map((port) => ({ host: 'chain.contoso.com', port }));
    const result = await verified(
      hosts,
      ...resolve('chain.contoso.com', wrong),
      ...resolve('chain.contoso.com', alone),
    );
    const [disordered, bare] = result.of('chain.contoso.com').named;
    expect(disordered.chains).toMatchObject([
      {
        names: ['chain.contoso.com', 'Contoso Root CA', 'Contoso Issuing CA', 'Contoso Issuing CA'],
        flaws: ['repeated', 'disordered', 'root-sent'],
      },
    ]);
    expect(bare.chains).toMatchObject([{ names: ['chain.contoso.com'], flaws: ['issuer-unknown'] }]);
    expect(result.messages('chain-sent-wrong')[0]).toContain('the order is wrong');
    expect(result.report.unknowns.some(({ rule }) => rule === 'chain-sent-wrong')).toBe(true);
  });

  test('names: IPv6 beside a closed IPv4, no such name, a silent name; none holds up another', async () => {
    const [port] = nginx.ports;
    const v6 = await startRawNginx(1, ({ ports, pair }) => {
      const own = pair('mail', mail);
      const files = `ssl_certificate ${own.chain}; ssl_certificate_key ${own.key};`;
      return `server { listen 127.0.0.1:${ports[0]}; } server { listen [::1]:${port} ssl; ${files} }`;
    });
    const dns = await DnsServer.start({
      'mail.contoso.com': ['127.0.0.9', '::1'],
      'silent.contoso.com': 'silent',
    });
    const hosts = ['mail.contoso.com', 'gone.contoso.com', 'silent.contoso.com'];
    const since = performance.now();
    const result = await verified(
      hosts.map((host) => ({ host, port })),
      ...['--dns', dns.address, '--timeout', '8'],
    );
    expect(performance.now() - since).toBeLessThan(30_000);
    await Promise.all([v6.stop(), dns.stop()]);
    expect(result.of('mail.contoso.com').named.map(({ address, outcome }) => [address, outcome])).toEqual([
      ['127.0.0.9', 'refused'],
      ['::1', 'presented'],
    ]);
    expect(result.of('gone.contoso.com').named).toMatchObject([{ outcome: 'name-not-found', phase: 'name' }]);
    expect(result.of('silent.contoso.com').named).toMatchObject([{ outcome: 'name-timeout', phase: 'name' }]);
  });

  test('four addresses, one with another certificate', async () => {
    const [port] = nginx.ports;
    const nodes = await startRawNginx(1, ({ ports, pair }) => {
      const [own, other] = [pair('own', mail), pair('other', chainOf('mail.contoso.com'))];
      const at = (address: string, { chain, key }: { chain: string; key: string }): string =>
        `server { listen ${address}:${port} ssl; ssl_certificate ${chain}; ssl_certificate_key ${key}; }`;
      const same = ['127.0.0.2', '127.0.0.3', '127.0.0.4'].map((address) => at(address, own));
      return [`server { listen 127.0.0.1:${ports[0]}; }`, ...same, at('127.0.0.5', other)].join('\n');
    });
    const addresses = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
    const result = await verified(
      [{ host: 'mail.contoso.com', port }],
      ...addresses.flatMap((address) => resolve('mail.contoso.com', port, address)),
    );
    await nodes.stop();
    const [message, ...rest] = result.messages('nodes-differ');
    expect(rest).toEqual([]);
    for (const address of addresses) expect(message).toContain(`at ${address}`);
    expect(new Set(message.match(/[0-9A-F]{40}/g)).size).toBe(2);
  });

  test('a server that sends one octet a second ends at the deadline, and the others are done', async () => {
    const [port] = nginx.ports;
    const slow: Server = createServer((socket) => {
      const server = connect(port, '127.0.0.1');
      const parts: Buffer[] = [];
      server.on('data', (bytes: Buffer) => parts.push(bytes));
      const timer = setInterval(() => {
        const all = Buffer.concat(parts.splice(0));
        if (all.length === 0) return;
        socket.write(all.subarray(0, 1));
        parts.unshift(all.subarray(1));
      }, 1000);
      socket.on('error', () => undefined).on('close', () => (clearInterval(timer), server.destroy()));
      server.on('error', () => socket.destroy());
      socket.pipe(server);
    });
    await new Promise<void>((done) => slow.listen(0, '127.0.0.1', done));
    const { port: slowPort } = slow.address() as { port: number };
    const result = await verified(
      [
        { host: 'slow.contoso.com', port: slowPort },
        { host: 'mail.contoso.com', port },
      ],
      ...resolve('slow.contoso.com', slowPort),
      ...resolve('mail.contoso.com', port),
      ...['--timeout', '4', '--sni-only'],
    );
    await new Promise((done) => slow.close(done));
    expect(result.of('slow.contoso.com').named).toMatchObject([{ outcome: 'deadline', phase: 'handshake' }]);
    expect(result.of('mail.contoso.com').named).toMatchObject([{ outcome: 'presented' }]);
  });
});

describeWith(['nginx', 'haproxy'], 'verify against a load balancer', () => {
  test('one connection in five meets another certificate', async () => {
    const names = ['mail.contoso.com'];
    const nodes = await startRawNginx(2, ({ ports, pair }) =>
      ports
        .map((port, index) => {
          const { chain, key } = pair(`node${index}`, chainOf(...names));
          return `server { listen 127.0.0.1:${port} ssl; ssl_certificate ${chain}; ssl_certificate_key ${key}; }`;
        })
        .join('\n'),
    );
    const balancer = await startHaproxy(
      1,
      ({ ports }) => `
listen mail
  bind 127.0.0.1:${ports[0]}
  balance roundrobin
  server one 127.0.0.1:${nodes.ports[0]} weight 4
  server two 127.0.0.1:${nodes.ports[1]} weight 1`,
    );
    const [port] = balancer.ports;
    const result = await verified([{ host: names[0], port }], ...resolve(names[0], port), '--sample', '10');
    await Promise.all([balancer.stop(), nodes.stop()]);
    expect(result.messages('nodes-differ')).toHaveLength(1);
    expect(result.messages('nodes-differ')[0]).toMatch(/in \d+ of \d+ connections/);
    expect(result.messages('certificate-changed-meanwhile')).toEqual([]);
  });
});

describeWith(['stunnel'], 'verify against stunnel', () => {
  test('TLS at once where STARTTLS is declared', async () => {
    const stunnel = await startStunnel(1, ({ ports, pair }) => {
      const { both } = pair('mail', chainOf('imap.contoso.com'));
      return `[imap]\naccept = 127.0.0.1:${ports[0]}\nconnect = 127.0.0.1:1\ncert = ${both}`;
    });
    const [port] = stunnel.ports;
    const imap = { protocol: ClientProtocol.IMAP4, encryption: Encryption.STARTTLS };
    const result = await verified([{ host: 'imap.contoso.com', port, ...imap }], ...resolve('imap.contoso.com', port));
    await stunnel.stop();
    expect(result.of('imap.contoso.com').named).toMatchObject([{ outcome: 'other-protocol', detail: 'implicit-tls' }]);
    expect(result.messages('endpoint-in-clear')[0]).toContain('speaks TLS at once');
  });
});

describeWith(['dovecot'], 'verify against Dovecot', () => {
  const POP3 = ClientProtocol.POP3;
  const IMAP4 = ClientProtocol.IMAP4;

  test('POP3 and IMAP4, upgraded and at once', async () => {
    const certificate = chainOf('pop.contoso.com', 'imap.contoso.com');
    const dovecot = await startDovecot(certificate);
    const { imapPort, imapsPort, pop3Port, pop3sPort } = dovecot;
    const endpoints: Declared[] = [
      { host: 'imap.contoso.com', port: imapPort, protocol: IMAP4, encryption: Encryption.STARTTLS },
      { host: 'imap.contoso.com', port: imapsPort, protocol: IMAP4, encryption: Encryption.TLS },
      { host: 'pop.contoso.com', port: pop3Port, protocol: POP3, encryption: Encryption.STARTTLS },
      { host: 'pop.contoso.com', port: pop3sPort, protocol: POP3, encryption: Encryption.TLS },
    ];
    const result = await verified(endpoints, ...endpoints.flatMap(({ host, port }) => resolve(host, port)));
    await dovecot.stop();
    for (const host of ['imap.contoso.com', 'pop.contoso.com']) {
      const { named, unnamed } = result.of(host);
      for (const row of [...named, ...unnamed])
        expect(row).toMatchObject({
          outcome: 'presented',
          chains: [{ names: ['pop.contoso.com', 'Contoso Issuing CA'] }],
        });
      expect([named.length, unnamed.length]).toEqual([2, 2]);
    }
  });

  test('without TLS', async () => {
    const dovecot = await startDovecot({ ...chainOf('imap.contoso.com'), ssl: 'no' });
    const port = dovecot.imapPort;
    const imap = { protocol: IMAP4, encryption: Encryption.STARTTLS };
    const result = await verified([{ host: 'imap.contoso.com', port, ...imap }], ...resolve('imap.contoso.com', port));
    await dovecot.stop();
    expect(result.of('imap.contoso.com').named).toMatchObject([{ outcome: 'starttls-not-offered' }]);
    expect(result.messages('endpoint-in-clear')[0]).toContain('does not offer STARTTLS');
  });
});

describeWith(['postfix'], 'verify against Postfix', () => {
  const smtp = { protocol: ClientProtocol.SMTP_SUBMISSION, encryption: Encryption.STARTTLS };

  test.each(['encrypt', 'none'] as const)('security level %s', async (tls) => {
    const expired = issueCertificate({
      subject: 'smtp.contoso.com',
      dnsNames: ['smtp.contoso.com'],
      notBefore: new Date('2025-01-01'),
      notAfter: new Date('2026-01-01'),
    });
    const server = { certificateChainPem: expired.pem, privateKeyPem: expired.keyPem };
    const postfix = await startPostfix({ ...server, serverName: 'smtp.contoso.com', tls });
    const port = postfix.submissionPort;
    const result = await verified([{ host: 'smtp.contoso.com', port, ...smtp }], ...resolve('smtp.contoso.com', port));
    await postfix.stop();
    const [row] = result.of('smtp.contoso.com').named;
    expect(row.outcome).toBe(tls === 'encrypt' ? 'presented' : 'starttls-not-offered');
    expect(result.messages('endpoint-in-clear')).toHaveLength(tls === 'encrypt' ? 0 : 1);
    expect(result.messages('certificate-expired')).toHaveLength(tls === 'encrypt' ? 1 : 0);
  });
});
