import { connect } from 'node:net';
import { Interruption } from './interruption';
import { recognize } from './recognize';

/** A web server that waits for a request in clear is silent until its line is whole. */
const REQUEST = 'GET / HTTP/1.0\r\n\r\n';
const ENOUGH = 16;

/**
 * Sends a request of HTTP in clear, and gives the protocol that the answer belongs to; undefined: no answer, or none that is known.
 *
 * @param limitMs time for the connection and the answer
 */
export function askInClear(
  { address, port }: { readonly address: string; readonly port: number },
  limitMs: number,
  interruption?: Interruption,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer: Buffer = Buffer.alloc(0);
    const socket = connect({ host: address, port, noDelay: true }, () => socket.write(REQUEST));
    const timer = setTimeout(done, Math.max(limitMs, 1));
    function done(): void {
      clearTimeout(timer);
      forget?.();
      socket.destroy();
      resolve(answer.length === 0 ? undefined : recognize(answer));
    }
    const forget = interruption?.on(done);
    socket.on('data', (bytes: Buffer) => {
      answer = Buffer.concat([answer, bytes]).subarray(0, 1024);
      if (answer.length >= ENOUGH) done();
    });
    socket.on('error', done).on('close', done);
  });
}
