import { Observation } from '../../model';
import { EstateView, FindingDetails } from '../../policy';

/** What an endpoint is called in a message. */
export function endpointTitle({ host, port, address, sni }: Observation): string {
  const at = address === undefined || address === host.value ? '' : ` at ${address}`;
  return `${host.value}:${port}${at}${sni ? '' : ' without a host name'}`;
}

/** Where a finding of an endpoint belongs. */
export function endpointPlace(
  view: EstateView,
  { at, bindings, host, port, address, sni }: Observation,
): Pick<FindingDetails, 'path' | 'bindings' | 'location' | 'discriminator'> {
  const location = (view.server(at) ?? view.publishingPoints.find(({ id }) => id === at))?.location;
  return {
    path: at,
    bindings,
    discriminator: `${host.value}:${port}${address === undefined ? '' : `@${address}`}${sni ? '' : '/no-name'}`,
    ...(location ? { location } : {}),
  };
}

/** Observations of one host name and port, each group once, in order; all sent the name. */
export function byEndpoint(view: EstateView): Observation[][] {
  const groups = new Map<string, Observation[]>();
  for (const observation of view.estate.observations) {
    if (!observation.sni) continue;
    const key = `${observation.host.value}:${observation.port}/${observation.encryption}`;
    const group = groups.get(key);
    if (group) group.push(observation);
    else groups.set(key, [observation]);
  }
  return [...groups.values()];
}

/**
 * The observations that say something of their own: without a host name it may have happened just what happens with it, and then it is
 * one fault and not two.
 */
export function distinctObservations({ estate }: EstateView): Observation[] {
  const keyOf = (one: Observation): string =>
    [one.host.value, one.address, one.port, one.encryption, one.outcome, one.clearAfterStartTls].join();
  const named = new Set(estate.observations.filter(({ sni }) => sni).map(keyOf));
  return estate.observations.filter((one) => one.sni || !named.has(keyOf(one)));
}

/** Whether endpoints were asked. */
export function wasObserved({ estate }: EstateView): boolean {
  return estate.observations.length > 0;
}
