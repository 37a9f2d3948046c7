import { Construct } from 'constructs';
import { HostName, NameCheck, TlsRange } from '../model';
import { anchorIn, ICertificateIssuer, uniqueNames } from './certificates/certificate-source';
import { BOOLEAN, checkedProps, ISSUER, listOf, memberOf, PropChecks, TEXTS, TLS_RANGE } from './checked-props';
import { compact, faultOf, Registry } from './registry';
import { declaredNames } from './declared-name';
import { PolicyGate } from './gate';

/** Properties of TLS inspection. */
export interface TlsInspectionProps {
  /** CA below which it makes the certificates that its clients meet: `InternalCa.fromPem` and its like. */
  readonly root: ICertificateIssuer;
  /** Whether it checks the certificates of the servers. @default true */
  readonly verifiesServer?: boolean;
  /** CAs whose certificates it accepts from servers, besides commercial ones. @default - unknown */
  readonly trusts?: ICertificateIssuer[];
  /** Whether it accepts certificates of any issuer, and looks at dates and names alone. @default false */
  readonly acceptsAnyIssuer?: boolean;
  /** How it compares names, where it verifies: NameCheck.NONE where it looks at dates and roots alone. @default NameCheck.EVERY_NAME */
  readonly nameCheck?: NameCheck;
  /** Host names that it leaves alone. @default - none */
  readonly exempt?: string[];
  /** TLS versions that it speaks to clients. @default - not known */
  readonly tls?: TlsRange;
  /** TLS versions that it speaks to the servers. @default - those of `tls` */
  readonly serverTls?: TlsRange;
}

const CHECKS: PropChecks<TlsInspectionProps> = {
  // Left out is a fault of its own.
  root: ISSUER,
  verifiesServer: BOOLEAN,
  trusts: listOf(ISSUER),
  acceptsAnyIssuer: BOOLEAN,
  nameCheck: memberOf(NameCheck, 'NameCheck'),
  exempt: TEXTS,
  tls: TLS_RANGE,
  serverTls: TLS_RANGE,
};

/**
 * TLS inspection in front of clients: an antivirus program or a secure web gateway that ends their connections and makes a certificate
 * for each host name. Client certificates and channel binding end there. Give it to the populations that it inspects.
 */
export class TlsInspection extends Construct {
  public constructor(scope: Construct, id: string, given: TlsInspectionProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    const location = registry.locate();
    const props = checkedProps(this, given, CHECKS, location);
    const root = props.root as ICertificateIssuer | undefined;
    if (root === undefined)
      faultOf(this, {
        code: 'inspector-without-root',
        message:
          'root is left out: what clients meet behind an inspector is decided by the root of the certificates that it makes',
        fix: 'give the CA of the inspector, for example InternalCa.fromPem with its root certificate',
        location,
      });
    const exempt: HostName[] = uniqueNames(declaredNames(this, 'exempt', props.exempt ?? [], location));
    const trusts = props.trusts ?? [];
    registry.add(this, () => ({
      inspectors: [
        compact({
          id: this.node.path,
          name: this.node.id,
          root: root?.anchor.id,
          verifiesServer: props.verifiesServer,
          trusts: props.trusts?.map(({ anchor }) => anchor.id),
          acceptsAnyIssuer: props.acceptsAnyIssuer,
          nameCheck: props.nameCheck,
          exempt,
          tls: props.tls,
          serverTls: props.serverTls,
          location,
        }),
      ],
      anchors: [...(root ? [root] : []), ...trusts].map((issuer) => anchorIn(this, issuer)),
    }));
  }
}
