import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientFact,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ConnectorKind,
  EdgeTransportServer,
  Encryption,
  ExchangeOrganization,
  ExchangeVersion,
  FederationTrust,
  HybridDeployment,
  InternalCa,
  MailDomain,
  PublishingMode,
  PublishingPoint,
  RootState,
  ServerAuthenticationCertificate,
  SharedCertificate,
  StatedFact,
  TlsInspection,
  TransportConnector,
} from '../../lib';
import { Declared } from '../support/declared';

/** What plain JavaScript lets through: the compiler sees nothing. */
type Anything = any; // eslint-disable-line @typescript-eslint/no-explicit-any

const S = CertificateSource as Anything;
const F = StatedFact as Anything;

function server(d: Declared, more: Anything = {}): Anything {
  return new ClientAccessServer(d.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    ...more,
  });
}

function population(d: Declared, more: Anything): void {
  new ClientPopulation(d.stack, 'phones', {
    platform: ClientPlatform.IOS,
    place: ClientPlace.OUTSIDE,
    uses: [ClientProtocol.ACTIVE_SYNC],
    servers: [server(d)],
    ...more,
  });
}

const ca = (d: Declared): Anything => new InternalCa(d.stack, 'ca', { commonName: 'Contoso Root CA' });
const of = (make: (d: Declared, more: Anything) => unknown) => (d: Declared, more: Anything) =>
  server(d, { certificate: make(d, more) });
const adds =
  (add: string, base: Anything = {}) =>
  (d: Declared, more: Anything): void =>
    server(d)[add]({ ...base, ...more });

/** Every interface that people fill in, and where it is given. */
const GIVEN: Record<string, (d: Declared, more: Anything) => unknown> = {
  ClientAccessServerProps: server,
  ClientPopulationProps: population,
  ActiveSyncProps: adds('addActiveSync'),
  AutodiscoverProps: adds('addAutodiscover'),
  ExchangeControlPanelProps: adds('addExchangeControlPanel'),
  ExchangeWebServicesProps: adds('addExchangeWebServices'),
  MapiOverHttpProps: adds('addMapiOverHttp'),
  OfflineAddressBookProps: adds('addOfflineAddressBook'),
  OutlookAnywhereProps: adds('addOutlookAnywhere'),
  OutlookWebAppProps: adds('addOutlookWebApp'),
  Imap4Props: adds('addImap4'),
  Pop3Props: adds('addPop3'),
  SmtpSubmissionProps: adds('addSmtpSubmission'),
  Listener: (d, more) => server(d).addImap4({ listeners: [{ port: 993, encryption: Encryption.TLS, ...more }] }),
  SelfSignedProps: of((_, more) => S.selfSigned(more)),
  InstalledByExchangeProps: of((_, more) => S.installedByExchange(more)),
  InternalCaCertificateProps: of((d, more) => S.internalCa(ca(d), more)),
  IssuedCertificateProps: of((d, more) => S.issued({ issuer: ca(d), ...more })),
  PurchaseOrderProps: of((_, more) => S.purchaseOrder(more)),
  PurchasedCertificateProps: of((_, more) => S.purchased({ certificateFile: 'mail.pem', ...more })),
  PurchasedPfxProps: of((_, more) => S.purchasedPfx({ pfxFile: 'mail.pfx', passwordVariable: 'pw', ...more })),
  ExistingCertificateProps: of((_, more) => S.existing({ certificateFile: 'mail.pem', ...more })),
  InternalCaProps: (d, more) => new InternalCa(d.stack, 'ca', { commonName: 'Contoso Root CA', ...more }),
  IssuingCaProps: (d, more) =>
    new InternalCa(d.stack, 'ca', { commonName: 'Root', issuingCa: { commonName: 'Issuing', ...more } }),
  ExistingCaProps: (d, more) => InternalCa.fromPem(d.stack, 'ca', { certificateFile: 'ca.pem', ...more }),
  KnownCaProps: (d, more) => InternalCa.fromCertificate(d.stack, 'ca', { certificateFile: 'ca.pem', ...more }),
  SharedCertificateProps: (d, more) =>
    new SharedCertificate(d.stack, 'shared', { source: CertificateSource.selfSigned(), ...more }),
  PublishingPointProps: (d, more) =>
    new PublishingPoint(d.stack, 'edge', { mode: PublishingMode.BRIDGING, hostNames: ['mail.contoso.com'], ...more }),
  SniCertificateProps: (d, more) =>
    new PublishingPoint(d.stack, 'edge', {
      mode: PublishingMode.BRIDGING,
      hostNames: ['mail.contoso.com'],
      sniCertificates: [{ hostNames: ['mail.contoso.com'], certificate: CertificateSource.selfSigned(), ...more }],
    }),
  RootStateOf: (d, more) => population(d, { roots: [{ issuer: ca(d), state: RootState.INSTALLED, ...more }] }),
  StatedFactProps: (d, more) =>
    population(d, {
      statedFacts: [F.that(ClientFact.SHA256, { holds: true, ground: 'tried', on: '2026-10-02', ...more })],
    }),
  TlsInspectionProps: (d, more) =>
    population(d, { inspection: new (TlsInspection as Anything)(d.stack, 'inspector', { root: ca(d), ...more }) }),
  MailDomainProps: (d, more) => new MailDomain(d.stack, 'domain', { domain: 'contoso.com', ...more }),
  ExchangeOrganizationProps: (d, more) => new ExchangeOrganization(d.stack, 'organization', { ...more }),
  HybridDeploymentProps: (d, more) =>
    new HybridDeployment(d.stack, 'hybrid', {
      primaryDomain: 'contoso.com',
      transportHostNames: ['smtp.contoso.com'],
      servers: [server(d)],
      ...more,
    }),
  TransportConnectorProps: (d, more) =>
    new TransportConnector(d.stack, 'send', { kind: ConnectorKind.SEND, servers: [server(d)], ...more }),
  EdgeTransportServerProps: (d, more) => new EdgeTransportServer(d.stack, 'edge', { servers: [server(d)], ...more }),
  FederationTrustProps: (d, more) => new FederationTrust(d.stack, 'trust', { servers: [server(d)], ...more }),
  ServerAuthenticationProps: (d, more) =>
    new ServerAuthenticationCertificate(d.stack, 'oauth', { servers: [server(d)], ...more }),
  ClientAccessStackProps: (d, more) => new ClientAccessStack(d.app, 'other', more),
  AcknowledgementProps: (d, more) =>
    ClientAccessPolicy.of(d.stack).acknowledge({
      rule: 'mail-protocol-in-clear',
      reason: 'tried',
      expires: '2027-01-01',
      ...more,
    }),
  VerifyAfterDeployProps: (d, more) => {
    server(d);
    d.stack.verifyAfterDeploy(more);
  },
};

