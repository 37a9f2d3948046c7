import { ClientPlace, ClientProtocol, NetworkSide } from '../../../lib/model';
import { TestEstateProps } from '../../../lib/testing';
import {
  P,
  X,
  OLD_POINT,
  NEWEST,
  CURRENT,
  SE,
  PREINSTALLED,
  PRIVATE,
  INTERNAL,
  holds,
  on,
  WIN10,
  chrome,
  program,
  point,
  TLS_1_0,
  TLS_1_1,
  TLS_1_2,
  TLS_1_3,
  BRIDGING,
  PASS_THROUGH,
} from '../../support/connection-cases';

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
  ['Chrome before TLS 1.3 alone', 'works', P.OWA, {}, chrome('windows-11'), point({ tls: NEWEST, serverTls: CURRENT })],
  [
    'an iPhone before TLS 1.3 alone',
    'works',
    P.ACTIVE_SYNC,
    {},
    { platform: 'ios', release: '17' },
    point({ tls: NEWEST, serverTls: CURRENT }),
  ],
  [
    'Outlook on Windows 10 before TLS 1.3 alone',
    'fails tls-version-refused',
    P.EWS,
    {},
    WIN10,
    point({ tls: NEWEST, serverTls: CURRENT }),
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
