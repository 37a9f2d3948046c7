import { publicSuffixes } from '../late';
import { ipVersion, isReservedAddress } from './ip-address';

/** Whether a public CA may certify a name, as far as the name alone decides it. */
export interface Certifiability {
  /** False: no public CA may certify the name. True: it may, for whoever controls the domain. */
  readonly certifiable: boolean;
  /** Why: the end of a sentence that begins with the name. */
  readonly reason: string;
  /** Keys of sources, each with its section. */
  readonly source: string;
}

const BASELINE = 'BR, 4.2.2';

/** Domains that are reserved for special use below a top-level domain that is delegated. All others are not delegated at all. */
const SPECIAL_USE: ReadonlyMap<string, string> = new Map([
  ['home.arpa', 'RFC8375'],
  ['in-addr.arpa', 'RFC6761'],
  ['ip6.arpa', 'RFC6761'],
]);

/** Top-level domains that are known without the list: loading it takes about 15 ms, and most estates have no other names. */
const COMMON_TOP_LEVEL_DOMAINS: ReadonlySet<string> = new Set(['com', 'net', 'org']);

const ICANN_ONLY = { allowPrivateDomains: false };

/** Whether a name is a suffix of the ICANN section of the public suffix list, such as `com` and `co.uk`. */
export function isPublicSuffix(name: string): boolean {
  const host = name.toLowerCase();
  const { getPublicSuffix, parse } = publicSuffixes();
  return getPublicSuffix(host, ICANN_ONLY) === host && parse(`x.${host}`, ICANN_ONLY).isIcann === true;
}

/** Whether a name is at or below a top-level domain that is delegated: one that the ICANN section of the list knows. */
export function isPublicName(name: string): boolean {
  const host = name.toLowerCase();
  if (COMMON_TOP_LEVEL_DOMAINS.has(host.slice(host.lastIndexOf('.') + 1))) return true;
  return publicSuffixes().parse(host, ICANN_ONLY).isIcann === true;
}

/**
 * The domain that somebody registers: one label more than the public suffix, such as `contoso.co.uk` for `mail.contoso.co.uk`;
 * undefined for a suffix itself, an IP address and a name that no public suffix ends.
 */
export function registrableDomain(name: string): string | undefined {
  const host = bareName(name);
  if (ipVersion(host) !== 0 || !isPublicName(host)) return undefined;
  return publicSuffixes().getDomain(host, ICANN_ONLY) ?? undefined;
}

/**
 * Whether a public CA may certify a name. It decides by the name and the public suffix list, without DNS: a name that passes may
 * still belong to somebody else.
 * @param name host name, wildcard name or IP address, any case, with or without a final dot
 */
export function certifiability(name: string): Certifiability {
  const bare = name.trim().toLowerCase().replace(/\.$/, '');
  const address = bare.replace(/^\[(.*)\]$/, '$1');
  if (ipVersion(address) !== 0) {
    return isReservedAddress(address)
      ? refused('is a reserved IP address', `${BASELINE}; RFC6890`)
      : allowed('is an IP address outside the reserved networks');
  }
  const host = bareName(bare);
  const labels = host.split('.');
  if (bare.startsWith('*.') && isPublicSuffix(host))
    return refused('is a wildcard over a public suffix', 'BR, 3.2.2.6');
  if (labels.length < 2) return refused('is a single label', BASELINE);
  const special = SPECIAL_USE.get(labels.slice(-2).join('.'));
  if (special !== undefined)
    return refused(`is below ${labels.slice(-2).join('.')}, which is for special use`, special);
  if (!isPublicName(host)) return refused(`ends in .${labels.at(-1)}, which is no public top-level domain`, BASELINE);
  return allowed(`is below .${labels.at(-1)}, a public top-level domain`);
}

/** Whether no public CA may certify a name. */
export function isInternalName(name: string): boolean {
  return !certifiability(name).certifiable;
}

/** A name without wildcard, blanks and final dot, in lower case. */
function bareName(name: string): string {
  return name.trim().toLowerCase().replace(/\.$/, '').replace(/^\*\./, '');
}

function refused(reason: string, source: string): Certifiability {
  return { certifiable: false, reason, source };
}

function allowed(reason: string): Certifiability {
  return { certifiable: true, reason, source: BASELINE };
}
