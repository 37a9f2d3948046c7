import { StatedFact } from './fact';
import { SourceLocation } from './reason';
import { ClientAuthentication, ClientProtocol } from './protocol';

/** Where clients are when they connect. */
export enum ClientPlace {
  INSIDE = 'inside',
  OUTSIDE = 'outside',
  /** Outside, with a VPN that reaches a domain controller. */
  OUTSIDE_WITH_VPN = 'outside-with-vpn',
  /** Inside, such as phones on Wi-Fi, with the names that are published outside. */
  INSIDE_WITH_EXTERNAL_NAMES = 'inside-with-external-names',
}

/** Who can change the clients' trusted roots. */
export enum ClientManagement {
  DOMAIN_JOINED = 'domain-joined',
  MDM = 'mdm',
  NONE = 'none',
}

/** Whether one root is, or can come, into the root store of a population. */
export enum RootState {
  /** The platform ships with it. */
  PREINSTALLED = 'preinstalled',
  /** The administrator pushes it: group policy, MDM. */
  PUSHED = 'pushed',
  /** Somebody installed it already. */
  INSTALLED = 'installed',
  /** The user can install it, and has not yet. */
  INSTALLABLE = 'installable',
  /** Enrolled once: holds what was pushed then, gets nothing new. */
  OUT_OF_REACH = 'out-of-reach',
  /** Manufacturer or operator locked the store. */
  BLOCKED = 'blocked',
  /** The person accepted one certificate of a server, and the program keeps it: it counts until the key changes, and for no other. */
  EXCEPTION_KEPT = 'exception-kept',
}

/** The state of one root (or, without `anchor`, of every private root) in one population. */
export interface RootStateDeclaration {
  /** Id of the trust anchor; left out: every root that the platform does not ship with. */
  readonly anchor?: string;
  /** SHA-256 or SHA-1 fingerprint of a root that these clients ship with, upper-case hex; instead of `anchor`. */
  readonly fingerprint?: string;
  /** Id of the certificate that was accepted, for RootState.EXCEPTION_KEPT; instead of `anchor`. */
  readonly certificate?: string;
  /** SHA-256 of the public key of what was accepted, upper-case hex, for RootState.EXCEPTION_KEPT. Left out: the key that the certificate has. */
  readonly keyId?: string;
  readonly state: RootState;
}

/** Clients that share platform, application, place, management and protocols. */
export interface Population {
  /** Construct path; unique in the estate. */
  readonly id: string;
  readonly name: string;
  /** Id of a platform of lib/clients. */
  readonly platform: string;
  /** Id of an application of lib/clients. */
  readonly application?: string;
  readonly place: ClientPlace;
  readonly management: ClientManagement;
  readonly roots: RootStateDeclaration[];
  readonly uses: ClientProtocol[];
  /** Ids of the servers that these clients use. */
  readonly servers: string[];
  /** How many clients there are; for people. */
  readonly count?: number;
  /** Whether these clients authenticate with a certificate of their own. */
  readonly clientCertificates: boolean;
  /** Release of the platform, such as `13`; left out: every release of the platform's range. */
  readonly release?: string;
  /** How these clients sign in, where they have a choice. Left out: unknown. */
  readonly authentication?: ClientAuthentication;
  /** Id of the TLS inspector in front of these clients. */
  readonly inspector?: string;
  /** Facts that the user states of these clients; they come before the tables. */
  readonly stated?: StatedFact[];
  readonly location?: SourceLocation;
}
