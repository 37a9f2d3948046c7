import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import type { Met } from '../../lib/verify/attempt';
import { probe } from '../../lib/verify/probe';
import { ProbeOutcome, ProbePhase } from '../../lib/model';
import { Interruption } from '../../lib/verify/lanes';
import { Speech } from '../../lib/verify/mail-dialogue';
import { issueChain } from '../support/issue';
import { LoopbackServer, probeTools, withServer } from '../support/probing';

jest.setTimeout(60_000);

const SHORT = { deadlineMs: 2000 };
const MAIL = [Speech.SMTP, Speech.IMAP, Speech.POP3];

/** What a probe meets that is short of time; it is done within a second after its deadline. */
async function inTime(probing: Promise<Met>): Promise<Met> {
  const since = performance.now();
  const met = await probing;
  expect(performance.now() - since).toBeLessThan(SHORT.deadlineMs + 1000);
  return met;
}

function meeting(onConnection: (socket: Socket) => void, speech = Speech.TLS): Promise<Met> {
  return withServer(LoopbackServer.plain(onConnection), (server) => inTime(server.probe({ speech }, SHORT)));
}

/** Answers the first bytes of the client. */
const answering =
  (bytes: Buffer | string, end = false) =>
  (socket: Socket): void =>
    void socket.once('data', () => (end ? socket.end(bytes) : socket.write(bytes)));

/** Sends the same again and again until nobody listens. */
function flood(piece: Buffer): (socket: Socket) => void {
  return (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more);
    more();
  };
}

describe('the network', () => {
  test('nothing listens', async () => {
    const gone = await LoopbackServer.plain(() => undefined);
    const { port } = gone;
    await gone.stop();
    const met = await probe({ address: '127.0.0.1', port, speech: Speech.TLS }, probeTools(SHORT));
    expect(met).toMatchObject({ outcome: ProbeOutcome.REFUSED, phase: ProbePhase.CONNECT });
  });

  test('the connection is not answered', async () => {
    // A listener that accepts nobody, with a full queue: the system drops further connections without an answer.
    const script = [
      'import socket, sys',
      's = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(0)',
      'c = socket.socket(); c.connect(s.getsockname())',
      'print(s.getsockname()[1], flush=True); sys.stdin.read()',
    ].join('\n');
    const listener = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'ignore'] });
    try {
      const port = Number(await new Promise((resolve) => listener.stdout.once('data', resolve)));
      const met = await inTime(probe({ address: '127.0.0.1', port, speech: Speech.TLS }, probeTools(SHORT)));
      expect(met).toMatchObject({ outcome: ProbeOutcome.CONNECT_TIMEOUT, phase: ProbePhase.CONNECT });
    } finally {
      listener.kill();
    }
  });

  test('IPv6', async () => {
    const { leaf } = issueChain(['mail.contoso.com']);
    const server = LoopbackServer.tls({ cert: leaf.pem, key: leaf.keyPem }, '::1');
    const met = await withServer(server, (one) => one.probe({ address: '::1' }));
    expect(met.outcome).toBe(ProbeOutcome.PRESENTED);
  });

  test('it is interrupted', async () => {
    const met = await withServer(
      LoopbackServer.plain(() => undefined),
      (server) => server.probe({}, { interruption: new Interruption(AbortSignal.timeout(100)) }),
    );
    expect(met.outcome).toBe(ProbeOutcome.INTERRUPTED);
  });
});

describe('silence', () => {
  test('after the ClientHello', async () => {
    expect(await meeting(() => undefined)).toMatchObject({
      outcome: ProbeOutcome.NO_ANSWER,
      phase: ProbePhase.HANDSHAKE,
    });
  });

  test.each(MAIL)('instead of a greeting: %s', async (speech) => {
    expect(await meeting(() => undefined, speech)).toMatchObject({
      outcome: ProbeOutcome.NO_GREETING,
      phase: ProbePhase.GREETING,
    });
  });

  test('after EHLO', async () => {
    expect(await meeting((socket) => socket.write('220 mail\r\n'), Speech.SMTP)).toMatchObject({
      outcome: ProbeOutcome.NO_ANSWER,
      phase: ProbePhase.STARTTLS,
    });
  });

  test('nearly: one octet at a time does not put the deadline off', async () => {
    const drip = (socket: Socket): void => {
      const timer = setInterval(() => socket.write(Buffer.from([0x16])), 200);
      socket.on('close', () => clearInterval(timer));
    };
    const met = await meeting((socket) => {
      socket.once('data', () => {
        socket.write(Buffer.from('1603030400', 'hex'));
        drip(socket);
      });
    });
    expect(met).toMatchObject({ outcome: ProbeOutcome.DEADLINE, phase: ProbePhase.HANDSHAKE });
  });

  test('a mail server that waits for TLS is met as such', async () => {
    const { leaf } = issueChain(['mail.contoso.com']);
    const server = LoopbackServer.tls({ cert: leaf.pem, key: leaf.keyPem });
    const met = await withServer(server, (one) => one.probe({ speech: Speech.IMAP }, { deadlineMs: 5000 }));
    expect(met).toMatchObject({ outcome: ProbeOutcome.OTHER_PROTOCOL, detail: 'implicit-tls' });
    expect(met.shown.chain).toHaveLength(1);
  });
});

