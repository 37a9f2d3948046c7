import {
  AutodiscoverMethod,
  ClientPlace,
  ClientProtocol,
  HostName,
  NetworkSide,
  PublishingMode,
  PublishingPoint,
  TlsInspector,
} from '../model';
import { wildcardCovers } from '../names';
import { Access, FROM_INSIDE, FROM_OUTSIDE, reachesDirectory } from './access';
import type { BindingView, CertificateView, Choice, PublishingPointView } from './view';

/** How a connection finds its server. */
export enum Via {
  /** By a host name of the binding. */
  NAME = 'name',
  /** Autodiscover: `http://autodiscover.<mail domain>` redirects to it. */
  REDIRECT = 'redirect',
  /** Autodiscover: an SRV record of the mail domain leads to it. */
  SRV = 'srv',
  /** Autodiscover: not to a server at all, but to the web site of the mail domain, which is asked before. */
  ROOT_SITE = 'root-site',
  /** Autodiscover: the directory alone leads to it, and these clients do not ask it. */
  DIRECTORY_ALONE = 'directory-alone',
  /** No name leads from these clients to the binding. */
  NOT_PUBLISHED = 'not-published',
}

/** One place on a way that ends the connection before it: an inspector, a publishing point, or the server at last. */
export interface Hop {
  readonly inspector?: TlsInspector;
  readonly point?: PublishingPointView;
  /** Mail domain whose web site it is; it leads nowhere. */
  readonly site?: string;
  /** What those who send the host name in the handshake meet. Left out: not known, or nothing. */
  readonly certificate?: CertificateView;
  /** What those who send no host name meet. Left out: not known, or nothing. */
  readonly withoutSni?: CertificateView;
  /** Whether those who send no host name meet no certificate at all. */
  readonly needsSni: boolean;
  /** Whether the connection to it is not encrypted. */
  readonly clear: boolean;
  /** The choice by a name in which the server found no certificate. */
  readonly withoutMatch?: Choice;
}

/** The way of one host name from clients at one side to a server. */
export interface Way {
  readonly via: Via;
  readonly side: NetworkSide;
  /** Left out: not published. */
  readonly host?: HostName;
  /** Outermost first; a point that passes TLS through is none of them. Empty: nothing is met. */
  readonly hops: readonly Hop[];
}

/** Ways of which one is taken, and nothing says which: what happens on all of them must agree. */
export type Candidates = readonly Way[];

interface KnownWays {
  readonly ways: readonly Candidates[];
  /** Certificates that clients meet first, each once. */
  readonly met: CertificateView[];
  readonly sites: readonly Way[];
}

/** Bindings of one server that clients come to alike, and what is known of the ways to them. */
export class Doorway {
  /** Whether nothing that is offered there is encrypted. */
  public readonly clear: boolean;
  /** Autodiscover has a doorway of its own: other things lead there than a host name alone. */
  public readonly isAutodiscover: boolean;
  private readonly accesses: Access[] = [];
  private readonly known: KnownWays[] = [];

  public constructor(public readonly first: BindingView) {
    this.clear = isClear(first);
    this.isAutodiscover = first.binding.protocol === ClientProtocol.AUTODISCOVER;
  }

  public waysOf(access: Access): KnownWays {
    const { accesses } = this;
    for (let i = 0; i < accesses.length; i++) if (this.isSameWay(accesses[i], access)) return this.known[i];
    const ways = findWays(this.first, access);
    const found = { ways, met: firstMet(ways), sites: findSites(this.first, access) };
    accesses.push(access);
    this.known.push(found);
    return found;
  }

  /** Whether somebody asks the directory matters to Autodiscover alone. */
  private isSameWay(one: Access, other: Access): boolean {
    if (one === other) return true;
    return !this.isAutodiscover && one.place === other.place && one.inspector === other.inspector;
  }
}

/**
 * Every way from clients to a binding: one a host name, each with its candidates. Bindings of a server that share their host names
 * and their certificate share one list, by which a judgement knows them as alike.
 */
export function waysTo(binding: BindingView, access: Access): readonly Candidates[] {
  return knownWays(binding, access).ways;
}

