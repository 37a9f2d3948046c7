import { ICertificateIssuer, ICertificateSource } from './certificate-source';
import { ExistingCertificateProps, ExistingSource } from './existing-source';
import { InstalledByExchangeProps, InstalledSource } from './installed-source';
import { IssuedCertificateProps, IssuedSource } from './issued-source';
import { InternalCaCertificateProps, InternalCaSource } from './internal-ca-source';
import { PurchaseOrderProps, PurchaseOrderSource } from './purchase-order-source';
import { PurchasedCertificateProps, PurchasedPfxProps, PurchasedSource } from './purchased-source';
import { SelfSignedProps, SelfSignedSource } from './self-signed-source';

/** The certificate sources: self-signed, internal CA (made by Terraform, or issued elsewhere), purchased. */
export class CertificateSource {
  /** A self-signed certificate that Terraform makes. */
  public static selfSigned(props: SelfSignedProps = {}): ICertificateSource {
    return new SelfSignedSource(props);
  }

  /** The self-signed certificate that Exchange's setup installed. */
  public static installedByExchange(props: InstalledByExchangeProps = {}): ICertificateSource {
    return new InstalledSource(props);
  }

  /** A certificate that the organization's own CA issues: one that Terraform makes (InternalCa), or one that exists (InternalCa.fromPem). */
  public static internalCa(issuer: ICertificateIssuer, props: InternalCaCertificateProps = {}): ICertificateSource {
    return new InternalCaSource(issuer, props);
  }

  /** A certificate that a declared CA issued outside of Terraform: by file, as text or Terraform value, as PFX, or ordered from it. */
  public static issued(props: IssuedCertificateProps): ICertificateSource {
    return new IssuedSource(props);
  }

  /** A purchased certificate in PEM or DER files, as text, or as a Terraform value. */
  public static purchased(props: PurchasedCertificateProps): ICertificateSource {
    return new PurchasedSource(props);
  }

  /** A purchased certificate with its key in a PFX file. */
  public static purchasedPfx(props: PurchasedPfxProps): ICertificateSource {
    // The name of the file is what distinguishes the two, also where it was forgotten.
    return new PurchasedSource({ ...({ pfxFile: undefined } as object), ...props });
  }

  /** A certificate that is ordered from a vendor and there later. */
  public static purchaseOrder(props: PurchaseOrderProps = {}): ICertificateSource {
    return new PurchaseOrderSource(props);
  }

  /** A certificate that is on a server already: it is judged, and who renews it is not said. */
  public static existing(props: ExistingCertificateProps): ICertificateSource {
    return new ExistingSource(props);
  }

  private constructor() {}
}
