import { ClientApplication, ClientPlatform } from '../../lib/clients';
import {
  AutodiscoverMethod,
  CertificateRole,
  ClientAuthentication,
  ClientCertificateMode,
  ClientFact,
  NameCheck,
  Organization,
  SniCertificate,
  StatedFact,
  TlsInspector,
  TlsRange,
  TlsVersion,
  Certificate,
  CertificateSourceKind,
  ClientManagement,
  ClientPlace,
  Estate,
  KeyType,
  MailDomain,
  Population,
  PublishingMode,
  PublishingPoint,
  RootState,
  Server,
} from '../../lib/model';
import {
  Call,
  Chain,
  Code,
  CodeList,
  CodeObject,
  identified,
  Literal,
  made,
  MAIL,
  member,
  memberWith,
  objectOf,
  protocolCode,
  Reference,
  texts,
} from '../../lib/project/code';
import { Block, ConstantNames, sourceText } from '../../lib/project/source-text';
import { isDeclared, serverCode } from '../../lib/project/server-statement';

const PRIVATE_ROOT = 'Contoso Root CA';
const DAY = 86_400;

/**
 * The program that declares the estate of a rule's case, as far as servers, certificates, clients, mail domains and publishing points
 * say it. Whether it still shows what the case shows is for the caller to find out: it runs the program.
 */
export function declaredCase(estate: Estate): string {
  return new CaseWriter(estate).text();
}

class CaseWriter {
  private readonly names = new ConstantNames();
  private readonly ca = new Reference('corporateCa');
  private readonly constants = new Map<string, Reference>();
  private usesCa = false;

  public constructor(private readonly estate: Estate) {
    for (const name of ['app', 'mail', 'corporateCa']) this.names.take(name, name);
  }

  public text(): string {
    const { estate } = this;
    const certificates = this.certificates();
    const points = estate.publishingPoints.map((point) => this.point(point));
    const servers = estate.servers.map((server) => this.server(server));
    const inspectors = estate.inspectors.map((inspector) => this.inspector(inspector));
    const rest = [
      ...estate.organizations.map((organization, index) => this.organization(organization, index)),
      ...this.mailDomains(),
      ...estate.populations.map((population) => this.population(population)),
    ];
    const head: Block = [
      { constant: 'app', value: new Call(new Reference('App', 'App'), [], true) },
      { constant: 'mail', value: made('ClientAccessStack', new Reference('app'), 'contoso-mail') },
    ];
    return sourceText(
      [],
      [head, this.authority(), [...certificates, ...points, ...inspectors].flat(), ...servers, rest],
    );
  }

  private authority(): Block {
    if (!this.usesCa) return [];
    const anchor = this.estate.anchors.find(({ name }) => name === PRIVATE_ROOT);
    const published = anchor?.publishedInDirectory === true ? new Literal(true) : undefined;
    const props = { commonName: new Literal(PRIVATE_ROOT), publishedInDirectory: published };
    return [{ constant: 'corporateCa', value: made('InternalCa', MAIL, 'corporate-ca', props) }];
  }

  private certificates(): Block[] {
    const used = new Set([
      ...this.estate.servers.flatMap(({ roles }) => roles.map(({ certificate }) => certificate)),
      ...this.estate.publishingPoints.flatMap(({ certificate }) => certificate ?? []),
    ]);
    return this.estate.certificates
      .filter(({ id }) => used.has(id))
      .map((certificate): Block => {
        const constant = this.names.take('certificate', 'certificate');
        this.constants.set(certificate.id, new Reference(constant));
        return [{ constant, value: this.source(certificate) }];
      });
  }

  private source({ exchangeDefault, facts, renewal, source }: Certificate): Code {
    const { keyBits, keyType, lifetimeSeconds, notBefore } = facts;
    const key = keyType === undefined ? undefined : KEYS.get(`${keyType} ${keyBits}`);
    const props = withoutUndefined({
      keyAlgorithm: key === undefined || key === 'RSA_2048' ? undefined : member('KeyAlgorithm', key),
      validityDays: lifetimeSeconds === undefined ? undefined : new Literal(Math.round(lifetimeSeconds / DAY)),
      renewAtShare: renewal?.atShare === undefined ? undefined : new Literal(renewal.atShare),
    });
    const from = (name: string, ...args: Code[]): Call => new Call(member('CertificateSource', name), args);
    if (source === CertificateSourceKind.PURCHASED) return from('purchaseOrder');
    if (source === CertificateSourceKind.INTERNAL_CA) {
      this.usesCa = true;
      return from('internalCa', this.ca, ...props);
    }
    if (!exchangeDefault) return from('selfSigned', ...props);
    const day = notBefore === undefined ? undefined : new Literal(notBefore.slice(0, 10));
    return from('installedByExchange', ...withoutUndefined({ installedOn: day }));
  }

