import { ClientProtocol, ExchangeProduct } from '../model';
import { CodeList, made, MAIL, member, protocolCode, Statement } from './code';

/** Kinds of clients that a new project can begin with: the likely ones, to be changed. */
export enum NewClients {
  OUTLOOK_INSIDE = 'outlook-inside',
  OUTLOOK_OUTSIDE = 'outlook-outside',
  BROWSERS = 'browsers',
  IPHONES = 'iphones',
  ANDROIDS = 'androids',
  MACS = 'macs',
}

/** A population of such clients; names of constants. */
export interface NewPopulation {
  readonly comment: string;
  readonly platform: (product: ExchangeProduct) => string;
  /** Left out: what the platform ships with. */
  readonly application?: (product: ExchangeProduct) => string;
  readonly place: 'INSIDE' | 'OUTSIDE';
  readonly management?: 'DOMAIN_JOINED';
  readonly uses: (product: ExchangeProduct) => readonly ClientProtocol[];
}

const WEB = [ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB];

const { EXCHANGE_2007, EXCHANGE_2010, EXCHANGE_2013 } = ExchangeProduct;

/** Windows and Outlook of the years in which a version was new. */
function windows(product: ExchangeProduct): string {
  if (product === EXCHANGE_2007 || product === EXCHANGE_2010) return 'WINDOWS_7';
  return product === EXCHANGE_2013 ? 'WINDOWS_10' : 'WINDOWS_11';
}

function outlook(product: ExchangeProduct): string {
  if (product === EXCHANGE_2007 || product === EXCHANGE_2010) return 'OUTLOOK_2010';
  return product === EXCHANGE_2013 ? 'OUTLOOK_2016' : 'OUTLOOK_365';
}

/** How Outlook reaches its mailbox over HTTPS. */
function connection(product: ExchangeProduct): ClientProtocol {
  return product === EXCHANGE_2007 || product === EXCHANGE_2010 || product === EXCHANGE_2013
    ? ClientProtocol.OUTLOOK_ANYWHERE
    : ClientProtocol.MAPI_OVER_HTTP;
}

/** In 2007 and 2010 Outlook inside speaks RPC, which has no certificate. */
function inside(product: ExchangeProduct): readonly ClientProtocol[] {
  return product === EXCHANGE_2007 || product === EXCHANGE_2010 ? WEB : [connection(product), ...WEB];
}

const phone = (): readonly ClientProtocol[] => [ClientProtocol.ACTIVE_SYNC, ClientProtocol.AUTODISCOVER];

export const NEW_CLIENTS: Readonly<Record<NewClients, NewPopulation>> = {
  [NewClients.OUTLOOK_INSIDE]: {
    comment: 'Outlook on computers of the domain, in the office.',
    platform: windows,
    application: outlook,
    place: 'INSIDE',
    management: 'DOMAIN_JOINED',
    uses: inside,
  },
  [NewClients.OUTLOOK_OUTSIDE]: {
    comment: 'Outlook on computers of the domain that are away and have no VPN.',
    platform: windows,
    application: outlook,
    place: 'OUTSIDE',
    management: 'DOMAIN_JOINED',
    uses: (product) => [connection(product), ...WEB],
  },
  [NewClients.BROWSERS]: {
    comment: 'Browsers at home, on computers that nobody manages.',
    platform: windows,
    application: (product) => (windows(product) === 'WINDOWS_7' ? 'INTERNET_EXPLORER' : 'EDGE'),
    place: 'OUTSIDE',
    uses: () => [ClientProtocol.OWA],
  },
  [NewClients.IPHONES]: {
    comment: 'iPhones with the mail program of Apple, that nobody manages.',
    platform: () => 'IOS',
    place: 'OUTSIDE',
    uses: phone,
  },
  [NewClients.ANDROIDS]: {
    comment: 'Android phones with the mail program that came with them, that nobody manages.',
    platform: () => 'ANDROID',
    place: 'OUTSIDE',
    uses: phone,
  },
  [NewClients.MACS]: {
    comment: 'Macs with Apple Mail, that nobody manages.',
    platform: () => 'MACOS',
    place: 'OUTSIDE',
    uses: () => [ClientProtocol.EWS, ClientProtocol.AUTODISCOVER],
  },
};

/** A population of a kind that a new project can begin with, as clients of a version of Exchange. */
export function populationStatement(clients: NewClients, product: ExchangeProduct, servers: CodeList): Statement {
  const { application, comment, management, place, platform, uses } = NEW_CLIENTS[clients];
  return {
    comments: [comment],
    value: made('ClientPopulation', MAIL, clients, {
      platform: member('ClientPlatform', platform(product)),
      application: application === undefined ? undefined : member('ClientApplication', application(product)),
      place: member('ClientPlace', place),
      management: management === undefined ? undefined : member('ClientManagement', management),
      uses: new CodeList(uses(product).map(protocolCode)),
      servers,
    }),
  };
}
