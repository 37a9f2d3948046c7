import { ClientProtocol, Encryption, Estate, NetworkSide } from '../model';
import { BindingView, EstateView, FROM_INSIDE, FROM_OUTSIDE, waysTo } from '../policy';
import { Speech, speechOf } from './speech';

/** What is declared to be at an endpoint. */
export interface Owner {
  /** Id of the server or publishing point. */
  readonly at: string;
  readonly binding: string;
  readonly protocol: ClientProtocol;
  readonly side: NetworkSide;
  /** Id of the certificate that is met by those who send the host name. Left out: not known, or none. */
  readonly certificate?: string;
}

/** An endpoint as clients name it, with everything that is declared to be there. */
export interface Target {
  /** Lower case, A-labels; or an address. */
  readonly host: string;
  readonly port: number;
  readonly encryption: Encryption;
  readonly speech: Speech;
  readonly owners: readonly Owner[];
}

/**
 * Every endpoint that clients of an estate reach, each once: host names that are known, by the ways that lead to them from inside and
 * outside. What is declared to be served in clear alone is no endpoint here.
 *
 * @param sides the sides to come from
 */
export function targetsOf(estate: Estate, now: Date, sides: readonly NetworkSide[]): Target[] {
  const targets = new Map<string, Omit<Target, 'owners'> & { readonly owners: Owner[] }>();
  for (const binding of new EstateView(estate, now).bindings)
    for (const { host, owner } of owned(binding, sides))
      for (const { port, encryption } of binding.binding.listeners) {
        if (encryption === Encryption.NONE) continue;
        const speech = speechOf(binding.binding.protocol, encryption);
        const key = `${host}:${port}/${speech}`;
        let target = targets.get(key);
        if (!target) targets.set(key, (target = { host, port, encryption, speech, owners: [] }));
        if (!target.owners.some((one) => isSame(one, owner))) target.owners.push(owner);
      }
  return [...targets.values()];
}

interface OwnedHost {
  readonly host: string;
  readonly owner: Owner;
}

function owned(binding: BindingView, sides: readonly NetworkSide[]): OwnedHost[] {
  const ways = [FROM_INSIDE, FROM_OUTSIDE].flatMap((access) => waysTo(binding, access).flat());
  return ways.flatMap(({ side, host, hops: [first] }): OwnedHost[] => {
    if (host?.value === undefined || !first || first.clear || !sides.includes(side)) return [];
    const at = first.point?.id ?? binding.server.id;
    const { certificate } = first;
    return [
      {
        host: host.value,
        owner: {
          at,
          binding: binding.id,
          protocol: binding.binding.protocol,
          side,
          ...(certificate === undefined ? {} : { certificate: certificate.id }),
        },
      },
    ];
  });
}

function isSame(a: Owner, b: Owner): boolean {
  return a.at === b.at && a.binding === b.binding && a.side === b.side;
}
