import {
  Acknowledgement,
  Binding,
  Certificate,
  CertificateRole,
  CertificateSourceKind,
  CertificateState,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  EMPTY_ESTATE,
  Encryption,
  Estate,
  ExchangeProduct,
  KeyCustody,
  KeyType,
  Population,
  PublishingMode,
  RevocationStatus,
  RootState,
  Server,
  TrustAnchor,
  TrustAnchorKind,
} from '../../lib/model';
import {
  Access,
  BindingView,
  certificatesMet,
  defineRule,
  IAssessor,
  judge,
  Level,
  Outcome,
  OutcomeKind,
  Report,
  RulePack,
  SubjectKind,
} from '../../lib/policy';

import { Replacement, ReviewContext } from '../../lib/report/changes';
import { compare } from '../../lib/report/compare';

/** The moment at which the fixtures are judged. */
export const JUDGED_AT = new Date('2026-11-23T16:41:00Z');

const P = ClientProtocol;
const WEB = [P.OWA, P.ACTIVE_SYNC, P.OUTLOOK_ANYWHERE, P.EWS, P.OAB, P.AUTODISCOVER];
const PROTOCOLS = [...WEB, P.IMAP4, P.SMTP_SUBMISSION];
const ROLES: Partial<Record<ClientProtocol, CertificateRole>> = {
  [P.IMAP4]: CertificateRole.IMAP,
  [P.SMTP_SUBMISSION]: CertificateRole.SMTP,
};

const COMMERCIAL: TrustAnchor = {
  id: 'root:9d1f',
  name: 'Commercial Global Root G2',
  kind: TrustAnchorKind.COMMERCIAL,
  madeHere: false,
};
const CORPORATE: TrustAnchor = {
  id: 'contoso/CorporateCa',
  name: 'Contoso Root CA',
  kind: TrustAnchorKind.PRIVATE,
  madeHere: true,
  publishedInDirectory: true,
};

const CLIENTS: [
  name: string,
  platform: string,
  application: string,
  place: ClientPlace,
  count: number,
  uses: ClientProtocol[],
][] = [
  [
    'office-outlook',
    'windows-11',
    'outlook-2021',
    ClientPlace.INSIDE,
    4200,
    [P.OUTLOOK_ANYWHERE, P.EWS, P.OAB, P.AUTODISCOVER],
  ],
  ['field-phones', 'windows-mobile-6', 'native-mail', ClientPlace.OUTSIDE, 640, [P.ACTIVE_SYNC]],
  ['executive-ipads', 'ios', 'native-mail', ClientPlace.OUTSIDE, 85, [P.ACTIVE_SYNC, P.AUTODISCOVER]],
  ['home-browsers', 'windows-10', 'edge', ClientPlace.OUTSIDE, 2100, [P.OWA]],
  [
    'travelling-laptops',
    'windows-11',
    'outlook-2021',
    ClientPlace.OUTSIDE,
    900,
    [P.OUTLOOK_ANYWHERE, P.EWS, P.AUTODISCOVER],
  ],
  ['lab-unix-mail', 'windows-7', 'thunderbird', ClientPlace.INSIDE, 120, [P.IMAP4, P.SMTP_SUBMISSION]],
  ['mac-users', 'macos', 'outlook-2021', ClientPlace.INSIDE, 310, [P.EWS, P.AUTODISCOVER]],
  ['android-staff', 'android', 'outlook-mobile', ClientPlace.OUTSIDE, 1500, [P.ACTIVE_SYNC, P.AUTODISCOVER]],
  ['reception-kiosks', 'windows-10', 'chrome', ClientPlace.INSIDE, 40, [P.OWA]],
  ['vpn-laptops', 'windows-10', 'outlook-2016', ClientPlace.OUTSIDE_WITH_VPN, 760, [P.OUTLOOK_ANYWHERE, P.OAB]],
  ['scanner-fleet', 'windows-7', 'mail-app-without-user-roots', ClientPlace.INSIDE, 230, [P.SMTP_SUBMISSION]],
  ['old-android', 'android-before-7', 'native-mail', ClientPlace.OUTSIDE, 60, [P.ACTIVE_SYNC]],
];

/** Phones whose operator or maker lets nobody add a root. */
const LOCKED = new Set(['windows-mobile-6', 'android-before-7']);

