import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { findCommand } from './command';
import { TemporaryFolder } from './temporary-folder';

/** What a server presents. */
export interface ServerCertificate {
  /** The chain in PEM, leaf first. */
  readonly certificateChainPem: string;
  readonly privateKeyPem: string;
}

const LOOPBACK = '127.0.0.1';
const START_LIMIT_MS = 20_000;
const STOP_LIMIT_MS = 5_000;
/** No server outlives this, whatever happens to the test. */
const LIFE_LIMIT_SECONDS = 900;

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGTERM')));

/** Asks the system for TCP ports of 127.0.0.1 that nobody listens on; all are different. */
export async function freePorts(count: number): Promise<number[]> {
  const probes = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const probe = createServer().once('error', reject);
          probe.listen(0, LOOPBACK, () => resolve(probe));
        }),
    ),
  );
  const ports = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
  return ports;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, LOOPBACK);
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false));
    socket.setTimeout(1000, () => end(false));
  });
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A real server that runs in the foreground, out of a folder of its own. */
export class ServerProcess {
  /**
   * Starts a server and waits until all its ports take connections.
   * @throws Error with the server's own words when it ends or does not answer in time
   */
  public static async start(
    folder: TemporaryFolder,
    command: string,
    args: readonly string[],
    ports: readonly number[],
  ): Promise<ServerProcess> {
    const server = new ServerProcess(folder, command, args);
    try {
      await server.untilAnswering(ports);
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  private readonly child: ChildProcess;
  private readonly logFile: string;
  private failure: Error | undefined;

  private constructor(
    private readonly folder: TemporaryFolder,
    private readonly command: string,
    args: readonly string[],
  ) {
    // setpriv ends the server with this process even when that is killed, which no handler here would see.
    const guarded = ['timeout', `${LIFE_LIMIT_SECONDS}`, command, ...args];
    const [file, ...rest] = findCommand('setpriv') ? ['setpriv', '--pdeathsig', 'TERM', ...guarded] : guarded;
    // A file, because a daemon that opens /dev/stdout again can't do so with the socket that a pipe is here.
    this.logFile = folder.write('server.log', '');
    const log = openSync(this.logFile, 'a');
    this.child = spawn(file, rest, { cwd: folder.path, stdio: ['ignore', log, log] });
    closeSync(log);
    running.add(this.child);
    this.child.once('error', (error) => (this.failure = error));
    this.child.once('exit', () => running.delete(this.child));
  }

  /** What the server has written to its terminal so far; nothing once it is stopped. */
  public get log(): string {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8') : '';
  }

  /** Ends the server and removes its folder; a second call does nothing. */
  public async stop(): Promise<void> {
    if (!this.hasEnded()) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_LIMIT_MS);
      await ended;
      clearTimeout(timer);
    }
    this.folder.remove();
  }

  private hasEnded(): boolean {
    return this.failure !== undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async untilAnswering(ports: readonly number[]): Promise<void> {
    const deadline = performance.now() + START_LIMIT_MS;
    for (;;) {
      if (this.hasEnded()) throw new Error(`${this.command} ended at once: ${this.failure?.message ?? this.log}`);
      if ((await Promise.all(ports.map(answers))).every(Boolean)) return;
      if (performance.now() > deadline) throw new Error(`${this.command} does not answer: ${this.log}`);
      await pause(20);
    }
  }
}
