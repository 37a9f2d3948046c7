import { ICertificateSource } from './certificates/certificate-source';

/** The web site at `https://<mail domain>`, which Outlook asks for Autodiscover before any other name. */
export class RootSite {
  /**
   * A web site that answers on port 443.
   *
   * @param certificate what it presents, such as CertificateSource.purchased with a file; left out: unknown
   */
  static answering(certificate?: ICertificateSource): RootSite {
    return new RootSite(certificate);
  }

  private constructor(readonly certificate?: ICertificateSource) {}
}