export interface FixtureSettings {
  readonly servers: number;
  /** @default 12 */
  readonly populations?: number;
  /** A server's name from its number. */
  readonly nameOf?: (index: number) => string;
  /** Text put into every name that a user can choose. */
  readonly nasty?: string;
  /** Every server gets rows of its own: nothing can be folded. */
  readonly allDifferent?: boolean;
  /** Reasons name the server, as they do where its own name is at fault. */
  readonly ownReasons?: boolean;
  readonly acknowledgements?: Acknowledgement[];
  /** As it was before a change: other sources, shorter lifetimes, a server more and one less, a protocol more. */
  readonly asBefore?: boolean;
}

/** Sources take turns, so that a few groups of like servers come out. */
function sourceOf(index: number): CertificateSourceKind {
  if (index % 50 === 7) return CertificateSourceKind.SELF_SIGNED;
  return index % 3 === 1 ? CertificateSourceKind.PURCHASED : CertificateSourceKind.INTERNAL_CA;
}

function sourceBefore(index: number): CertificateSourceKind {
  if (index % 50 === 7 || index % 9 === 4) return CertificateSourceKind.INTERNAL_CA;
  return index % 6 === 0 ? CertificateSourceKind.PURCHASED : sourceOf(index);
}

function certificateOf(id: string, index: number, source: CertificateSourceKind, anchor: string): Certificate {
  const declared = source === CertificateSourceKind.INTERNAL_CA;
  const start = Date.UTC(2026, 4 + (index % 5), 1 + (index % 27));
  const end = start + (source === CertificateSourceKind.PURCHASED ? 199 : 364) * 86_400_000;
  return {
    id,
    source,
    state: declared ? CertificateState.DECLARED : CertificateState.ISSUED,
    exchangeDefault: source === CertificateSourceKind.SELF_SIGNED,
    facts: {
      commonName: 'mail.contoso.com',
      dnsNames: ['mail', 'autodiscover', `${id.split('/')[1]}.corp`].map((name) => ({ value: `${name}.contoso.com` })),
      signatureHash: 'sha256',
      keyUsages: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsages: ['serverAuth'],
      isCa: false,
      selfSigned: source === CertificateSourceKind.SELF_SIGNED,
      crlUrls: [],
      ocspUrls: [],
      hasPolicies: false,
      keyType: KeyType.RSA,
      keyBits: 2048,
      issuer:
        source === CertificateSourceKind.PURCHASED ? 'CN=Commercial TLS CA 5,O=Commercial,C=US' : 'CN=Contoso Root CA',
      ...(declared
        ? { lifetimeSeconds: 730 * 86_400 }
        : { notBefore: new Date(start).toISOString(), notAfter: new Date(end).toISOString() }),
    },
    uses: [],
    custody: declared ? KeyCustody.TERRAFORM : KeyCustody.SERVER,
    anchor,
    chainPem: source === CertificateSourceKind.PURCHASED ? ['PEM of the intermediate'] : [],
    revocation: RevocationStatus.UNKNOWN,
    crlPem: [],
    ...(declared ? { renewal: { unattended: true, atShare: 0.66 } } : {}),
    faults: [],
    notes: [],
    location: { file: 'lib/mail.ts', line: 20 + (index % 400), column: 3 },
  };
}

