import { ClientApplication, ClientPlatform } from '../clients';
import { protocolFacts } from '../exchange';
import {
  Binding,
  Certificate,
  CertificateRole,
  CertificateSourceKind,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  Estate,
  Population,
  Server,
  TrustAnchorKind,
} from '../model';
import {
  Call,
  Code,
  CodeList,
  identified,
  Item,
  Literal,
  made,
  MAIL,
  member,
  memberWith,
  objectOf,
  protocolCode,
  Reference,
  Spread,
  Statement,
} from './code';
import { Block, ConstantNames } from './source-text';
import { edgesAndFederation, isDeclared, mailFlow, serverCode } from './server-statement';
import { constructId, ProjectFile, unused } from './project-files';

/** What is known beside the estate. */
export interface EstateProgramOptions {
  /** Name of the stack. */
  readonly name: string;
  /** Where a certificate or server was read, by its id: file and object. */
  readonly origins: ReadonlyMap<string, string>;
  /** Certificates of CAs, PEM each. */
  readonly authorities: readonly string[];
}

/** A program and the files that it reads. */
export interface EstateProgram {
  readonly blocks: readonly Block[];
  readonly files: readonly ProjectFile[];
  /** What could not be declared, in sentences. */
  readonly todo: readonly string[];
}

/** Where the certificates of CAs lie. */
const AUTHORITIES = 'certificates/authorities.pem';
/** From how many on servers that are alike become a loop. */
const ALIKE = 3;
/** Ids of what is not a server. */
const OWN_IDS = ['organization', 'oauth', 'hybrid', 'federation'];
const OWN_NAMES = ['app', 'mail', 'id', 'fqdn', 'pop', 'imap', 'smtp'];

/** Roles that are assigned beside the web site's, and the name of each in a loop. The back end's and internal transport's are Exchange's own. */
const ROLES: readonly (readonly [CertificateRole, string])[] = [
  [CertificateRole.POP, 'pop'],
  [CertificateRole.IMAP, 'imap'],
  [CertificateRole.SMTP, 'smtp'],
];

/** The program that declares an estate which was read. */
export function estateProgram(estate: Estate, options: EstateProgramOptions): EstateProgram {
  return new EstateWriter(estate, options).write();
}

/** A server that can be declared, with all that its statement needs. */
interface Declarable {
  readonly server: Server;
  readonly bindings: readonly Binding[];
  readonly web: Certificate;
  readonly roles: readonly { readonly role: CertificateRole; readonly certificate: Certificate }[];
}

class EstateWriter {
  private readonly names = new ConstantNames();
  private readonly constants = new Map<string, Reference>();
  private readonly files: ProjectFile[] = [];
  private readonly todo: string[] = [];
  /** Ids of servers in the program, by their ids in the estate. */
  private readonly ids = new Map<string, string>();
  /** Servers in the program, by their ids in the estate. */
  private readonly declared = new Map<string, Code>();
  /** Certificates that servers present for SMTP, by the ids of the servers. */
  private readonly forSmtp = new Map<string, string>();

  public constructor(
    private readonly estate: Estate,
    private readonly options: EstateProgramOptions,
  ) {
    for (const name of OWN_NAMES) this.names.take(name, name);
  }

  public write(): EstateProgram {
    const servers = this.estate.servers.flatMap((server) => this.declarable(server) ?? []);
    const head: Block = [
      { constant: 'app', value: new Call(new Reference('App', 'App'), [], true) },
      { constant: 'mail', value: made('ClientAccessStack', new Reference('app'), this.options.name) },
    ];
    const certificates = this.certificateBlocks(servers);
    const { blocks, references } = this.serverBlocks(servers);
    const all = new CodeList(references);
    const taken = [...this.ids.values(), ...OWN_IDS];
    const flow = mailFlow(this.estate, { servers: this.declared, forSmtp: this.forSmtp, taken });
    const outside = edgesAndFederation(this.estate, { servers: this.declared, taken }, (id) => {
      const certificate = this.withBytes(id);
      return certificate && this.file(certificate);
    });
    this.todo.push(...flow.todo, ...outside.todo);
    const rest =
      references.length === 0
        ? []
        : [
            this.organization(all),
            this.serverAuthentication(all),
            ...flow.blocks,
            ...outside.blocks,
            ...this.populations(all),
          ];
    return { blocks: [head, ...certificates, ...blocks, ...rest], files: this.files, todo: this.todo };
  }

