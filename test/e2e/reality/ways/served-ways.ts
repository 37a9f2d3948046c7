import type { ServerProcess } from '../../support';
import type { Attempt } from '../attempt';
import { EndServers } from './end-server';
import type { Hop, Opening } from './hop';
import { quietPorts } from './ports';
import { startHaproxyHops } from './programs/haproxy';
import { startNginxHops } from './programs/nginx';
import { startStunnelHops } from './programs/stunnel';
import { SERVER_NAME, type Presenter, type Way } from './way';

const PROGRAMS = { nginx: startNginxHops, haproxy: startHaproxyHops, stunnel: startStunnelHops };

/** Ways that can be taken: a server of its own at the end of each, and what stands in front of them, in one process a program. */
export class ServedWays {
  public static async start(ways: readonly Way[]): Promise<ServedWays> {
    const running = new ServedWays(ways);
    try {
      await running.startAll();
      return running;
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  /** Where clients come to, by the way's id. */
  private readonly ports = new Map<string, number>();
  private readonly servers = new EndServers();
  private readonly processes: ServerProcess[] = [];

  private constructor(public readonly ways: readonly Way[]) {}

  public async stop(): Promise<void> {
    await Promise.all([this.servers.stop(), ...this.processes.map((process) => process.stop())]);
  }

  /** What a client is to do on a way. */
  public attemptOn(way: Way): Attempt {
    const { authorities, client, specification: s } = way;
    const held = [authorities.root, authorities.commercial, authorities.inspection];
    return {
      id: way.id,
      name: way.name,
      host: way.host,
      port: this.ports.get(way.id)!,
      storePem: held.map(({ pem }) => pem).join(''),
      trusted: held.map((issued) => ({ issued, as: 'authority' })),
      until: 'answer',
      withoutSni: s.clientSni === 'not-sent',
      withoutTls13: s.clientTls === '1.2',
      ...(s.clientHas === 'certificate' ? { certificate: client } : {}),
      bindsChannel: s.channelBinding === 'required',
    };
  }

  private async startAll(): Promise<void> {
    const free = await quietPorts(this.ways.reduce((sum, { hops }) => sum + 2 * hops.length, 0));
    const hops: Hop[] = [];
    for (const way of this.ways) {
      let next = await this.servers.start(way);
      for (let i = way.hops.length - 1; i >= 0; i--) {
        const hop = hopOf(way, i, { port: free.pop()!, between: free.pop()!, next });
        hops.push(hop);
        next = hop.port;
      }
      this.ports.set(way.id, next);
    }
    for (const [program, start] of Object.entries(PROGRAMS)) {
      const own = hops.filter((hop) => hop.program === program);
      if (own.length > 0) this.processes.push(await start(own));
    }
  }
}

function hopOf(way: Way, index: number, ports: Pick<Hop, 'port' | 'between' | 'next'>): Hop {
  const { authorities, specification: s } = way;
  const presenter = way.hops[index];
  const isFirstPoint = way.hops.findIndex(isPoint) === index;
  const opens = presenter.kind === 'bridge' || presenter.kind === 'inspector';
  return {
    id: `${way.id}-${index}`,
    kind: presenter.kind,
    program: presenter.program,
    ...ports,
    certificates: [
      ...presenter.bySni.map(({ certificate, hostNames }) => ({ hostNames, issued: certificate.issued })),
      ...(presenter.fallback
        ? [{ issued: presenter.fallback.issued, ...(presenter.staple ? { staple: presenter.staple } : {}) }]
        : []),
    ],
    tls: isFirstPoint ? s.pointTls : '1.2-1.3',
    ...(isFirstPoint && s.clientCertificate === 'point' ? { requires: authorities.clients.pem } : {}),
    ...(opens ? { opens: openingOf(way, presenter) } : {}),
  };
}

function isPoint({ kind }: Presenter): boolean {
  return kind === 'bridge' || kind === 'offload';
}

function openingOf({ authorities, host, specification: s }: Way, { kind }: Presenter): Opening {
  const roots = [authorities.commercial, s.trusts === 'root' ? authorities.root : authorities.other];
  return {
    name: kind === 'bridge' && s.asks === 'server-name' ? SERVER_NAME : host,
    tls: s.hopTls,
    checksName: s.verify === 'roots-and-names',
    ...(s.verify === 'nothing' ? {} : { roots: roots.map(({ pem }) => pem).join('') }),
  };
}
