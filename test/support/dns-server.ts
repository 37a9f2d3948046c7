import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { parseIp } from '../../lib/names';

/** A service record. An empty host says that there is no such service. */
export interface DnsService {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly host: string;
}

/** What a name has: addresses, service records, nothing of the kind, no name, no answer, a failure, or addresses and a failure for IPv6. */
export type DnsAnswer =
  readonly string[] | { readonly services: readonly DnsService[] } | 'no-such-name' | 'silent' | 'failure' | 'half';

const A = 1;
const AAAA = 28;
const SRV = 33;

/** A DNS server on loopback that knows a few names. Every other name is not there. */
export class DnsServer {
  /** How often each name was asked for. */
  public readonly asked = new Map<string, number>();

  private constructor(
    private readonly socket: Socket,
    private readonly names: Readonly<Record<string, DnsAnswer>>,
  ) {
    socket.on('message', (query, { port, address }) => {
      const answer = this.answer(query);
      if (answer) socket.send(answer, port, address);
    });
  }

  public static async start(names: Readonly<Record<string, DnsAnswer>>): Promise<DnsServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new DnsServer(socket, names);
  }

  /** As `--dns` takes it. */
  public get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`;
  }

  public stop(): Promise<void> {
    return new Promise((resolve) => this.socket.close(resolve));
  }

  private answer(query: Buffer): Buffer | undefined {
    const labels: string[] = [];
    let at = 12;
    for (; query[at] !== 0; at += 1 + query[at]) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    const name = labels.join('.').toLowerCase();
    const question = query.subarray(12, at + 5);
    const type = query.readUInt16BE(at + 1);
    this.asked.set(name, (this.asked.get(name) ?? 0) + 1);
    const known = this.names[name] ?? 'no-such-name';
    if (known === 'silent') return undefined;
    if (known === 'no-such-name') return this.reply(query, question, 3, []);
    if (known === 'failure') return this.reply(query, question, 2, []);
    if (known === 'half')
      return type === A
        ? this.reply(query, question, 0, [record(A, Buffer.from([127, 0, 0, 1]))])
        : this.reply(query, question, 2, []);
    if ('services' in known)
      return this.reply(
        query,
        question,
        0,
        type === SRV ? known.services.map((one) => record(SRV, serviceOf(one))) : [],
      );
    const octets = known.flatMap((address) => parseIp(address) ?? []);
    const wanted = octets.filter(({ length }) => (type === A ? length === 4 : type === AAAA && length === 16));
    return this.reply(
      query,
      question,
      0,
      wanted.map((address) => record(type, address)),
    );
  }

  private reply(query: Buffer, question: Buffer, code: number, records: readonly Buffer[]): Buffer {
    const head = Buffer.alloc(12);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(0x8180 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(records.length, 6);
    return Buffer.concat([head, question, ...records]);
  }
}

function serviceOf({ host, port, priority, weight }: DnsService): Buffer {
  const numbers = Buffer.alloc(6);
  [priority, weight, port].forEach((number, index) => numbers.writeUInt16BE(number, index * 2));
  const labels = host.split('.').filter((label) => label !== '');
  return Buffer.concat([
    numbers,
    ...labels.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])),
    Buffer.from([0]),
  ]);
}

/** An answer that names the question by its place in the message. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
