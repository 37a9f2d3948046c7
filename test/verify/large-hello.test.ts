import { connect, type Socket } from 'node:net';
import { Speech } from '../../lib/verify';
import { answersLargeHello } from '../../lib/verify/large-hello';
import { issueChain } from '../support/issue';
import { LoopbackServer, probeTools } from '../support/probing';

jest.setTimeout(60_000);

const { leaf, intermediate } = issueChain(['mail.contoso.com']);
const CHAIN = { cert: leaf.pem + intermediate.pem, key: leaf.keyPem };

describe('a ClientHello of two packets', () => {
  let server: LoopbackServer;
  beforeAll(async () => (server = await LoopbackServer.tls(CHAIN)));
  afterAll(() => server.stop());

  const asked = async (front: LoopbackServer): Promise<boolean | undefined> => {
    const since = performance.now();
    const answers = await answersLargeHello(
      { address: '127.0.0.1', port: front.port, speech: Speech.TLS, serverName: 'mail.contoso.com' },
      probeTools({ deadlineMs: 3000 }),
    );
    expect(performance.now() - since).toBeLessThan(4000);
    return answers;
  };

  /** Stands in front of the server, and does something with the first bytes that come at once. */
  async function behind(first: (client: Socket, bytes: Buffer) => boolean): Promise<boolean | undefined> {
    const front = await LoopbackServer.plain((client) =>
      client.once('data', (bytes: Buffer) => {
        if (!first(client, bytes)) return;
        const node = connect(server.port, '127.0.0.1', () => {
          node.write(bytes);
          client.pipe(node);
        });
        node.on('error', () => client.destroy()).pipe(client);
      }),
    );
    const answers = await asked(front);
    await front.stop();
    return answers;
  }

  const isSmall = (bytes: Buffer): boolean => bytes.length < 1400;

  test('is answered', async () => {
    expect(await asked(server)).toBe(true);
  });

  test('is larger than one packet, and is passed on by what reads on', async () => {
    const sizes: number[] = [];
    expect(await behind((_, bytes) => sizes.push(bytes.length) > 0)).toBe(true);
    expect(sizes[0]).toBeGreaterThanOrEqual(1400);
  });

  test.each<[string, (client: Socket) => unknown]>([
    ['drops it', () => undefined],
    ['closes the connection', (client) => client.end()],
    ['resets the connection', (client) => client.resetAndDestroy()],
    ['refuses it with an alert', (client) => client.end(Buffer.from('15030300020232', 'hex'))],
  ])('and something on the way that %s', async (_, act) => {
    const answers = await behind((client, bytes) => {
      if (!isSmall(bytes)) act(client);
      return isSmall(bytes);
    });
    expect(answers).toBe(false);
  });

  test('where nothing is answered, nothing is known', async () => {
    expect(await behind(() => false)).toBeUndefined();
  });
});
