import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Attempt } from './attempt';
import type { RealityCase } from './case';

/** A case with the port on which its server listens. */
export interface ServedCase extends RealityCase {
  readonly port: number;
}

/** What a client is to do with a case. */
export function attemptAt({ anchor, host, id, installed, name, port, specification, storePem }: ServedCase): Attempt {
  const as = specification.source === 'self-signed' ? 'server' : 'authority';
  return { id, name, host, port, storePem, trusted: installed ? [{ issued: anchor, as }] : [], until: 'handshake' };
}

const PAGE = '<!doctype html><title>client access</title>';

/** One real TLS server for every case, on ports of 127.0.0.1. */
export class RealityServers {
  /** Starts them all. */
  public static async start(cases: readonly RealityCase[]): Promise<RealityServers> {
    const running = new RealityServers();
    for (const one of cases) running.served.push({ ...one, port: await running.listen(one) });
    return running;
  }

  public readonly served: ServedCase[] = [];
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor() {}

  public async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  private listen(one: RealityCase): Promise<number> {
    const server = createServer(
      {
        key: one.leaf.keyPem,
        cert: [one.leaf, ...one.served].map(({ pem }) => pem).join(''),
        // The server serves whatever it is given: what is too weak is for the client to say.
        ciphers: 'DEFAULT@SECLEVEL=0',
        minVersion: 'TLSv1.2',
      },
      (_request, response) => response.writeHead(200, { 'content-type': 'text/html', connection: 'close' }).end(PAGE),
    );
    this.servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      // Clients that refuse the certificate break off: that is what they are here for.
      socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  }
}
