import { IConstruct } from 'constructs';
import { ALL_PROTOCOLS, ExchangeVersion, protocolFacts, versionsWith } from '../exchange';
import {
  Binding,
  ClientAuthentication,
  ClientCertificateMode,
  ClientProtocol,
  Encryption,
  HostName,
  SourceLocation,
} from '../model';
import { uniqueNames } from './certificates/certificate-source';
import { compact, faultOf, Registry } from './registry';
import { BindingProps } from './protocols/binding-props';
import { BindingDefinition, declareProtocol } from './protocols/protocol-declarations';

/** What the bindings of a server take from the server. */
export interface DeclaredBindingsProps {
  readonly version: ExchangeVersion;
  readonly internalHost: HostName;
  /** Left out: the server is not published outside. */
  readonly externalHost?: HostName;
  readonly mailDomains: string[];
  /** Path of the publishing point in front of the server. */
  readonly publishingPoint?: string;
  /** Exactly the protocols that the server serves; left out: those that the product enables by default. */
  readonly protocols?: ClientProtocol[];
  readonly location: SourceLocation | undefined;
}

/** The protocols of one server as declared so far, and the bindings that follow from them. They know nothing of certificates. */
export class DeclaredBindings {
  private readonly definitions = new Map<ClientProtocol, BindingDefinition>();
  private readonly registry: Registry;
  /** One list for all bindings that take the server's name: a judgement looks at a list once. */
  private readonly internalHosts: HostName[];
  private readonly externalHosts: HostName[];
  private bound?: { readonly revision: number; readonly bindings: Binding[] };

  public constructor(
    private readonly server: IConstruct,
    private readonly props: DeclaredBindingsProps,
  ) {
    this.registry = Registry.of(server);
    this.internalHosts = [props.internalHost];
    this.externalHosts = props.externalHost ? [props.externalHost] : [];
    for (const protocol of props.protocols ? this.checkedProtocols(props.protocols) : this.productProtocols())
      this.definitions.set(protocol, compact({ protocol, byDefault: true, location: props.location }));
  }

  /** Protocols that are declared so far. */
  public get protocols(): ClientProtocol[] {
    return [...this.definitions.keys()];
  }

  /** Every host name that clients connect to, names outside before names inside of each binding. */
  public get hostNames(): HostName[] {
    return uniqueNames(this.all().flatMap(namesOf));
  }

  /** The name of the server outside; left out: not published. */
  public get externalHost(): HostName | undefined {
    return this.props.externalHost;
  }

  /** Every binding as declared so far, without its certificate; kept until something changes, since it is asked for often. */
  public all(): Binding[] {
    if (this.bound?.revision !== this.registry.revision) {
      const bindings = [...this.definitions.values()].map((definition) => this.bind(definition));
      this.bound = { revision: this.registry.revision, bindings };
    }
    return this.bound.bindings;
  }

  /** Adds a protocol, or sets one that the product enables by default. */
  public declare(protocol: ClientProtocol, props: BindingProps): void {
    const definition = declareProtocol(this.server, protocol, props, this.registry.locate());
    const facts = protocolFacts(protocol);
    const { location } = definition;
    const known = this.definitions.get(protocol);
    if (this.isMissing(protocol, location)) return;
    if (known && !known.byDefault) {
      faultOf(this.server, {
        code: 'protocol-declared-twice',
        message: `${facts.label} is declared twice on this server`,
        fix: 'declare it once, with all its settings',
        location,
      });
    } else if (!known && this.props.protocols) {
      faultOf(this.server, {
        code: 'protocol-not-listed',
        message: `${facts.label} is added, but protocols lists exactly what this server serves: ${this.protocols.join(', ')}`,
        fix: `add it to protocols, or leave protocols out and take off what the server does not serve with removeProtocol`,
        location,
      });
    } else {
      this.definitions.set(protocol, definition);
    }
    this.registry.touch();
  }

  /** Removes a protocol. */
  public remove(protocol: ClientProtocol): void {
    if (!this.definitions.delete(protocol)) {
      faultOf(this.server, {
        code: 'protocol-not-there',
        message: `${protocolFacts(protocol).label} is not on this server, so it can't be taken off`,
        fix: `leave the call out; the server has ${this.protocols.join(', ')}`,
        location: this.registry.locate(),
      });
    }
    this.registry.touch();
  }

  private productProtocols(): ClientProtocol[] {
    const { release } = this.props.version;
    return ALL_PROTOCOLS.filter((protocol) => protocolFacts(protocol).enabledByDefault(release).value === true);
  }

