import { ClientAuthentication, ClientCertificateMode, Encryption, Listener, TokenChecking } from '../../model';

/** Properties that every protocol has. */
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

/** Properties of a protocol that the web site serves. */
export interface WebBindingProps extends BindingProps {
  /** Whether IIS asks clients for a certificate. @default ClientCertificateMode.IGNORE */
  readonly clientCertificates?: ClientCertificateMode;
  /** Whether IIS refuses clients that do not encrypt. @default - as the product does */
  readonly requireSsl?: boolean;
  /**
   * How IIS checks channel binding tokens of Windows authentication (ExtendedProtectionTokenChecking).
   * @default - by the server's extendedProtection, its version and the virtual directory
   */
  readonly tokenChecking?: TokenChecking;
  /**
   * Whether IIS asks for client certificates when the connection begins (SslBindingInfo), not per virtual directory: TLS 1.3 clients
   * answer the one and not the other.
   * @default false
   */
  readonly clientCertificateAtBinding?: boolean;
}

/** Properties of POP3, IMAP4 and SMTP submission. */
export interface MailBindingProps extends BindingProps {
  /**
   * How clients' connections are protected, on the protocol's well-known port. Exchange 2007 protects POP3 and IMAP4 in no way until
   * it is configured.
   * @default - as the product does
   */
  readonly encryption?: Encryption;
  /** Ports instead of the well-known ones, each with its protection. @default - by encryption */
  readonly listeners?: Listener[];
}

/** Properties of POP3 and IMAP4. */
export interface MailDownloadProps extends MailBindingProps {
  /**
   * Name by which the service chooses its certificate (X509CertificateName).
   * @default - the certificate of its role; not known where that is a wildcard, which cannot be assigned to the service
   */
  readonly certificateName?: string;
}

/** Outlook Web App (Outlook on the web): the browser's mailbox, /owa. */
export interface OutlookWebAppProps extends WebBindingProps {
  /**
   * Names of the download domain, from which the browser loads attachments and pictures: for clients inside and outside. From
   * Exchange 2016 CU18 and 2019 CU7 on. They must differ from the names of Outlook Web App, and the certificate must have them.
   * @default - none
   */
  readonly downloadHostNames?: string[];
}

/** Exchange Control Panel (Exchange admin center): /ecp, from Exchange 2010 on. */
export interface ExchangeControlPanelProps extends WebBindingProps {}

/** Exchange ActiveSync: phones and tablets, /Microsoft-Server-ActiveSync. */
export interface ActiveSyncProps extends WebBindingProps {}

/**
 * Outlook Anywhere (RPC over HTTP), /rpc. Off in Exchange 2007 and 2010 until it is added here, and over SSL from then on; always on
 * from 2013.
 */
export interface OutlookAnywhereProps extends WebBindingProps {
  /**
   * Principal name that Outlook must find in the certificate with Set-OutlookProvider, such as `msstd:*.contoso.com`, or `none`.
   * @default - the host name
   */
  readonly certificatePrincipalName?: string;
}

/** MAPI over HTTP: Outlook from 2013 SP1 on, /mapi. Exchange 2013 SP1 and later. */
export interface MapiOverHttpProps extends WebBindingProps {}

/** Exchange Web Services: availability, out of office, Mac clients, /EWS. */
export interface ExchangeWebServicesProps extends WebBindingProps {}

/** Offline address book, distributed over the web: /OAB. */
export interface OfflineAddressBookProps extends WebBindingProps {}

/** Autodiscover: how clients find everything else, /Autodiscover. */
export interface AutodiscoverProps extends WebBindingProps {}

/** POP3: port 110 with STARTTLS, port 995 with TLS from the first byte. Not over SSL in Exchange 2007 until it is configured. */
export interface Pop3Props extends MailDownloadProps {}

/** IMAP4: port 143 with STARTTLS, port 993 with TLS from the first byte. Not over SSL in Exchange 2007 until it is configured. */
export interface Imap4Props extends MailDownloadProps {}

/** SMTP client submission: port 587 with STARTTLS, by the Hub Transport role of 2007 and 2010 and the front end since. */
export interface SmtpSubmissionProps extends MailBindingProps {
  /**
   * Name that the receive connector of port 587 gives itself (Fqdn), by which Exchange chooses the certificate.
   * @default - the server's own name, which the certificate of setup has
   */
  readonly connectorFqdn?: string;
  /**
   * Whether the connector is pinned to the certificate of the SMTP role (TlsCertificateName), whatever its name is.
   * From Exchange 2013 on.
   * @default false
   */
  readonly pinsCertificate?: boolean;
}
