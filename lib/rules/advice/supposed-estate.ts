import { maximumPublicLifetimeDays, PUBLIC_LIFETIMES, renewalsPerYear } from '../../exchange';
import {
  Binding,
  Certificate,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  CertificateUse,
  Estate,
  HostName,
  KeyCustody,
  KeyType,
  PublishingMode,
  RevocationStatus,
  TrustAnchor,
  TrustAnchorKind,
} from '../../model';
import { isInternalName } from '../../names';
import { counted } from '../words';
import { AdviceProps, Workload, WorkloadAt } from './advice';

/** Roles whose certificates Exchange keeps to itself: no source is chosen for them. */
const OWN = [CertificateRole.BACK_END, CertificateRole.TRANSPORT_DEFAULT, CertificateRole.OAUTH];

const DAY = 86_400;

/** Days that a certificate which is not public is supposed to live. */
export const PRIVATE_LIFETIME_DAYS = 365;

/** The estate as it would be if everything that clients meet came from one kind of source. */
export function supposedEstate(estate: Estate, kind: CertificateSourceKind, now: Date): Estate {
  const anchors = new Map(estate.anchors.map((anchor) => [anchor.id, anchor]));
  const certificates: Certificate[] = [];
  const issue = (owner: string, hosts: readonly HostName[]): Certificate => {
    const anchor = anchorOf(estate, kind, owner);
    anchors.set(anchor.id, anchor);
    const certificate = supposed(`${owner}/advice`, kind, hosts, anchor, now);
    certificates.push(certificate);
    return certificate;
  };
  const hosts = new Map<string, HostName[]>();
  for (const binding of estate.bindings) {
    const known = hosts.get(binding.server);
    if (known) known.push(...binding.externalHosts, ...binding.internalHosts);
    else hosts.set(binding.server, [...binding.externalHosts, ...binding.internalHosts]);
  }
  const servers = estate.servers.map((server) => {
    const { id } = issue(server.id, hosts.get(server.id) ?? []);
    return {
      ...server,
      roles: server.roles.map((role) => (OWN.includes(role.role) ? role : { ...role, certificate: id })),
    };
  });
  const publishingPoints = estate.publishingPoints.map((point) => {
    if (point.mode === PublishingMode.PASS_THROUGH) return point;
    const behind = estate.bindings.filter(({ publishingPoint }) => publishingPoint === point.id);
    const { id } = issue(point.id, [...point.hostNames, ...behind.flatMap(({ externalHosts }) => externalHosts)]);
    return { ...point, certificate: id, verifiesServer: false };
  });
  const bindings = estate.bindings.map((binding): Binding => {
    const shows = binding.certificate !== undefined && !OWN.includes(binding.role);
    return shows ? { ...binding, certificate: `${binding.server}/advice` } : binding;
  });
  return {
    ...estate,
    servers,
    bindings,
    publishingPoints,
    certificates: [...estate.certificates, ...certificates],
    anchors: [...anchors.values()],
  };
}

/** The root that such a certificate would lead to: one of the estate's own where it has one. */
function anchorOf(estate: Estate, kind: CertificateSourceKind, owner: string): TrustAnchor {
  if (kind === CertificateSourceKind.SELF_SIGNED) {
    return {
      id: `${owner}/advice`,
      name: 'a self-signed certificate',
      kind: TrustAnchorKind.SELF_SIGNED,
      madeHere: true,
      endEntity: true,
    };
  }
  const wanted = kind === CertificateSourceKind.PURCHASED ? TrustAnchorKind.COMMERCIAL : TrustAnchorKind.PRIVATE;
  const known = estate.anchors.find((anchor) => anchor.kind === wanted);
  if (known) return known;
  return wanted === TrustAnchorKind.COMMERCIAL
    ? {
        id: 'advice/commercial-root',
        name: 'the root of a commercial CA',
        kind: wanted,
        madeHere: false,
        endEntity: false,
      }
    : {
        id: 'advice/private-root',
        name: 'the root of an internal CA',
        kind: wanted,
        madeHere: true,
        endEntity: false,
        publishedInDirectory: true,
      };
}

