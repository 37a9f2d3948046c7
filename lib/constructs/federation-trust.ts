import { Construct } from 'constructs';
import { currentAndNextInUse } from './certificates/certificate-in-use';
import { checkedProps, needed, PropChecks, SERVERS, TEXT } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { withValue } from './compact';
import { faultOf, Registry } from './registry';
import { PolicyGate } from './gate';

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

const CHECKS: PropChecks<FederationTrustProps> = {
  certificateFile: TEXT,
  nextCertificateFile: TEXT,
  servers: needed(SERVERS, []),
};

/** What the certificate is called that `New-FederationTrust` and the admin center use. */
const OTHERWISE = { commonName: 'Federation' };

/** The trust with which organizations share free/busy times and calendars: its self-signed certificate ends, and nothing renews it. */
export class FederationTrust extends Construct {
  public constructor(scope: Construct, id: string, given: FederationTrustProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const { servers } = props;
    const { current, next } = currentAndNextInUse(this, props, OTHERWISE, location);
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
