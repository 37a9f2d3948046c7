import {
  ApplicationFacts,
  applicationFacts,
  CLIENT_FACTS,
  ClientFacts,
  clientFactsOf,
  defaultApplication,
  KnownFact,
  PlatformFacts,
  platformFacts,
  RootHolder,
  RootReach,
  rootReach,
} from '../../clients';
import {
  ClientAuthentication,
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  NameCheck,
  Population,
  PublishingPoint,
  RootState,
  TlsInspector,
  TlsRange,
  TrustAnchorKind,
} from '../../model';
import { unknown, yes } from '../../model/fact';
import type { AnchorFacts } from './connection';

/** Whoever opens a TLS connection: a client, a bridge, an inspector. */
export interface Party {
  readonly kind: 'client' | 'bridge' | 'inspector';
  /** What people call it. */
  readonly label: string;
  /** Whether it looks at certificates at all. */
  readonly verifies: boolean;
  readonly nameCheck: NameCheck;
  /** Whether it takes certificates of any issuer. Hops only. */
  readonly acceptsAnyIssuer: boolean;
  /** TLS versions that it is stated to speak. Left out: not stated. */
  readonly tls?: TlsRange;
  /** Clients only; undefined where the tables do not hold it. */
  readonly platform?: PlatformFacts;
  readonly application?: ApplicationFacts;
  readonly place?: ClientPlace;
  readonly management?: ClientManagement;
  readonly hasCertificate: boolean;
  readonly authentication?: ClientAuthentication;
  /** Day of the judgement, `YYYY-MM-DD`: limits of some platforms bind from a day on. */
  readonly day: string;
  /** Facts of the program; what the population states comes before the tables. Nothing is known of hops. */
  readonly facts: ClientFacts;
  /** Certificates that a person accepted and the program keeps. */
  readonly exceptions: readonly KeptException[];
  /** Whether, and how, it holds a root. */
  reach(anchor: AnchorFacts): RootReach;
}

/** A certificate that a person accepted for a server. */
export interface KeptException {
  /** Id of the certificate. */
  readonly certificate: string;
  /** Public key of what was accepted. Left out: the one that the certificate has. */
  readonly keyId?: string;
}

/** The party of a population that speaks a protocol. */
export function clientParty(population: Population, protocol: ClientProtocol, day: string): Party {
  const platform = platformFacts(population.platform, population.release);
  const application =
    population.application === undefined
      ? defaultApplication(population.platform, protocol)
      : applicationFacts(population.application);
  const facts = clientFactsOf({ ...population, protocol, day });
  // Where a service connects in the place of the device, no limit of the device counts.
  const through = application?.connectsThrough !== undefined;
  return {
    kind: 'client',
    label: (through ? application.label : platform?.label) ?? application?.label ?? 'this client',
    verifies: true,
    nameCheck: NameCheck.EVERY_NAME,
    acceptsAnyIssuer: false,
    ...(platform && !through ? { platform } : {}),
    ...(application ? { application } : {}),
    place: through ? ClientPlace.OUTSIDE : population.place,
    management: population.management,
    hasCertificate: population.clientCertificates,
    ...(population.authentication === undefined ? {} : { authentication: population.authentication }),
    day,
    facts,
    exceptions: population.roots.flatMap(({ certificate, keyId, state }): KeptException[] =>
      state === RootState.EXCEPTION_KEPT && certificate !== undefined
        ? [{ certificate, ...(keyId === undefined ? {} : { keyId }) }]
        : [],
    ),
    reach: (anchor) => rootReach(population satisfies RootHolder, anchor, day, facts),
  };
}

/** A publishing point as it opens the connection to the next hop. */
export function bridgeParty(point: PublishingPoint, day: string): Party {
  const sni = point.serverName === undefined ? BRIDGE_SENDS_NAME_UNKNOWN : BRIDGE_ASKS_FOR_NAME;
  return hopParty('bridge', point, day, point.nameCheck ?? NameCheck.EVERY_NAME, sni);
}

/** An inspector as it opens the connection to the next hop. */
export function inspectorParty(inspector: TlsInspector, day: string): Party {
  return hopParty('inspector', inspector, day, inspector.nameCheck ?? NameCheck.EVERY_NAME, INSPECTOR_SENDS_NAME);
}

function hopParty(
  kind: 'bridge' | 'inspector',
  hop: PublishingPoint | TlsInspector,
  day: string,
  nameCheck: NameCheck,
  sni: KnownFact,
): Party {
  return {
    kind,
    label: hop.name,
    verifies: hop.verifiesServer !== false,
    nameCheck,
    acceptsAnyIssuer: hop.acceptsAnyIssuer === true,
    ...withValueOf(hop.serverTls ?? hop.tls),
    hasCertificate: false,
    day,
    facts: { ...NOTHING_KNOWN, [ClientFact.SNI]: sni },
    exceptions: [],
    reach: (anchor) => reachOfHop(hop.trusts, anchor),
  };
}

function withValueOf(tls: TlsRange | undefined): { readonly tls?: TlsRange } {
  return tls === undefined ? {} : { tls };
}

/** A hop trusts commercial roots, and of the private ones those that it is stated to trust. */
function reachOfHop(trusts: readonly string[] | undefined, anchor: AnchorFacts): RootReach {
  const declared = { source: 'MODEL, a bridge must trust the server', declared: true };
  if (anchor.kind === TrustAnchorKind.COMMERCIAL)
    return { ...declared, state: RootState.PREINSTALLED, reason: 'it trusts commercial roots', declared: false };
  if (trusts === undefined) return { ...declared, reason: 'which roots it trusts is not stated', declared: false };
  return trusts.includes(anchor.id)
    ? { ...declared, state: RootState.INSTALLED, reason: 'its declaration names the root' }
    : { ...declared, state: RootState.BLOCKED, reason: 'its declaration does not name the root' };
}

const NOT_KNOWN = unknown('no table holds it');

/** What is known of hops as programs. */
const NOTHING_KNOWN = Object.freeze(Object.fromEntries(CLIENT_FACTS.map((fact) => [fact, NOT_KNOWN]))) as ClientFacts;

const BRIDGE_ASKS_FOR_NAME = yes('DECLARED', 'its declaration names the host that it asks for');
const BRIDGE_SENDS_NAME_UNKNOWN = unknown(
  'some bridges send the host name only where they are set to (nginx, HAProxy)',
);
const INSPECTOR_SENDS_NAME = yes('DERIVED', 'it acts on the host name that clients send');

/** A fact of whoever opens a connection. */
export function factOf({ facts }: Party, fact: ClientFact): KnownFact {
  return facts[fact];
}