describe('other bytes', () => {
  test('closed after the ClientHello', async () => {
    expect(await meeting(answering('', true))).toMatchObject({
      outcome: ProbeOutcome.CLOSED_EARLY,
      phase: ProbePhase.HANDSHAKE,
    });
  });

  test('an alert', async () => {
    const alert = Buffer.from('15030300020228', 'hex');
    expect(await meeting(answering(alert, true))).toMatchObject({ outcome: ProbeOutcome.TLS_ALERT, detail: '40' });
  });

  test('an alert that warns, and the end', async () => {
    const met = await meeting(answering(Buffer.from('15030300020170', 'hex'), true));
    expect(met).toMatchObject({ outcome: ProbeOutcome.CLOSED_EARLY, shown: { warnings: [112] } });
  });

  test.each([
    ['http', 'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<html>'],
    ['smtp', '220 mail.contoso.com ESMTP\r\n'],
    ['imap', '* OK ready\r\n'],
    ['pop3', '+OK ready\r\n'],
    ['ssh', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ])('%s in clear where TLS is expected', async (detail, words) => {
    expect(await meeting((socket) => socket.write(words))).toMatchObject({
      outcome: ProbeOutcome.OTHER_PROTOCOL,
      detail,
    });
  });

  test('64 KB of anything', async () => {
    const bytes = Buffer.alloc(65_536, 'anything but TLS ');
    expect(await meeting((socket) => socket.write(bytes))).toMatchObject({ outcome: ProbeOutcome.NOT_TLS });
  });

  test.each([Speech.TLS, ...MAIL])('without end, where %s is expected', async (speech) => {
    const piece = Buffer.alloc(65_536, 'a');
    const before = process.memoryUsage().rss;
    expect(await meeting(flood(piece), speech)).toMatchObject({ outcome: ProbeOutcome.TOO_BIG });
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 1_048_576);
  });

  test('records of TLS without end', async () => {
    const record = Buffer.concat([Buffer.from('1403034000', 'hex'), Buffer.alloc(0x4000)]);
    expect(await meeting(flood(record))).toMatchObject({ outcome: ProbeOutcome.TOO_BIG });
  });
});

describe('servers that are in the way of themselves', () => {
  test('a server that hangs up on TLS 1.3 is asked as an older client would', async () => {
    const { leaf } = issueChain(['mail.contoso.com']);
    const inner = await LoopbackServer.tls({ cert: leaf.pem, key: leaf.keyPem, maxVersion: 'TLSv1.2' });
    const { connect } = await import('node:net');
    // supported_versions, which old middleboxes do not survive.
    const intolerant = LoopbackServer.plain((socket) =>
      socket.once('data', (hello: Buffer) => {
        if (hello.includes(Buffer.from('002b', 'hex'))) return socket.destroy();
        const server = connect(inner.port, '127.0.0.1', () => server.write(hello));
        server.on('error', () => socket.destroy()).on('data', (bytes: Buffer) => socket.write(bytes));
        return socket;
      }),
    );
    const met = await withServer(intolerant, (one) => one.probe());
    await inner.stop();
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, refusesNewHello: true, shown: { keyProved: true } });
  });

  test('a server that refuses clients which name no application protocol is asked as web browsers ask', async () => {
    const { leaf, intermediate } = issueChain(['mail.contoso.com']);
    const node = await LoopbackServer.tls({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
    const refusal = Buffer.from('15030300020278', 'hex');
    const names = Buffer.from('\x02h2\x08http/1.1', 'latin1');
    const front = LoopbackServer.plain((socket) =>
      socket.once('data', (hello: Buffer) => {
        if (!hello.includes(names)) return void socket.end(refusal);
        const behind = connect(node.port, '127.0.0.1', () => void behind.write(hello));
        behind.on('error', () => socket.destroy()).pipe(socket);
      }),
    );
    const met = await withServer(front, (server) => server.probe());
    await node.stop();
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, detail: expect.stringContaining('ALPN') });
    const never = LoopbackServer.plain((socket) => socket.once('data', () => socket.end(refusal)));
    const refused = await withServer(never, (server) => server.probe());
    expect(refused).toMatchObject({ outcome: ProbeOutcome.TLS_ALERT, detail: '120' });
  });

  test('a busy server is asked again, later', async () => {
    let asked = 0;
    const busy = LoopbackServer.plain((socket) => {
      socket.write(asked++ === 0 ? '421 busy\r\n' : '220 mail\r\n');
      socket.on('data', () => socket.write('250 no TLS here\r\n'));
    });
    const met = await withServer(busy, (one) => one.probe({ speech: Speech.SMTP }));
    expect(met.outcome).toBe(ProbeOutcome.STARTTLS_NOT_OFFERED);
    expect(asked).toBe(2);
  });

  test('a server that stays busy is throttled, and no other thing', async () => {
    const busy = LoopbackServer.plain((socket) => socket.end('421 busy\r\n'));
    const met = await withServer(busy, (one) => one.probe({ speech: Speech.SMTP }, { deadlineMs: 2500 }));
    expect(met.outcome).toBe(ProbeOutcome.THROTTLED);
  });

  test('bytes in clear behind the consent to STARTTLS are dropped, and the certificate is met', async () => {
    const { leaf } = issueChain(['mail.contoso.com']);
    const inner = await LoopbackServer.tls({ cert: leaf.pem, key: leaf.keyPem });
    const { connect } = await import('node:net');
    const server = LoopbackServer.plain((socket) => {
      socket.write('220 mail\r\n');
      socket.once('data', () => {
        socket.write('250-mail\r\n250 STARTTLS\r\n');
        socket.once('data', () => {
          socket.write('220 go on\r\n250 injected\r\n');
          socket.once('data', (hello: Buffer) => {
            const back = connect(inner.port, '127.0.0.1', () => back.write(hello));
            back.on('error', () => socket.destroy()).on('data', (bytes: Buffer) => socket.write(bytes));
          });
        });
      });
    });
    const met = await withServer(server, (one) => one.probe({ speech: Speech.SMTP }));
    await inner.stop();
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, mail: { clearAfterStartTls: true } });
  });
});
