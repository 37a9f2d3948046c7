import { spellHostName } from './host-name-spelling';
import { ipVersion } from './ip-address';

/** An address that is taken for a host name and port without asking DNS. */
export interface FixedAddress {
  /** `name:port`, the name in lower case and A-labels. */
  readonly key: string;
  readonly address: string;
}

/** Reads `mail.contoso.com:443:192.0.2.10`, or with `[2001:db8::10]`; undefined where it is none. */
export function fixedAddressOf(text: string): FixedAddress | undefined {
  const [, host = '', port = '', rest = ''] = /^([^:]+):(\d{1,5}):(.+)$/.exec(text) ?? [];
  const address = rest.replace(/^\[(.*)\]$/, '$1');
  const { name } = spellHostName(host);
  if (name === undefined || !isPort(port) || ipVersion(address) === 0) return undefined;
  return { key: `${name}:${port}`, address };
}

/** Addresses by `name:port`; several of one are its nodes. */
export function fixedAddresses(fixed: readonly FixedAddress[]): Map<string, string[]> {
  const byKey = new Map<string, string[]>();
  for (const { address, key } of fixed) byKey.set(key, [...(byKey.get(key) ?? []), address]);
  return byKey;
}

/** Whether a text is the address of a DNS server, with a port where one is meant. */
export function isDnsServer(text: string): boolean {
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  return ipVersion(v6 ?? v4 ?? text) !== 0 && (port === undefined || isPort(port));
}

function isPort(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 65_535;
}
