import {
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  HostName,
  Listener,
  SourceLocation,
} from '../../model';

/** One protocol as declared on a server; what is left out comes from the product's defaults and the server's names. */
export interface BindingDefinition {
  readonly protocol: ClientProtocol;
  readonly byDefault: boolean;
  readonly internalHost?: HostName;
  /** `undefined`: the server's; `null`: not published outside. */
  readonly externalHost?: HostName | null;
  readonly listeners?: Listener[];
  readonly encryptionRequired?: boolean;
  readonly authentication?: ClientAuthentication[];
  readonly clientCertificates?: ClientCertificateMode;
  readonly certificatePrincipalName?: string;
  readonly location?: SourceLocation;
}