  private point(point: PublishingPoint): Block {
    const { behind, certificate, clientCertificates, hostNames, id, mode, name, nameCheck, protocols, serverName } =
      point;
    const constant = this.names.take(name, 'point');
    const props = {
      mode: memberWith('PublishingMode', PublishingMode, mode),
      hostNames: texts(hostNames.flatMap(({ value }) => value ?? [])),
      certificate: this.known(certificate),
      behind: this.known(behind),
      protocols: protocols === undefined ? undefined : new CodeList(protocols.map(protocolCode)),
      sniCertificates: point.sniCertificates && new CodeList(point.sniCertificates.map((one) => this.byName(one))),
      requiresSni: truth(point.requiresSni),
      serverName: serverName?.value === undefined ? undefined : new Literal(serverName.value),
      nameCheck: nameCheck && memberWith('NameCheck', NameCheck, nameCheck),
      clientCertificates:
        clientCertificates && memberWith('ClientCertificateMode', ClientCertificateMode, clientCertificates),
      delegatesKerberos: truth(point.delegatesKerberos),
      stapling: truth(point.stapling),
      tls: tlsRange(point.tls),
      serverTls: tlsRange(point.serverTls),
      ...this.trust(point),
    };
    this.constants.set(id, new Reference(constant));
    return [{ constant, value: made('PublishingPoint', MAIL, name, props) }];
  }

  private byName({ certificate, hostNames }: SniCertificate): Code {
    const names = texts(hostNames.flatMap(({ value }) => value ?? []));
    return objectOf({ hostNames: names, certificate: this.known(certificate) });
  }

  /** Whom a hop believes, and whether it looks at all. */
  private trust({
    acceptsAnyIssuer,
    trusts,
    verifiesServer,
  }: Pick<PublishingPoint, 'acceptsAnyIssuer' | 'trusts' | 'verifiesServer'>) {
    const issuers = trusts?.map((id) => this.issuer(id));
    return {
      trusts: issuers && new CodeList(issuers),
      verifiesServer: truth(verifiesServer),
      acceptsAnyIssuer: truth(acceptsAnyIssuer),
    };
  }

  /** The private CA of the program; another one is a root by its file, which a program here does not have. */
  private issuer(anchor: string): Code {
    if (this.estate.anchors.find(({ id }) => id === anchor)?.name !== PRIVATE_ROOT) throw new Error('another root');
    this.usesCa = true;
    return this.ca;
  }

  private inspector(inspector: TlsInspector): Block {
    const { exempt, id, name, root } = inspector;
    if (root === undefined) throw new Error('an inspector without a root');
    const constant = this.names.take(name, 'inspector');
    this.constants.set(id, new Reference(constant));
    const props = {
      root: this.issuer(root),
      exempt: exempt.length === 0 ? undefined : texts(exempt.flatMap(({ value }) => value ?? [])),
      tls: tlsRange(inspector.tls),
      serverTls: tlsRange(inspector.serverTls),
      ...this.trust(inspector),
    };
    return [{ constant, value: made('TlsInspection', MAIL, name, props) }];
  }

  private organization(organization: Organization, index: number): Block[number] {
    const { downloadDomains, hybridAgent, modernAuthentication, principalName, servers, splitDns, zones } =
      organization;
    return {
      value: made('ExchangeOrganization', MAIL, index === 0 ? 'organization' : `organization-${index + 1}`, {
        servers: new CodeList(servers.map((id) => this.known(id)!)),
        outlookProviderPrincipalName: principalName === undefined ? undefined : new Literal(principalName),
        zones: zones && texts(zones),
        splitDns: truth(splitDns),
        downloadDomains: truth(downloadDomains),
        modernAuthentication: truth(modernAuthentication),
        hybridAgent: truth(hybridAgent),
      }),
    };
  }

  /** The constant of something with an id. @throws Error where the program does not declare it */
  private known(id: string | undefined): Reference | undefined {
    if (id === undefined) return undefined;
    const constant = this.constants.get(id);
    if (constant === undefined) throw new Error(`${id} is not declared`);
    return constant;
  }

