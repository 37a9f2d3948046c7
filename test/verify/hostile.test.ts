import type { Socket } from 'node:net';
import { ProbeOutcome, ProbePhase } from '../../lib/model';
import type { Met } from '../../lib/verify/attempt';
import { Speech } from '../../lib/verify/mail-dialogue';
import { counted } from '../../lib/verify/tls/wire';
import { issueChain } from '../support/issue';
import { LoopbackServer, withServer } from '../support/probing';
import {
  certificateMessage,
  HELLO_DONE,
  type HelloChoice,
  keyExchange,
  serverHello,
  tlsMessage,
  tlsRecord,
  tlsRecords,
} from '../support/tls-flight';

jest.setTimeout(60_000);

const DEADLINE_MS = 3000;
const NAME = 'mail.contoso.com';
const { leaf, intermediate } = issueChain([NAME], { key: 'p256' });
const CHAIN = [leaf, intermediate].map(({ certificate }) => certificate.der);
const other = issueChain(['other.contoso.com'], { key: 'p384' }).leaf.certificate.der;

/** Meets a server that does this with every connection; done within a second after the deadline. */
async function meeting(onConnection: (socket: Socket) => void, speech = Speech.TLS): Promise<Met> {
  return withServer(LoopbackServer.plain(onConnection), async (server) => {
    const since = performance.now();
    const met = await server.probe({ speech, serverName: NAME }, { deadlineMs: DEADLINE_MS });
    expect(performance.now() - since).toBeLessThan(DEADLINE_MS + 1000);
    return met;
  });
}

/** Answers the ClientHello with messages in one record each. */
const flight =
  (...messages: readonly ((hello: Buffer) => Buffer)[]) =>
  (socket: Socket): void =>
    void socket.once('data', (hello: Buffer) => {
      for (const message of messages) socket.write(tlsRecords(message(hello)));
    });

const hello = (choice?: HelloChoice) => () => serverHello(choice);
const certificates =
  (chain: readonly Buffer[] = CHAIN) =>
  () =>
    certificateMessage(chain);
const exchange = (bytes: Buffer): Buffer => keyExchange(leaf.key, bytes);
const done = (): Buffer => HELLO_DONE;
const raw = (message: Buffer) => () => message;

