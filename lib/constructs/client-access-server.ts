import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { ExchangeVersion, protocolFacts, ALL_PROTOCOLS, versionsWith } from '../exchange';
import {
  Binding,
  CertificateRole,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  Encryption,
  ExchangeProduct,
  HostName,
  SourceLocation,
} from '../model';
import { AssignedCertificates } from './assigned-certificates';
import { CertificateConfig } from './certificates/certificate-config';
import { ICertificateSource } from './certificates/certificate-source';
import { InstalledSource } from './certificates/installed-source';
import { uniqueNames } from './certificates/required-names';
import { checkedProps, isObject, LIST, memberOf, needed, objectWith, PropChecks, TEXT } from './checked-props';
import { declaredName } from './declared-name';
import { faultOf } from './fault';
import { PolicyGate } from './gate';
import { declareMailDomains } from './mail-domain';
import { declareActiveSync, ActiveSyncProps } from './protocols/active-sync';
import { declareAutodiscover, AutodiscoverProps } from './protocols/autodiscover';
import { BindingDefinition } from './protocols/binding-definition';
import { withValue } from './protocols/declare-binding';
import { declareExchangeControlPanel, ExchangeControlPanelProps } from './protocols/exchange-control-panel';
import { declareExchangeWebServices, ExchangeWebServicesProps } from './protocols/exchange-web-services';
import { declareImap4, Imap4Props } from './protocols/imap4';
import { declareMapiOverHttp, MapiOverHttpProps } from './protocols/mapi-over-http';
import { declareOfflineAddressBook, OfflineAddressBookProps } from './protocols/offline-address-book';
import { declareOutlookAnywhere, OutlookAnywhereProps } from './protocols/outlook-anywhere';
import { declareOutlookWebApp, OutlookWebAppProps } from './protocols/outlook-web-app';
import { declarePop3, Pop3Props } from './protocols/pop3';
import { declareSmtpSubmission, SmtpSubmissionProps } from './protocols/smtp-submission';
import { PROTOCOL, ROLE, SOURCE } from './prop-checks';
import { PublishingPoint } from './publishing-point';
import { Registry } from './registry';
import { ServerDelivery } from './server-delivery';

/** What is said of a Client Access server. */
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
  /** What stands in front of the server for clients outside. @default - nothing */
  readonly publishingPoint?: PublishingPoint;
  /** Windows Server release under Exchange, such as `2008`, `2012 R2`, `2016`, `2022`. @default - unknown */
  readonly windowsServer?: string;
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
  netBiosName: TEXT,
  mailDomains: LIST,
  certificate: SOURCE,
  publishingPoint: objectWith((value) => isObject(value.node) && 'certificate' in value, 'a PublishingPoint'),
  windowsServer: TEXT,
};

/** Longest NetBIOS name, in characters. */
const LONGEST_NETBIOS = 15;

/**
 * A Client Access server: Exchange 2007 and 2010, where it is a role, and 2013 and later, where it is a set of services. What the
 * product switches on by itself is there from the start; everything else is added.
 */
export class ClientAccessServer extends Construct {
  public readonly version: ExchangeVersion;
  private readonly definitions = new Map<ClientProtocol, BindingDefinition>();
  private readonly registry: Registry;
  private readonly location: SourceLocation | undefined;
  private readonly internalHost: HostName;
  private readonly externalHost: HostName | undefined;
  /** One list for all bindings that take the server's name: a judgement looks at a list once. */
  private readonly internalHosts: HostName[];
  private readonly externalHosts: HostName[];
  private readonly fqdn: HostName;
  private readonly netBiosName: string;
  private readonly mailDomains: string[];
  private readonly publishingPoint: PublishingPoint | undefined;
  private readonly windowsServer: string | undefined;
  private readonly certificates: AssignedCertificates;
  private bound?: { readonly revision: number; readonly bindings: Binding[] };

  public constructor(scope: Construct, id: string, given: ClientAccessServerProps) {
    super(scope, id);
    PolicyGate.of(this);
    this.registry = Registry.of(this);
    this.location = this.registry.locate();
    const props = checkedProps(this, given, CHECKS, this.location);
    this.version = props.version;
    this.internalHost = this.name('internalHostName', props.internalHostName) ?? { value: 'invalid' };
    this.externalHost = this.name('externalHostName', props.externalHostName);
    this.internalHosts = [this.internalHost];
    this.externalHosts = this.externalHost ? [this.externalHost] : [];
    this.fqdn = this.name('serverFqdn', props.serverFqdn) ?? this.internalHost;
    this.netBiosName = this.checkedNetBiosName(props.netBiosName);
    this.mailDomains = declareMailDomains(this, props.mailDomains ?? [], this.location);
    this.publishingPoint = props.publishingPoint;
    this.windowsServer = props.windowsServer;
    for (const protocol of ALL_PROTOCOLS) {
      if (protocolFacts(protocol).enabledByDefault(props.version.release).value !== true) continue;
      this.definitions.set(protocol, { protocol, byDefault: true, ...withValue('location', this.location) });
    }
    this.certificates = new AssignedCertificates(this, {
      source: props.certificate ?? new InstalledSource(),
      assumed: props.certificate === undefined,
      release: props.version.release,
      serverFqdn: this.fqdn,
      netBiosName: this.netBiosName,
      label: id,
      namesOf: (role) => this.namesOf(role),
    });
    new ServerDelivery(this, this.certificates, {
      release: props.version.release,
      windowsServer: props.windowsServer,
      names: () => this.requiredHostNames,
    });
    this.registry.add(this, () => this.contribute());
  }

