import {
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Encryption,
  ExchangeProduct,
  ExchangeRelease,
  Listener,
} from '../../model';
import { always, byProduct } from '../by-product';
import { no, yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';

/** The differences between POP3 and IMAP4; everything else is the same for both. */
export interface MailDownload {
  readonly protocol: ClientProtocol;
  readonly label: string;
  readonly role: CertificateRole;
  /** Port that begins in clear text. */
  readonly clearPort: number;
  /** Port that speaks TLS from the first byte. */
  readonly tlsPort: number;
  /** Source key of the cmdlet that configures it. */
  readonly cmdlet: string;
}

/** Facts of POP3 or IMAP4. */
export function mailDownload(mail: MailDownload): ProtocolFacts {
  const listeners: Listener[] = [
    Object.freeze({ port: mail.clearPort, encryption: Encryption.STARTTLS }),
    Object.freeze({ port: mail.tlsPort, encryption: Encryption.TLS }),
  ];
  const clear: Listener = Object.freeze({ port: mail.clearPort, encryption: Encryption.NONE });
  return {
    protocol: mail.protocol,
    label: mail.label,
    role: mail.role,
    listeners,
    asksAboutUntrusted: true,
    exists: byProduct({
      [ExchangeProduct.EXCHANGE_2007]: yes('SEED'),
      [ExchangeProduct.EXCHANGE_2010]: yes(mail.cmdlet),
      [ExchangeProduct.EXCHANGE_2013]: yes('PORTS16; IMAP16'),
    }),
    enabledByDefault: always(no('PORTS16; IMAP16', 'the Windows service is stopped until somebody starts it')),
    encryptionRequiredByDefault: byProduct({
      [ExchangeProduct.EXCHANGE_2007]: no('SEED', 'not configured for SSL; the default login type is not confirmed'),
      [ExchangeProduct.EXCHANGE_2010]: yes(mail.cmdlet, 'login type SecureLogin: TLS before the password'),
    }),
    // The seed document is the truth for 2007; a later page on 2007 names the TLS port too, without its default.
    defaultListeners: (release: ExchangeRelease) =>
      release.product === ExchangeProduct.EXCHANGE_2007 ? [clear] : [...listeners],
    defaultAuthentication: () => [ClientAuthentication.BASIC],
    worksWithSelfSigned: byProduct({
      [ExchangeProduct.EXCHANGE_2007]: yes('TN:bb430779', 'encrypts; meant for tests'),
      [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'encrypts; clients do not trust it by themselves'),
    }),
  };
}
