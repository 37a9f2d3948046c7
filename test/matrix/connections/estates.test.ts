import {
  AutodiscoverMethod,
  CertificateSourceKind,
  ClientAuthentication,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  ExchangeProduct,
  ExchangeRelease,
  ExtendedProtection,
  NameCheck,
  NetworkSide,
  PublishingMode,
  RootState,
  TlsVersion,
  TrustAnchorKind,
} from '../../../lib/model';
import { Assessor } from '../../../lib/matrix';
import { EstateView, fillMatrix, Outcome, reasonsOf } from '../../../lib/policy';
import { TEST_NOW, TestBinding, TestEstate, TestEstateProps, TestPopulation, TestServer } from '../../../lib/testing';

const P = ClientProtocol;
const X = ExchangeProduct;
const { NTLM, NEGOTIATE, FORMS } = ClientAuthentication;
const { TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 } = TlsVersion;
const { BRIDGING, OFFLOAD, PASS_THROUGH } = PublishingMode;

const OLD_POINT = { lowest: TLS_1_0, highest: TLS_1_2 };
const SE: ExchangeRelease = { product: X.EXCHANGE_SE };
const PREINSTALLED: TestPopulation = { roots: [{ anchor: 'root', state: RootState.PREINSTALLED }] };
const PRIVATE = { kind: TrustAnchorKind.PRIVATE };
const INTERNAL = { source: CertificateSourceKind.INTERNAL_CA, anchor: 'ca' };
/** A second purchased certificate, of which it is known that it is another one. */
const OTHER = { web: { facts: { sha256: 'A1' } }, other: { facts: { sha256: 'B2' } } };

type More = TestEstateProps & { readonly now?: string };

/** The cell of the first population at the first binding. */
function cell(binding: ClientProtocol | TestBinding, server: TestServer, clients: TestPopulation, more: More): Outcome {
  const { now, ...props } = more;
  const estate = TestEstate.of({
    servers: [
      { protocols: [binding], ...(props.publishingPoints ? { publishingPoint: 'app/point1' } : {}), ...server },
    ],
    ...props,
    populations: [clients],
  });
  const at = now === undefined ? TEST_NOW : new Date(now);
  const view = new EstateView(estate, at);
  fillMatrix(view, new Assessor(estate, at));
  return view.populations[0].cells[0].outcome;
}

type Case = [
  what: string,
  expected: string,
  binding: ClientProtocol | TestBinding,
  server: TestServer,
  clients: TestPopulation,
  more?: More,
];

/** `kind`, or `kind code` of a reason that must be among those of the cell. */
function holds(name: string, cases: Case[]): void {
  describe(name, () => {
    test.each(cases)('%s: %s', (_, expected, binding, server, clients, more = {}) => {
      const outcome = cell(binding, server, clients, more);
      const [kind, code] = expected.split(' ');
      const codes = reasonsOf(outcome).map((reason) => reason.code);
      expect({ kind: outcome.kind, codes }).toEqual({
        kind,
        codes: code === undefined ? codes : expect.arrayContaining([code]),
      });
    });
  });
}

const on = (product: ExchangeProduct, more: Partial<ExchangeRelease> = {}): TestServer => ({
  release: { product, ...more },
});
const WIN10: TestPopulation = { platform: 'windows-10' };
const chrome = (platform = 'windows-10'): TestPopulation => ({ platform, application: 'chrome' });
const program = (application: string, platform = 'windows-10'): TestPopulation => ({ platform, application });

