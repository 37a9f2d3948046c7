import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ExchangeVersion } from '../exchange';
import {
  CertificateRole,
  ClientProtocol,
  ExchangeProduct,
  ExtendedProtection,
  HostName,
  Server,
  SourceLocation,
  TlsRange,
} from '../model';
import { AssignedCertificates } from './assigned-certificates';
import { CertificateConfig, ICertificateSource } from './certificates/certificate-source';
import { InstalledSource } from './certificates/installed-source';
import { SharedCertificate } from './certificates/shared-certificate';
import {
  BOOLEAN,
  checkedProps,
  ELSEWHERE,
  isObject,
  LIST,
  listOf,
  memberOf,
  needed,
  objectWith,
  POINT,
  PropChecks,
  PROTOCOL,
  PROTOCOLS,
  ROLE,
  SOURCE,
  TEXT,
  TLS_RANGE,
} from './checked-props';
import { compact, Contribution, faultOf, Registry } from './registry';
import { DeclaredBindings } from './declared-bindings';
import { declaredName } from './declared-name';
import { PolicyGate } from './gate';
import { declareMailDomains } from './mail-domain';
import {
  ActiveSyncProps,
  AutodiscoverProps,
  BindingProps,
  ExchangeControlPanelProps,
  ExchangeWebServicesProps,
  Imap4Props,
  MapiOverHttpProps,
  OfflineAddressBookProps,
  OutlookAnywhereProps,
  OutlookWebAppProps,
  Pop3Props,
  SmtpSubmissionProps,
} from './protocols/binding-props';
import { faultsOfPoints, PublishingPoint } from './publishing-point';
import { ServerDelivery } from './server-delivery';
import { StackParts } from './stack-parts';

/** Properties of a Client Access server. */
export interface ClientAccessServerProps {
  /** Decides which protocols, defaults and key types there are. */
  readonly version: ExchangeVersion;
  /** Name under which clients inside connect; where servers share one, also name serverFqdn. */
  readonly internalHostName: string;
  /** Name under which clients outside connect. @default - not published outside */
  readonly externalHostName?: string;
  /** Fully qualified name of the server itself. @default - internalHostName */
  readonly serverFqdn?: string;
  /** NetBIOS name, 1 to 15 characters. @default - the first label of serverFqdn, upper case */
  readonly netBiosName?: string;
  /**
   * SMTP domains whose clients look for Autodiscover here. Each is looked up under its own name unless a MailDomain says otherwise.
   * @default - none
   */
  readonly mailDomains?: string[];
  /** Where the certificate comes from. @default - the self-signed certificate that Exchange's setup installs */
  readonly certificate?: ICertificateSource;
  /** What stands in front of the server, for clients outside unless the point says otherwise. @default - nothing */
  readonly publishingPoint?: PublishingPoint;
  /**
   * Several points in front of the server, each for its own side, names or protocols; instead of `publishingPoint`. A point that stands
   * in front of one of them is not listed here: it is what that one is `behind`.
   * @default - nothing
   */
  readonly publishingPoints?: PublishingPoint[];
  /** Whether the web site answers only to clients that send the host name in the TLS handshake (SNI). @default false */
  readonly requiresSni?: boolean;
  /**
   * Whether the web site, or what stands in front of it, demands strict transport security (HSTS): browsers that were there before then
   * pass no certificate warning.
   * @default - not known
   */
  readonly strictTransport?: boolean;
  /** Whether people outside are meant to reach it, not only devices or partners. @default - it has an external name */
  readonly publicDeployment?: boolean;
  /**
   * Exactly the client protocols that the server serves, with the product's settings; an addXxx method sets one of them otherwise.
   * @default - those that the product enables by default: a table below shows them by version
   */
  readonly protocols?: ClientProtocol[];
  /** Windows Server release under Exchange, such as `2008`, `2012 R2`, `2016`, `2022`. @default - unknown */
  readonly windowsServer?: string;
  /** Windows Extended Protection of the server (channel binding). @default ExtendedProtection.AS_SETUP */
  readonly extendedProtection?: ExtendedProtection;
  /** TLS versions that the server speaks. @default - by version and Windows Server release */
  readonly tls?: TlsRange;
}

const PRODUCT = memberOf(ExchangeProduct, 'ExchangeProduct');

const CHECKS: PropChecks<ClientAccessServerProps> = {
  version: needed(
    objectWith(
      (value) => isObject(value.release) && PRODUCT.fits(value.release.product) && typeof value.label === 'string',
      'an ExchangeVersion, such as ExchangeVersion.EXCHANGE_2016',
    ),
    ExchangeVersion.EXCHANGE_SE,
  ),
  internalHostName: ELSEWHERE,
  externalHostName: ELSEWHERE,
  serverFqdn: ELSEWHERE,
  netBiosName: TEXT,
  protocols: PROTOCOLS,
  mailDomains: LIST,
  certificate: SOURCE,
  publishingPoint: POINT,
  publishingPoints: listOf(POINT),
  requiresSni: BOOLEAN,
  strictTransport: BOOLEAN,
  publicDeployment: BOOLEAN,
  windowsServer: TEXT,
  extendedProtection: memberOf(ExtendedProtection, 'ExtendedProtection'),
  tls: TLS_RANGE,
};

