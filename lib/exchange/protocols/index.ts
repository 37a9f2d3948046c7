import { ClientProtocol, ExchangeProduct, ExchangeRelease } from '../../model';
import { ExchangeVersion } from '../exchange-version';
import { releaseLabel } from '../release-order';
import {
  ACTIVE_SYNC,
  AUTODISCOVER,
  EXCHANGE_CONTROL_PANEL,
  EXCHANGE_WEB_SERVICES,
  OFFLINE_ADDRESS_BOOK,
  OUTLOOK_WEB_APP,
} from './web-protocols';
import { IMAP4, POP3, SMTP_SUBMISSION } from './mail-protocols';
import { MAPI_OVER_HTTP, OUTLOOK_ANYWHERE } from './outlook-protocols';
import { ProtocolFacts } from './protocol-facts';

export type { ProtocolFacts } from './protocol-facts';

const FACTS: Readonly<Record<ClientProtocol, ProtocolFacts>> = {
  [ClientProtocol.OWA]: OUTLOOK_WEB_APP,
  [ClientProtocol.ECP]: EXCHANGE_CONTROL_PANEL,
  [ClientProtocol.ACTIVE_SYNC]: ACTIVE_SYNC,
  [ClientProtocol.OUTLOOK_ANYWHERE]: OUTLOOK_ANYWHERE,
  [ClientProtocol.MAPI_OVER_HTTP]: MAPI_OVER_HTTP,
  [ClientProtocol.EWS]: EXCHANGE_WEB_SERVICES,
  [ClientProtocol.OAB]: OFFLINE_ADDRESS_BOOK,
  [ClientProtocol.AUTODISCOVER]: AUTODISCOVER,
  [ClientProtocol.POP3]: POP3,
  [ClientProtocol.IMAP4]: IMAP4,
  [ClientProtocol.SMTP_SUBMISSION]: SMTP_SUBMISSION,
};

/** Every client protocol, in the order in which reports show them. */
export const ALL_PROTOCOLS: readonly ClientProtocol[] = Object.freeze(Object.keys(FACTS) as ClientProtocol[]);

const RELEASES: readonly ExchangeRelease[] = [
  ExchangeVersion.EXCHANGE_2007_RTM.release,
  ExchangeVersion.EXCHANGE_2010.release,
  { product: ExchangeProduct.EXCHANGE_2013, servicePack: 0 },
  ExchangeVersion.EXCHANGE_2013_SP1.release,
  ExchangeVersion.EXCHANGE_2016.release,
  ExchangeVersion.EXCHANGE_2019.release,
  ExchangeVersion.EXCHANGE_SE.release,
];

/** What is known of a client protocol. */
export function protocolFacts(protocol: ClientProtocol): ProtocolFacts {
  return FACTS[protocol];
}

/** Labels of the versions that serve a protocol, oldest first: for messages that say what is allowed. */
export function versionsWith(protocol: ClientProtocol): string[] {
  const facts = FACTS[protocol];
  const labels = new Map<ExchangeProduct, string>();
  for (const release of RELEASES) {
    if (facts.exists(release).value !== true || labels.has(release.product)) continue;
    labels.set(release.product, release.cumulativeUpdate ? releaseLabel(release) : `Exchange ${release.product}`);
  }
  return [...labels.values()];
}
