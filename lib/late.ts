/* eslint-disable @typescript-eslint/no-require-imports -- the one place that loads late: what loads it stays synchronous */

/*
 * What is loaded at its first use, and not with the package: each costs more time than judging a small estate does, and most runs
 * never need it (docs/adr/0011-loading.md says how many milliseconds). Everything else is a plain import; the verbs of the command
 * load with `await import()`.
 */

/** The X.509 room: an estate whose certificates Terraform makes reads none. */
export function x509(): typeof import('./pki') {
  return require('./pki') as typeof import('./pki');
}

/** The roots of the clients' stores: most estates name no commercial root. */
export function rootStores(): typeof import('./clients/root-stores') {
  return require('./clients/root-stores') as typeof import('./clients/root-stores');
}

/** Node's network module: its answer about IP addresses comes with streams, sockets and a very large pattern. */
export function net(): typeof import('node:net') {
  return require('node:net') as typeof import('node:net');
}

/** Node's TLS module, which carries the commercial roots. */
export function tls(): typeof import('node:tls') {
  return require('node:tls') as typeof import('node:tls');
}

/** The public suffix list. */
export function publicSuffixes(): typeof import('tldts') {
  return require('tldts') as typeof import('tldts');
}

/** RC2, which old PFX files are encrypted with and Node's OpenSSL no longer carries: two of node-forge's files, not all of it. */
export function forge(): Pick<typeof import('node-forge'), 'rc2' | 'util'> {
  return { rc2: require('node-forge/lib/rc2'), util: require('node-forge/lib/util') };
}
