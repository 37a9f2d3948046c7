import {
  CertificateSourceKind,
  CertificateState,
  ClientCertificateMode,
  ClientFact,
  ClientManagement,
  ClientPlace,
  ClientProtocol,
  ExchangeProduct,
  RootState,
  TrustAnchorKind,
} from '../../lib/model';
import { keyIdOf } from '../../lib/pki';
import { judgeEstate } from '../../lib/rules';
import { TEST_NOW, TestEstate, TestPopulation } from '../../lib/testing';
import { issueCertificate, keyOf } from '../support/issue';

const P = ClientProtocol;
const PRIVATE = { ca: { kind: TrustAnchorKind.PRIVATE, endEntity: false } };

/** `kind code` of the gravest reason of the one cell. */
function cell(
  protocol: ClientProtocol,
  population: TestPopulation,
  more: Parameters<typeof TestEstate.of>[0] = {},
): string {
  const estate = TestEstate.of({
    servers: [{ release: { product: ExchangeProduct.EXCHANGE_2016 }, protocols: [protocol] }],
    certificates: { web: { source: CertificateSourceKind.INTERNAL_CA, state: CertificateState.ISSUED, anchor: 'ca' } },
    anchors: PRIVATE,
    ...more,
    populations: [population],
  });
  const { matrix } = judgeEstate(estate, { now: TEST_NOW });
  const { kind, code } = matrix.outcomes[matrix.rows[0].cells[0]];
  return `${kind} ${code}`;
}

describe('a private root that the clients do not hold', () => {
  test.each<[string, ClientProtocol, TestPopulation, string]>([
    ['a Java program reads mail', P.IMAP4, { platform: 'linux-java' }, 'fails root-not-installed'],
    ['an OpenSSL program sends mail', P.SMTP_SUBMISSION, { platform: 'linux-openssl' }, 'fails root-not-installed'],
    ['Windows Phone 8 synchronizes', P.ACTIVE_SYNC, { platform: 'windows-phone-8' }, 'fails root-not-installed'],
    ['Windows Mobile 6 synchronizes', P.ACTIVE_SYNC, { platform: 'windows-mobile-6' }, 'fails root-not-installed'],
    ['an iPhone synchronizes', P.ACTIVE_SYNC, { platform: 'ios' }, 'prompts root-not-installed'],
    [
      'Thunderbird, root by group policy alone',
      P.IMAP4,
      {
        platform: 'windows-10',
        application: 'thunderbird',
        management: ClientManagement.DOMAIN_JOINED,
        place: ClientPlace.INSIDE,
      },
      'prompts root-not-installed',
    ],
    ['K-9 Mail', P.IMAP4, { platform: 'android-before-7', application: 'k-9-mail' }, 'prompts root-not-installed'],
    ['Outlook for iOS', P.ACTIVE_SYNC, { platform: 'ios', application: 'outlook-mobile' }, 'fails root-blocked'],
  ])('%s', (_, protocol, population, expected) => {
    expect(cell(protocol, population)).toBe(expected);
  });
});

describe('strict transport security', () => {
  const site = (strictTransport: boolean | undefined) => ({
    servers: [
      {
        release: { product: ExchangeProduct.EXCHANGE_2016 },
        protocols: [P.OWA, P.EWS],
        ...(strictTransport === undefined ? {} : { strictTransport }),
      },
    ],
  });
  const chrome = { platform: 'windows-10', application: 'chrome', uses: [P.OWA] };

  test.each<[string, boolean | undefined, TestPopulation, string]>([
    ['nobody passes the warning of a browser', true, chrome, 'fails root-not-installed'],
    ['without it the person is asked', false, chrome, 'prompts root-not-installed'],
    ['not stated', undefined, chrome, 'prompts root-not-installed'],
    [
      'a browser that is older than it',
      true,
      { platform: 'windows-xp-sp3', application: 'internet-explorer', uses: [P.OWA] },
      'prompts root-not-installed',
    ],
  ])('%s', (_, strictTransport, population, expected) => {
    expect(cell(P.OWA, population, site(strictTransport))).toBe(expected);
  });
});

describe('Outlook for iOS and Android', () => {
  const phone = { platform: 'ios', application: 'outlook-mobile', place: ClientPlace.INSIDE };
  const estate = (externalHost: string | null) => ({
    servers: [{ protocols: [P.ACTIVE_SYNC], externalHost, internalHost: 'cas01.corp.contoso.com' }],
    certificates: { web: { facts: { lifetimeSeconds: 900 * 86_400, notBefore: '2026-01-01T00:00:00.000Z' } } },
    anchors: { root: { kind: TrustAnchorKind.COMMERCIAL, name: 'DigiCert Global Root G2' } },
  });

  test('its service comes from outside, wherever the phone is', () => {
    expect(cell(P.ACTIVE_SYNC, phone, estate(null))).toBe('fails not-published');
    expect(cell(P.ACTIVE_SYNC, { ...phone, application: 'ios-mail' }, estate(null))).not.toContain('not-published');
  });

  test('the limits of the phone are not those of its service', () => {
    const codes = cell(P.ACTIVE_SYNC, phone, estate('mail.contoso.com'));
    expect(codes).not.toContain('lifetime');
    expect(cell(P.ACTIVE_SYNC, { platform: 'ios', place: ClientPlace.OUTSIDE }, estate('mail.contoso.com'))).toContain(
      'lifetime-refused',
    );
  });
});