function supposed(
  id: string,
  source: CertificateSourceKind,
  hosts: readonly HostName[],
  anchor: TrustAnchor,
  now: Date,
): Certificate {
  const bought = source === CertificateSourceKind.PURCHASED;
  const seen = new Set<string>();
  // No public CA certifies an internal name: whoever connects under one would not find it.
  const dnsNames = hosts.filter(({ value, expression }) => {
    const name = value ?? (expression as string);
    if (seen.has(name) || (bought && value !== undefined && isInternalName(value))) return false;
    seen.add(name);
    return true;
  });
  const days = bought ? (maximumPublicLifetimeDays(now)?.days ?? PRIVATE_LIFETIME_DAYS) : PRIVATE_LIFETIME_DAYS;
  return {
    id,
    source,
    state: CertificateState.DECLARED,
    exchangeDefault: false,
    facts: {
      dnsNames,
      ipAddresses: [],
      lifetimeSeconds: days * DAY,
      keyType: KeyType.RSA,
      keyBits: 2048,
      keyUsages: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsages: ['serverAuth'],
      isCa: false,
      selfSigned: source === CertificateSourceKind.SELF_SIGNED,
    },
    uses: [CertificateUse.WEB_SERVER_AUTHENTICATION],
    custody: KeyCustody.UNKNOWN,
    anchor: anchor.id,
    chainPem: [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    faults: [],
    notes: [],
  };
}

/** What work the three sources cost in a year: today, and when the last known limit holds. */
export function workOf(estate: Estate, props: AdviceProps): WorkloadAt[] {
  const today = props.now.toISOString().slice(0, 10);
  const last = PUBLIC_LIFETIMES[PUBLIC_LIFETIMES.length - 1].from;
  return [...new Set([today, last > today ? last : today])].map((from) => ({
    from,
    workloads: workloadsAt(estate, props, from),
  }));
}

function workloadsAt(estate: Estate, props: AdviceProps, day: string): Workload[] {
  const places = estate.servers.length + estate.publishingPoints.length;
  const clients = estate.populations.reduce((sum, { count }) => sum + (count ?? 1), 0);
  const limit = maximumPublicLifetimeDays(new Date(day));
  const publicDays = limit?.days ?? PRIVATE_LIFETIME_DAYS;
  const yearly = renewalsPerYear(PRIVATE_LIFETIME_DAYS);
  const bought = renewalsPerYear(publicDays);
  const allCounted = estate.populations.every(({ count }) => count !== undefined);
  const stated = allCounted ? '' : ' (a population whose count nobody states is reckoned as one)';
  const eachPlace = places === 1 ? 'one server or publishing point' : `each of ${places} servers and publishing points`;
  return [
    {
      kind: CertificateSourceKind.SELF_SIGNED,
      lifetimeDays: PRIVATE_LIFETIME_DAYS,
      renewalsPerYear: yearly,
      actionsPerYear: yearly * places * clients,
      statement: {
        text: `self-signed: ${counted(yearly, 'renewal')} a year for ${eachPlace}, each to be copied to ${counted(clients, 'client')}${stated}`,
        source: 'SEED, Self-Signed Certificates',
      },
    },
    {
      kind: CertificateSourceKind.INTERNAL_CA,
      lifetimeDays: PRIVATE_LIFETIME_DAYS,
      renewalsPerYear: yearly,
      actionsPerYear: 0,
      statement: {
        text: `internal CA: ${counted(yearly, 'renewal')} a year, which a deploy makes unattended; clients keep their root`,
        source: 'SEED, Windows Public Key Infrastructure Certificates',
      },
    },
    {
      kind: CertificateSourceKind.PURCHASED,
      lifetimeDays: publicDays,
      renewalsPerYear: bought,
      actionsPerYear: props.purchasesUnattended === true ? 0 : bought * places,
      statement: {
        text: `purchased: at most ${publicDays} days for what is issued from ${limit?.from ?? day} on, so ${counted(bought, 'renewal')} a year for ${eachPlace}${props.purchasesUnattended === true ? ', unattended' : ', by hand'}; nothing to do on clients`,
        source: limit?.source ?? 'BR',
      },
    },
  ];
}
