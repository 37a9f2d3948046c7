import { RevocationStatus } from './certificate';
import { HostName } from './host-name';
import { Observation } from './observation';
import { ClientProtocol } from './protocol';
import { NetworkSide, TlsVersion } from './tls';

/** Who produced a piece of evidence. */
export enum EvidenceSource {
  PLAN = 'plan',
  APPLY = 'apply',
  PROBE = 'probe',
  EXPORT = 'export',
}

/** A Terraform expression whose value became known. */
export interface KnownValue {
  readonly expression: string;
  readonly value: string;
}

/** The certificate that became known of one certificate, or of one trust anchor, of the estate. */
export interface KnownCertificate {
  /** Id of the certificate or trust anchor in the estate. */
  readonly id: string;
  readonly pem: string;
  readonly chainPem: string[];
  readonly rootPem: string[];
  /** Windows provider that holds the key. */
  readonly keyProvider?: string;
  /** What its issuer says of it. Left out: nothing became known. */
  readonly revocation?: RevocationStatus;
}

/** What an endpoint presented to a probe. */
export interface PresentedChain {
  /** Id of the server or publishing point that was asked. */
  readonly at: string;
  readonly host: HostName;
  readonly protocol: ClientProtocol;
  readonly side: NetworkSide;
  /** Whether the probe sent the host name. */
  readonly sni: boolean;
  /** PEM each, the leaf first. */
  readonly chainPem: string[];
  /** What a current response of its issuer says, stapled or fetched. Left out: nothing. */
  readonly revocation?: RevocationStatus;
  readonly tls?: TlsVersion;
}

/** A setting of a server, binding or organization that became known. */
export interface KnownSetting {
  /** Id of what has the setting. */
  readonly owner: string;
  readonly setting: string;
  readonly value: string;
}

/** A CRL that became known. */
export interface RevocationList {
  readonly pem: string;
  readonly file?: string;
}

/** What became known of an estate after it was declared: lists alone, so that what merges estates merges evidence too. */
export interface Evidence {
  readonly by: EvidenceSource;
  /** When it was found, ISO 8601 in UTC. */
  readonly at: string;
  readonly values: KnownValue[];
  readonly certificates: KnownCertificate[];
  readonly presented: PresentedChain[];
  readonly observations: Observation[];
  readonly settings: KnownSetting[];
  readonly revocation: RevocationList[];
}