  /** Host names that the server's certificates must have, in order: text, or a Terraform expression. */
  public get requiredDnsNames(): string[] {
    return this.requiredHostNames.map((host) => host.value ?? (host.expression as string));
  }

  /** Protocols that the server serves as declared so far. */
  public get protocols(): ClientProtocol[] {
    return [...this.definitions.keys()];
  }

  /** What the source of the certificate for the web site, or for another role, answered. */
  public certificateFor(role: CertificateRole = CertificateRole.IIS): CertificateConfig {
    return this.certificates.configOf(role);
  }

  /** Outlook Web App with other settings than the product's. */
  public addOutlookWebApp(props: OutlookWebAppProps = {}): this {
    return this.declare(declareOutlookWebApp(this, props, this.registry.locate()));
  }

  /** Exchange Control Panel with other settings than the product's; from Exchange 2010 on. */
  public addExchangeControlPanel(props: ExchangeControlPanelProps = {}): this {
    return this.declare(declareExchangeControlPanel(this, props, this.registry.locate()));
  }

  /** Exchange ActiveSync with other settings than the product's. */
  public addActiveSync(props: ActiveSyncProps = {}): this {
    return this.declare(declareActiveSync(this, props, this.registry.locate()));
  }

  /** Outlook Anywhere: off in 2007 and 2010 until it is added. */
  public addOutlookAnywhere(props: OutlookAnywhereProps = {}): this {
    return this.declare(declareOutlookAnywhere(this, props, this.registry.locate()));
  }

  /** MAPI over HTTP: from 2013 SP1, there off until it is added. */
  public addMapiOverHttp(props: MapiOverHttpProps = {}): this {
    return this.declare(declareMapiOverHttp(this, props, this.registry.locate()));
  }

  /** Exchange Web Services with other settings than the product's. */
  public addExchangeWebServices(props: ExchangeWebServicesProps = {}): this {
    return this.declare(declareExchangeWebServices(this, props, this.registry.locate()));
  }

  /** Offline address book with other settings than the product's. */
  public addOfflineAddressBook(props: OfflineAddressBookProps = {}): this {
    return this.declare(declareOfflineAddressBook(this, props, this.registry.locate()));
  }

  /** Autodiscover with other settings than the product's. */
  public addAutodiscover(props: AutodiscoverProps = {}): this {
    return this.declare(declareAutodiscover(this, props, this.registry.locate()));
  }

  /** POP3: stopped until it is added, and in 2007 not over SSL until `encryption` says so. */
  public addPop3(props: Pop3Props = {}): this {
    return this.declare(declarePop3(this, props, this.registry.locate()));
  }

  /** IMAP4: stopped until it is added, and in 2007 not over SSL until `encryption` says so. */
  public addImap4(props: Imap4Props = {}): this {
    return this.declare(declareImap4(this, props, this.registry.locate()));
  }

  /** SMTP client submission: 2013 and later. */
  public addSmtpSubmission(props: SmtpSubmissionProps = {}): this {
    return this.declare(declareSmtpSubmission(this, props, this.registry.locate()));
  }

  /** Takes off a protocol that the product switches on by itself. */
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
    if (!this.definitions.delete(protocol)) {
      faultOf(
        this,
        'protocol-not-there',
        `${protocolFacts(protocol).label} is not on this server, so it can't be taken off`,
        `leave the call out; the server has ${this.protocols.join(', ')}`,
        this.registry.locate(),
      );
    }
    this.registry.touch();
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

  private declare(definition: BindingDefinition): this {
    const facts = protocolFacts(definition.protocol);
    const exists = facts.exists(this.version.release);
    const known = this.definitions.get(definition.protocol);
    if (exists.value === false) {
      faultOf(
        this,
        'protocol-missing',
        `${this.version.label} has no ${facts.label} on its Client Access server (${exists.source})`,
        `leave it out; versions that have it: ${versionsWith(definition.protocol).join(', ')}`,
        definition.location,
      );
    } else if (known && !known.byDefault) {
      faultOf(
        this,
        'protocol-declared-twice',
        `${facts.label} is declared twice on this server`,
        'declare it once, with all its settings',
        definition.location,
      );
    } else {
      this.definitions.set(definition.protocol, definition);
    }
    this.registry.touch();
    return this;
  }

  private name(prop: string, text: string | undefined): HostName | undefined {
    if (text === undefined && prop !== 'internalHostName') return undefined;
    const { name, problem } = declaredName(this, text);
    if (problem)
      faultOf(
        this,
        'host-name-invalid',
        `${prop}: ${problem}`,
        'write a fully qualified name, such as mail.contoso.com',
        this.location,
      );
    return name;
  }

