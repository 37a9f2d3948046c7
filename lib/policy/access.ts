import { ClientManagement, ClientPlace, Population, TlsInspector } from '../model';

/** What decides the ways that clients take. Populations of one kind share one object. */
export interface Access {
  readonly place: ClientPlace;
  readonly inspector?: TlsInspector;
  /** Clients that reach the directory: whether they look for Autodiscover by name all the same, since it shows them no way. */
  readonly withoutDirectory?: boolean;
}

/** How clients inside reach servers, whatever stands in front of the clients. */
export const FROM_INSIDE: Access = Object.freeze({ place: ClientPlace.INSIDE });

/** How clients outside reach servers, whatever stands in front of the clients. */
export const FROM_OUTSIDE: Access = Object.freeze({ place: ClientPlace.OUTSIDE });

/** Whether clients there reach a domain controller. */
export function reachesDirectory(place: ClientPlace): boolean {
  return place === ClientPlace.INSIDE || place === ClientPlace.OUTSIDE_WITH_VPN;
}

/** How a population reaches servers, by what it declares alone. */
export function accessOf(population: Population, inspectors: readonly TlsInspector[] = []): Access {
  const { management, place } = population;
  const inspector = inspectors.find(({ id }) => id === population.inspector);
  const withoutDirectory = reachesDirectory(place) && management !== ClientManagement.DOMAIN_JOINED;
  // One object for all who come alike: the ways to a binding are kept by it.
  if (inspector === undefined && !withoutDirectory) {
    if (place === ClientPlace.INSIDE) return FROM_INSIDE;
    if (place === ClientPlace.OUTSIDE) return FROM_OUTSIDE;
  }
  return { place, ...(inspector ? { inspector } : {}), ...(withoutDirectory ? { withoutDirectory } : {}) };
}