/** Longest NetBIOS name, in characters. */
const LONGEST_NETBIOS = 15;

/**
 * A Client Access server: Exchange 2007 and 2010, where it is a role, and 2013 and later, where it is a set of services. What the
 * product enables by default is there from the start; everything else is added.
 */
export class ClientAccessServer extends Construct {
  public readonly version: ExchangeVersion;
  private readonly registry: Registry;
  private readonly location: SourceLocation | undefined;
  private readonly internalHost: HostName;
  private readonly externalHost: HostName | undefined;
  private readonly fqdn: HostName;
  private readonly netBiosName: string;
  private readonly mailDomains: string[];
  private readonly points: string[] | undefined;
  private readonly requiresSni: boolean | undefined;
  private readonly publicDeployment: boolean;
  /** Settings that the model takes as they are. */
  private readonly settings: Pick<Server, 'windowsServer' | 'extendedProtection' | 'tls' | 'strictTransport'>;
  private readonly bindings: DeclaredBindings;
  private readonly certificates: AssignedCertificates;

  public constructor(scope: Construct, id: string, given: ClientAccessServerProps) {
    super(StackParts.scopeFor(scope, id, shared(given)), id);
    PolicyGate.of(this);
    this.registry = Registry.of(this);
    this.location = this.registry.locate();
    const props = checkedProps(this, given, CHECKS, this.location);
    const { version, windowsServer } = props;
    const { release } = version;
    this.version = version;
    this.internalHost = this.name('internalHostName', props.internalHostName) ?? { value: 'invalid' };
    this.externalHost = this.name('externalHostName', props.externalHostName);
    this.fqdn = this.name('serverFqdn', props.serverFqdn) ?? this.internalHost;
    this.netBiosName = this.checkedNetBiosName(props.netBiosName);
    this.mailDomains = declareMailDomains(this, props.mailDomains ?? [], this.location);
    this.points = this.checkedPoints(props);
    this.requiresSni = props.requiresSni;
    this.publicDeployment = props.publicDeployment ?? this.externalHost !== undefined;
    const { extendedProtection, strictTransport, tls } = props;
    this.settings = compact({ windowsServer, extendedProtection, strictTransport, tls });
    this.bindings = new DeclaredBindings(this, {
      version,
      internalHost: this.internalHost,
      externalHost: this.externalHost,
      mailDomains: this.mailDomains,
      publishingPoint: props.publishingPoint?.node.path,
      protocols: props.protocols,
      location: this.location,
    });
    this.certificates = new AssignedCertificates(this, {
      source: props.certificate ?? new InstalledSource(),
      assumed: props.certificate === undefined,
      release,
      serverFqdn: this.fqdn,
      netBiosName: this.netBiosName,
      label: id,
      bindings: this.bindings,
    });
    new ServerDelivery(this, this.certificates, { release, windowsServer, bindings: this.bindings });
    this.registry.add(this, () => this.contribute());
  }

  /** Host names that the server's certificates must have, in order: text, or a Terraform expression. */
  public get requiredDnsNames(): string[] {
    return this.bindings.hostNames.map((host) => host.value ?? (host.expression as string));
  }

  /** Protocols that the server serves as declared so far. */
  public get protocols(): ClientProtocol[] {
    return this.bindings.protocols;
  }

  /** What the source of the certificate for the web site, or for another role, answered. */
  public certificateFor(role: CertificateRole = CertificateRole.IIS): CertificateConfig {
    return this.certificates.configOf(role);
  }

  /** Outlook Web App with other settings than the product's. */
  public addOutlookWebApp(props: OutlookWebAppProps = {}): this {
    return this.declare(ClientProtocol.OWA, props);
  }

  /** Exchange Control Panel with other settings than the product's; from Exchange 2010 on. */
  public addExchangeControlPanel(props: ExchangeControlPanelProps = {}): this {
    return this.declare(ClientProtocol.ECP, props);
  }

  /** Exchange ActiveSync with other settings than the product's. */
  public addActiveSync(props: ActiveSyncProps = {}): this {
    return this.declare(ClientProtocol.ACTIVE_SYNC, props);
  }

  /** Outlook Anywhere: off in 2007 and 2010 until it is added. */
  public addOutlookAnywhere(props: OutlookAnywhereProps = {}): this {
    return this.declare(ClientProtocol.OUTLOOK_ANYWHERE, props);
  }

  /** MAPI over HTTP: from 2013 SP1, there off until it is added. */
  public addMapiOverHttp(props: MapiOverHttpProps = {}): this {
    return this.declare(ClientProtocol.MAPI_OVER_HTTP, props);
  }

