import { ExchangeProduct } from '../model';
import { CodeList, member, Statement } from './code';
import { MAIL, made, protocolCode } from './declarations';
import { NEW_CLIENTS, NewClients } from './new-clients';

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
