import { isIP } from 'node:net';

/** Runs `work` on each item, `width` at a time; the results keep the order. */
export async function eachOf<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
  return results;
}

/** Whether the client asks for an address: it then sends no server name. */
export function isAddress(host: string): boolean {
  return isIP(host) !== 0;
}