holds('TLS versions of servers', [
  [
    'a browser before 2013 on 2008 R2',
    'unknown tls-version-unknown',
    P.ECP,
    { ...on(X.EXCHANGE_2013, { cumulativeUpdate: 23 }), windowsServer: '2008 R2' },
    program('edge'),
  ],
  [
    'Firefox before 2010 on 2012 R2',
    'works',
    P.ECP,
    { ...on(X.EXCHANGE_2010, { servicePack: 3 }), windowsServer: '2012 R2' },
    program('firefox'),
  ],
  [
    'Firefox before 2007 on 2003',
    'fails tls-version-refused',
    P.OWA,
    { ...on(X.EXCHANGE_2007, { servicePack: 3 }), windowsServer: '2003' },
    program('firefox'),
  ],
  ['Outlook on XP before 2019', 'fails tls-version-refused', P.OUTLOOK_ANYWHERE, {}, { platform: 'windows-xp-sp3' }],
  [
    'Outlook on Vista before SE',
    'fails tls-version-refused',
    P.EWS,
    { release: SE },
    { platform: 'windows-vista-sp1' },
  ],
  ['Outlook on Windows 8 before SE', 'unknown tls-version-unknown', P.EWS, { release: SE }, { platform: 'windows-8' }],
  ['Outlook on Windows 8.1 before SE', 'works', P.EWS, { release: SE }, { platform: 'windows-8-1' }],
  ['Android 13 before 2010', 'works', P.ACTIVE_SYNC, on(X.EXCHANGE_2010), { platform: 'android', release: '13' }],
  [
    'Windows 11, none named, before 2013',
    'unknown tls-version-unknown',
    P.EWS,
    on(X.EXCHANGE_2013),
    { platform: 'windows-11' },
  ],
  ['Windows 11 22H2 before 2013', 'works', P.EWS, on(X.EXCHANGE_2013), { platform: 'windows-11', release: '22H2' }],
  [
    'Thunderbird before 2013 CU10 on 2012',
    'unknown tls-version-unknown',
    P.IMAP4,
    { ...on(X.EXCHANGE_2013, { cumulativeUpdate: 10 }), windowsServer: '2012' },
    program('thunderbird'),
  ],
  ['Java before SE', 'works', P.IMAP4, { release: SE }, { platform: 'linux-java', ...PREINSTALLED }],
  [
    '2007 in 2009',
    'works',
    P.OWA,
    on(X.EXCHANGE_2007, { servicePack: 1 }),
    { platform: 'windows-vista-sp1', ...PREINSTALLED },
    {
      now: '2009-03-01T00:00:00Z',
      certificates: { web: { facts: { notBefore: '2009-02-01T00:00:00.000Z', signatureHash: 'sha1' } } },
      anchors: { root: { signatureHash: 'sha1' } },
    },
  ],
  [
    'a phone of 2008 with a root of its own',
    'works',
    P.ACTIVE_SYNC,
    on(X.EXCHANGE_2007, { servicePack: 1 }),
    { platform: 'windows-mobile-6', ...PREINSTALLED },
    {
      now: '2008-09-01T00:00:00Z',
      certificates: { web: { facts: { notBefore: '2008-08-01T00:00:00.000Z', signatureHash: 'sha1' } } },
      anchors: { root: { signatureHash: 'sha1' } },
    },
  ],
]);

const point = (props: object, certificate = 'web'): More => ({
  publishingPoints: [{ mode: BRIDGING, verifiesServer: false, certificate, ...props }],
});
const SNI_POINT = {
  publishingPoints: [
    {
      mode: BRIDGING,
      verifiesServer: false,
      certificate: 'other',
      tls: OLD_POINT,
      serverTls: { lowest: TLS_1_2, highest: TLS_1_2 },
      hostNames: [{ value: 'mail.contoso.com' }, { value: 'other.contoso.com' }],
      sniCertificates: [{ hostNames: [{ value: 'mail.contoso.com' }], certificate: 'web' }],
    },
  ],
  certificates: {
    web: {},
    other: { facts: { commonName: 'other.contoso.com', dnsNames: [{ value: 'other.contoso.com' }] } },
  },
};