/** Members that the messages call by the field's words. */
const CALLED: Record<string, string> = {
  mailDomains: 'mail domain',
  primaryDomain: 'mail domain',
  commonName: 'common name',
  issuingCa: 'common name',
};

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
}

/** The members of the exported interfaces, inherited ones too, as the API report lists them. */
function interfaces(): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  const parents = new Map<string, string>();
  let current: Member[] | undefined;
  for (const line of readFileSync(join(__dirname, '../../docs/api-report.txt'), 'utf8').split('\n')) {
    const head = /^interface (\w+)(?: extends (\w+))?/.exec(line);
    if (head) {
      current = [];
      found.set(head[1], current);
      if (head[2]) parents.set(head[1], head[2]);
    } else if (/^\S/.test(line)) current = undefined;
    const member = /^ {2}readonly (\w+)(\?)?: (.*)$/.exec(line);
    if (member) current?.push({ name: member[1], optional: member[2] !== undefined, type: member[3] });
  }
  const whole = (name: string): Member[] => [
    ...(found.get(name) ?? []),
    ...(parents.has(name) ? whole(parents.get(name)!) : []),
  ];
  return new Map([...found.keys()].map((name) => [name, whole(name)]));
}

const WRONG: [string, unknown][] = [
  ['null', null],
  ['undefined', undefined],
  ['5', 5],
  ['-1.5', -1.5],
  ['NaN', NaN],
  ['true', true],
  ['"gopher"', 'gopher'],
  ['{}', {}],
  ['[null]', [null]],
  ['[undefined]', [undefined]],
  ['[5]', [5]],
  ['["gopher"]', ['gopher']],
  ['a function', (): number => 1],
  ['a Date', new Date(0)],
];

/** Is a value of this kind one that the compiler accepts? */
function fits(type: string, value: unknown): boolean {
  if (type.endsWith('[]')) return Array.isArray(value) && value.every((item) => fits(type.slice(0, -2), item));
  if (type === 'string') return typeof value === 'string';
  if (type === 'number') return typeof value === 'number' && !Number.isNaN(value);
  if (type === 'boolean') return typeof value === 'boolean';
  return false;
}

const ALL = interfaces();
const CASES = Object.entries(GIVEN).flatMap(([name, declare]) =>
  (ALL.get(name) ?? []).map((member) => ({ name, declare, member })),
);

function judged(declare: (d: Declared, more: Anything) => unknown, more: object): { messages: string[]; text: string } {
  const declared = new Declared();
  declare(declared, more);
  const found = declared.findings('declaration-invalid');
  return {
    messages: found.map(({ message }) => message),
    text: found.map((f) => `${f.message} | ${f.fix}`).join('\n'),
  };
}

describe('whatever a member is given that its type does not allow is a fault that names it', () => {
  test('every interface of props is in the table', () => {
    const props = [...ALL.keys()].filter((name) => name.endsWith('Props'));
    const bases = [
      'BindingProps',
      'MailBindingProps',
      'MailDownloadProps',
      'PurchasedProps',
      'ValidityProps',
      'WebBindingProps',
    ];
    const apart = ['AdviceProps', 'RulePackProps'];
    expect(props.filter((name) => !(name in GIVEN) && !bases.includes(name) && !apart.includes(name))).toEqual([]);
    expect(Object.keys(GIVEN).filter((name) => !ALL.has(name))).toEqual([]);
  });

  test.each(CASES.map((one) => [`${one.name}.${one.member.name}`, one] as const))('%s', (_, { declare, member }) => {
    const wrong: string[] = [];
    for (const [label, value] of WRONG) {
      const allowed = fits(member.type, value);
      try {
        const { messages, text } = judged(declare, { [member.name]: value });
        if (/\[object |is not a function|TypeError|Cannot read/.test(text)) wrong.push(`${label}: ${text}`);
        else if (
          !allowed &&
          !messages.some(
            (message) => message.includes(member.name) || message.includes(CALLED[member.name] ?? member.name),
          )
        )
          wrong.push(`${label}: not named (${text || 'no fault'})`);
      } catch (error) {
        wrong.push(`${label}: threw ${String(error).slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  // Of a stated fact all members must be there, so a misspelled one is a missing one.
  const strict = Object.entries(GIVEN).filter(([name]) => name !== 'StatedFactProps');

  test.each(strict)('%s: a member that does not exist', (_, declare) => {
    const { text } = judged(declare, { colour: 'red' });
    expect(text).toContain('there is no property "colour"');
  });
});
