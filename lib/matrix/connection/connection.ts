import type { ProtocolFacts } from '../../exchange';
import type {
  Binding,
  CertificateFacts,
  CertificateFault,
  CertificateSourceKind,
  CertificateState,
  ClientCertificateMode,
  HostName,
  NetworkSide,
  Organization,
  Reason,
  RevocationStatus,
  Server,
  TlsRange,
  TrustAnchor,
} from '../../model';
import type { Via } from '../../policy';
import type { Coverage } from '../../names';
import type { Party } from './party';
import type { PrincipalFact } from './principal';

/**
 * What a step of the matrix looks at, and all of it: a connection is a plain value that is derived at every judgement and never stored.
 * It holds no id and no clock, so that the connections of 1,000 like servers are equal, and equal connections are judged once.
 */
export interface Connection {
  /** Who connects. */
  readonly client: Party;
  readonly protocol: ProtocolFacts;
  readonly route: Route;
}

/** The way of one host name to one server, whoever takes it. */
export interface Route {
  readonly via: Via;
  readonly side: NetworkSide;
  /** TLS connections of the way: the client opens the first, the hop before opens each of the others. Empty: nothing is met. */
  readonly legs: readonly Leg[];
  readonly service: Service;
}

/** One connection of the way. */
export interface Leg {
  readonly to: 'inspector' | 'point' | 'server' | 'site';
  /** What people call the hop that answers. */
  readonly name: string;
  /** Who opens it. Left out: the client. */
  readonly opener?: Party;
  /** Whether nothing is encrypted. */
  readonly clear: boolean;
  /** What those who send the host name in the handshake meet. Left out: nothing that is known. */
  readonly withSni?: Presented;
  /** What those who send no host name meet. Left out: nothing that is known. */
  readonly withoutSni?: Presented;
  /** Whether those who send no host name meet no certificate at all. */
  readonly needsSni: boolean;
  /** TLS versions that the hop is stated to speak. Left out: not stated; for a server see `service` too. */
  readonly tls?: TlsRange;
  /** Whether the hop staples OCSP responses. Left out: unknown. */
  readonly staples?: boolean;
  /** True where an RSA certificate was seen beside the ECDSA one, for clients without ECDSA. */
  readonly rsaBeside?: boolean;
  /** The name for which the server looked and found no certificate; left out: it looks for none, or found one. */
  readonly unmatched?: UnmatchedName;
  /** Whether the hop asks whoever opens the leg for a certificate. */
  readonly asksForCertificate: ClientCertificateMode;
  /** Whether the hop signs in to the server in the client's name (Kerberos constrained delegation). */
  readonly delegates: boolean;
}

/** A name that none of a server's certificates has. */
export interface UnmatchedName {
  readonly name?: HostName;
  /** Source keys of how the server chooses. */
  readonly source: string;
}

/** A leg with the one certificate that whoever opens it meets: what the steps are given. */
export interface OpenedLeg extends Leg {
  /** Who opens it: the client, or the hop before. */
  readonly by: Party;
  readonly certificate?: Presented;
}

/** Facts of a certificate that say which it is and decide nothing by themselves. Its dates and names are members of their own. */
export const CERTIFICATE_IDENTITY = [
  'subject',
  'commonName',
  'issuer',
  'serialNumber',
  'notBefore',
  'notAfter',
  'dnsNames',
  'ipAddresses',
  'sha1',
  'sha256',
  'crlUrls',
  'ocspUrls',
] as const;

/** Facts of a certificate that can decide something: no name, serial number, fingerprint, address or date. */
export type DecidingFacts = Omit<CertificateFacts, (typeof CERTIFICATE_IDENTITY)[number]>;

/** A CA's certificate below the root, as whoever meets it may look at it. */
export type IssuerFacts = Pick<CertificateFacts, 'commonName' | 'signatureHash' | 'rsaPss' | 'keyType' | 'keyBits'>;