/** Web sites that clients meet before they come to Autodiscover: none of them leads to a server. */
export function sitesBefore(binding: BindingView, access: Access): readonly Way[] {
  return knownWays(binding, access).sites;
}

/** Certificates of the estate that clients meet first on their ways to a binding, each once. Bindings that are alike share one list. */
export function certificatesMet(binding: BindingView, access: Access): CertificateView[] {
  return knownWays(binding, access).met;
}

function knownWays(binding: BindingView, access: Access): KnownWays {
  return (binding._doorway ??= doorwayOf(binding)).waysOf(access);
}

function doorwayOf(binding: BindingView): Doorway {
  const { _doorways: doorways } = binding.server;
  const clear = isClear(binding);
  const isAutodiscover = binding.binding.protocol === ClientProtocol.AUTODISCOVER;
  for (const doorway of doorways)
    if (doorway.clear === clear && doorway.isAutodiscover === isAutodiscover && takesSameWays(doorway.first, binding))
      return doorway;
  const own = new Doorway(binding);
  doorways.push(own);
  return own;
}

function firstMet(ways: readonly Candidates[]): CertificateView[] {
  const met: CertificateView[] = [];
  for (const candidates of ways)
    for (const { hops } of candidates) {
      const certificate = hops.length > 0 ? hops[0].certificate : undefined;
      if (certificate?.listed === true && !met.includes(certificate)) met.push(certificate);
    }
  return met;
}

/** Ways to a binding that clients inside or outside can take, whether or not a population is declared that takes them. */
export function waysFromAnywhere(binding: BindingView): Way[] {
  return [...waysTo(binding, FROM_INSIDE), ...waysTo(binding, FROM_OUTSIDE)].flat();
}

/** Host names under which a certificate is met first, in the order of the ways. */
export function hostsMet(ways: readonly Way[], certificate: CertificateView): HostName[] {
  return ways.flatMap(({ host, hops }) => (host && hops[0]?.certificate === certificate ? host : []));
}

/** Certificates that clients inside or outside meet first, each once. */
export function certificatesMetAnywhere(binding: BindingView): CertificateView[] {
  const inside = certificatesMet(binding, FROM_INSIDE);
  const outside = certificatesMet(binding, FROM_OUTSIDE);
  return inside.length === 1 && outside.length === 1 && inside[0] === outside[0]
    ? inside
    : [...new Set([...inside, ...outside])];
}

/** Whether a point that offloads stands on some way to a binding: what it hands on is in clear. */
export function isHandedOnInClear(binding: BindingView): boolean {
  return (
    !isBare(binding) && waysFromAnywhere(binding).some(({ hops }) => hops.length > 1 && hops.at(-1)?.clear === true)
  );
}

/** Whether nothing stands in front of a binding's server. */
export function isBare({ publishingPointNextTo, server }: BindingView): boolean {
  return publishingPointNextTo === undefined && server.points.length === 0;
}

function takesSameWays(a: BindingView, b: BindingView): boolean {
  return (
    a.certificate === b.certificate &&
    a._choice === b._choice &&
    areSame(a.binding.internalHosts, b.binding.internalHosts) &&
    areSame(a.binding.externalHosts, b.binding.externalHosts) &&
    areSame(downloadHosts(a), downloadHosts(b)) &&
    a.binding.publishingPoint === b.binding.publishingPoint &&
    (a.binding.protocol === b.binding.protocol || !dependsOnProtocol(a))
  );
}

const NO_HOSTS: readonly HostName[] = [];

/** Names from which Outlook Web App loads attachments and pictures, where the organization has switched that on. */
function downloadHosts({ binding, server }: BindingView): readonly HostName[] {
  return (server.organization?.downloadDomains === true ? binding.downloadHosts : undefined) ?? NO_HOSTS;
}

function areSame(a: readonly HostName[], b: readonly HostName[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !isSame(a[i], b[i])) return false;
  return true;
}

function dependsOnProtocol({ server }: BindingView): boolean {
  return server.server.requiresSni === true || server.points.some(({ point }) => point.protocols !== undefined);
}