  private declarable(server: Server): Declarable | undefined {
    const bindings = this.estate.bindings.filter(
      (one) => one.server === server.id && isDeclared(one) && this.isPresentable(server, one),
    );
    const own = bindings.find(({ role }) => role === CertificateRole.IIS) ?? bindings[0];
    const web = this.withBytes(own?.certificate);
    if (web === undefined) {
      this.todo.push(`${server.name}: declare it when it is known which certificate it presents`);
      return undefined;
    }
    for (const { internalHosts, protocol } of bindings) {
      if (internalHosts.length > 0 || protocol === ClientProtocol.AUTODISCOVER) continue;
      const { label } = protocolFacts(protocol);
      const given = server.internalHost.value ?? 'the name of the server';
      this.todo.push(
        `${server.name}: the export has no internal URL of ${label}; the program gives it ${given}: correct internalHostName when it is known`,
      );
    }
    const roles = ROLES.flatMap(([role]) => {
      const certificate = this.withBytes(server.roles.find((one) => one.role === role)?.certificate);
      return certificate === undefined || certificate === web ? [] : [{ role, certificate }];
    });
    this.forSmtp.set(server.id, (roles.find(({ role }) => role === CertificateRole.SMTP)?.certificate ?? web).id);
    this.ids.set(server.id, unused(constructId(server.name, 'server'), new Set([...this.ids.values(), ...OWN_IDS])));
    return { server, bindings, web, roles };
  }

  /** Web protocols share one certificate, which is looked at with the server; mail programs may meet another, whose bytes may be missing. */
  private isPresentable(server: Server, { certificate, protocol, role }: Binding): boolean {
    if (role === CertificateRole.IIS || this.withBytes(certificate)) return true;
    this.todo.push(
      `${server.name}: declare ${protocolFacts(protocol).label} when the bytes of its certificate are in the export`,
    );
    return false;
  }

  private withBytes(id: string | undefined): Certificate | undefined {
    const certificate = this.estate.certificates.find((one) => one.id === id);
    return certificate?.pem === undefined ? undefined : certificate;
  }

  /** A statement for each certificate that a declared server presents; one that several have is shared. */
  private certificateBlocks(servers: readonly Declarable[]): Block[] {
    const { authorities, origins } = this.options;
    const uses = new Map<Certificate, Set<string>>();
    for (const { roles, server, web } of servers)
      for (const certificate of [web, ...roles.map((role) => role.certificate)])
        uses.set(certificate, (uses.get(certificate) ?? new Set()).add(server.id));
    if (authorities.length > 0 && uses.size > 0)
      this.files.push({ path: AUTHORITIES, text: authorities.map((pem) => `${pem.trim()}\n`).join('') });
    return [...uses].map(([certificate, of]): Block => {
      const { facts, id } = certificate;
      const path = this.file(certificate);
      const constant = this.names.take(`${facts.commonName?.split('.')[0] ?? ''} certificate`, 'certificate');
      this.constants.set(id, new Reference(constant));
      const source = this.source(certificate, path);
      const subject = facts.subject ?? 'A certificate without a subject';
      return [
        {
          comments: [`${subject}, until ${facts.notAfter ?? 'an unknown day'}.`, ...originOf(origins.get(id))],
          constant,
          value:
            of.size > 1
              ? made(
                  'SharedCertificate',
                  MAIL,
                  `certificate-${id
                    .replace(/[^A-Za-z0-9]/g, '')
                    .slice(0, 12)
                    .toLowerCase()}`,
                  { source },
                )
              : source,
        },
      ];
    });
  }

