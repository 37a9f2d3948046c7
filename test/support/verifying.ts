import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { Io } from '../../lib/cli/verb';
import { main } from '../../lib/cli/main';
import { ClientProtocol, Encryption, Estate } from '../../lib/model';
import { TestEstate } from '../../lib/testing';
import { issueChain } from './issue';
import { LoopbackServer } from './probing';
import { temporaryFolder, writeOutputFolder } from './review-files';

/** The host name of most tests of verify. */
export const NAME = 'mail.contoso.com';

/** What a run of the command wrote and how it ended. */
export interface Verified {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A server whose certificate can be exchanged while it runs. Certificates are chosen by the host name that is sent. */
export class ExchangingServer {
  private constructor(
    private readonly server: LoopbackServer,
    public present: (chain: ReturnType<typeof issueChain>) => void,
  ) {}

  public static async start(first: ReturnType<typeof issueChain>): Promise<ExchangingServer> {
    const contextOf = ({ leaf, intermediate }: typeof first) =>
      createSecureContext({ cert: leaf.pem + intermediate.pem, key: leaf.keyPem });
    let context = contextOf(first);
    const server = await LoopbackServer.tls({ SNICallback: (_, done) => done(null, context) });
    return new ExchangingServer(server, (chain) => void (context = contextOf(chain)));
  }

  public get port(): number {
    return this.server.port;
  }

  public stop(): Promise<void> {
    return this.server.stop();
  }
}

/** The usual estate, whose web site listens on ports of this machine. */
export function declaredAt(...ports: readonly number[]): Estate {
  const listeners = ports.map((port) => ({ port, encryption: Encryption.TLS }));
  return TestEstate.of({ servers: [{ protocols: [{ protocol: ClientProtocol.OWA, listeners }] }] });
}

/** `--resolve` for a name on this machine. */
export function at(port: number, name = NAME, address = '127.0.0.1'): string[] {
  return ['--resolve', `${name}:${port}:${address}`];
}

/** A folder of a test in which the command runs. */
export class VerifyFolder {
  public readonly path = temporaryFolder();

  public file(name: string): string {
    return join(this.path, name);
  }

  /** Writes what synth would write of an estate; its folder. */
  public declare(estate: Estate): string {
    return writeOutputFolder(estate, this.file('cdktf.out'));
  }

  /** Runs `client-access verify`. */
  public async run(argv: readonly string[], world: Partial<Io> = {}): Promise<Verified> {
    let [out, err] = ['', ''];
    const code = await main(['verify', ...argv], {
      outIsTerminal: false,
      env: {},
      dns: ['127.0.0.1:1'],
      now: () => new Date('2026-06-01T00:00:00Z'),
      ...world,
      out: (text) => {
        out += text;
        world.out?.(text);
      },
      err: (text) => {
        err += text;
        world.err?.(text);
      },
    });
    return { code, out, err };
  }

  public remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
