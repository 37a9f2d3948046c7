import { randomBytes } from 'node:crypto';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { CertificateKeys } from '../../lib/verify/probe-tools';
import type { Endpoint, Met, ProbeTools } from '../../lib/verify/attempt';
import { probe } from '../../lib/verify/probe';
import { Speech } from '../../lib/verify/mail-dialogue';
import { KeyShares } from '../../lib/verify/tls/key-share';

const LOOPBACK = '127.0.0.1';

/** What probes of tests use: real randomness, a deadline that a busy machine keeps. */
export function probeTools(more: Partial<ProbeTools> = {}): ProbeTools {
  const keys = new CertificateKeys();
  return {
    deadlineMs: 20_000,
    random: randomBytes,
    shares: new KeyShares(),
    keyOf: (der) => keys.of(der),
    ...more,
  };
}

/** A server on loopback for the length of a test. */
export class LoopbackServer {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  public static async plain(onConnection: (socket: Socket) => void, address = LOOPBACK): Promise<LoopbackServer> {
    return LoopbackServer.listening(createServer(onConnection), address);
  }

  public static async tls(options: TlsOptions, address = LOOPBACK, port = 0): Promise<LoopbackServer> {
    const server = createTlsServer(options);
    server.on('tlsClientError', () => undefined);
    return LoopbackServer.listening(server, address, port);
  }

  private static async listening(server: Server, address: string, port = 0): Promise<LoopbackServer> {
    const own = new LoopbackServer(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, resolve);
    });
    return own;
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public probe(endpoint: Partial<Endpoint> = {}, more: Partial<ProbeTools> = {}): Promise<Met> {
    return probe({ address: LOOPBACK, port: this.port, speech: Speech.TLS, ...endpoint }, probeTools(more));
  }

  public stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** Runs with a server, and ends the server whatever happens. */
export async function withServer<T>(
  server: Promise<LoopbackServer>,
  use: (server: LoopbackServer) => Promise<T>,
): Promise<T> {
  const running = await server;
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}
