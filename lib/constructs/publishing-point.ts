import { Construct } from 'constructs';
import { CertificateRole, HostName, PublishingMode, SourceLocation } from '../model';
import { ICertificateIssuer } from './certificates/certificate-issuer';
import { ICertificateSource } from './certificates/certificate-source';
import { ApplyAssets } from './apply-assets';
import { CertificateDelivery } from './certificate-delivery';
import { CertificateConfig } from './certificates/certificate-config';
import { RequiredNames, uniqueNames } from './certificates/required-names';
import { BOOLEAN, checkedProps, LIST, listOf, memberOf, needed, PropChecks } from './checked-props';
import { declaredName } from './declared-name';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { ISSUER, SOURCE } from './prop-checks';
import { withValue } from './compact';
import { Registry } from './registry';
import { ExchangeVersion } from '../exchange';

/** What is said of a publishing point. */
export interface PublishingPointProps {
  /** What it does with the TLS connection of a client. */
  readonly mode: PublishingMode;
  /** Names under which clients outside connect. */
  readonly hostNames: string[];
  /** Where its certificate comes from; needed with bridging and offload, meaningless with pass-through. */
  readonly certificate?: ICertificateSource;
  /**
   * CAs whose certificates a bridge accepts from the servers, besides commercial ones.
   * @default - unknown
   */
  readonly trusts?: ICertificateIssuer[];
  /** Whether a bridge checks the servers' certificates at all. @default true */
  readonly verifiesServer?: boolean;
}

const CHECKS: PropChecks<PublishingPointProps> = {
  mode: needed(memberOf(PublishingMode, 'PublishingMode'), PublishingMode.PASS_THROUGH),
  hostNames: needed(LIST, []),
  certificate: SOURCE,
  trusts: listOf(ISSUER),
  verifiesServer: BOOLEAN,
};

/** What stands in front of servers for clients outside: reverse proxy, ISA or TMG, load balancer. */
export class PublishingPoint extends Construct {
  private readonly config?: CertificateConfig;
  private readonly hostNames: HostName[];
  private readonly location: SourceLocation | undefined;
  private readonly props: PublishingPointProps;

  public constructor(scope: Construct, id: string, given: PublishingPointProps) {
    super(scope, id);
    PolicyGate.of(this);
    const registry = Registry.of(this);
    this.location = registry.locate();
    const props = checkedProps(this, given, CHECKS, this.location);
    this.props = props;
    const names: HostName[] = [];
    for (const text of props.hostNames) {
      const { name, problem } = declaredName(this, text);
      if (problem)
        faultOf(
          this,
          'host-name-invalid',
          `hostNames: ${problem}`,
          'write the names that clients outside connect to',
          this.location,
        );
      else if (name) names.push(name);
    }
    this.hostNames = uniqueNames(names);
    if (names.length === 0 && props.hostNames.length === 0)
      faultOf(
        this,
        'publishing-point-without-names',
        'hostNames is empty: no client outside can reach a publishing point without a name',
        'write the names that clients outside connect to',
        this.location,
      );
    if (props.mode === PublishingMode.PASS_THROUGH && props.certificate) {
      faultOf(
        this,
        'pass-through-with-certificate',
        "a publishing point that passes TLS through shows the servers' certificates, and has none of its own",
        'leave the certificate out, or change the mode to bridging',
        this.location,
      );
    } else if (props.certificate) {
      const hosts = this.hostNames;
      const certificateScope = new Construct(this, 'Certificate');
      this.config = props.certificate.bind(certificateScope, {
        label: id,
        names: new RequiredNames(() => hosts),
        release: ExchangeVersion.EXCHANGE_SE.release,
        serverFqdn: hosts[0] ?? { value: 'invalid' },
        netBiosName: id.slice(0, 15).toUpperCase(),
      });
      this.deliver(this.config, certificateScope);
    }
    registry.add(this, () => this.contribute());
  }

  /** What the source of its certificate answered. */
  public get certificate(): CertificateConfig | undefined {
    return this.config;
  }

  /** The certificate is for whoever runs the proxy or load balancer: PEM, and a PFX that every product reads. */
  private deliver(config: CertificateConfig, scope: Construct): void {
    ApplyAssets.of(this);
    new CertificateDelivery(this, {
      certificates: () => [{ name: 'main', role: CertificateRole.IIS, config, scope }],
      names: () => this.hostNames,
      legacyPfx: true,
    });
  }

  private contribute(): ReturnType<Parameters<Registry['add']>[1]> {
    const certificate = this.config?.description.certificate;
    return {
      publishingPoints: [
        {
          id: this.node.path,
          name: this.node.id,
          mode: this.props.mode,
          ...withValue('certificate', certificate?.id),
          ...withValue(
            'trusts',
            this.props.trusts?.map((issuer) => issuer.anchor.id),
          ),
          ...withValue('verifiesServer', this.props.verifiesServer),
          hostNames: this.hostNames,
          ...withValue('location', this.location),
        },
      ],
      certificates: certificate ? [certificate] : [],
      anchors: [
        ...(this.config?.description.anchors ?? []),
        ...(this.props.trusts ?? []).map((issuer) => issuer.anchor),
      ],
    };
  }
}
