import { Certificate, CertificateState } from '../../model';

/** Facts that say which certificate it is: two that differ in one are two certificates. */
const DISTINGUISHING = [
  'sha256',
  'sha1',
  'serialNumber',
  'subject',
  'issuer',
  'notBefore',
  'notAfter',
  'keyType',
  'keyBits',
] as const;

/** Whether two certificates of an estate are one, byte for byte. Undefined: not known. */
export function areSameBytes(one: Certificate, other: Certificate): boolean | undefined {
  // What setup made is on its server alone; what Terraform has yet to make, or a vendor, is none that is there already.
  const isMade = ({ state }: Certificate): boolean =>
    state === CertificateState.DECLARED || state === CertificateState.ORDERED;
  if (one.exchangeDefault || other.exchangeDefault || isMade(one) || isMade(other)) return false;
  const [a, b] = [one.facts, other.facts];
  if (a.sha256 !== undefined && b.sha256 !== undefined) return a.sha256 === b.sha256;
  return DISTINGUISHING.some((fact) => a[fact] !== undefined && b[fact] !== undefined && a[fact] !== b[fact])
    ? false
    : undefined;
}
