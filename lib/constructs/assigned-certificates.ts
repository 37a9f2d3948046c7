import { Construct } from 'constructs';
import {
  Binding,
  Certificate,
  CertificateRole,
  ExchangeRelease,
  HostName,
  RoleAssignment,
  TrustAnchor,
} from '../model';
import { CertificateConfig, ICertificateSource, RequiredNames } from './certificates/certificate-source';
import { certificateNames, DeclaredBindings, isEncrypted } from './declared-bindings';
import { faultOf, Registry } from './registry';

/** What the certificates of a server are made from. */
export interface AssignedCertificatesProps {
  readonly source: ICertificateSource;
  /** True where the user named no source. */
  readonly assumed: boolean;
  readonly release: ExchangeRelease;
  readonly serverFqdn: HostName;
  readonly netBiosName: string;
  readonly label: string;
  /** The bindings that present the certificates: their names follow from them. */
  readonly bindings: DeclaredBindings;
}

/** One certificate of a server, and what it is called. */
export interface AssignedCertificate {
  /** `main`, or the role that has a certificate of its own. */
  readonly name: string;
  readonly role: CertificateRole;
  readonly config: CertificateConfig;
  readonly scope: Construct;
}

/** Roles whose certificates clients meet; the main certificate serves those that have none of their own. */
const CLIENT_ROLES = [CertificateRole.IIS, CertificateRole.POP, CertificateRole.IMAP, CertificateRole.SMTP];

/** Which certificate each role of a server presents. */
export class AssignedCertificates {
  private readonly main: AssignedCertificate;
  private readonly own = new Map<CertificateRole, AssignedCertificate>();

  public constructor(
    private readonly owner: Construct,
    private readonly props: AssignedCertificatesProps,
  ) {
    this.main = this.bind('Certificate', 'main', CertificateRole.IIS, props.source);
  }

  public assign(role: CertificateRole, source: ICertificateSource): void {
    const location = Registry.of(this.owner).locate();
    if (role === CertificateRole.BACK_END || role === CertificateRole.TRANSPORT_DEFAULT) {
      faultOf(this.owner, {
        code: 'role-not-replaceable',
        message: `the ${role} certificate is Exchange's own and is never replaced: the front end and the other servers trust it as it is`,
        fix: 'leave it; assign certificates to the roles that clients meet',
        location,
      });
      return;
    }
    if (!CLIENT_ROLES.includes(role)) {
      faultOf(this.owner, {
        code: 'role-not-for-clients',
        message: `clients never meet the ${role} certificate`,
        fix: `assign one of ${CLIENT_ROLES.join(', ')}`,
        location,
      });
      return;
    }
    if (this.own.has(role)) {
      faultOf(this.owner, {
        code: 'role-assigned-twice',
        message: `the role ${role} is given two certificates`,
        fix: 'assign it once',
        location,
      });
      return;
    }
    this.own.set(role, this.bind(`Certificate-${role}`, role, role, source));
  }

  /** Every binding with the certificate that it presents; one that is not encrypted presents none. */
  public bindings(): Binding[] {
    return this.props.bindings
      .all()
      .map((binding) => (isEncrypted(binding) ? { ...binding, certificate: this.idOf(binding.role) } : binding));
  }

  public configOf(role: CertificateRole): CertificateConfig {
    return this.of(role).config;
  }

  public idOf(role: CertificateRole): string {
    return this.of(role).config.description.id;
  }

  public roles(): RoleAssignment[] {
    return CLIENT_ROLES.map((role) => ({ role, certificate: this.idOf(role) }));
  }

  public all(): AssignedCertificate[] {
    return [this.main, ...this.own.values()];
  }

  public certificates(): Certificate[] {
    return this.all().map(({ config, role }) => {
      const certificate = config.description.certificate;
      return this.props.assumed && role === CertificateRole.IIS ? { ...certificate, assumed: true } : certificate;
    });
  }

  public anchors(): TrustAnchor[] {
    return this.all().flatMap(({ config }) => config.description.anchors);
  }

  private of(role: CertificateRole): AssignedCertificate {
    return this.own.get(role) ?? this.main;
  }

  private bind(id: string, name: string, role: CertificateRole, source: ICertificateSource): AssignedCertificate {
    const { release, serverFqdn, netBiosName, label } = this.props;
    // A scope of its own, so that a source can name its children as it likes.
    const scope = new Construct(this.owner, id);
    const names = new RequiredNames(() => this.namesOf(role));
    return { name, role, scope, config: source.bind(scope, { label, names, release, serverFqdn, netBiosName }) };
  }

  private namesOf(role: CertificateRole): HostName[] {
    const { bindings } = this.props;
    const presented = bindings
      .all()
      .filter((binding) => (this.own.has(binding.role) ? binding.role : CertificateRole.IIS) === role);
    return certificateNames(presented, bindings.externalHost);
  }
}
