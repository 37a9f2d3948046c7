import { ClientAuthentication, ClientCertificateMode } from '../../model';

/** What every binding can be told. */
export interface BindingProps {
  /** Name that clients inside use. @default - the server's internalHostName */
  readonly internalHostName?: string;
  /** Name that clients outside use. @default - the server's externalHostName */
  readonly externalHostName?: string;
  /** Whether the protocol is published outside. @default true - where the server has an externalHostName */
  readonly published?: boolean;
  /** How clients prove who they are. @default - as the product does */
  readonly authentication?: ClientAuthentication[];
}

/** What a binding of the web site can be told besides. */
export interface WebBindingProps extends BindingProps {
  /** Whether IIS asks clients for a certificate. @default ClientCertificateMode.IGNORE */
  readonly clientCertificates?: ClientCertificateMode;
  /** Whether IIS refuses clients that do not encrypt. @default - as the product does */
  readonly requireSsl?: boolean;
}
