import type { BlockList } from 'node:net';
import { ipVersion } from './ip-version';

/** Whether public CAs may certify a name, as far as the name alone tells. */
export interface HostNameReach {
  /** False: internal, no public CA may certify it. */
  readonly isPublic: boolean;
  /** Why. */
  readonly reason: string;
  readonly source: string;
}

const BASELINE = 'BR, 4.2.2';

/** Endings that are reserved, or that organizations use inside and that nobody delegated. */
const INTERNAL_ENDINGS: ReadonlyMap<string, string> = new Map([
  ['local', `RFC6761; ${BASELINE}`],
  ['localhost', 'RFC6761'],
  ['test', 'RFC6761'],
  ['example', 'RFC6761'],
  ['invalid', 'RFC6761'],
  ['home.arpa', 'RFC8375'],
  ['internal', BASELINE],
  ['intranet', BASELINE],
  ['lan', BASELINE],
  ['corp', BASELINE],
  ['home', BASELINE],
  ['mail', BASELINE],
  ['private', BASELINE],
  ['localdomain', BASELINE],
  ['domain', BASELINE],
]);

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

/** The reserved networks, made at the first address: most estates have none. */
function reservedNetworks(): BlockList {
  if (reserved) return reserved;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is used
  const net = require('node:net') as typeof import('node:net');
  reserved = new net.BlockList();
  for (const [network, prefix, family] of RESERVED_NETWORKS) reserved.addSubnet(network, prefix, family);
  return reserved;
}

/**
 * Whether a name can be public. It looks at the name alone (no public suffix list, no DNS): a name that passes may still
 * belong to somebody else.
 * @param name host name, wildcard name or IP address, any case, with or without a final dot
 */
export function hostNameReach(name: string): HostNameReach {
  const bare = name.trim().toLowerCase().replace(/\.$/, '');
  const address = bare.replace(/^\[(.*)\]$/, '$1');
  const version = ipVersion(address);
  if (version !== 0) return addressReach(address, version === 4 ? 'ipv4' : 'ipv6');
  const labels = (bare.startsWith('*.') ? bare.slice(2) : bare).split('.');
  if (labels.length < 2) return internal('a single label', BASELINE);
  for (const take of [1, 2]) {
    const ending = labels.slice(-take).join('.');
    const source = INTERNAL_ENDINGS.get(ending);
    if (source !== undefined) return internal(`.${ending} is not a public ending`, source);
  }
  return { isPublic: true, reason: 'nothing in the name makes it internal', source: BASELINE };
}

/** Whether no public CA may certify a name. */
export function isInternalName(name: string): boolean {
  return !hostNameReach(name).isPublic;
}

function addressReach(address: string, family: 'ipv4' | 'ipv6'): HostNameReach {
  if (reservedNetworks().check(address, family)) return internal('a reserved IP address', `${BASELINE}; RFC6890`);
  return { isPublic: true, reason: 'an IP address outside the reserved networks', source: BASELINE };
}

function internal(reason: string, source: string): HostNameReach {
  return { isPublic: false, reason, source };
}