holds('TLS versions and names in the handshake at publishing points', [
  [
    'Chrome before TLS 1.3 alone',
    'works',
    P.OWA,
    {},
    chrome('windows-11'),
    point({ tls: { lowest: TLS_1_3, highest: TLS_1_3 } }),
  ],
  [
    'an iPhone before TLS 1.3 alone',
    'works',
    P.ACTIVE_SYNC,
    {},
    { platform: 'ios', release: '17' },
    point({ tls: { lowest: TLS_1_3, highest: TLS_1_3 } }),
  ],
  [
    'Outlook on Windows 10 before TLS 1.3 alone',
    'fails tls-version-refused',
    P.EWS,
    {},
    WIN10,
    point({ tls: { lowest: TLS_1_3, highest: TLS_1_3 } }),
  ],
  [
    'XP before TLS 1.2 and 1.3',
    'fails tls-version-refused',
    P.OWA,
    {},
    { platform: 'windows-xp-sp3' },
    point({ tls: { lowest: TLS_1_2, highest: TLS_1_3 } }),
  ],
  [
    'XP before a bridge that speaks the old and the new',
    'works',
    P.OWA,
    {},
    { platform: 'windows-xp-sp3', ...PREINSTALLED },
    point({ tls: OLD_POINT, serverTls: { lowest: TLS_1_2, highest: TLS_1_2 } }),
  ],
  [
    'a bridge that speaks old versions to SE',
    'fails tls-version-refused',
    P.OWA,
    { release: SE },
    WIN10,
    point({ tls: { lowest: TLS_1_2, highest: TLS_1_2 }, serverTls: { lowest: TLS_1_0, highest: TLS_1_1 } }),
  ],
  [
    'a phone without SNI before a point that needs it',
    'fails sni-required',
    P.ACTIVE_SYNC,
    {},
    { platform: 'windows-mobile-6', ...PREINSTALLED },
    point({ requiresSni: true, tls: OLD_POINT }),
  ],
  [
    'Outlook on XP before a server that needs SNI',
    'fails sni-required',
    P.EWS,
    { ...on(X.EXCHANGE_2016), requiresSni: true },
    { platform: 'windows-xp-sp3' },
  ],
  [
    'XP meets the fallback',
    'prompts name-not-covered',
    P.OWA,
    {},
    { platform: 'windows-xp-sp3', ...PREINSTALLED },
    SNI_POINT,
  ],
  ['Windows 10 meets its own', 'works', P.OWA, {}, WIN10, SNI_POINT],
]);

holds('port 587', [
  [
    'pinned behind a pass-through',
    'works',
    { protocol: P.SMTP_SUBMISSION, pinned: true },
    { release: SE },
    program('thunderbird'),
    { publishingPoints: [{ mode: PASS_THROUGH }] },
  ],
  [
    'not pinned: the certificate of setup',
    'prompts',
    P.SMTP_SUBMISSION,
    { release: SE },
    program('thunderbird'),
    { publishingPoints: [{ mode: PASS_THROUGH }] },
  ],
  [
    'a pin that 2010 does not know',
    'prompts',
    { protocol: P.SMTP_SUBMISSION, pinned: true },
    { ...on(X.EXCHANGE_2010, { servicePack: 3, updateRollup: 30 }), windowsServer: '2012' },
    program('thunderbird'),
  ],
  [
    'a connector with the name of the purchased one',
    'works',
    { protocol: P.SMTP_SUBMISSION, connectorFqdn: { value: 'mail.contoso.com' } },
    { release: SE },
    program('thunderbird'),
  ],
  ['a program without a person', 'fails', P.SMTP_SUBMISSION, { release: SE }, { platform: 'linux-openssl' }],
]);

const INSIDE_OUTSIDE: TestEstateProps = {
  servers: [{ protocols: [P.OWA], publishingPoints: ['app/point1', 'app/point2'] }],
  certificates: { web: {}, inside: INTERNAL },
  anchors: { root: {}, ca: PRIVATE },
  publishingPoints: [
    { mode: BRIDGING, verifiesServer: false, certificate: 'web' },
    { mode: BRIDGING, verifiesServer: false, certificate: 'inside', sides: [NetworkSide.INSIDE] },
  ],
};
const BY_PROTOCOL = (protocol: ClientProtocol): TestEstateProps => ({
  ...INSIDE_OUTSIDE,
  servers: [{ protocols: [protocol], publishingPoints: ['app/point1', 'app/point2'] }],
  publishingPoints: [
    { mode: BRIDGING, verifiesServer: false, certificate: 'web', protocols: [P.OWA, P.ECP] },
    { mode: BRIDGING, verifiesServer: false, certificate: 'inside', protocols: [P.ACTIVE_SYNC] },
  ],
});

