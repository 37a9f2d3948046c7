import { ClientProtocol, Encryption } from '../model';

/** How an endpoint is spoken to before TLS. */
export enum Speech {
  /** Not at all: TLS from the first byte. */
  TLS = 'tls',
  SMTP = 'smtp',
  IMAP = 'imap',
  POP3 = 'pop3',
}

const MAIL: Partial<Record<ClientProtocol, Speech>> = {
  [ClientProtocol.POP3]: Speech.POP3,
  [ClientProtocol.IMAP4]: Speech.IMAP,
  [ClientProtocol.SMTP_SUBMISSION]: Speech.SMTP,
};

/** How a listener of a protocol is spoken to. What is declared as clear text is asked for STARTTLS: that it is not there must show. */
export function speechOf(protocol: ClientProtocol, encryption: Encryption): Speech {
  return encryption === Encryption.TLS ? Speech.TLS : (MAIL[protocol] ?? Speech.TLS);
}
