import { ClientManagement, ClientPlace, Population, TlsInspector } from '../model';

/** What decides the ways that clients take. Populations of one kind share one object. */
export interface Access {
  readonly place: ClientPlace;
  readonly inspector?: TlsInspector;
  /** Clients inside: whether they look for Autodiscover under names of the mail domain, since no directory shows them the way. */
  readonly withoutDirectory?: boolean;
}

/** How clients inside reach servers, whatever stands in front of the clients. */
export const FROM_INSIDE: Access = Object.freeze({ place: ClientPlace.INSIDE });

/** How clients outside reach servers, whatever stands in front of the clients. */
export const FROM_OUTSIDE: Access = Object.freeze({ place: ClientPlace.OUTSIDE });

/** How a population reaches servers, by what it declares alone. */
export function accessOf(population: Population, inspectors: readonly TlsInspector[] = []): Access {
  const { management, place } = population;
  const inspector = inspectors.find(({ id }) => id === population.inspector);
  return {
    place,
    ...(inspector ? { inspector } : {}),
    ...(place === ClientPlace.INSIDE && management !== ClientManagement.DOMAIN_JOINED
      ? { withoutDirectory: true }
      : {}),
  };
}
