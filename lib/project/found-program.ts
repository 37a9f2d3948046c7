import { CertificateRole, ClientProtocol, Encryption, ExchangeProduct } from '../model';
import {
  Call,
  Chain,
  CodeList,
  Literal,
  made,
  MAIL,
  member,
  memberWith,
  objectOf,
  protocolCode,
  Reference,
  Statement,
  texts,
} from './code';
import { Block, ConstantNames } from './source-text';
import { NewClients, populationStatement } from './new-clients';
import { constructId, ProjectFile } from './project-files';

/** A certificate that was met. */
export interface FoundCertificate {
  /** Thumbprint, upper-case hex. */
  readonly sha1: string;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601. */
  readonly notAfter: string;
  readonly pem: string;
  /** What was sent behind it, PEM each. */
  readonly chainPem: readonly string[];
}

/** A protocol that answered on a port. */
export interface FoundService {
  readonly protocol: ClientProtocol;
  readonly port: number;
  readonly encryption: Encryption;
  readonly certificate: FoundCertificate;
}

/** A host that answered, with at least one service. */
export interface FoundHost {
  readonly host: string;
  /** Domain whose Autodiscover answered. Left out: none did. */
  readonly mailDomain?: string;
  readonly services: readonly FoundService[];
}

/** A program that declares what was met, and the files that it reads. */
export interface FoundProgram {
  readonly heading: readonly string[];
  readonly blocks: readonly Block[];
  readonly files: readonly ProjectFile[];
}

/** From outside no version shows: the newest one stands in the program until somebody corrects it. */
const VERSION = 'EXCHANGE_SE';
const PRODUCT = ExchangeProduct.EXCHANGE_SE;

/** How a protocol of mail is declared, and the role whose certificate it presents. */
const MAIL_SERVICES: Partial<Record<ClientProtocol, { readonly method: string; readonly role: CertificateRole }>> = {
  [ClientProtocol.IMAP4]: { method: 'addImap4', role: CertificateRole.IMAP },
  [ClientProtocol.POP3]: { method: 'addPop3', role: CertificateRole.POP },
  [ClientProtocol.SMTP_SUBMISSION]: { method: 'addSmtpSubmission', role: CertificateRole.SMTP },
};

/** Who is likely to use a web site that answers outside. */
const WEB_CLIENTS = [NewClients.OUTLOOK_OUTSIDE, NewClients.BROWSERS, NewClients.IPHONES, NewClients.ANDROIDS];

const OWN_NAMES = ['app', 'mail'];

/** The program of hosts that nobody declared yet. */
export function foundProgram(name: string, hosts: readonly FoundHost[]): FoundProgram {
  return new FoundWriter(hosts).write(name);
}

class FoundWriter {
  private readonly names = new ConstantNames();
  private readonly ids = new Set<string>();
  private readonly files: ProjectFile[] = [];
  /** Constants of certificates, by thumbprint. */
  private readonly constants = new Map<string, Reference>();

  public constructor(private readonly hosts: readonly FoundHost[]) {
    for (const name of OWN_NAMES) this.names.take(name, name);
  }

  public write(name: string): FoundProgram {
    const head: Block = [
      { constant: 'app', value: new Call(new Reference('App', 'App'), [], true) },
      { constant: 'mail', value: made('ClientAccessStack', new Reference('app'), name) },
    ];
    const certificates = this.certificates().map(({ certificate, uses }) => [this.certificate(certificate, uses)]);
    const servers = this.hosts.map((host) => ({ host, constant: this.names.take(host.host, 'server') }));
    const ofServers = servers.map(({ constant, host }): Block => [this.server(host, constant)]);
    return {
      heading: [
        `What answered at ${this.hosts.map(({ host }) => host).join(', ')}, as seen from outside.`,
        'TODO: the version of Exchange does not show from outside: correct it, since defaults and rules follow from it.',
        'TODO: internal names, the servers behind a name, and what stands in front of them do not show either.',
        'TODO: the clients are the likely ones; nobody said who they are.',
      ],
      blocks: [head, ...certificates, ...ofServers, ...this.populations(servers)],
      files: this.files,
    };
  }

  /** Each certificate that was met, and how many hosts have it. */
  private certificates(): { readonly certificate: FoundCertificate; readonly uses: number }[] {
    const found = new Map<string, { readonly certificate: FoundCertificate; readonly hosts: Set<FoundHost> }>();
    for (const host of this.hosts)
      for (const { certificate } of host.services) {
        const known = found.get(certificate.sha1);
        if (known) known.hosts.add(host);
        else found.set(certificate.sha1, { certificate, hosts: new Set([host]) });
      }
    return [...found.values()].map(({ certificate, hosts }) => ({ certificate, uses: hosts.size }));
  }

