import { AutodiscoverMethod, ClientManagement, ClientPlace, NameCheck, RootState } from '../../../lib/model';
import { TestBinding, TestEstateProps, TestPopulation } from '../../../lib/testing';
import {
  P,
  X,
  SE,
  PREINSTALLED,
  PRIVATE,
  INTERNAL,
  More,
  holds,
  on,
  WIN10,
  chrome,
  program,
  point,
  REQUIRED,
  NEGOTIATING,
} from '../../support/connection-cases';

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
const K9 = (certificate: string, platform = 'android'): TestPopulation => ({
  ...program('k-9-mail', platform),
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
    'prompts root-not-installed',
    P.IMAP4,
    on(X.EXCHANGE_2016),
    K9('web', 'android-before-7'),
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
