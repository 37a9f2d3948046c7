import { Binding, ClientPlace, HostName } from '../model';

/** The names that clients at a place connect to. With a VPN the inside names work where nothing is published outside. */
export function hostsUsedAt(binding: Binding, place: ClientPlace): HostName[] {
  switch (place) {
    case ClientPlace.INSIDE:
      return binding.internalHosts;
    case ClientPlace.OUTSIDE:
      return binding.externalHosts;
    case ClientPlace.OUTSIDE_WITH_VPN:
      return binding.externalHosts.length > 0 ? binding.externalHosts : binding.internalHosts;
  }
}