  private checkedNetBiosName(given: string | undefined): string {
    const derived = (this.fqdn.value ?? this.node.id).split('.')[0].slice(0, LONGEST_NETBIOS).toUpperCase();
    if (given === undefined) return derived;
    if (/^[A-Za-z0-9_-]{1,15}$/.test(given)) return given.toUpperCase();
    faultOf(
      this,
      'netbios-name-invalid',
      `netBiosName is "${given}"; it has 1 to ${LONGEST_NETBIOS} letters, digits, hyphens or underscores`,
      'write the computer name without its domain',
      this.location,
    );
    return derived;
  }

  private get requiredHostNames(): HostName[] {
    return uniqueNames(this.bindings().flatMap((binding) => [...binding.externalHosts, ...binding.internalHosts]));
  }

  private namesOf(role: CertificateRole): HostName[] {
    const own = this.bindings().filter(
      (binding) => isEncrypted(binding) && this.certificates.roleOf(binding.role) === role,
    );
    // External names first: the first becomes the subject, and is what people outside see.
    const external = uniqueNames(own.flatMap((binding) => binding.externalHosts));
    const internal = uniqueNames(own.flatMap((binding) => binding.internalHosts));
    const main = this.externalHost;
    return uniqueNames([
      ...(main && external.some((host) => host.value === main.value) ? [main] : []),
      ...external,
      ...internal,
    ]);
  }

  /** Every binding as declared so far; asked for often while the estate is put together, so kept until something changes. */
  private bindings(): Binding[] {
    if (this.bound?.revision !== this.registry.revision) {
      this.bound = {
        revision: this.registry.revision,
        bindings: [...this.definitions.values()].map((definition) => this.bind(definition)),
      };
    }
    return this.bound.bindings;
  }

  private bind(definition: BindingDefinition): Binding {
    const facts = protocolFacts(definition.protocol);
    const release = this.version.release;
    const required = definition.encryptionRequired ?? facts.encryptionRequiredByDefault(release).value;
    const listeners = definition.listeners ?? facts.defaultListeners(release);
    const binding: Binding = {
      id: `${this.node.path}/${definition.protocol}`,
      server: this.node.path,
      protocol: definition.protocol,
      listeners,
      ...withValue('encryptionRequired', required),
      internalHosts: definition.internalHost ? [definition.internalHost] : this.internalHosts,
      externalHosts: this.externalHostsOf(definition),
      authentication: this.authenticationOf(definition),
      clientCertificates: definition.clientCertificates ?? ClientCertificateMode.IGNORE,
      role: facts.role,
      ...withValue('certificatePrincipalName', definition.certificatePrincipalName),
      ...withValue('publishingPoint', this.publishingPoint?.node.path),
      byDefault: definition.byDefault,
      ...withValue('location', definition.location),
    };
    return isEncrypted(binding)
      ? { ...binding, ...withValue('certificate', this.certificates.idOf(facts.role)) }
      : binding;
  }

  /** Autodiscover is looked for under the mail domains' own names, where nothing else is arranged (AUTOD16). */
  private externalHostsOf({ protocol, externalHost }: BindingDefinition): HostName[] {
    if (externalHost !== undefined) return externalHost ? [externalHost] : [];
    if (protocol !== ClientProtocol.AUTODISCOVER || !this.externalHost) return this.externalHosts;
    const own = this.mailDomains.filter((domain) => this.registry.autodiscoverNeedsOwnName(domain));
    const names = own.map((domain): HostName => ({ value: `autodiscover.${domain}` }));
    return names.length === 0 || own.length < this.mailDomains.length ? [...names, this.externalHost] : names;
  }

  private authenticationOf(definition: BindingDefinition): ClientAuthentication[] {
    if (definition.authentication) return [...definition.authentication];
    const byDefault = protocolFacts(definition.protocol).defaultAuthentication(this.version.release);
    return definition.clientCertificates === ClientCertificateMode.REQUIRE
      ? [ClientAuthentication.CERTIFICATE]
      : byDefault;
  }

  private contribute(): ReturnType<Parameters<Registry['add']>[1]> {
    return {
      servers: [
        {
          id: this.node.path,
          name: this.node.id,
          stack: TerraformStack.of(this).node.path,
          release: this.version.release,
          fqdn: this.fqdn,
          netBiosName: this.netBiosName,
          internalHost: this.internalHost,
          ...withValue('externalHost', this.externalHost),
          mailDomains: this.mailDomains,
          publicDeployment: this.externalHost !== undefined,
          roles: this.certificates.roles(),
          ...withValue('windowsServer', this.windowsServer),
          ...withValue('location', this.location),
        },
      ],
      bindings: this.bindings(),
      certificates: this.certificates.certificates(),
      anchors: this.certificates.anchors(),
    };
  }
}

function isEncrypted(binding: Binding): boolean {
  return binding.listeners.some((listener) => listener.encryption !== Encryption.NONE);
}