holds('points for sides and protocols', [
  ['outside', 'works', P.OWA, {}, WIN10, INSIDE_OUTSIDE],
  [
    'inside, of no domain',
    'prompts root-not-installed',
    P.OWA,
    {},
    { ...WIN10, place: ClientPlace.INSIDE },
    INSIDE_OUTSIDE,
  ],
  [
    'with VPN, under the published name',
    'works',
    P.OWA,
    {},
    { ...WIN10, place: ClientPlace.OUTSIDE_WITH_VPN },
    INSIDE_OUTSIDE,
  ],
  [
    'with VPN, where nothing is published',
    'prompts root-not-installed',
    P.OWA,
    {},
    { ...WIN10, place: ClientPlace.OUTSIDE_WITH_VPN },
    { ...INSIDE_OUTSIDE, servers: [{ externalHost: null, protocols: [P.OWA], publishingPoints: ['app/point2'] }] },
  ],
  [
    'phones on Wi-Fi that come to the inside point',
    'prompts root-not-installed',
    P.OWA,
    {},
    { ...WIN10, place: ClientPlace.INSIDE_WITH_EXTERNAL_NAMES },
    INSIDE_OUTSIDE,
  ],
  ['web mail by its point', 'works', P.OWA, {}, WIN10, BY_PROTOCOL(P.OWA)],
  [
    'Android by the point for phones',
    'prompts root-not-installed',
    P.ACTIVE_SYNC,
    {},
    { platform: 'ios' },
    BY_PROTOCOL(P.ACTIVE_SYNC),
  ],
  ['what has no point comes to the server', 'works', P.EWS, {}, WIN10, BY_PROTOCOL(P.EWS)],
]);

const REQUIRED: TestBinding = {
  protocol: P.ACTIVE_SYNC,
  clientCertificates: ClientCertificateMode.REQUIRE,
  authentication: [ClientAuthentication.CERTIFICATE],
};
const IPHONE: TestPopulation = { platform: 'ios', release: '17', clientCertificates: true };
const NEGOTIATING: TestBinding = { protocol: P.MAPI_OVER_HTTP, authentication: [NTLM, NEGOTIATE] };

holds('client certificates', [
  ['a bridge', 'fails client-certificate-lost', REQUIRED, {}, IPHONE, point({})],
  [
    'a pass-through to 2022',
    'fails client-certificate-renegotiation',
    REQUIRED,
    { release: SE, windowsServer: '2022' },
    IPHONE,
    { publishingPoints: [{ mode: PASS_THROUGH }] },
  ],
  [
    'a pass-through to 2019',
    'works',
    REQUIRED,
    { release: SE, windowsServer: 'Windows Server 2019' },
    IPHONE,
    { publishingPoints: [{ mode: PASS_THROUGH }] },
  ],
  [
    'at the binding',
    'works',
    { ...REQUIRED, clientCertificateAtBinding: true },
    { release: SE, windowsServer: '2025' },
    IPHONE,
  ],
  [
    'TLS 1.2 alone',
    'works',
    REQUIRED,
    { release: SE, windowsServer: '2025', tls: { lowest: TLS_1_2, highest: TLS_1_2 } },
    IPHONE,
  ],
  ['Windows not stated', 'unknown client-certificate-renegotiation-unknown', REQUIRED, { release: SE }, IPHONE],
  [
    'at a point that delegates, before phones',
    'works',
    P.ACTIVE_SYNC,
    { release: SE },
    IPHONE,
    point({ clientCertificates: ClientCertificateMode.REQUIRE, delegatesKerberos: true }),
  ],
  [
    'at a point that delegates to what requires a token',
    'unknown channel-binding-unknown',
    { ...NEGOTIATING, protocol: P.OWA },
    { release: SE },
    { ...chrome(), clientCertificates: true },
    point({ clientCertificates: ClientCertificateMode.REQUIRE, delegatesKerberos: true }),
  ],
  [
    'at a point, of Outlook',
    'fails client-certificate-not-presentable',
    P.EWS,
    {},
    { ...program('outlook-365'), clientCertificates: true },
    point({ clientCertificates: ClientCertificateMode.REQUIRE }),
  ],
  [
    'at a point, of phones that have none',
    'fails client-certificate-wanted',
    P.ACTIVE_SYNC,
    {},
    { platform: 'ios' },
    point({ clientCertificates: ClientCertificateMode.REQUIRE }),
  ],
]);

