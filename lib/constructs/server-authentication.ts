import { Construct } from 'constructs';
import { currentAndNextInUse } from './certificates/certificate-in-use';
import { checkedProps, needed, PropChecks, SERVERS, TEXT } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { withValue } from './compact';
import { faultOf, Registry } from './registry';
import { PolicyGate } from './gate';

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

/** What setup calls it. */
const OTHERWISE = { commonName: 'Microsoft Exchange Server Auth Certificate' };

/** The certificate with which Exchange servers prove themselves to each other: one for the organization, and nobody's daily business. */
export class ServerAuthenticationCertificate extends Construct {
  public constructor(scope: Construct, id: string, given: ServerAuthenticationProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
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
