/** The X.509 room. It is loaded when a certificate is read: an app whose certificates Terraform makes reads none. */
export function x509(): typeof import('../pki') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is used
  return require('../pki') as typeof import('../pki');
}
