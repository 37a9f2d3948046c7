import { ExchangeVersion } from '../exchange';
import { ClientProtocol, ExchangeProduct } from '../model';
import { Call, Chain, CodeList, Literal, made, MAIL, member, objectOf, Reference, Statement, texts } from './code';
import { NEW_CLIENTS, NewClients, populationStatement } from './new-clients';
import { Block, ConstantNames } from './source-text';
import { constructId } from './project-files';

/** Where the certificates of a new project come from. */
export enum NewCertificate {
  /** A CA that Terraform makes. */
  INTERNAL_CA = 'internal-ca',
  /** Ordered from a vendor; the file is put beside the program later. */
  PURCHASED = 'purchased',
  /** A self-signed certificate that Terraform makes. */
  SELF_SIGNED = 'self-signed',
}

/** What somebody said who begins a project. */
export interface NewProject {
  /** Name of the stack. */
  readonly name: string;
  /** Name of a constant of ExchangeVersion. */
  readonly version: string;
  /** Fully qualified names, one at least. */
  readonly servers: readonly string[];
  /** Name that clients inside use. */
  readonly internalHostName: string;
  /** Name that clients outside use. Left out: not published outside. */
  readonly externalHostName?: string;
  readonly mailDomains: readonly string[];
  readonly certificate: NewCertificate;
  readonly clients: readonly NewClients[];
}

/** Names of the constants of ExchangeVersion by what people type: `2010-SP3`, `2016`, `SE`. */
export const VERSION_WORDS: ReadonlyMap<string, string> = new Map(
  Object.keys(ExchangeVersion)
    .filter((name) => name.startsWith('EXCHANGE_'))
    .map((name) => [name.replace(/^EXCHANGE_/, '').replaceAll('_', '-'), name]),
);

/** The product line of a constant of ExchangeVersion. */
export function productOf(version: string): ExchangeProduct {
  return (ExchangeVersion as unknown as Readonly<Record<string, ExchangeVersion>>)[version].release.product;
}

/** What the program declares before any server. */
const OWN_NAMES = ['app', 'mail', 'ca', 'certificate'];

/** The heading of the program. */
export function newProjectHeading({ externalHostName, internalHostName }: NewProject): string[] {
  return [`Client Access of ${externalHostName ?? internalHostName}.`];
}

/** The program of a new project. */
export function newProject(project: NewProject): Block[] {
  const names = new ConstantNames();
  for (const name of OWN_NAMES) names.take(name, name);
  const servers = project.servers.map((fqdn) => ({ fqdn, constant: names.take(fqdn, 'server') }));
  const all = new CodeList(servers.map(({ constant }) => new Reference(constant)));
  return [
    [
      { constant: 'app', value: new Call(new Reference('App', 'App'), [], true) },
      { constant: 'mail', value: made('ClientAccessStack', new Reference('app'), project.name) },
    ],
    certificateBlock(project),
    ...servers.map(({ fqdn, constant }) => [serverStatement(project, fqdn, constant)]),
    ...project.clients.map((clients) => [populationStatement(clients, productOf(project.version), all)]),
  ];
}

const CERTIFICATE = new Reference('certificate');

/** One certificate for all servers: they answer to the same names. */
function certificateBlock({ certificate, servers }: NewProject): Statement[] {
  const source = SOURCES[certificate]();
  const before =
    certificate === NewCertificate.INTERNAL_CA
      ? [
          {
            comments: ['Terraform makes this CA and keeps its key in the state. Its root must reach every client.'],
            constant: 'ca',
            value: made('InternalCa', MAIL, 'ca', { commonName: new Literal('Client Access Root CA') }),
          },
        ]
      : [];
  return [
    ...before,
    {
      comments: COMMENTS[certificate],
      constant: 'certificate',
      value: servers.length > 1 ? made('SharedCertificate', MAIL, 'certificate', { source }) : source,
    },
  ];
}

const SOURCES: Readonly<Record<NewCertificate, () => Call>> = {
  [NewCertificate.INTERNAL_CA]: () => new Call(member('CertificateSource', 'internalCa'), [new Reference('ca')]),
  [NewCertificate.PURCHASED]: () =>
    new Call(member('CertificateSource', 'purchaseOrder'), [
      objectOf({
        certificateFile: new Literal('certificates/mail.pem'),
        chainFile: new Literal('certificates/chain.pem'),
      }),
    ]),
  [NewCertificate.SELF_SIGNED]: () => new Call(member('CertificateSource', 'selfSigned'), []),
};

const COMMENTS: Readonly<Record<NewCertificate, readonly string[]>> = {
  [NewCertificate.INTERNAL_CA]: [],
  [NewCertificate.PURCHASED]: [
    'Terraform makes the key and the request. Put the files that the vendor answers with where this says: they are checked then.',
  ],
  [NewCertificate.SELF_SIGNED]: [
    'Every client must be made to trust this one certificate, and again after each renewal.',
  ],
};

function serverStatement(project: NewProject, fqdn: string, constant: string): Statement {
  const { externalHostName, internalHostName, mailDomains, version } = project;
  const server = made('ClientAccessServer', MAIL, constructId(fqdn, 'server'), {
    version: member('ExchangeVersion', version),
    internalHostName: new Literal(internalHostName),
    externalHostName: externalHostName === undefined ? undefined : new Literal(externalHostName),
    serverFqdn: fqdn === internalHostName ? undefined : new Literal(fqdn),
    mailDomains: mailDomains.length > 0 ? texts(mailDomains) : undefined,
    certificate: CERTIFICATE,
  });
  if (!needsOutlookAnywhere(project)) return { constant, value: server };
  return {
    comments: ['Outlook Anywhere is off in this version until it is switched on: Outlook outside needs it.'],
    constant,
    value: new Chain(server, [{ name: 'addOutlookAnywhere', args: [] }]),
  };
}

function needsOutlookAnywhere({ clients, version }: NewProject): boolean {
  const product = productOf(version);
  return (
    clients.some((one) => NEW_CLIENTS[one].uses(product).includes(ClientProtocol.OUTLOOK_ANYWHERE)) &&
    (product === ExchangeProduct.EXCHANGE_2007 || product === ExchangeProduct.EXCHANGE_2010)
  );
}