  /** Exchange Web Services with other settings than the product's. */
  public addExchangeWebServices(props: ExchangeWebServicesProps = {}): this {
    return this.declare(ClientProtocol.EWS, props);
  }

  /** Offline address book with other settings than the product's. */
  public addOfflineAddressBook(props: OfflineAddressBookProps = {}): this {
    return this.declare(ClientProtocol.OAB, props);
  }

  /** Autodiscover with other settings than the product's. */
  public addAutodiscover(props: AutodiscoverProps = {}): this {
    return this.declare(ClientProtocol.AUTODISCOVER, props);
  }

  /** POP3: stopped until it is added, and in 2007 not over SSL until `encryption` says so. */
  public addPop3(props: Pop3Props = {}): this {
    return this.declare(ClientProtocol.POP3, props);
  }

  /** IMAP4: stopped until it is added, and in 2007 not over SSL until `encryption` says so. */
  public addImap4(props: Imap4Props = {}): this {
    return this.declare(ClientProtocol.IMAP4, props);
  }

  /** SMTP client submission: 2013 and later. */
  public addSmtpSubmission(props: SmtpSubmissionProps = {}): this {
    return this.declare(ClientProtocol.SMTP_SUBMISSION, props);
  }

  /** Removes a protocol that the product enables by default, or that protocols lists. */
  public removeProtocol(protocol: ClientProtocol): this {
    if (!PROTOCOL.fits(protocol)) {
      checkedProps(
        this,
        { protocol },
        { protocol: needed(PROTOCOL, ClientProtocol.OWA) },
        this.registry.locate(),
        'removeProtocol',
      );
      return this;
    }
    this.bindings.remove(protocol);
    return this;
  }

  /** Gives a role a certificate of its own: different protocols of one server may present different certificates. */
  public assignCertificate(role: CertificateRole, source: ICertificateSource): this {
    if (!ROLE.fits(role) || !SOURCE.fits(source)) {
      const checks = { role: needed(ROLE, CertificateRole.IIS), source: needed(SOURCE, new InstalledSource()) };
      checkedProps(this, { role, source }, checks, this.registry.locate(), 'assignCertificate');
      return this;
    }
    this.certificates.assign(role, source);
    this.registry.touch();
    return this;
  }

  private declare(protocol: ClientProtocol, props: BindingProps): this {
    this.bindings.declare(protocol, props);
    return this;
  }

  private name(prop: string, text: string | undefined): HostName | undefined {
    if (text === undefined && prop !== 'internalHostName') return undefined;
    const { name, problem } = declaredName(this, text);
    if (problem)
      faultOf(this, {
        code: 'host-name-invalid',
        message: `${prop}: ${problem}`,
        fix: 'write a fully qualified name, such as mail.contoso.com',
        location: this.location,
      });
    return name;
  }

  private checkedNetBiosName(given: string | undefined): string {
    const derived = (this.fqdn.value ?? this.node.id).split('.')[0].slice(0, LONGEST_NETBIOS).toUpperCase();
    if (given === undefined) return derived;
    if (/^[A-Za-z0-9_-]{1,15}$/.test(given)) return given.toUpperCase();
    faultOf(this, {
      code: 'netbios-name-invalid',
      message: `netBiosName is "${given}"; it has 1 to ${LONGEST_NETBIOS} letters, digits, hyphens or underscores`,
      fix: 'write the computer name without its domain',
      location: this.location,
    });
    return derived;
  }

  private checkedPoints({ publishingPoint, publishingPoints }: ClientAccessServerProps): string[] | undefined {
    if (publishingPoints === undefined) return undefined;
    if (publishingPoint !== undefined)
      faultOf(this, {
        code: 'publishing-point-twice',
        message: 'publishingPoint and publishingPoints are both there: which one counts?',
        fix: 'name every point next to the server in publishingPoints, and leave publishingPoint out',
        location: this.location,
      });
    faultsOfPoints(this, publishingPoints, this.location);
    return publishingPoints.map((point) => point.node.path);
  }

  private contribute(): Contribution {
    return {
      servers: [
        compact({
          id: this.node.path,
          name: this.node.id,
          stack: TerraformStack.of(this).node.path,
          release: this.version.release,
          fqdn: this.fqdn,
          netBiosName: this.netBiosName,
          internalHost: this.internalHost,
          externalHost: this.externalHost,
          mailDomains: this.mailDomains,
          publicDeployment: this.publicDeployment,
          publishingPoints: this.points,
          requiresSni: this.requiresSni,
          roles: this.certificates.roles(),
          ...this.settings,
          location: this.location,
        }),
      ],
      bindings: this.certificates.bindings(),
      certificates: this.certificates.certificates(),
      anchors: this.certificates.anchors(),
    };
  }
}

/** The certificate that a server shares with others. */
function shared(given: ClientAccessServerProps | undefined): SharedCertificate | undefined {
  return given?.certificate instanceof SharedCertificate ? given.certificate : undefined;
}
