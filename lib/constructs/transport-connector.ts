import { Construct } from 'constructs';
import { CertificateRole, ConnectorKind } from '../model';
import { ClientAccessServer } from './client-access-server';
import { BOOLEAN, checkedProps, ELSEWHERE, memberOf, needed, PropChecks, SERVERS, TEXT } from './checked-props';
import { DeclaredFault, faultOf, Registry, withValue } from './registry';
import { declaredName } from './declared-name';
import { PolicyGate } from './gate';

/** Properties of a connector. */
export interface TransportConnectorProps {
  /** Whether it sends or receives. */
  readonly kind: ConnectorKind;
  /** Servers that send or receive with it. */
  readonly servers: ClientAccessServer[];
  /** Name that it announces to the other side (Fqdn). @default - the server's own */
  readonly fqdn?: string;
  /** Certificate that it is pinned to, as Exchange writes it: `<I>issuer<S>subject`. @default - chosen by name */
  readonly tlsCertificateName?: string;
  /** Whether both sides prove themselves by certificate. @default false */
  readonly mutualTls?: boolean;
}

const CHECKS: PropChecks<TransportConnectorProps> = {
  kind: needed(memberOf(ConnectorKind, 'ConnectorKind'), ConnectorKind.SEND),
  servers: needed(SERVERS, []),
  fqdn: ELSEWHERE,
  tlsCertificateName: TEXT,
  mutualTls: BOOLEAN,
};

/**
 * A send or receive connector. It presents the certificate that its first server has for SMTP: a renewal that forgets it stops mail,
 * so the rules look at it as well.
 */
export class TransportConnector extends Construct {
  public constructor(scope: Construct, id: string, given: TransportConnectorProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const fault = (wrong: DeclaredFault): void => faultOf(this, { ...wrong, location });
    const [first] = props.servers;
    if (!first)
      fault({
        code: 'connector-without-servers',
        message: 'servers is empty: nothing sends or receives with it',
        fix: 'name its servers',
      });
    if (props.tlsCertificateName !== undefined && !/^<I>.+<S>.+$/i.test(props.tlsCertificateName)) {
      fault({
        code: 'tls-certificate-name-invalid',
        message: `tlsCertificateName is "${props.tlsCertificateName}"; Exchange writes it as <I>issuer<S>subject`,
        fix: 'write the issuer behind <I> and the subject behind <S>, as Get-ExchangeCertificate shows them',
      });
    }
    const { name, problem } = props.fqdn === undefined ? {} : declaredName(this, props.fqdn);
    if (problem)
      fault({
        code: 'host-name-invalid',
        message: `fqdn: ${problem}`,
        fix: 'write a fully qualified name, such as smtp.contoso.com',
      });
    registry.add(this, () => ({
      connectors: [
        {
          id: this.node.path,
          name: id,
          kind: props.kind,
          servers: [...new Set(props.servers.map((server) => server.node.path))],
          ...withValue('fqdn', name),
          ...withValue('tlsCertificateName', props.tlsCertificateName),
          ...withValue('certificate', first?.certificateFor(CertificateRole.SMTP).description.id),
          mutualTls: props.mutualTls ?? false,
          ...withValue('location', location),
        },
      ],
    }));
  }
}
