import { Estate } from '../model';
import { Certificate509, commercialRoots, readCertificates } from '../pki';
import { KnownAuthorities } from './chain-shape';

/** The roots and CA certificates that an estate declares, and the commercial roots. */
export function authoritiesOf(estate: Estate): KnownAuthorities {
  const own = estate.anchors.flatMap(({ pem }) => (pem === undefined ? [] : read(pem)));
  const intermediates = estate.certificates.flatMap(({ chainPem }) => chainPem.flatMap(read));
  let roots: readonly Certificate509[] | undefined;
  return { intermediates, own, roots: () => (roots ??= [...own, ...commercialRoots().certificates]) };
}

/** What can't be read was reported where it was declared. */
function read(pem: string): Certificate509[] {
  try {
    return [...readCertificates(pem, 'a declared certificate').certificates];
  } catch {
    return [];
  }
}
