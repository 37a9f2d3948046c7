import { createHash } from 'node:crypto';
import { createServer as createClearServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { Certificate509 } from '../../../../lib/pki/certificate';
import { BINDING_HEADER } from '../attempt';
import { versionsOf } from './hop';
import type { Way } from './way';

/**
 * The channel binding of a server's certificate, lower-case hexadecimal: its hash by the algorithm of its signature, SHA-256 instead of
 * MD5 and SHA-1 (RFC 5929 4.1).
 */
export function endPointBinding({ der, signature }: Certificate509): string {
  const { hash } = signature;
  if (hash === undefined) throw new Error('RFC 5929 defines no channel binding for a signature without a hash');
  return createHash(hash === 'md5' || hash === 'sha1' ? 'sha256' : hash)
    .update(der)
    .digest('hex');
}

/** The real servers at the ends of ways. */
export class EndServers {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  public async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  /** @returns the port of 127.0.0.1 on which the server of a way listens */
  public start(way: Way): Promise<number> {
    const clear = way.hops.some(({ kind }) => kind === 'offload');
    const server = clear ? this.clearServer(way) : this.tlsServer(way);
    this.servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      // Whoever refuses the certificate breaks off: that is what it is here for.
      socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
    });
  }

  private tlsServer({ authorities, server, specification }: Way): Server {
    const { issued } = server;
    const { lowest, highest } = versionsOf(specification.serverTls);
    const material = { key: issued.keyPem, cert: issued.pem };
    const demands = specification.clientCertificate === 'server';
    const binding = endPointBinding(issued.certificate);
    return createServer(
      {
        ...(specification.serverSni === 'required'
          ? { SNICallback: (_name, done) => done(null, createSecureContext(material)) }
          : material),
        minVersion: `TLSv${lowest}`,
        maxVersion: `TLSv${highest}`,
        ...(demands ? { requestCert: true, rejectUnauthorized: true, ca: authorities.clients.pem } : {}),
      },
      (request, response) => {
        const bound = specification.channelBinding === 'none' || request.headers[BINDING_HEADER] === binding;
        answer(request, response, bound ? 200 : 401);
      },
    );
  }

  /** What is reached in clear text has neither a certificate of the client nor a channel that anything could be bound to. */
  private clearServer({ specification }: Way): Server {
    const status =
      specification.clientCertificate === 'server' ? 403 : specification.channelBinding === 'required' ? 401 : 200;
    return createClearServer((request, response) => answer(request, response, status));
  }
}

function answer(_request: IncomingMessage, response: ServerResponse, status: number): void {
  response
    .writeHead(status, { 'content-type': 'text/html', 'access-control-allow-origin': '*', connection: 'close' })
    .end('<!doctype html><title>client access</title>');
}