/** An estate of any size, the same every time. */
export function fixtureEstate(settings: FixtureSettings): Estate {
  const nasty = settings.nasty ?? '';
  const servers: Server[] = [];
  const bindings: Binding[] = [];
  const certificates: Certificate[] = [];
  const anchors: TrustAnchor[] = [COMMERCIAL, { ...CORPORATE, name: CORPORATE.name + nasty }];
  const publishingPoint = {
    id: 'contoso/Edge',
    name: `edge-proxy${nasty}`,
    mode: PublishingMode.BRIDGING,
    certificate: 'contoso/Edge/Certificate',
    hostNames: [{ value: 'mail.contoso.com' }],
  };
  certificates.push(certificateOf('contoso/Edge/Certificate', 1, CertificateSourceKind.PURCHASED, COMMERCIAL.id));
  const numbers = Array.from({ length: settings.servers }, (_, index) => index);
  if (settings.asBefore) numbers.splice(-1, 1, settings.servers + 1);
  for (const index of numbers) {
    const name =
      (settings.nameOf?.(index) ?? `cas${String(index + 1).padStart(String(settings.servers).length, '0')}`) + nasty;
    const id = `contoso/${name}`;
    const source = (settings.asBefore ? sourceBefore : sourceOf)(index);
    const certificate = `${id}/Certificate`;
    const location = { file: 'lib/mail.ts', line: 12 + index, column: 5 };
    const anchor =
      source === CertificateSourceKind.PURCHASED
        ? COMMERCIAL.id
        : source === CertificateSourceKind.INTERNAL_CA
          ? CORPORATE.id
          : `${id}/Self`;
    if (source === CertificateSourceKind.SELF_SIGNED)
      anchors.push({ id: anchor, name: `${name} itself`, kind: TrustAnchorKind.SELF_SIGNED, madeHere: true });
    const made = certificateOf(certificate, index, source, anchor);
    const lifetime = settings.asBefore && made.facts.lifetimeSeconds ? { lifetimeSeconds: 365 * 86_400 } : {};
    certificates.push({ ...made, facts: { ...made.facts, ...lifetime } });
    servers.push({
      id,
      name,
      stack: 'contoso',
      release: { product: ExchangeProduct.EXCHANGE_2019 },
      fqdn: { value: `${name}.corp.contoso.com` },
      internalHost: { value: `${name}.corp.contoso.com` },
      externalHost: { value: 'mail.contoso.com' },
      mailDomains: ['contoso.com'],
      publicDeployment: true,
      location,
      roles: [CertificateRole.IIS, CertificateRole.IMAP, CertificateRole.SMTP].map((role) => ({ role, certificate })),
    });
    for (const protocol of PROTOCOLS) {
      bindings.push({
        id: `${id}/${protocol}`,
        server: id,
        protocol,
        listeners: [{ port: 443, encryption: Encryption.TLS }],
        encryptionRequired: true,
        internalHosts: [{ value: `${name}.corp.contoso.com` }],
        externalHosts:
          index % 4 === 2 && protocol === P.OWA ? [{ expression: '${var.owa_host}' }] : [{ value: 'mail.contoso.com' }],
        authentication: [],
        clientCertificates: ClientCertificateMode.IGNORE,
        role: ROLES[protocol] ?? CertificateRole.IIS,
        certificate,
        ...(index % 10 === 9 && WEB.includes(protocol) ? { publishingPoint: publishingPoint.id } : {}),
        byDefault: true,
        location,
      });
    }
  }
  const populations = CLIENTS.slice(0, settings.populations ?? CLIENTS.length).map(
    ([name, platform, application, place, count, uses], index): Population => ({
      id: `contoso/${name}${nasty}`,
      name: name + nasty,
      platform,
      application,
      place,
      management: application.startsWith('outlook-20')
        ? ClientManagement.DOMAIN_JOINED
        : platform === 'ios' || platform === 'android'
          ? ClientManagement.MDM
          : ClientManagement.NONE,
      roots: LOCKED.has(platform)
        ? [{ state: RootState.BLOCKED }, { anchor: COMMERCIAL.id, state: RootState.PREINSTALLED }]
        : [],
      uses: settings.asBefore && platform === 'macos' ? [...uses, P.IMAP4] : uses,
      servers: servers.map((server) => server.id),
      count,
      clientCertificates: false,
      location: { file: 'lib/clients.ts', line: 8 + index * 9, column: 1 },
    }),
  );
  return {
    ...EMPTY_ESTATE,
    servers,
    bindings,
    certificates,
    anchors,
    publishingPoints: [publishingPoint],
    populations,
    acknowledgements: settings.acknowledgements ?? [],
  };
}

const outcome = (kind: OutcomeKind, code: string, message: string, fix?: string): Outcome => ({
  kind,
  code,
  message,
  sources: ['Microsoft Exchange Server 2007, Understanding SSL for Client Access Servers'],
  ...(fix === undefined ? {} : { fix }),
});

