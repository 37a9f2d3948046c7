import { connect, type Socket } from 'node:net';

/** The remote control of Firefox: JSON with its length before it, over TCP. */
export class Marionette {
  /** Connects, trying until Firefox listens or the time is over. */
  public static async open(port: number, limitMs: number): Promise<Marionette> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      try {
        return await Marionette.attempt(port);
      } catch (error) {
        if (performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  private static attempt(port: number): Promise<Marionette> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1').once('error', reject);
      // Firefox greets first.
      socket.once('connect', () => {
        const marionette = new Marionette(socket, () => resolve(marionette));
      });
    });
  }

  private received = Buffer.alloc(0);
  private number = 0;
  private readonly waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();

  private constructor(
    private readonly socket: Socket,
    private readonly greeted: () => void,
  ) {
    const end = (): void =>
      this.waiting.forEach(({ reject }) => reject(new Error('Firefox closed the remote control')));
    socket.on('data', (bytes) => this.take(bytes)).on('close', end);
    socket.on('error', end);
  }

  public send(command: string, parameters: object = {}): Promise<unknown> {
    const number = ++this.number;
    const text = JSON.stringify([0, number, command, parameters]);
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  }

  public close(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (;;) {
      const colon = this.received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.received.subarray(0, colon).toString());
      if (this.received.length < end) return;
      const message = JSON.parse(this.received.subarray(colon + 1, end).toString()) as unknown;
      this.received = this.received.subarray(end);
      this.deliver(message);
    }
  }

  private deliver(message: unknown): void {
    if (!Array.isArray(message)) return this.greeted();
    const [, number, error, result] = message as [number, number, { message: string } | null, unknown];
    const waiting = this.waiting.get(number);
    this.waiting.delete(number);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }
}