/** Whether something other than a name of its own leads clients to Autodiscover of a mail domain. */
function isLed(method: AutodiscoverMethod): boolean {
  return method === AutodiscoverMethod.HTTP_REDIRECT || method === AutodiscoverMethod.SRV_RECORD;
}

/** Names that clients use, and the side from which they come. Several sides: nothing says which. */
interface Approach {
  readonly sides: readonly NetworkSide[];
  readonly hosts: readonly HostName[];
}

function approachOf(binding: BindingView, access: Access): Approach {
  const { internalHosts } = binding.binding;
  const { place } = access;
  const published = looksByName(binding, access) || place !== ClientPlace.INSIDE ? publishedHosts(binding) : [];
  if (place === ClientPlace.INSIDE)
    return published.length > 0
      ? { sides: sidesOfNames(binding), hosts: published }
      : { sides: [NetworkSide.INSIDE], hosts: internalHosts };
  if (place === ClientPlace.OUTSIDE_WITH_VPN && published.length === 0)
    return { sides: [NetworkSide.INSIDE], hosts: internalHosts };
  if (place === ClientPlace.INSIDE_WITH_EXTERNAL_NAMES) return { sides: sidesOfNames(binding), hosts: published };
  return { sides: [NetworkSide.OUTSIDE], hosts: published };
}

/** Names under which a binding is published outside: its own, else those of the points that end TLS for it there. */
export function publishedHosts(binding: BindingView): readonly HostName[] {
  const { externalHosts } = binding.binding;
  if (externalHosts.length > 0) return externalHosts;
  const ending = pointsAt(binding, NetworkSide.OUTSIDE).filter(({ point }) => endsTls(point));
  return ending.flatMap(({ point }) => point.hostNames);
}

/** Whether no name of any mail domain leads to Autodiscover. */
function isFoundByDirectoryAlone({ binding, server }: BindingView): boolean {
  const { mailDomains } = server;
  return (
    binding.protocol === ClientProtocol.AUTODISCOVER &&
    mailDomains.length > 0 &&
    mailDomains.every(({ method }) => method === AutodiscoverMethod.SCP_ONLY)
  );
}

/** Whether clients reach the directory, and are of it. */
function asksDirectory({ place, withoutDirectory }: Access): boolean {
  return reachesDirectory(place) && withoutDirectory !== true;
}

/** Whether clients inside look for Autodiscover as clients outside do: under names of the mail domain. */
function looksByName({ binding }: BindingView, { place, withoutDirectory }: Access): boolean {
  return place === ClientPlace.INSIDE && withoutDirectory === true && binding.protocol === ClientProtocol.AUTODISCOVER;
}

/** Where clients inside come to that keep the outside names: an inside point, or what the organization says of its DNS. */
function sidesOfNames(binding: BindingView): readonly NetworkSide[] {
  const split = binding.server.organization?.splitDns;
  if (split === true || pointsAt(binding, NetworkSide.INSIDE).length > 0) return [NetworkSide.INSIDE];
  return split === false ? [NetworkSide.OUTSIDE] : [NetworkSide.INSIDE, NetworkSide.OUTSIDE];
}

function findWays(binding: BindingView, access: Access): readonly Candidates[] {
  const { inspector, place } = access;
  const { sides, hosts } = approachOf(binding, access);
  if (isFoundByDirectoryAlone(binding) && !asksDirectory(access))
    return sides.map((side) => [{ via: Via.DIRECTORY_ALONE, side, hops: [] }]);
  if (hosts.length === 0 && place !== ClientPlace.INSIDE)
    return sides.map((side) => [{ via: Via.NOT_PUBLISHED, side, hops: [] }]);
  // Where nobody names a host inside, the server is met all the same.
  const asked: readonly Asked[] =
    hosts.length === 0 ? [{ via: Via.NAME }] : askedFor(binding, access, [...hosts, ...downloadHosts(binding)]);
  // Where nothing stands in front of the server, every name leads straight to it.
  const straight = isBare(binding) ? serverHops(binding, []).map((last) => [last]) : undefined;
  return asked.map(({ host, via }) => {
    const candidates: Way[] = [];
    for (const side of sides)
      for (const hops of straight ?? routesOf(binding, side, host))
        candidates.push({ via, side, host, hops: behindInspector(hops, inspector, host) });
    return candidates;
  });
}