const FINE = outcome(
  OutcomeKind.WORKS,
  'root-held',
  'these clients hold the root, and the certificate names every host they connect to',
);
const BLOCKED = outcome(
  OutcomeKind.FAILS,
  'root-blocked',
  'the operator locked the root store of these phones: no private root can be installed, so the connection is refused',
  'buy the certificate from a CA whose root these phones ship with, or replace the phones',
);
const NO_SELF_SIGNED = outcome(
  OutcomeKind.FAILS,
  'self-signed-refused',
  'Outlook Anywhere will not work with a self-signed certificate, and nobody is asked',
  'issue the certificate from the internal CA or buy one',
);
const ASKED = outcome(
  OutcomeKind.PROMPTS,
  'root-not-held',
  'the browser warns on every visit, because the root of the internal CA is not in its store',
  'publish the root to these clients, or buy the certificate',
);
const UNTOLD = outcome(
  OutcomeKind.UNKNOWN,
  'host-unknown',
  'the host name comes from var.owa_host, which only the plan knows',
  'review the plan',
);

/** A small stand-in for the real assessor: enough to give every outcome, with reasons as long as real ones. */
export class FixtureAssessor implements IAssessor {
  public constructor(private readonly settings: FixtureSettings) {}

  private readonly met = new Map<string, BindingView>();

  public accessOf({ place }: Population): Access {
    return { place };
  }

  public choiceAt(): undefined {}

  public connectionsTo(view: BindingView): BindingView {
    const { binding, certificate, server } = view;
    const host = binding.externalHosts.some(({ expression }) => expression) ? 'expression' : 'name';
    const key = [
      binding.protocol,
      certificate?.certificate.source,
      host,
      binding.publishingPoint,
      this.settings.allDifferent || this.settings.ownReasons ? server.id : '',
    ].join();
    const known = this.met.get(key) ?? view;
    this.met.set(key, known);
    return known;
  }

  public assess(binding: BindingView, population: Population): Outcome {
    const [shown] = certificatesMet(binding, this.accessOf(population));
    const { protocol } = binding.binding;
    const source = shown?.certificate.source;
    const outside = population.place === ClientPlace.OUTSIDE;
    const { name } = binding.server.server;
    if (population.platform === 'macos') {
      if (this.settings.allDifferent)
        return outcome(OutcomeKind.PROMPTS, 'own', `asked about key ${Number(name.replace(/\D/g, '')) * 7919}`);
      const why = `the certificate lacks ${name}.corp.contoso.com`;
      if (this.settings.ownReasons && !this.settings.asBefore)
        return outcome(OutcomeKind.PROMPTS, 'name-missing', why, `add ${name}.corp.contoso.com`);
    }
    if (source === CertificateSourceKind.SELF_SIGNED && (protocol === P.OUTLOOK_ANYWHERE || protocol === P.EWS))
      return NO_SELF_SIGNED;
    if (source === CertificateSourceKind.PURCHASED) return FINE;
    if (population.platform === 'windows-mobile-6' || population.platform === 'android-before-7') return BLOCKED;
    if (outside && binding.binding.externalHosts.some(({ expression }) => expression)) return UNTOLD;
    return outside && (protocol === P.OWA || source === CertificateSourceKind.SELF_SIGNED) ? ASKED : FINE;
  }
}

const SEED = {
  source: 'Microsoft Exchange Server 2007',
  section: 'Understanding SSL for Client Access Servers, Self-Signed Certificates',
};

