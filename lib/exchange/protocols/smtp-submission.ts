import {
  CertificateRole,
  ClientAuthentication,
  ClientProtocol,
  Encryption,
  ExchangeProduct,
  Listener,
} from '../../model';
import { byProduct } from '../by-product';
import { no, unknown, yes } from '../fact';
import { ProtocolFacts } from './protocol-facts';

const LISTENERS: Listener[] = [Object.freeze({ port: 587, encryption: Encryption.STARTTLS })];

const exists = byProduct({
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
  exists,
  enabledByDefault: exists,
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
