import { Construct } from 'constructs';
import { x509 } from '../late';
import { certificateInUse } from './organization-certificates';
import { readInput, readWith } from './certificates/ca-files';
import { checkedProps, needed, PropChecks, SERVERS, TEXT } from './checked-props';
import { ClientAccessServer } from './client-access-server';
import { faultOf, Registry, withValue } from './registry';
import { PolicyGate } from './gate';

/** Properties of an Edge Transport server. */
export interface EdgeTransportServerProps {
  /**
   * File with the certificate that it has for SMTP now, without its key (PEM or DER), relative to where synth runs.
   * @default - the self-signed certificate of setup
   */
  readonly certificateFile?: string;
  /**
   * File with the certificate that it had when it was subscribed: the subscription file carries it. PEM or DER, relative to where synth
   * runs.
   * @default - not known
   */
  readonly subscribedCertificateFile?: string;
  /** Servers of the Active Directory site that it is subscribed to. */
  readonly servers: ClientAccessServer[];
}

const CHECKS: PropChecks<EdgeTransportServerProps> = {
  certificateFile: TEXT,
  subscribedCertificateFile: TEXT,
  servers: needed(SERVERS, []),
};

/**
 * An Edge Transport server with its subscription. It serves no client protocol; the subscription (EdgeSync, mail between it and the
 * servers) hangs on the certificates of both sides.
 */
export class EdgeTransportServer extends Construct {
  /** Id of the certificate that it has for SMTP. @internal */
  public readonly _certificate: string;

  public constructor(scope: Construct, id: string, given: EdgeTransportServerProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const certificate = certificateInUse(
      this,
      {
        name: 'Certificate',
        what: 'certificateFile',
        otherwise: { selfSigned: true },
        ...withValue('path', props.certificateFile),
      },
      location,
    );
    this._certificate = certificate.id;
    const path = props.subscribedCertificateFile;
    const bytes = path === undefined ? undefined : readInput(this, 'subscribedCertificateFile', path, location);
    const subscribed =
      bytes && readWith(this, location, () => x509().readCertificates(bytes, path as string).certificates[0]);
    if (props.servers.length === 0)
      faultOf(this, {
        code: 'edge-without-servers',
        message: 'servers is empty: the Edge Transport server is subscribed to no site',
        fix: 'name the servers of the site that it is subscribed to',
        location,
      });
    registry.add(this, () => ({
      certificates: [certificate],
      edges: [
        {
          id: this.node.path,
          name: id,
          certificate: certificate.id,
          ...withValue('subscribedWith', subscribed?.sha256),
          servers: props.servers.map((server) => server.node.path),
          ...withValue('location', location),
        },
      ],
    }));
  }
}