const OTHER_POINT = { ...point({}, 'other'), certificates: OTHER };
const SERVICES: TestBinding = { protocol: P.EWS, authentication: [NTLM] };
const WAF_AND_BALANCER: More = {
  servers: [{ release: SE, protocols: [NEGOTIATING], publishingPoints: ['app/point2'] }],
  certificates: OTHER,
  publishingPoints: [
    { mode: BRIDGING, verifiesServer: false, certificate: 'other' },
    { mode: BRIDGING, verifiesServer: false, certificate: 'web', behind: 'app/point1' },
  ],
};

holds('Extended Protection', [
  [
    'MAPI by NTLM through another certificate',
    'fails channel-binding-broken',
    NEGOTIATING,
    { release: SE },
    program('outlook-2019'),
    OTHER_POINT,
  ],
  [
    'EWS by NTLM, of Outlook for Windows',
    'fails channel-binding-broken',
    SERVICES,
    { release: SE },
    program('outlook-365'),
    OTHER_POINT,
  ],
  ['EWS by NTLM, of Outlook for Mac', 'works', SERVICES, { release: SE }, program('outlook-mac', 'macos'), OTHER_POINT],
  ['ActiveSync by Basic', 'works', P.ACTIVE_SYNC, { release: SE }, { platform: 'ios' }, OTHER_POINT],
  [
    'a cumulative update that is not stated',
    'unknown channel-binding-unknown',
    NEGOTIATING,
    on(X.EXCHANGE_2019),
    program('outlook-2016'),
    OTHER_POINT,
  ],
  [
    '2019 CU13',
    'works',
    NEGOTIATING,
    on(X.EXCHANGE_2019, { cumulativeUpdate: 13 }),
    program('outlook-2016'),
    OTHER_POINT,
  ],
  [
    '2016 where it was switched on',
    'fails channel-binding-broken',
    { protocol: P.ECP, authentication: [NTLM] },
    { ...on(X.EXCHANGE_2016, { cumulativeUpdate: 23 }), extendedProtection: ExtendedProtection.ON },
    program('edge'),
    OTHER_POINT,
  ],
  ['forms', 'works', { protocol: P.ECP, authentication: [FORMS] }, { release: SE }, program('edge'), OTHER_POINT],
  [
    'all but EWS',
    'works',
    SERVICES,
    { release: SE, extendedProtection: ExtendedProtection.ON_EXCEPT_FRONT_END_EWS },
    program('outlook-365'),
    OTHER_POINT,
  ],
  ['2010 has none', 'works', { protocol: P.EWS, authentication: [NTLM] }, on(X.EXCHANGE_2010), WIN10, OTHER_POINT],
  [
    'an offload, of Macs',
    'fails channel-binding-offload',
    SERVICES,
    { release: SE },
    program('outlook-mac', 'macos'),
    point({ mode: OFFLOAD }),
  ],
  [
    'one certificate on both',
    'works',
    NEGOTIATING,
    { release: SE },
    program('outlook-2019'),
    { ...point({}), certificates: OTHER },
  ],
  [
    'the outermost of two points counts',
    'fails channel-binding-broken',
    NEGOTIATING,
    {},
    program('outlook-2019'),
    WAF_AND_BALANCER,
  ],
]);

const inspected = (inspector: object, more: TestEstateProps = {}): TestEstateProps => ({
  inspectors: [{ root: 'gateway', ...inspector }],
  anchors: { root: {}, gateway: { ...PRIVATE, name: 'Gateway CA' }, ca: PRIVATE },
  ...more,
});
const BEHIND_GATEWAY: TestPopulation = {
  ...chrome(),
  inspector: 'app/inspector1',
  roots: [{ anchor: 'gateway', state: RootState.INSTALLED }],
};
const PRIVATE_SERVER = { certificates: { web: INTERNAL } };
const NAMELESS = {
  certificates: {
    web: { facts: { commonName: 'cas01.corp.contoso.com', dnsNames: [{ value: 'cas01.corp.contoso.com' }] } },
  },
};

