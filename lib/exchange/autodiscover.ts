import { ClientProtocol, ExchangeProduct, ExchangeRelease } from '../model';
import { byProduct } from './release-order';
import { BooleanFact, no, unknown, yes } from '../model/fact';

/** One step of how Outlook looks for Autodiscover. */
export interface AutodiscoverProbe {
  /** Place in the order, from 1. */
  readonly order: number;
  readonly id: 'service-connection-point' | 'mail-domain' | 'autodiscover-name' | 'http-redirect' | 'srv-record';
  /** Address with `{domain}` for the mail domain; left out where the step has none of its own. */
  readonly address?: string;
  /** Whether only domain-joined computers that reach a domain controller take this step. */
  readonly insideOnly: boolean;
  readonly source: string;
}

/** How Outlook looks for Autodiscover, in its order. */
export const AUTODISCOVER_PROBES: readonly AutodiscoverProbe[] = Object.freeze([
  { order: 1, id: 'service-connection-point', insideOnly: true, source: 'AUTOD16' },
  {
    order: 2,
    id: 'mail-domain',
    address: 'https://{domain}/autodiscover/autodiscover.xml',
    insideOnly: false,
    source: 'AUTOD16',
  },
  {
    order: 3,
    id: 'autodiscover-name',
    address: 'https://autodiscover.{domain}/autodiscover/autodiscover.xml',
    insideOnly: false,
    source: 'AUTOD16',
  },
  {
    order: 4,
    id: 'http-redirect',
    address: 'http://autodiscover.{domain}/autodiscover/autodiscover.xml',
    insideOnly: false,
    source: 'AUTOD16; TN:bb332063',
  },
  {
    order: 5,
    id: 'srv-record',
    address: '_autodiscover._tcp.{domain}',
    insideOnly: false,
    source: 'AUTOD16; TN:bb332063',
  },
] as const);

const TOLERANT_PATHS: readonly ClientProtocol[] = [ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB];

const onTolerantPath = byProduct({
  [ExchangeProduct.EXCHANGE_2007]: yes(
    'TN:bb851554',
    'the service connection point names the server as the certificate does, and the untrusted issuer is let pass there',
  ),
  [ExchangeProduct.EXCHANGE_2010]: unknown('an alert is documented where 2007 and 2010 coexist', 'KB2006728'),
  [ExchangeProduct.EXCHANGE_2013]: no('DERIVED', 'Outlook shows an alert about the issuer'),
  [ExchangeProduct.EXCHANGE_SE]: no('DERIVED', 'Outlook shows an alert about the issuer'),
});

const OTHER_PATH = no('SEED, Self-Signed Certificates', 'the client must be made to trust the certificate');

/**
 * Whether a domain-joined Outlook 2007 or later, inside, accepts the certificate of setup for a protocol without holding it
 * as a root.
 */
export function toleratesDefaultCertificate(release: ExchangeRelease, protocol: ClientProtocol): BooleanFact {
  return TOLERANT_PATHS.includes(protocol) ? onTolerantPath(release) : OTHER_PATH;
}