const RULES = [
  defineRule({
    id: 'private-root-never-arrives',
    ref: 'ECA101',
    title: 'A private root never reaches these clients',
    level: Level.ERROR,
    ...SEED,
    url: 'https://learn.microsoft.com/exchange',
    rationale: 'A client that can’t be given the root refuses the connection, whatever else is right.',
    remediation: 'buy the certificate from a CA whose root these clients ship with',
    subject: SubjectKind.REACH,
    applies: ({ anchor }) => anchor.kind !== TrustAnchorKind.COMMERCIAL,
    check: (reach, report) => {
      const failing = reach.cells.filter((cell) => cell.outcome.code === 'root-blocked');
      if (failing.length > 0)
        report.finding({
          message: `${reach.population.population.name} can never hold "${reach.anchor.name}", which ${failing.length} bindings need`,
          bindings: failing.map((cell) => cell.binding.id),
          populations: [reach.population.id],
        });
    },
  }),
  defineRule({
    id: 'outlook-anywhere-self-signed',
    ref: 'ECA102',
    title: 'Outlook Anywhere presents a self-signed certificate',
    level: Level.ERROR,
    ...SEED,
    rationale: 'Outlook refuses it without asking anyone.',
    remediation: 'give the server a certificate of the internal CA or a purchased one',
    subject: SubjectKind.BINDING,
    applies: ({ binding }) => binding.protocol === P.OUTLOOK_ANYWHERE,
    check: ({ certificate, server }, report) => {
      if (certificate?.certificate.source === CertificateSourceKind.SELF_SIGNED)
        report.finding({
          message: `Outlook Anywhere on ${server.server.name} presents the self-signed certificate that setup made`,
          fix: `bind a certificate to IIS on ${server.server.name}`,
        });
    },
  }),
  defineRule({
    id: 'key-in-state',
    ref: 'ECA401',
    title: 'Terraform holds the private key',
    level: Level.WARNING,
    source: 'This library',
    section: 'Key custody',
    rationale: 'Whoever reads the state holds the key.',
    remediation: 'encrypt the state and narrow who reads it, or make the key on the server',
    subject: SubjectKind.CERTIFICATE,
    applies: () => true,
    check: ({ certificate }, report) => {
      if (certificate.custody === KeyCustody.TERRAFORM)
        report.finding({ message: `the key of ${certificate.id} is made by Terraform and lies in its state` });
    },
  }),
  defineRule({
    id: 'name-not-known',
    ref: 'ECA201',
    title: 'A host name that the certificate must hold',
    level: Level.ERROR,
    ...SEED,
    rationale: 'A name that the certificate lacks makes clients refuse or ask.',
    remediation: 'add the name to the certificate',
    subject: SubjectKind.BINDING,
    applies: () => true,
    check: ({ binding }, report) => {
      for (const host of binding.externalHosts)
        if (host.expression) report.unknown(`the host name is ${host.expression}, which only plan knows`);
    },
  }),
  defineRule({
    id: 'renewed-by-hand',
    ref: 'ECA301',
    title: 'Nobody renews this certificate unattended',
    level: Level.NOTE,
    source: 'CA/Browser Forum, TLS Baseline Requirements',
    section: '6.3.2',
    rationale: 'From March 2029 a public certificate lasts 47 days.',
    remediation: 'plan an unattended renewal',
    subject: SubjectKind.CERTIFICATE,
    applies: ({ certificate }) => certificate.source === CertificateSourceKind.PURCHASED,
    check: ({ certificate }, report) => report.finding({ message: `${certificate.id} is renewed by hand` }),
  }),
];

export interface Fixture {
  readonly estate: Estate;
  readonly report: Report;
}

/** A judged estate. */
export function fixture(settings: FixtureSettings): Fixture {
  const estate = fixtureEstate(settings);
  const report = judge(estate, {
    now: JUDGED_AT,
    packs: [{ pack: new RulePack({ id: 'fixture', title: 'Fixture', rules: RULES }), scope: '' }],
    assessor: new FixtureAssessor(settings),
  });
  return { estate, report };
}

/** A judged estate, compared with what it was before the change. */
export function comparedFixture(
  settings: FixtureSettings,
): Fixture & Required<Omit<ReviewContext, 'notices' | 'clock' | 'names' | 'survey'>> {
  const head = fixture(settings);
  const changed = head.estate.certificates.filter(({ source }) => source === CertificateSourceKind.INTERNAL_CA);
  return {
    ...head,
    changes: compare(fixture({ ...settings, asBefore: true }), head),
    replacements: [
      ...changed.map(({ id }): Replacement => {
        const address = `tls_locally_signed_cert.${id.split('/')[1]}`;
        return {
          address,
          type: 'tls_locally_signed_cert',
          action: 'create-first',
          reason: 'replace because cannot update',
        };
      }),
      { address: `tls_private_key.ca${settings.nasty ?? ''}`, type: 'tls_private_key', action: 'replace' },
    ],
  };
}

/** Acknowledgements with every fate. */
export const ACKNOWLEDGEMENTS: Acknowledgement[] = [
  {
    rule: 'key-in-state',
    reason: 'the state is encrypted and only the pipeline reads it',
    expires: '2027-03-31',
    scope: 'contoso/cas01',
    ticket: 'SEC-204',
    location: { file: 'lib/mail.ts', line: 88 },
  },
  { rule: 'renewed-by-hand', reason: 'a renewal calendar is in place for these', expires: '2026-10-01', scope: '' },
];
