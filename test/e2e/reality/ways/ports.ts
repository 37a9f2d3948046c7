import { createServer } from 'node:net';

/** Below the ports that the system hands out to connections, which may take one between the search and its use. */
const FIRST = 10_000;
const LAST = 32_000;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/**
 * Ports of 127.0.0.1 that nobody listens on, and that no outgoing connection takes.
 * @param start where the search begins; processes that run at the same time begin at different places
 */
export async function quietPorts(count: number, start = process.pid): Promise<number[]> {
  const ports: number[] = [];
  for (let i = 0; ports.length < count && i < LAST - FIRST; i++) {
    const port = FIRST + ((start * 97 + i) % (LAST - FIRST));
    if (await isFree(port)) ports.push(port);
  }
  if (ports.length < count) throw new Error(`fewer than ${count} ports of 127.0.0.1 are free`);
  return ports;
}
