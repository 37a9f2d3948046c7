import { Construct } from 'constructs';
import { checkedProps, needed, PropChecks, SERVERS, TEXT } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { faultOf, Registry, withValue } from './registry';
import { PolicyGate } from './gate';
import {
  Certificate,
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  KeyCustody,
  RevocationStatus,
  SourceLocation,
} from '../model';
import { x509 } from '../late';
import { readInput, readWith } from './certificates/ca-files';

/** Properties of server authentication (OAuth). */
export interface ServerAuthenticationProps {
  /** File with the certificate in use, without its key (PEM or DER), relative to where synth runs. @default - not available: nothing is known of it */
  readonly certificateFile?: string;
  /** File with the certificate that follows it (Set-AuthConfig -NewCertificateThumbprint). @default - none is staged */
  readonly nextCertificateFile?: string;
  /** Servers of the organization. */
  readonly servers: ClientAccessServer[];
}

const AUTHENTICATION_CHECKS: PropChecks<ServerAuthenticationProps> = {
  certificateFile: TEXT,
  nextCertificateFile: TEXT,
  servers: needed(SERVERS, []),
};

/** What setup calls it. */
const OTHERWISE = { commonName: 'Microsoft Exchange Server Auth Certificate' };

/** The certificate with which Exchange servers prove themselves to each other: one for the organization, and nobody's daily business. */
export class ServerAuthenticationCertificate extends Construct {
  public constructor(scope: Construct, id: string, given: ServerAuthenticationProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, AUTHENTICATION_CHECKS, location);
    const { current, next } = currentAndNextInUse(this, props, OTHERWISE, location);
    if (props.servers.length === 0)
      faultOf(this, {
        code: 'authentication-without-servers',
        message: 'servers is empty: the certificate belongs to no organization',
        fix: 'name the servers of the organization',
        location,
      });
    registry.add(this, () => ({
      certificates: [current, ...(next ? [next] : [])],
      serverAuthentications: [
        {
          id: this.node.path,
          certificate: current.id,
          ...withValue('nextCertificate', next?.id),
          servers: props.servers.map((server) => server.node.path),
          ...withValue('location', location),
        },
      ],
    }));
  }
}

/** Properties of a federation trust. */
export interface FederationTrustProps {
  /**
   * File with the certificate in use (`OrgCertificate` of `Get-FederationTrust`), without its key (PEM or DER), relative to where synth
   * runs.
   * @default - not available: nothing is known of it
   */
  readonly certificateFile?: string;
  /** File with the certificate that follows it (`Set-FederationTrust -Thumbprint`). @default - none is staged */
  readonly nextCertificateFile?: string;
  /** Servers of the organization. */
  readonly servers: ClientAccessServer[];
}

const FEDERATION_CHECKS: PropChecks<FederationTrustProps> = {
  certificateFile: TEXT,
  nextCertificateFile: TEXT,
  servers: needed(SERVERS, []),
};

/** What the certificate is called that `New-FederationTrust` and the admin center use. */
const FEDERATION_OTHERWISE = { commonName: 'Federation' };

/** The trust with which organizations share free/busy times and calendars: its self-signed certificate ends, and nothing renews it. */
export class FederationTrust extends Construct {
  public constructor(scope: Construct, id: string, given: FederationTrustProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, FEDERATION_CHECKS, location);
    const { servers } = props;
    const { current, next } = currentAndNextInUse(this, props, FEDERATION_OTHERWISE, location);
    if (servers.length === 0)
      faultOf(this, {
        code: 'federation-without-servers',
        message: 'servers is empty: the trust belongs to no organization',
        fix: 'name the servers of the organization',
        location,
      });
    registry.add(this, () => ({
      certificates: [current, ...(next ? [next] : [])],
      federations: [
        {
          id: this.node.path,
          certificate: current.id,
          ...withValue('nextCertificate', next?.id),
          servers: servers.map((server) => server.node.path),
          ...withValue('location', location),
        },
      ],
    }));
  }
}

/** A certificate that a server has, and that no client meets. */
export interface CertificateInUse {
  /** Last part of its id. */
  readonly name: string;
  /** Property that names the file. */
  readonly what: string;
  /** File without the key, PEM or DER. Left out: nothing but `otherwise` is known. */
  readonly path?: string;
  /** What is known of it without its file. */
  readonly otherwise: CertificateFacts;
}

/** Reads a certificate that servers use among themselves; what is wrong about its file becomes a fault. */
export function certificateInUse(
  scope: Construct,
  { name, otherwise, path, what }: CertificateInUse,
  location: SourceLocation | undefined,
): Certificate {
  const bytes = path === undefined ? undefined : readInput(scope, what, path, location);
  const found =
    bytes && readWith(scope, location, () => x509().readCertificates(bytes, path as string).certificates[0]);
  const facts = found ? x509().certificateFacts(found) : otherwise;
  return {
    id: `${scope.node.path}/${name}`,
    // The ones that others issued are here with their issuer as a fact; nobody says who that is.
    source: facts.selfSigned === false ? CertificateSourceKind.INTERNAL_CA : CertificateSourceKind.SELF_SIGNED,
    state: found ? CertificateState.ISSUED : CertificateState.INSTALLED,
    exchangeDefault: false,
    facts,
    uses: [],
    custody: KeyCustody.SERVER,
    chainPem: [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    faults: [],
    notes: [],
    ...withValue('location', location),
  };
}

/** Files with the certificate in use and the one that follows it, as an organization declares them. */
export interface CertificateFilesInUse {
  readonly certificateFile?: string;
  readonly nextCertificateFile?: string;
}

/** Reads the certificate in use, which is always there, and the one that follows it, where one is staged. */
export function currentAndNextInUse(
  scope: Construct,
  { certificateFile, nextCertificateFile }: CertificateFilesInUse,
  otherwise: CertificateFacts,
  location: SourceLocation | undefined,
): { readonly current: Certificate; readonly next?: Certificate } {
  const current = certificateInUse(
    scope,
    { name: 'Certificate', what: 'certificateFile', otherwise, ...withValue('path', certificateFile) },
    location,
  );
  if (nextCertificateFile === undefined) return { current };
  const next = { name: 'NextCertificate', what: 'nextCertificateFile', otherwise, path: nextCertificateFile };
  return { current, next: certificateInUse(scope, next, location) };
}