holds('inspection and bridges that verify', [
  [
    'the root of the inspector is missing',
    'prompts root-not-installed',
    P.OWA,
    {},
    { ...BEHIND_GATEWAY, roots: [] },
    inspected({}),
  ],
  ['the root of the inspector is there', 'works', P.OWA, {}, BEHIND_GATEWAY, inspected({})],
  [
    'it does not know the CA of the server',
    'fails inspector-refuses-server',
    P.OWA,
    {},
    BEHIND_GATEWAY,
    inspected({ trusts: [] }, PRIVATE_SERVER),
  ],
  ['it compares names', 'fails inspector-refuses-server', P.OWA, {}, BEHIND_GATEWAY, inspected({}, NAMELESS)],
  ['it compares no names', 'works', P.OWA, {}, BEHIND_GATEWAY, inspected({ nameCheck: NameCheck.NONE }, NAMELESS)],
  [
    'it compares no names, and roots',
    'fails inspector-refuses-server',
    P.OWA,
    {},
    BEHIND_GATEWAY,
    inspected({ nameCheck: NameCheck.NONE, trusts: [] }, PRIVATE_SERVER),
  ],
  ['it takes any issuer', 'works', P.OWA, {}, BEHIND_GATEWAY, inspected({ acceptsAnyIssuer: true }, PRIVATE_SERVER)],
  [
    'it takes any issuer, and compares names',
    'fails inspector-refuses-server',
    P.OWA,
    {},
    BEHIND_GATEWAY,
    inspected({ acceptsAnyIssuer: true }, NAMELESS),
  ],
  [
    'tokens end there',
    'fails channel-binding-inspected',
    NEGOTIATING,
    { release: SE },
    { ...BEHIND_GATEWAY, application: 'outlook-365' },
    inspected({}),
  ],
  [
    'exempt names pass',
    'works',
    NEGOTIATING,
    { release: SE },
    { ...BEHIND_GATEWAY, application: 'outlook-365' },
    inspected({ exempt: [{ value: 'mail.contoso.com' }] }),
  ],
  [
    'client certificates end there',
    'fails client-certificate-lost',
    { ...REQUIRED, protocol: P.OWA },
    {},
    { ...BEHIND_GATEWAY, clientCertificates: true },
    inspected({}),
  ],
  [
    'a bridge asks for another name',
    'fails bridge-name-mismatch',
    P.OWA,
    {},
    WIN10,
    point({ verifiesServer: true, serverName: { value: 'backend.contoso.com' } }),
  ],
  [
    'ISA Server 2006 and the second name',
    'fails bridge-name-mismatch',
    P.OWA,
    {},
    WIN10,
    point({
      verifiesServer: true,
      serverName: { value: 'autodiscover.contoso.com' },
      nameCheck: NameCheck.SUBJECT_AND_FIRST,
    }),
  ],
  [
    'a bridge that takes any issuer',
    'works',
    P.OWA,
    {},
    WIN10,
    {
      ...point({ verifiesServer: true, acceptsAnyIssuer: true }, 'front'),
      certificates: { web: INTERNAL, front: {} },
      anchors: { root: {}, ca: PRIVATE },
    },
  ],
  [
    'a bridge whose roots are not stated',
    'unknown bridge-trust-unknown',
    P.OWA,
    {},
    WIN10,
    {
      ...point({ verifiesServer: true }, 'front'),
      certificates: { web: INTERNAL, front: {} },
      anchors: { root: {}, ca: PRIVATE },
    },
  ],
  [
    'a server whose certificate is over',
    'fails bridge-sees-expired',
    P.OWA,
    {},
    WIN10,
    {
      ...point({ verifiesServer: true }, 'front'),
      certificates: { web: { facts: { notBefore: '2025-01-01T00:00:00.000Z' } }, front: {} },
    },
  ],
  [
    'the same behind a bridge that looks at nothing',
    'works',
    P.OWA,
    {},
    WIN10,
    { ...point({}, 'front'), certificates: { web: { facts: { notBefore: '2025-01-01T00:00:00.000Z' } }, front: {} } },
  ],
]);

const DOWNLOADS: TestBinding = { protocol: P.OWA, downloadHosts: [{ value: 'download.contoso.com' }] };
const ENABLED: TestEstateProps = { organizations: [{ downloadDomains: true }] };
const ALL_NAMES = {
  web: { facts: { dnsNames: ['mail', 'autodiscover', 'download'].map((name) => ({ value: `${name}.contoso.com` })) } },
};

