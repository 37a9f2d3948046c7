import { Construct } from 'constructs';
import { CertificateConfig, CertificateRequest } from './certificate-config';

/**
 * Where a certificate comes from. A server calls `bind` once for each certificate that it needs, in a scope of the source's own.
 */
export interface ICertificateSource {
  /** Declares what makes or reads the certificate, and answers with plain data. */
  bind(scope: Construct, request: CertificateRequest): CertificateConfig;
}