  private checkedProtocols(protocols: ClientProtocol[]): ClientProtocol[] {
    const { location } = this.props;
    if (protocols.length === 0)
      faultOf(this.server, {
        code: 'protocols-empty',
        message: 'protocols is empty: the server would serve no client',
        fix: 'list the protocols that it serves, or leave protocols out for those that the product enables by default',
        location,
      });
    return ALL_PROTOCOLS.filter((protocol) => protocols.includes(protocol) && !this.isMissing(protocol, location));
  }

  private isMissing(protocol: ClientProtocol, location: SourceLocation | undefined): boolean {
    const { version } = this.props;
    const facts = protocolFacts(protocol);
    const exists = facts.exists(version.release);
    if (exists.value !== false) return false;
    faultOf(this.server, {
      code: 'protocol-missing',
      message: `${version.label} has no ${facts.label} on its Client Access server (${exists.source})`,
      fix: `leave it out; versions that have it: ${versionsWith(protocol).join(', ')}`,
      location,
    });
    return true;
  }

  private bind(definition: BindingDefinition): Binding {
    const { protocol } = definition;
    const facts = protocolFacts(protocol);
    const { release } = this.props.version;
    return compact({
      id: `${this.server.node.path}/${protocol}`,
      server: this.server.node.path,
      protocol,
      listeners: definition.listeners ?? facts.defaultListeners(release),
      encryptionRequired: definition.encryptionRequired ?? facts.encryptionRequiredByDefault(release).value,
      internalHosts: definition.internalHost ? [definition.internalHost] : this.internalHosts,
      externalHosts: this.externalHostsOf(definition),
      authentication: this.authenticationOf(definition),
      clientCertificates: definition.clientCertificates ?? ClientCertificateMode.IGNORE,
      role: facts.role,
      certificatePrincipalName: definition.certificatePrincipalName,
      downloadHosts: definition.downloadHosts,
      ...definition.settings,
      publishingPoint: this.props.publishingPoint,
      byDefault: definition.byDefault && facts.enabledByDefault(release).value === true,
      location: definition.location,
    });
  }

  /** Autodiscover is looked for under the mail domains' own names, where nothing else is arranged (AUTOD16). */
  private externalHostsOf({ protocol, externalHost: own }: BindingDefinition): HostName[] {
    const { externalHost, mailDomains } = this.props;
    if (own !== undefined) return own ? [own] : [];
    if (protocol !== ClientProtocol.AUTODISCOVER || !externalHost) return this.externalHosts;
    const named = mailDomains.filter((domain) => this.registry.autodiscoverNeedsOwnName(domain));
    const names = named.map((domain): HostName => ({ value: `autodiscover.${domain}` }));
    const led = mailDomains.filter((domain) => !named.includes(domain));
    const targets = led.map((domain) => this.registry.autodiscoverTarget(domain) ?? externalHost);
    return uniqueNames(names.length + targets.length === 0 ? [externalHost] : [...names, ...targets]);
  }

  private authenticationOf(definition: BindingDefinition): ClientAuthentication[] {
    if (definition.authentication) return [...definition.authentication];
    return definition.clientCertificates === ClientCertificateMode.REQUIRE
      ? [ClientAuthentication.CERTIFICATE]
      : protocolFacts(definition.protocol).defaultAuthentication(this.props.version.release);
  }
}

/** Whether clients meet a certificate on a binding. */
export function isEncrypted(binding: Binding): boolean {
  return binding.listeners.some((listener) => listener.encryption !== Encryption.NONE);
}

/** Names under which clients connect to a binding. */
function namesOf({ externalHosts, internalHosts, downloadHosts = [] }: Binding): HostName[] {
  return [...externalHosts, ...internalHosts, ...downloadHosts];
}

/**
 * Names that the certificate of some bindings must have, each once. Names outside come first: the first becomes the subject, and is
 * what people outside see; of these the main one, where a binding has it. Names of download domains come last.
 */
export function certificateNames(bindings: readonly Binding[], main: HostName | undefined): HostName[] {
  const encrypted = bindings.filter(isEncrypted);
  const external = uniqueNames(encrypted.flatMap((binding) => binding.externalHosts));
  const internal = encrypted.flatMap((binding) => binding.internalHosts);
  const download = encrypted.flatMap((binding) => binding.downloadHosts ?? []);
  return uniqueNames([
    ...(main && external.some((host) => host.value === main.value) ? [main] : []),
    ...external,
    ...internal,
    ...download,
  ]);
}