holds('names', [
  ['a download domain that the certificate lacks', 'prompts name-not-covered', DOWNLOADS, {}, chrome(), ENABLED],
  [
    'a download domain that the certificate names',
    'works',
    DOWNLOADS,
    {},
    chrome(),
    { ...ENABLED, certificates: ALL_NAMES },
  ],
  ['a download domain that is not switched on', 'works', DOWNLOADS, {}, chrome()],
  [
    'the principal name on XP',
    'fails principal-name-refused',
    P.OUTLOOK_ANYWHERE,
    on(X.EXCHANGE_2013),
    { platform: 'windows-xp-sp3', ...PREINSTALLED },
    { certificates: { web: { facts: { commonName: 'autodiscover.contoso.com' } } } },
  ],
  [
    'the principal name of the organization',
    'fails principal-name-refused',
    P.OUTLOOK_ANYWHERE,
    {},
    WIN10,
    { organizations: [{ principalName: 'msstd:remote.contoso.com' }] },
  ],
  [
    'an SRV record',
    'prompts autodiscover-asks-once',
    P.AUTODISCOVER,
    {},
    program('outlook-2016'),
    { mailDomains: [{ method: AutodiscoverMethod.SRV_RECORD }] },
  ],
  [
    'a web site that answers first',
    'prompts root-site-asks',
    P.AUTODISCOVER,
    {},
    program('outlook-2019'),
    {
      mailDomains: [{ rootSite: { answers: true, certificate: 'site' } }],
      certificates: {
        web: {},
        site: { facts: { commonName: 'www.contoso.com', dnsNames: [{ value: 'www.contoso.com' }] } },
      },
    },
  ],
  [
    'the directory alone',
    'fails autodiscover-not-followed',
    P.AUTODISCOVER,
    {},
    { platform: 'ios' },
    { mailDomains: [{ method: AutodiscoverMethod.SCP_ONLY }] },
  ],
  [
    'Outlook for iOS where nothing is published',
    'fails not-published',
    P.ACTIVE_SYNC,
    { externalHost: null },
    { ...program('outlook-mobile', 'ios'), place: ClientPlace.INSIDE },
  ],
]);

const PRIVATE_ESTATE: More = { certificates: { web: INTERNAL }, anchors: { ca: PRIVATE } };
const DOMAIN: TestPopulation = {
  ...program('firefox'),
  place: ClientPlace.INSIDE,
  management: ClientManagement.DOMAIN_JOINED,
  roots: [{ anchor: 'ca', state: RootState.PUSHED }],
};
const K9 = (certificate: string): TestPopulation => ({
  ...program('k-9-mail', 'android'),
  roots: [{ certificate, state: RootState.EXCEPTION_KEPT }],
});
const PRIVATE_POINT: More = {
  ...point({}, 'front'),
  certificates: { web: {}, front: INTERNAL },
  anchors: { root: {}, ca: PRIVATE },
};

holds('who is asked', [
  ['a Go program', 'fails root-not-installed', P.IMAP4, {}, { platform: 'linux-go' }, PRIVATE_ESTATE],
  [
    'Windows Phone 7',
    'fails root-not-installed',
    P.ACTIVE_SYNC,
    on(X.EXCHANGE_2010),
    { platform: 'windows-phone-7' },
    PRIVATE_ESTATE,
  ],
  ['K-9 at a point whose certificate was accepted', 'works', P.IMAP4, {}, K9('front'), PRIVATE_POINT],
  [
    'K-9 where that of the server was accepted, which it does not meet',
    'prompts',
    P.IMAP4,
    {},
    K9('web'),
    PRIVATE_POINT,
  ],
  ['Firefox on Windows of the domain', 'works', P.OWA, {}, DOMAIN, PRIVATE_ESTATE],
  [
    'Chrome on Android, managed',
    'works',
    P.OWA,
    {},
    { ...chrome('android'), management: ClientManagement.MDM, roots: [{ anchor: 'ca', state: RootState.PUSHED }] },
    PRIVATE_ESTATE,
  ],
  [
    'a platform that no table knows',
    'unknown sha2-unknown',
    P.IMAP4,
    {},
    { platform: 'scanner-of-2014', roots: [{ anchor: 'ca', state: RootState.INSTALLED }] },
    PRIVATE_ESTATE,
  ],
]);
