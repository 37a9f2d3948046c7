import { Construct } from 'constructs';
import {
  Certificate,
  CertificateFacts,
  CertificateSourceKind,
  CertificateState,
  KeyCustody,
  RevocationStatus,
  SourceLocation,
} from '../model';
import { readInput, readWith } from './certificates/input-file';
import { checkedProps, needed, PropChecks, TEXT } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { withValue } from './compact';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { SERVERS } from './prop-checks';
import { Registry } from './registry';
import { x509 } from '../late';

/** Properties of server authentication (OAuth). */
export interface ServerAuthenticationProps {
  /** File with the certificate in use, without its key (PEM or DER), relative to where synth runs. @default - not available: nothing is known of it */
  readonly certificateFile?: string;
  /** File with the certificate that follows it (Set-AuthConfig -NewCertificateThumbprint). @default - none is staged */
  readonly nextCertificateFile?: string;
  /** Servers of the organization. */
  readonly servers: ClientAccessServer[];
}

const CHECKS: PropChecks<ServerAuthenticationProps> = {
  certificateFile: TEXT,
  nextCertificateFile: TEXT,
  servers: needed(SERVERS, []),
};

/** The certificate with which Exchange servers prove themselves to each other: one for the organization, and nobody's daily business. */
export class ServerAuthenticationCertificate extends Construct {
  public constructor(scope: Construct, id: string, given: ServerAuthenticationProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const current = this.read('Certificate', 'certificateFile', props.certificateFile, location);
    const next =
      props.nextCertificateFile === undefined
        ? undefined
        : this.read('NextCertificate', 'nextCertificateFile', props.nextCertificateFile, location);
    if (props.servers.length === 0)
      faultOf(
        this,
        'authentication-without-servers',
        'servers is empty: the certificate belongs to no organization',
        'name the servers of the organization',
        location,
      );
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

  private read(
    name: string,
    what: string,
    path: string | undefined,
    location: SourceLocation | undefined,
  ): Certificate {
    const bytes = path === undefined ? undefined : readInput(this, what, path, location);
    const found =
      bytes && readWith(this, location, () => x509().readCertificates(bytes, path as string).certificates[0]);
    const facts: CertificateFacts = found
      ? x509().certificateFacts(found)
      : { commonName: 'Microsoft Exchange Server Auth Certificate' };
    return {
      id: `${this.node.path}/${name}`,
      source: CertificateSourceKind.SELF_SIGNED,
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
}