  /** Whether the export holds a CA of its path: beside CAs of other paths alone a certificate would seem to have a broken one. */
  private hasAuthorities({ anchor, chainPem, source }: Certificate): boolean {
    if (source === CertificateSourceKind.SELF_SIGNED) return false;
    const root = this.estate.anchors.find(({ id }) => id === anchor);
    return chainPem.length > 0 || (root?.kind === TrustAnchorKind.PRIVATE && root.pem !== undefined);
  }

  private source(certificate: Certificate, path: string): Call {
    const { exchangeDefault, keyProvider, source } = certificate;
    const chained = this.options.authorities.length > 0 && this.hasAuthorities(certificate);
    return new Call(member('CertificateSource', 'existing'), [
      objectOf({
        certificateFile: new Literal(path),
        chainFile: chained ? new Literal(AUTHORITIES) : undefined,
        kind: memberWith('CertificateSourceKind', CertificateSourceKind, source),
        madeBySetup: exchangeDefault ? new Literal(true) : undefined,
        keyProvider: keyProvider === undefined ? undefined : new Literal(keyProvider),
      }),
    ]);
  }

  private serverBlocks(servers: readonly Declarable[]): { readonly blocks: Block[]; readonly references: Code[] } {
    const { origins } = this.options;
    const blocks: Block[] = [];
    const references: Code[] = [];
    const groups = new Map<string, Declarable[]>();
    for (const one of servers) groups.set(shapeOf(one), [...(groups.get(shapeOf(one)) ?? []), one]);
    for (const group of groups.values()) {
      if (group.length < ALIKE) {
        for (const one of group) {
          const constant = this.names.take(one.server.name, 'server');
          const value = this.server(one, this.literalId(one), literalFqdn(one), (id) => this.constants.get(id)!);
          blocks.push([{ comments: originOf(origins.get(one.server.id)), constant, value }]);
          references.push(new Reference(constant));
          this.declared.set(one.server.id, new Reference(constant));
        }
        continue;
      }
      const [first] = group;
      const collected = this.names.take('servers', 'servers');
      const roleNames = new Map(first.roles.map(({ role, certificate }) => [certificate.id, nameOf(role)]));
      const statement: Statement = {
        value: this.server(first, new Reference('id'), new Reference('fqdn'), (id) => {
          const name = roleNames.get(id);
          return name === undefined ? this.constants.get(id)! : new Reference(name);
        }),
      };
      blocks.push([
        {
          comments: group.flatMap(({ server }) => originOf(origins.get(server.id))),
          names: ['id', 'fqdn', ...first.roles.map(({ role }) => nameOf(role))],
          entries: group.map((one) => [
            this.literalId(one),
            literalFqdn(one),
            ...one.roles.map(({ certificate }) => this.constants.get(certificate.id)!),
          ]),
          body: [statement],
          collects: { name: collected, type: 'ClientAccessServer' },
        },
      ]);
      references.push(new Spread(new Reference(collected)));
      group.forEach((one, index) => this.declared.set(one.server.id, new Item(new Reference(collected), index)));
    }
    return { blocks, references };
  }

  private server(
    { bindings, roles, server, web }: Declarable,
    id: Code,
    fqdn: Code,
    certificateOf: (id: string) => Reference,
  ): Code {
    return serverCode(server, bindings, {
      id,
      fqdn,
      certificate: this.constants.get(web.id)!,
      roles: roles.map(({ certificate, role }) => ({ role, certificate: certificateOf(certificate.id) })),
    });
  }