/** What stands on the way of a host name, the server last; several where nothing says which. */
function routesOf(binding: BindingView, side: NetworkSide, host: HostName | undefined): readonly (readonly Hop[])[] {
  return nextTo(binding, side, host).flatMap((point) => {
    const before = pointsOnTheWay(binding, side, host, point);
    return serverHops(binding, before).map((last) => [...before, last]);
  });
}

/** What an inspector ends first, unless it leaves the name alone. */
function behindInspector(
  hops: readonly Hop[],
  inspector: TlsInspector | undefined,
  host: HostName | undefined,
): readonly Hop[] {
  if (inspector === undefined || (host && inspector.exempt.some((name) => isSame(name, host)))) return hops;
  return [{ inspector, needsSni: false, clear: false }, ...hops];
}

/** A host name, and what leads clients to it. */
interface Asked {
  readonly via: Via;
  /** Left out: nobody names one. */
  readonly host?: HostName;
}

/** Host names that clients ask for; Autodiscover also under the names that redirects and SRV records lead to. */
function askedFor(view: BindingView, access: Access, hosts: readonly HostName[]): readonly Asked[] {
  const { binding, server } = view;
  const named = hosts.map((host) => ({ via: Via.NAME, host }));
  if (binding.protocol !== ClientProtocol.AUTODISCOVER || isShown(view, access)) return named;
  const led = new Map<string, Asked>();
  for (const { method, target } of server.mailDomains) {
    if (!isLed(method)) continue;
    const via = method === AutodiscoverMethod.SRV_RECORD ? Via.SRV : Via.REDIRECT;
    // Where nobody says whereto, it is to a name that the server has for more than Autodiscover.
    const others = hosts.filter(({ value }) => value?.startsWith('autodiscover.') !== true);
    for (const host of target ? [target] : others.length > 0 ? others : hosts)
      led.set(`${via} ${host.value ?? host.expression}`, { via, host });
  }
  return [...named, ...led.values()];
}

/** Whether clients inside are shown the way to Autodiscover: by the directory, or by whoever sets them up. */
function isShown(binding: BindingView, access: Access): boolean {
  if (access.place !== ClientPlace.INSIDE) return false;
  return !looksByName(binding, access) || publishedHosts(binding).length === 0;
}

const NO_WAYS: readonly Way[] = [];

function findSites(binding: BindingView, access: Access): readonly Way[] {
  const { rootSites } = binding.server;
  const { inspector } = access;
  if (rootSites.length === 0) return NO_WAYS;
  if (binding.binding.protocol !== ClientProtocol.AUTODISCOVER || isShown(binding, access)) return NO_WAYS;
  return rootSites.map(({ domain, certificate }): Way => {
    const host = { value: domain };
    const met = certificate ? { certificate, withoutSni: certificate } : {};
    const site: Hop = { site: domain, ...met, needsSni: false, clear: false };
    return { via: Via.ROOT_SITE, side: NetworkSide.OUTSIDE, host, hops: behindInspector([site], inspector, host) };
  });
}

/** Points that serve a binding at a side, each next to the server. */
export function pointsAt(binding: BindingView, side: NetworkSide): PublishingPointView[] {
  const { points } = binding.server;
  const own = binding.publishingPointNextTo;
  const all = own === undefined || points.includes(own) ? points : [...points, own];
  return all.filter(({ point }) => serves(point, binding.binding.protocol, side));
}

/** Whether a point serves clients of a protocol that come from a side. */
export function serves(point: PublishingPoint, protocol: ClientProtocol, side: NetworkSide): boolean {
  const sides = point.sides ?? [NetworkSide.OUTSIDE];
  return sides.includes(side) && (point.protocols === undefined || point.protocols.includes(protocol));
}

/** Whether clients meet the point's own certificate. */
export function endsTls({ mode }: PublishingPoint): boolean {
  return mode !== PublishingMode.PASS_THROUGH;
}

