export type {
  CertificateConfig,
  CertificateRequest,
  ICertificateDescription,
  ICertificateIssuer,
  ICertificateSource,
  IRequiredNames,
} from './certificate-source';
export * from './existing-ca';
export * from './existing-source';
export * from './installed-source';
export * from './internal-ca';
export * from './internal-ca-source';
export * from './issued-source';
export { DEFAULT_RENEW_AT_SHARE, KeyAlgorithm, Validity, type ValidityProps } from './key-request';
export * from './purchase-order-source';
export {
  checkOneOf,
  type PurchasedCertificateProps,
  type PurchasedPfxProps,
  type PurchasedProps,
  PurchasedSource,
} from './purchased-source';
export * from './self-signed-source';
export * from './shared-certificate';
export * from './sources';
