import {
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Encryption,
  ExchangeProduct,
  ExchangeRelease,
  Listener,
} from '../../model';
import { always, byProduct } from '../release-order';
import { no, unknown, yes } from '../../model/fact';
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

/** POP3. Source of the ports: PORTS16, POP16. */
export const POP3 = mailDownload({
  protocol: ClientProtocol.POP3,
  label: 'POP3',
  role: CertificateRole.POP,
  clearPort: 110,
  tlsPort: 995,
  cmdlet: 'PS:Set-PopSettings',
});

/** IMAP4. Source of the ports: PORTS16, IMAP16. */
export const IMAP4 = mailDownload({
  protocol: ClientProtocol.IMAP4,
  label: 'IMAP4',
  role: CertificateRole.IMAP,
  clearPort: 143,
  tlsPort: 993,
  cmdlet: 'PS:Set-ImapSettings',
});

const LISTENERS: Listener[] = [Object.freeze({ port: 587, encryption: Encryption.STARTTLS })];

const hasSubmission = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes(
    'TN:aa995965; page:resinblade.net',
    'receive connector "Client <server>", where the server has the Hub Transport role too',
  ),
  [ExchangeProduct.EXCHANGE_2010]: yes(
    'page:blog.rmilne.ca/29176',
    'receive connector "Client <server>", where the server has the Hub Transport role too',
  ),
  [ExchangeProduct.EXCHANGE_2013]: yes(
    'SMTP16; RECEIVE16',
    'receive connector "Client Frontend <server>"; port 465 is "Client Proxy", which is not for clients',
  ),
});

/** SMTP submission by mail programs: what POP3 and IMAP4 users send with. */
export const SMTP_SUBMISSION: ProtocolFacts = {
  protocol: ClientProtocol.SMTP_SUBMISSION,
  label: 'SMTP submission',
  role: CertificateRole.SMTP,
  listeners: LISTENERS,
  asksAboutUntrusted: true,
  exists: hasSubmission,
  enabledByDefault: hasSubmission,
  encryptionRequiredByDefault: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: unknown('no source states the default of 2007'),
    [ExchangeProduct.EXCHANGE_2010]: no('PS:Set-ReceiveConnector', 'RequireTLS is off: TLS is offered, not demanded'),
    [ExchangeProduct.EXCHANGE_2013]: no('SMTP16; PS:Set-ReceiveConnector', 'TLS is offered, not demanded'),
  }),
  defaultListeners: () => [...LISTENERS],
  defaultAuthentication: () => [ClientAuthentication.BASIC],
  worksWithSelfSigned: byProduct({
    [ExchangeProduct.EXCHANGE_2007]: yes('TN:bb430779', 'encrypts; meant for tests'),
    [ExchangeProduct.EXCHANGE_2016]: yes('CERT16', 'used for opportunistic TLS'),
  }),
};