/** The point next to the server that a host name leads through; undefined is the server itself. Several: nothing says which. */
function nextTo(
  binding: BindingView,
  side: NetworkSide,
  host: HostName | undefined,
): readonly (PublishingPointView | undefined)[] {
  const points = pointsAt(binding, side);
  if (points.length === 0) return [undefined];
  const named = points.filter(({ point }) => host !== undefined && point.hostNames.some((name) => covers(name, host)));
  if (named.length > 0) return named.filter(({ id }) => !named.some((other) => other.outward?.id === id));
  const [{ point }] = points;
  // A single point for everything catches all names of its servers.
  if (points.length === 1 && point.protocols === undefined && point.sniCertificates === undefined) return points;
  return host === undefined || host.value === undefined ? points : [undefined];
}

/** Whether a name that is declared, host name or wildcard name, stands for a host name. */
function covers(declared: HostName, host: HostName): boolean {
  if (isSame(declared, host)) return true;
  return declared.value !== undefined && host.value !== undefined && wildcardCovers(declared.value, host.value);
}

function isSame(a: HostName, b: HostName): boolean {
  return a.value === undefined ? a.expression !== undefined && a.expression === b.expression : a.value === b.value;
}

/** The points of a way that end TLS, outermost first. */
function pointsOnTheWay(
  binding: BindingView,
  side: NetworkSide,
  host: HostName | undefined,
  next: PublishingPointView | undefined,
): Hop[] {
  const inwards: PublishingPointView[] = [];
  for (
    let point = next;
    point !== undefined && !inwards.includes(point) && serves(point.point, binding.binding.protocol, side);
    point = point.outward
  )
    inwards.unshift(point);
  let clear = false;
  // Whoever ends TLS may ask what comes next for a name of its own.
  let asked = host;
  const hops: Hop[] = [];
  for (const point of inwards) {
    // A server that speaks in clear has nothing to bridge to; only offload ends TLS in front of it.
    if (!endsTls(point.point) || (isClear(binding) && point.point.mode !== PublishingMode.OFFLOAD)) continue;
    hops.push(clear ? { point, needsSni: false, clear } : hopAt(point, asked));
    asked = point.point.serverName ?? host;
    clear ||= point.point.mode === PublishingMode.OFFLOAD;
  }
  return hops;
}

/** The server at the end of a way: several where nothing says which of its certificates it presents. */
function serverHops(binding: BindingView, before: readonly Hop[]): Hop[] {
  const clear = isClear(binding) || before.some(({ point }) => point?.point.mode === PublishingMode.OFFLOAD);
  const needsSni = binding.binding.role === 'iis' && binding.server.server.requiresSni === true;
  const choice = binding._choice;
  const candidates = choice === undefined || clear ? [binding.certificate] : choice.candidates;
  return candidates.map((certificate) => ({
    certificate,
    withoutSni: needsSni ? undefined : certificate,
    needsSni,
    clear,
    withoutMatch: certificate === undefined && !clear ? choice : undefined,
  }));
}

/** What a point presents to those who ask for a name and send it in the handshake. */
export function certificateOfPoint(view: PublishingPointView, host: HostName | undefined): CertificateView | undefined {
  const bySni = view.sniCertificates.find(({ hostNames }) => host && hostNames.some((name) => covers(name, host)));
  return bySni?.certificate ?? view.certificate;
}

function hopAt(view: PublishingPointView, host: HostName | undefined): Hop {
  const { point } = view;
  const certificate = certificateOfPoint(view, host);
  const needsSni = point.requiresSni === true || (view.sniCertificates.length > 0 && view.certificate === undefined);
  return {
    point: view,
    ...(certificate === undefined ? {} : { certificate }),
    ...(needsSni || view.certificate === undefined ? {} : { withoutSni: view.certificate }),
    needsSni,
    clear: false,
  };
}

/** Whether nothing that a server offers is encrypted. */
function isClear({ binding }: BindingView): boolean {
  return binding.listeners.every(({ encryption }) => encryption === 'none');
}
