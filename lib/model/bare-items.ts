import { Binding, ClientCertificateMode, Server } from './server';
import { Certificate, CertificateState, KeyCustody, RevocationStatus } from './certificate';
import { ClientManagement, ClientPlace, Population } from './population';

/*
 * Items of an estate that no construct declares: read from certificate files, from an export of Exchange, or from a server that was
 * asked. What is not given stays unknown or empty; nothing of it follows from a product's defaults.
 */

/** What is always known of a server. */
export type BareServer = Partial<Server> & Pick<Server, 'id' | 'release'>;

/** A server. Names that are not given are its id; it is not published outside unless `publicDeployment` says so. */
export function bareServer(given: BareServer): Server {
  const { id } = given;
  const name = given.name ?? id;
  const fqdn = given.fqdn ?? { value: name.toLowerCase() };
  return {
    name,
    stack: '',
    fqdn,
    internalHost: fqdn,
    mailDomains: [],
    publicDeployment: given.externalHost !== undefined,
    roles: [],
    ...given,
  };
}

/** What is always known of a binding. */
export type BareBinding = Partial<Binding> & Pick<Binding, 'server' | 'protocol' | 'role' | 'listeners'>;

/** A protocol on a server. Its id is the server's, a slash, and the protocol. */
export function bareBinding(given: BareBinding): Binding {
  return {
    id: `${given.server}/${given.protocol}`,
    internalHosts: [],
    externalHosts: [],
    authentication: [],
    clientCertificates: ClientCertificateMode.IGNORE,
    byDefault: true,
    ...given,
  };
}

/** What is always known of an available certificate. */
export type BareCertificate = Partial<Certificate> & Pick<Certificate, 'id' | 'source' | 'facts'>;

/** A certificate whose bytes are known. Nobody said who holds its key, and no list says that it is revoked. */
export function bareCertificate(given: BareCertificate): Certificate {
  return {
    state: CertificateState.ISSUED,
    exchangeDefault: false,
    uses: [],
    custody: KeyCustody.UNKNOWN,
    chainPem: [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    faults: [],
    notes: [],
    ...given,
  };
}

/** What is always known of a population. */
export type BarePopulation = Partial<Population> & Pick<Population, 'id' | 'platform'>;

/** Clients outside that nobody manages, unless it is said otherwise. */
export function barePopulation(given: BarePopulation): Population {
  return {
    name: given.id,
    place: ClientPlace.OUTSIDE,
    management: ClientManagement.NONE,
    roots: [],
    uses: [],
    servers: [],
    clientCertificates: false,
    ...given,
  };
}
