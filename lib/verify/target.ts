import { AutodiscoverMethod, ClientCertificateMode, ClientProtocol, Encryption, Estate, NetworkSide } from '../model';
import { BindingView, EstateView, FROM_INSIDE, FROM_OUTSIDE, waysTo } from '../policy';
import { Speech, speechOf } from './mail-dialogue';

/** What is declared to be at an endpoint. */
export interface Owner {
  /** Id of the server or publishing point. */
  readonly at: string;
  readonly binding: string;
  readonly protocol: ClientProtocol;
  readonly side: NetworkSide;
  /** True where it is declared to accept or require client certificates: it may ask for them after a request. */
  readonly wantsClientCertificates?: boolean;
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
  /** What leads clients outside to Autodiscover here, instead of serving it. Left out: it is served. */
  readonly leads?: AutodiscoverMethod.HTTP_REDIRECT | AutodiscoverMethod.SRV_RECORD;
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
  return [...targets.values(), ...(sides.includes(NetworkSide.OUTSIDE) ? leadingTargets(estate) : [])];
}

/** What leads clients to Autodiscover of the mail domains: web sites in clear, and records in DNS. */
function leadingTargets({ bindings, mailDomains }: Estate): Target[] {
  return mailDomains.flatMap(({ domain, method, servers }): Target[] => {
    const owners = bindings
      .filter(({ protocol, server }) => protocol === ClientProtocol.AUTODISCOVER && servers.includes(server))
      .map(({ id, protocol, server }) => ({ at: server, binding: id, protocol, side: NetworkSide.OUTSIDE }));
    if (owners.length === 0) return [];
    const target = { encryption: Encryption.NONE, speech: Speech.TLS, owners };
    if (method === AutodiscoverMethod.HTTP_REDIRECT)
      return [{ ...target, host: `autodiscover.${domain}`, port: HTTP, leads: method }];
    return method === AutodiscoverMethod.SRV_RECORD
      ? [{ ...target, host: `_autodiscover._tcp.${domain}`, port: HTTPS, leads: method }]
      : [];
  });
}

const HTTP = 80;
const HTTPS = 443;

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
          ...(binding.binding.clientCertificates === ClientCertificateMode.IGNORE
            ? {}
            : { wantsClientCertificates: true }),
          ...(certificate === undefined ? {} : { certificate: certificate.id }),
        },
      },
    ];
  });
}

function isSame(a: Owner, b: Owner): boolean {
  return a.at === b.at && a.binding === b.binding && a.side === b.side;
}