/** A certificate as whoever meets it may look at it, whatever its names are. */
export interface PresentedCertificate {
  readonly source: CertificateSourceKind;
  readonly state: CertificateState;
  /** Whether setup of Exchange made it. */
  readonly exchangeDefault: boolean;
  /** Id, where some population keeps an exception for this certificate. */
  readonly acceptedAs?: string;
  /** SHA-256 of its public key, where it is known and some population accepted a certificate with a key that it names. */
  readonly acceptedKey?: string;
  readonly facts: DecidingFacts;
  readonly revocation: RevocationStatus;
  /** Faults of its bytes and path that no client overlooks. */
  readonly faults: readonly CertificateFault[];
  /** CAs between it and the first root that its path leads to, nearest first. */
  readonly issuers: readonly IssuerFacts[];
  /** Last moment of validity, ISO 8601, where it is over. */
  readonly expiredOn?: string;
  /** True where it is on the server already and nobody says when it ends. */
  readonly endUnknown?: boolean;
  /** First moment of validity, ISO 8601, where it is still to come. */
  readonly validFrom?: string;
  /** Seconds until then. */
  readonly validInSeconds?: number;
  /** Day on which the era of its issue began, `YYYY-MM-DD`; see eras.ts. Left out: the day of issue is unknown. */
  readonly issuedInEraOf?: string;
  /** Roots that its paths end in; the one that the source names first is first. */
  readonly anchors: readonly AnchorFacts[];
  /** True where an endpoint was seen to send this certificate: the chain that is known is the one that it sends. */
  readonly chainSeen?: boolean;
  /** What the validators of the populations' platforms find, where the whole path is available. */
  readonly path: readonly PathVerdict[];
}

/** A certificate with its answer for the name that is asked for. */
export interface Presented extends PresentedCertificate {
  readonly name: NameFact;
  /** Its answer for the principal name of Outlook Anywhere. Left out: nothing speaks against it. */
  readonly principal?: PrincipalFact;
}

/**
 * A root as whoever meets it may look at it. A self-signed certificate that no population names has neither id, name nor fingerprint
 * here: what keeps one of them out of a client keeps out all.
 */
export type AnchorFacts = Omit<TrustAnchor, (typeof ANCHOR_LOCATION)[number]>;

/** Members of a root that say where it is. */
export const ANCHOR_LOCATION = ['pem', 'pemExpression', 'location'] as const;

/** What the measured validator of one platform says of a path. */
export interface PathVerdict {
  /** Id of the platform. */
  readonly platform: string;
  /** Why it refuses. Left out: it accepts. */
  readonly reason?: Reason;
}

/** How a certificate answers for a host name. */
export interface NameFact {
  /** Left out: no name is asked for. */
  readonly coverage?: Coverage;
  /** The name, where a reason names it: it is not covered exactly, or some client refuses its characters. */
  readonly host?: HostName;
  /** The wildcard that covers it. */
  readonly wildcard?: string;
}

/** Members of a server that say which it is, or that decide the route and not what is met on it. */
export const SERVER_IDENTITY = [
  'id',
  'name',
  'stack',
  'fqdn',
  'netBiosName',
  'internalHost',
  'externalHost',
  'mailDomains',
  'publicDeployment',
  'roles',
  'publishingPoints',
  'location',
] as const;

/** Members of a binding that say which it is, or that decide the route and not what is met on it. */
export const BINDING_IDENTITY = [
  'id',
  'server',
  'internalHosts',
  'externalHosts',
  'certificate',
  'publishingPoint',
  'byDefault',
  'location',
] as const;

/** Members of an organization that say which it is. */
export const ORGANIZATION_IDENTITY = ['id', 'servers', 'location'] as const;

/** Settings of the server at the end of the way, all but its identity: a new member of the model counts by itself. */
export interface Service {
  readonly server: Omit<Server, (typeof SERVER_IDENTITY)[number]>;
  readonly binding: Omit<Binding, (typeof BINDING_IDENTITY)[number]>;
  /** Left out: none is declared. */
  readonly organization?: Omit<Organization, (typeof ORGANIZATION_IDENTITY)[number]>;
  /**
   * Whether what the client meets first is the very certificate of the server. Left out: not known, or there is no
   * such hop (see `legs`).
   */
  readonly sameCertificate?: boolean;
}