describe('a private root that was brought in', () => {
  const installed = { roots: [{ anchor: 'ca', state: RootState.INSTALLED }] };

  test.each<[string, ClientProtocol, TestPopulation, string]>([
    [
      'Firefox takes the roots of a domain-joined computer',
      P.OWA,
      {
        platform: 'windows-10',
        application: 'firefox',
        management: ClientManagement.DOMAIN_JOINED,
        place: ClientPlace.INSIDE,
      },
      'works works',
    ],
    [
      'Chrome on Android takes what device management pushes',
      P.OWA,
      { platform: 'android', application: 'chrome', management: ClientManagement.MDM },
      'works works',
    ],
    [
      'Chrome on domain-joined Windows',
      P.OWA,
      {
        platform: 'windows-10',
        application: 'chrome',
        management: ClientManagement.DOMAIN_JOINED,
        place: ClientPlace.INSIDE,
      },
      'works works',
    ],
    [
      'Thunderbird, imported',
      P.IMAP4,
      { platform: 'windows-10', application: 'thunderbird', ...installed },
      'works works',
    ],
    [
      'an Android phone whose program nobody names',
      P.ACTIVE_SYNC,
      { platform: 'android', ...installed },
      'works works',
    ],
    [
      'a program that ignores installed roots',
      P.ACTIVE_SYNC,
      { platform: 'android', application: 'mail-app-without-user-roots', ...installed },
      'fails root-blocked',
    ],
    [
      'Outlook for iOS, whatever the phone holds',
      P.ACTIVE_SYNC,
      { platform: 'ios', application: 'outlook-mobile', ...installed },
      'fails application-ignores-roots',
    ],
  ])('%s', (_, protocol, population, expected) => {
    expect(cell(protocol, population)).toBe(expected);
  });
});

describe('a certificate that a person accepted', () => {
  const accepted = { roots: [{ certificate: 'web', state: RootState.EXCEPTION_KEPT }] };
  const k9 = { platform: 'android-before-7', application: 'k-9-mail', ...accepted };

  test('counts where the program keeps it, and for no other certificate', () => {
    expect(cell(P.IMAP4, k9)).toBe('works works');
    expect(cell(P.IMAP4, { ...k9, roots: [{ certificate: 'another', state: RootState.EXCEPTION_KEPT }] })).toBe(
      'prompts root-not-installed',
    );
  });

  test('counts as long as the key is the one that was accepted', () => {
    const key = keyOf('p256', 'accepted');
    const dnsNames = ['mail.contoso.com'];
    const accepted = issueCertificate({ subject: 'mail.contoso.com', dnsNames, key });
    const presenting = (present: { readonly pem: string } | undefined): string => {
      const roots = [{ certificate: 'web', keyId: keyIdOf(accepted.certificate), state: RootState.EXCEPTION_KEPT }];
      const source = CertificateSourceKind.INTERNAL_CA;
      const web = { source, anchor: 'ca', ...(present ? { pem: present.pem, state: CertificateState.ISSUED } : {}) };
      return cell(P.IMAP4, { ...k9, roots }, { certificates: { web } });
    };
    expect(presenting(accepted)).toBe('works works');
    expect(presenting(issueCertificate({ subject: 'mail.contoso.com', dnsNames, key, serial: 7n }))).toBe(
      'works works',
    );
    expect(presenting(issueCertificate({ subject: 'mail.contoso.com', dnsNames }))).toBe('prompts root-not-installed');
    expect(presenting(undefined)).toBe('unknown exception-unknown');
  });

  test('does not count where the program is known to ask again', () => {
    expect(cell(P.IMAP4, { platform: 'linux-java', ...accepted })).toBe('fails root-not-installed');
  });
});

describe('what is not known, and what a population states', () => {
  const tried = { fact: ClientFact.SHA256, holds: true, ground: 'tried on three devices', on: '2026-10-02' };

  test('a platform that no table knows: unknown for the hash, also where its root is declared', () => {
    expect(cell(P.IMAP4, { platform: 'copier', roots: [{ anchor: 'ca', state: RootState.INSTALLED }] })).toBe(
      'unknown sha2-unknown',
    );
  });

  test('what certainly goes wrong comes before what is not known', () => {
    expect(cell(P.ACTIVE_SYNC, { platform: 'windows-mobile-6' })).toBe('fails root-not-installed');
  });

  test('the optimum: client certificates, Windows Mobile 6.0, a purchased certificate, once SHA-256 was tried', () => {
    const estate = {
      servers: [
        {
          release: { product: ExchangeProduct.EXCHANGE_2007, servicePack: 3 },
          protocols: [{ protocol: P.ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE }],
        },
      ],
      certificates: { web: {} },
      anchors: { root: { kind: TrustAnchorKind.COMMERCIAL } },
    };
    const phones = {
      platform: 'windows-mobile-6',
      clientCertificates: true,
      roots: [{ anchor: 'root', state: RootState.PREINSTALLED }],
    };
    expect(cell(P.ACTIVE_SYNC, phones, estate)).toBe('unknown sha2-unknown');
    expect(cell(P.ACTIVE_SYNC, { ...phones, stated: [tried] }, estate)).toBe('works works');
    expect(cell(P.ACTIVE_SYNC, { ...phones, stated: [{ ...tried, holds: false }] }, estate)).toBe('fails sha2-refused');
  });
});