describe('a handshake that is made by hand', () => {
  test('is one where every message is right', async () => {
    const met = await meeting(flight(hello(), certificates(), exchange, done));
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, shown: { keyProved: true } });
    expect(met.shown.chain).toEqual(CHAIN);
  });

  test.each<[string, (socket: Socket) => void, ProbeOutcome]>([
    ['without a proof of the key', flight(hello(), certificates(), done), ProbeOutcome.KEY_NOT_PROVED],
    [
      'with another certificate behind the proof',
      flight(hello(), certificates(), exchange, certificates([other]), done),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    [
      'with two certificate messages',
      flight(hello(), certificates([other]), certificates(), exchange, done),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    [
      'with the certificate of another key',
      flight(hello(), certificates([other]), exchange, done),
      ProbeOutcome.KEY_NOT_PROVED,
    ],
    ['without a certificate', flight(hello(), done), ProbeOutcome.NO_CERTIFICATE],
    ['with an empty list', flight(hello(), certificates([]), done), ProbeOutcome.NO_CERTIFICATE],
    [
      'with an empty certificate',
      flight(hello(), certificates([Buffer.alloc(0)]), exchange, done),
      ProbeOutcome.UNREADABLE_CERTIFICATE,
    ],
    [
      'with a certificate of garbage',
      flight(hello(), certificates([Buffer.alloc(900, 0x30)]), exchange, done),
      ProbeOutcome.UNREADABLE_CERTIFICATE,
    ],
    [
      'with a certificate that is cut short',
      flight(hello(), certificates([CHAIN[0].subarray(0, 200)]), exchange, done),
      ProbeOutcome.UNREADABLE_CERTIFICATE,
    ],
    [
      'with an issuer of garbage',
      flight(hello(), certificates([CHAIN[0], Buffer.alloc(99, 7)]), exchange, done),
      ProbeOutcome.PRESENTED,
    ],
    [
      'with 100 certificates',
      flight(hello(), certificates([CHAIN[0], ...Array<Buffer>(99).fill(CHAIN[1])]), exchange, done),
      ProbeOutcome.PRESENTED,
    ],
    [
      'with 101 certificates',
      flight(hello(), certificates([CHAIN[0], ...Array<Buffer>(100).fill(Buffer.alloc(9))]), exchange, done),
      ProbeOutcome.TOO_BIG,
    ],
    [
      'with a list that ends too early',
      flight(hello(), raw(tlsMessage(11, counted(3, Buffer.from([0, 9, 9, 1])))), done),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    [
      'with a suite that was not offered',
      flight(hello({ suite: 0x0018 }), certificates(), done),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    ['with a suite of TLS 1.3', flight(hello({ suite: 0x1301 }), certificates(), done), ProbeOutcome.BAD_HANDSHAKE],
    [
      'with a version that does not exist',
      flight(hello({ version: 0x0399 }), certificates(), done),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    [
      'that is kept from TLS 1.3 on the way',
      flight(
        hello({ random: Buffer.concat([Buffer.alloc(24), Buffer.from('DOWNGRD\x01', 'latin1')]) }),
        certificates(),
        done,
      ),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    ['with two ServerHellos', flight(hello(), hello()), ProbeOutcome.BAD_HANDSHAKE],
    ['that begins with the certificate', flight(certificates()), ProbeOutcome.BAD_HANDSHAKE],
    [
      'with a compressed certificate, which nobody asked for',
      flight(hello(), raw(tlsMessage(25, Buffer.alloc(9)))),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    [
      'that begins with a request for one, which says nothing',
      flight(raw(tlsMessage(0)), hello(), certificates(), exchange, done),
      ProbeOutcome.PRESENTED,
    ],
    [
      'whose first record is too large',
      (socket) => socket.write(Buffer.from('160303ffff00', 'hex')),
      ProbeOutcome.BAD_HANDSHAKE,
    ],
    ['that answers SSL 2.0', (socket) => socket.write(Buffer.from('80130400010002', 'hex')), ProbeOutcome.NOT_TLS],
    [
      'that ends within a record',
      (socket) => socket.end(Buffer.from('16030300500200', 'hex')),
      ProbeOutcome.CLOSED_EARLY,
    ],
    ['that is reset at once', (socket) => socket.resetAndDestroy(), ProbeOutcome.CLOSED_EARLY],
    ['that stops in its middle', flight(hello(), certificates()), ProbeOutcome.DEADLINE],
  ])('%s', async (_, onConnection, outcome) => {
    expect(await meeting(onConnection)).toMatchObject({ outcome });
  });

  test('in octets of one record each keeps nobody busy', async () => {
    const message = certificateMessage([Buffer.alloc(200_000, 1)]);
    const pieces = [tlsRecord(serverHello())];
    for (let at = 0; at < 160_000; at++) pieces.push(tlsRecord(message.subarray(at, at + 1)));
    const bytes = Buffer.concat(pieces);
    const before = process.cpuUsage();
    const met = await meeting((socket) => socket.once('data', () => socket.write(bytes)));
    expect([ProbeOutcome.TOO_BIG, ProbeOutcome.DEADLINE]).toContain(met.outcome);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2500);
  });

  test('the alert before the end is told', async () => {
    const met = await meeting((socket) => socket.once('data', () => socket.end(Buffer.from('15030300020170', 'hex'))));
    expect(met).toMatchObject({ outcome: ProbeOutcome.CLOSED_EARLY, detail: expect.stringContaining('112') as string });
  });
});

describe('the wrong protocol', () => {
  test.each([
    ['http', '<?xml version="1.0"?><html><body>400</body></html>'],
    ['ftp', '220 contoso FTP service ready\r\n'],
    ['nntp', '200 news.contoso.com ready\r\n'],
    ['mysql', Buffer.from('4a0000000a382e302e333600', 'hex')],
    ['telnet', Buffer.from('fffd18fffd20fffd23fffd27', 'hex')],
    ['rdp', Buffer.from('030000130ed000001234000201080002000000', 'hex')],
    ['sieve', '"IMPLEMENTATION" "Dovecot Pigeonhole"\r\nOK\r\n'],
    ['xmpp', "<?xml version='1.0'?><stream:stream xmlns='jabber:client'>"],
  ])('%s where TLS is expected', async (detail, words) => {
    expect(await meeting((socket) => socket.write(words))).toMatchObject({
      outcome: ProbeOutcome.OTHER_PROTOCOL,
      detail,
    });
  });

  test('a web server in clear that waits for a whole line', async () => {
    const patient = (socket: Socket): void => {
      socket.on('data', (bytes: Buffer) => {
        if (bytes.toString('latin1').startsWith('GET ')) socket.end('HTTP/1.0 200 OK\r\n\r\n');
      });
    };
    for (const speech of [Speech.TLS, Speech.IMAP])
      expect(await meeting(patient, speech)).toMatchObject({ outcome: ProbeOutcome.OTHER_PROTOCOL, detail: 'http' });
  });

  test('a mail port that refuses TLS at once with an alert speaks TLS at once', async () => {
    const met = await meeting(
      (socket) => socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex'))),
      Speech.POP3,
    );
    expect(met).toMatchObject({ outcome: ProbeOutcome.OTHER_PROTOCOL, detail: 'implicit-tls' });
  });

  test.each([
    [Speech.POP3, '* OK ready\r\n', 'imap'],
    [Speech.IMAP, '+OK ready\r\n', 'pop3'],
    [Speech.SMTP, 'SSH-2.0-OpenSSH_9.2\r\n', 'ssh'],
    [Speech.SMTP, '220 contoso FTP ready\r\n', 'ftp'],
  ])('%s: %j', async (speech, greeting, detail) => {
    expect(await meeting((socket) => socket.write(greeting), speech)).toMatchObject({
      outcome: ProbeOutcome.OTHER_PROTOCOL,
      detail,
    });
  });
});

describe('STARTTLS', () => {
  /** Speaks SMTP up to the consent, and then does something else. */
  const consenting =
    (then: (socket: Socket, clientHello: Buffer) => void, consent = '220 go on\r\n', before?: string) =>
    (socket: Socket): void => {
      socket.write('220 mail\r\n');
      socket.once('data', () => {
        socket.write('250-mail\r\n250 STARTTLS\r\n');
        socket.once('data', () => {
          socket.write(consent);
          if (before !== undefined) setTimeout(() => socket.write(before), 100);
          socket.once('data', (bytes: Buffer) => setTimeout(() => then(socket, bytes), 300));
        });
      });
    };
  const trueFlight = (socket: Socket, bytes: Buffer): void => {
    for (const message of [serverHello(), certificateMessage(CHAIN), keyExchange(leaf.key, bytes), HELLO_DONE])
      socket.write(tlsRecord(message));
  };

  test.each([
    ['in the same segment', '220 go on\r\n250 injected\r\n', undefined],
    ['in a later segment', '220 go on\r\n', '250 injected\r\n'],
    ['in both, and cut', '220 go on\r\n250 inj', 'ected\r\n'],
  ])('words in clear behind the consent, %s, are dropped and told', async (_, consent, before) => {
    const met = await meeting(consenting(trueFlight, consent, before), Speech.SMTP);
    expect(met).toMatchObject({
      outcome: ProbeOutcome.PRESENTED,
      mail: { clearAfterStartTls: true },
      shown: { keyProved: true },
    });
  });

  test('without such words nothing is told', async () => {
    const met = await meeting(consenting(trueFlight), Speech.SMTP);
    expect(met).toMatchObject({ outcome: ProbeOutcome.PRESENTED, mail: { clearAfterStartTls: false } });
  });

  test('a server that consents and goes on in clear', async () => {
    const met = await meeting(
      consenting((socket) => socket.write('502 5.5.2 command not recognized\r\n')),
      Speech.SMTP,
    );
    expect(met).toMatchObject({ outcome: ProbeOutcome.OTHER_PROTOCOL, detail: 'smtp' });
  });

  test('a server that consents and hangs up', async () => {
    const met = await meeting(
      consenting((socket) => socket.end()),
      Speech.SMTP,
    );
    expect(met).toMatchObject({ outcome: ProbeOutcome.CLOSED_EARLY, phase: ProbePhase.HANDSHAKE });
  });

  test('a server that consents and is silent', async () => {
    const met = await meeting(
      consenting(() => undefined),
      Speech.SMTP,
    );
    expect(met).toMatchObject({ outcome: ProbeOutcome.NO_ANSWER, phase: ProbePhase.HANDSHAKE });
  });

  test('answers that come before they are asked for are no answers', async () => {
    const eager = (socket: Socket): void => {
      socket.write('220 mail\r\n250 too early\r\n');
      socket.once('data', () => socket.write('250-mail\r\n250 8BITMIME\r\n'));
    };
    expect((await meeting(eager, Speech.SMTP)).outcome).toBe(ProbeOutcome.STARTTLS_NOT_OFFERED);
  });

  test.each([
    [Speech.SMTP, '220 mail\r\n', ['250-mail\r\n250-XXXXXXXA\r\n250 8BITMIME\r\n']],
    [Speech.IMAP, '* OK ready\r\n', ['* CAPABILITY IMAP4rev1 XXXXXXXX\r\na1 OK\r\n']],
    [Speech.POP3, '+OK ready\r\n', ['+OK\r\nTOP\r\nXXXX\r\n.\r\n']],
  ])('%s: crossed out on the way', async (speech, greeting, answers) => {
    const left = [...answers];
    const met = await meeting((socket) => {
      socket.write(greeting);
      socket.on('data', () => socket.write(left.shift() ?? ''));
    }, speech);
    expect(met).toMatchObject({
      outcome: ProbeOutcome.STARTTLS_NOT_OFFERED,
      detail: expect.stringContaining('crossed it out') as string,
    });
  });

  test.each([
    [Speech.SMTP, '220 mail\r\n', ['250-mail\r\n250 STARTTLS\r\n', '454 not now\r\n']],
    [Speech.SMTP, '220 mail\r\n', ['250-mail\r\n250 STARTTLS\r\n', '502 no\r\n']],
    [Speech.IMAP, '* OK ready\r\n', ['* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\n', 'a2 NO\r\n']],
    [Speech.IMAP, '* OK ready\r\n', ['* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK\r\n', 'a2 BAD\r\n']],
    [Speech.POP3, '+OK ready\r\n', ['+OK\r\nSTLS\r\n.\r\n', '-ERR\r\n']],
  ])('%s: offered and refused', async (speech, greeting, answers) => {
    const left = [...answers];
    const met = await meeting((socket) => {
      socket.write(greeting);
      socket.on('data', () => socket.write(left.shift() ?? ''));
    }, speech);
    expect(met).toMatchObject({ outcome: ProbeOutcome.STARTTLS_REFUSED, phase: ProbePhase.STARTTLS });
  });
});
