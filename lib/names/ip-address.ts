import type { BlockList } from 'node:net';
import { net } from '../late';

/** Digits and dots alone, or a colon: what an IP address has, and no host name. */
const ADDRESS_LIKE = /^[\d.]+$|:/;

/** 4 or 6 for an IP address without brackets, 0 for any other text. */
export function ipVersion(text: string): number {
  return ADDRESS_LIKE.test(text) ? net().isIP(text) : 0;
}

/** Octets of a textual address: 4 or 16; undefined when the text is no address. */
export function parseIp(text: string): Buffer | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  const version = ipVersion(bare);
  if (version === 4 && bare === text) return Buffer.from(text.split('.').map(Number));
  if (version !== 6 || bare.includes('%')) return undefined;
  let groups = bare;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(bare);
  if (dotted !== null) {
    const [a, b, c, d] = dotted[2]!.split('.').map(Number) as [number, number, number, number];
    groups = `${dotted[1]}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  }
  const [head, tail] = groups.split('::') as [string, string | undefined];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const middle = tail === undefined ? [] : new Array<string>(8 - left.length - right.length).fill('0');
  const octets = Buffer.alloc(16);
  [...left, ...middle, ...right].forEach((group, i) => octets.writeUInt16BE(parseInt(group, 16), i * 2));
  return octets;
}

/** Text of an address in the form of RFC 5952; of any other length, its octets in hexadecimal. */
export function formatIp(octets: Buffer): string {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return `#${octets.toString('hex')}`;
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(octets.readUInt16BE(i).toString(16));
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let j = i;
    while (j < 8 && groups[j] === '0') j++;
    if (j - i > bestLength) [bestStart, bestLength] = [i, j - i];
    if (j > i) i = j;
  }
  if (bestStart < 0) return groups.join(':');
  return `${groups.slice(0, bestStart).join(':')}::${groups.slice(bestStart + bestLength).join(':')}`;
}

/** Networks that the special-purpose registries keep from the public Internet. */
const RESERVED_NETWORKS: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

let reserved: BlockList | undefined;

/** Whether an IP address is in a network that the special-purpose registries keep from the public Internet (RFC 6890). */
export function isReservedAddress(address: string): boolean {
  if (!reserved) {
    reserved = new (net().BlockList)();
    for (const [network, prefix, family] of RESERVED_NETWORKS) reserved.addSubnet(network, prefix, family);
  }
  return reserved.check(address, ipVersion(address) === 4 ? 'ipv4' : 'ipv6');
}