  private organization(servers: CodeList): Block {
    return this.estate.organizations
      .slice(0, 1)
      .map(({ downloadDomains, modernAuthentication, principalName }): Statement => ({
        value: made('ExchangeOrganization', MAIL, 'organization', {
          servers,
          outlookProviderPrincipalName: principalName === undefined ? undefined : new Literal(principalName),
          downloadDomains: downloadDomains === undefined ? undefined : new Literal(downloadDomains),
          modernAuthentication: modernAuthentication === undefined ? undefined : new Literal(modernAuthentication),
        }),
      }));
  }

  /** The certificate with which servers prove themselves to each other. */
  private serverAuthentication(servers: CodeList): Block {
    const [found] = this.estate.serverAuthentications;
    const current = this.withBytes(found?.certificate);
    if (current === undefined) return [];
    const next = this.withBytes(found.nextCertificate);
    return [
      {
        comments: originOf(this.options.origins.get(current.id)),
        value: made('ServerAuthenticationCertificate', MAIL, 'oauth', {
          certificateFile: new Literal(this.file(current)),
          nextCertificateFile: next === undefined ? undefined : new Literal(this.file(next)),
          servers,
        }),
      },
    ];
  }

  /** Path of the file of a certificate, which is written once. */
  private file(certificate: Certificate): string {
    const path = `certificates/${fileName(certificate)}.pem`;
    if (!this.files.some((file) => file.path === path)) this.files.push({ path, text: `${certificate.pem!.trim()}\n` });
    return path;
  }

  private literalId({ server }: Declarable): Literal {
    return new Literal(this.ids.get(server.id)!);
  }

  private populations(servers: CodeList): Block[] {
    const used = new Set([...this.ids.values(), ...OWN_IDS]);
    return this.estate.populations.map((population) => {
      const id = unused(constructId(population.name, 'clients'), used);
      used.add(id);
      return [{ value: made('ClientPopulation', MAIL, id, { ...populationProps(population), servers }) }];
    });
  }
}

/** What servers of one loop have in common: everything but their names and the certificates of their own roles. */
function shapeOf({ bindings, roles, server, web }: Declarable): string {
  const { extendedProtection, externalHost, internalHost, mailDomains, release } = server;
  const protocols = bindings.map(({ id: _id, server: _server, location: _location, certificate, role, ...rest }) => ({
    ...rest,
    // What mail programs meet is among the roles.
    certificate: role === CertificateRole.IIS ? certificate : undefined,
  }));
  // A loop has one name for a certificate: the same roles must share theirs.
  const shared = roles.map(({ certificate }) => roles.findIndex((one) => one.certificate === certificate));
  return JSON.stringify([
    externalHost,
    internalHost,
    mailDomains,
    release,
    protocols,
    web.id,
    roles.map(({ role }) => role),
    shared,
    extendedProtection,
  ]);
}

function nameOf(role: CertificateRole): string {
  return ROLES.find(([one]) => one === role)![1];
}

function literalFqdn({ server }: Declarable): Literal {
  return new Literal(server.fqdn.value ?? server.name.toLowerCase());
}

function originOf(origin: string | undefined): string[] {
  return origin === undefined ? [] : [`From ${origin}`];
}

/** The name of the file of a certificate: its common name where that is a name, and the beginning of its thumbprint. */
function fileName({ facts, id }: Certificate): string {
  const name = /^[A-Za-z0-9][A-Za-z0-9.-]{0,60}$/.test(facts.commonName ?? '') ? `${facts.commonName}-` : '';
  return `${name}${id.replace(/[^A-Za-z0-9]/g, '').slice(0, 12)}`.toLowerCase();
}

function populationProps(population: Population): Readonly<Record<string, Code | undefined>> {
  const { application, count, management, place, platform, uses } = population;
  return {
    platform: identified('ClientPlatform', ClientPlatform, platform),
    application:
      application === undefined ? undefined : identified('ClientApplication', ClientApplication, application),
    place: memberWith('ClientPlace', ClientPlace, place),
    management: memberWith('ClientManagement', ClientManagement, management),
    uses: new CodeList(uses.map(protocolCode)),
    count: count === undefined ? undefined : new Literal(count),
  };
}