  private server(server: Server): Block {
    const constant = this.names.take(server.name, 'server');
    this.constants.set(server.id, new Reference(constant));
    const bindings = this.estate.bindings.filter((one) => one.server === server.id);
    const web = bindings.filter(isDeclared);
    const presented = [...web, ...bindings].flatMap(({ certificate }) => certificate ?? [])[0];
    const certificate = presented === undefined ? undefined : this.constants.get(presented);
    if (certificate === undefined) throw new Error(`${server.name} presents nothing that can be declared`);
    const { externalHost } = server;
    const roles = server.roles
      .filter(({ certificate: id, role }) => id !== presented && ASSIGNED.includes(role))
      .map(({ certificate: id, role }) => ({ role, certificate: this.known(id)! }));
    const point = bindings.flatMap(({ publishingPoint }) => publishingPoint ?? [])[0];
    const declared = serverCode(server, web, { id: new Literal(server.name), fqdn: NOWHERE, certificate, roles });
    const { netBiosName, publicDeployment, requiresSni, strictTransport, tls, windowsServer } = server;
    const extra = {
      publishingPoint: this.known(point),
      netBiosName:
        netBiosName === undefined || netBiosName === server.name.toUpperCase() ? undefined : new Literal(netBiosName),
      publicDeployment: externalHost !== undefined && !publicDeployment ? new Literal(false) : undefined,
      requiresSni: truth(requiresSni),
      strictTransport: truth(strictTransport),
      tls: tlsRange(tls),
      windowsServer: windowsServer === undefined ? undefined : new Literal(windowsServer),
    };
    return [{ constant, value: extended(declared, extra) }];
  }

  private mailDomains(): Block {
    const other = ({ method }: MailDomain): boolean => method !== AutodiscoverMethod.OWN_NAME;
    return this.estate.mailDomains.filter(other).map(({ domain, method, target }) => ({
      value: made('MailDomain', MAIL, domain.replaceAll('.', '-'), {
        domain: new Literal(domain),
        autodiscover: memberWith('AutodiscoverMethod', AutodiscoverMethod, method),
        target: target?.value === undefined ? undefined : new Literal(target.value),
      }),
    }));
  }

  private population(population: Population): Block[number] {
    const { application, authentication, clientCertificates, inspector, management, name, place } = population;
    const { platform, release, roots, servers, stated, uses } = population;
    if (release !== undefined) throw new Error('a release of a platform');
    const state = roots.length === 1 && roots[0].anchor === undefined ? roots[0].state : undefined;
    if (roots.length > 0 && state === undefined) throw new Error('states of several roots');
    return {
      value: made('ClientPopulation', MAIL, name, {
        platform: identified('ClientPlatform', ClientPlatform, platform),
        application:
          application === undefined ? undefined : identified('ClientApplication', ClientApplication, application),
        place: memberWith('ClientPlace', ClientPlace, place),
        management: memberWith('ClientManagement', ClientManagement, management),
        rootState: state === undefined ? undefined : memberWith('RootState', RootState, state),
        clientCertificates: truth(clientCertificates || undefined),
        authentication: authentication && memberWith('ClientAuthentication', ClientAuthentication, authentication),
        inspection: this.known(inspector),
        statedFacts: stated && new CodeList(stated.map(statedFact)),
        uses: new CodeList(uses.map(protocolCode)),
        servers: new CodeList(servers.map((id) => this.constants.get(id)!)),
      }),
    };
  }
}

/** Stands for the name of a server in its domain, which no case needs. */
const NOWHERE = new Literal('');

const ASSIGNED = [CertificateRole.BACK_END, CertificateRole.TRANSPORT_DEFAULT];

const KEYS = new Map([
  [`${KeyType.RSA} 2048`, 'RSA_2048'],
  [`${KeyType.RSA} 3072`, 'RSA_3072'],
  [`${KeyType.RSA} 4096`, 'RSA_4096'],
  [`${KeyType.ECDSA} 256`, 'ECDSA_P256'],
  [`${KeyType.ECDSA} 384`, 'ECDSA_P384'],
]);

/** A fact that clients were tried for. */
function statedFact({ fact, ground, holds, on }: StatedFact): Code {
  const props = { holds: new Literal(holds), ground: new Literal(ground), on: new Literal(on) };
  return new Call(member('StatedFact', 'that'), [memberWith('ClientFact', ClientFact, fact), objectOf(props)]);
}

function truth(value: boolean | undefined): Literal | undefined {
  return value === undefined ? undefined : new Literal(value);
}

function tlsRange(range: TlsRange | undefined): Code | undefined {
  if (range === undefined) return undefined;
  const version = (one: TlsVersion): Code => memberWith('TlsVersion', TlsVersion, one);
  return objectOf({
    lowest: range.lowest && version(range.lowest),
    highest: range.highest && version(range.highest),
  });
}

/** One object, or no argument where it would be empty. */
function withoutUndefined(properties: Readonly<Record<string, Code | undefined>>): CodeObject[] {
  const object = objectOf(properties);
  return object.properties.length === 0 ? [] : [object];
}

/** A server with further properties, and without the name in its domain. */
function extended(declared: Code, more: Readonly<Record<string, Code | undefined>>): Code {
  const call = (declared instanceof Chain ? declared.target : declared) as Call;
  const [scope, id, props] = call.args as readonly [Code, Code, CodeObject];
  const kept = props.properties.filter(({ value }) => value !== NOWHERE);
  const whole = new Call(call.callee, [scope, id, new CodeObject([...kept, ...objectOf(more).properties])], true);
  return declared instanceof Chain ? new Chain(whole, declared.methods) : whole;
}