  private certificate(certificate: FoundCertificate, uses: number): Statement {
    const { chainPem, issuer, notAfter, pem, sha1, subject } = certificate;
    const base = `certificates/${sha1.slice(0, 12).toLowerCase()}`;
    this.files.push({ path: `${base}.pem`, text: pem });
    if (chainPem.length > 0) this.files.push({ path: `${base}-chain.pem`, text: chainPem.join('') });
    const constant = this.names.take(`certificate ${sha1.slice(0, 6)}`, 'certificate');
    this.constants.set(sha1, new Reference(constant));
    const source = new Call(member('CertificateSource', 'existing'), [
      objectOf({
        certificateFile: new Literal(`${base}.pem`),
        chainFile: chainPem.length > 0 ? new Literal(`${base}-chain.pem`) : undefined,
      }),
    ]);
    const id = `certificate-${sha1.slice(0, 12).toLowerCase()}`;
    return {
      comments: [`${subject}, issued by ${issuer}, until ${notAfter.slice(0, 10)}; thumbprint ${sha1}.`],
      constant,
      value: uses > 1 ? made('SharedCertificate', MAIL, id, { source }) : source,
    };
  }

  private server({ host, mailDomain, services }: FoundHost, constant: string): Statement {
    const web = services.find(({ protocol }) => MAIL_SERVICES[protocol] === undefined);
    const main = (web ?? services[0]).certificate;
    const declared = made('ClientAccessServer', MAIL, this.id(host), {
      version: member('ExchangeVersion', VERSION),
      internalHostName: new Literal(host),
      externalHostName: new Literal(host),
      mailDomains: mailDomain === undefined ? undefined : texts([mailDomain]),
      // Where no web site answered, only what did is declared.
      protocols: web === undefined ? new CodeList([...new Set(mailOf(services))].map(protocolCode)) : undefined,
      certificate: this.constants.get(main.sha1),
    });
    const methods = [...new Set(mailOf(services))].flatMap((protocol) => {
      const { method, role } = MAIL_SERVICES[protocol]!;
      const own = services.filter((one) => one.protocol === protocol);
      const [{ certificate }] = own;
      const listeners = own.map(({ encryption, port }) =>
        objectOf({ port: new Literal(port), encryption: memberWith('Encryption', Encryption, encryption) }),
      );
      const assigned = this.constants.get(certificate.sha1)!;
      return [
        { name: method, args: [objectOf({ listeners: new CodeList(listeners) })] },
        ...(certificate.sha1 === main.sha1
          ? []
          : [
              {
                name: 'assignCertificate',
                args: [memberWith('CertificateRole', CertificateRole, role), assigned],
              },
            ]),
      ];
    });
    const value = methods.length === 0 ? declared : new Chain(declared, methods);
    return { ...commented(web, mailDomain), constant, value };
  }

  /** An id of its own: hosts of two domains may begin alike. */
  private id(host: string): string {
    const base = constructId(host, 'server');
    let id = base;
    for (let n = 2; this.ids.has(id); n++) id = `${base}-${n}`;
    this.ids.add(id);
    return id;
  }

  private populations(servers: readonly { readonly host: FoundHost; readonly constant: string }[]): Block[] {
    const list = (some: typeof servers): CodeList => new CodeList(some.map(({ constant }) => new Reference(constant)));
    const web = servers.filter(({ host }) => host.services.some(({ protocol }) => !MAIL_SERVICES[protocol]));
    const mail = servers.filter(({ host }) => mailOf(host.services).length > 0);
    const blocks: Block[] =
      web.length === 0 ? [] : WEB_CLIENTS.map((clients) => [populationStatement(clients, PRODUCT, list(web))]);
    if (mail.length === 0) return blocks;
    const uses = [...new Set(mail.flatMap(({ host }) => mailOf(host.services)))];
    const programs: Statement = {
      comments: ['Programs that fetch mail by POP3 or IMAP4, on computers that nobody manages.'],
      value: made('ClientPopulation', MAIL, 'mail-programs', {
        platform: member('ClientPlatform', 'WINDOWS_11'),
        application: member('ClientApplication', 'THUNDERBIRD'),
        place: member('ClientPlace', 'OUTSIDE'),
        uses: new CodeList(uses.map(protocolCode)),
        servers: list(mail),
      }),
    };
    return [...blocks, [programs]];
  }
}

function mailOf(services: readonly FoundService[]): ClientProtocol[] {
  return services.map(({ protocol }) => protocol).filter((protocol) => MAIL_SERVICES[protocol] !== undefined);
}

function commented(web: FoundService | undefined, mailDomain: string | undefined): { readonly comments: string[] } {
  const comments = [
    ...(web && web.port !== 443 ? [`TODO: its web site answered on port ${web.port}; the program declares 443.`] : []),
    ...(web && mailDomain === undefined
      ? ['TODO: no Autodiscover answered: name the mail domains whose clients look for it here (mailDomains).']
      : []),
  ];
  return { comments };
}
