import { ClientApplication, ClientFacts, clientFactsOf, ClientKind, ClientPlatform } from '../../lib/clients';
import { ClientFact, ClientProtocol } from '../../lib/model';

const A = ClientApplication;
const F = ClientFact;
const P = ClientPlatform;
const DAY = '2026-11-30';

function facts(platform: ClientPlatform, more: Partial<Omit<ClientKind, 'platform'>> = {}): ClientFacts {
  return clientFactsOf({
    platform: platform.id,
    release: platform.release,
    protocol: ClientProtocol.ACTIVE_SYNC,
    day: DAY,
    ...more,
  });
}

const using = (platform: ClientPlatform, application: ClientApplication, protocol: ClientProtocol, day = DAY) =>
  facts(platform, { application: application.id, protocol, day });

describe('what a population states', () => {
  const tried = { fact: F.SHA256, holds: true, ground: 'tried on three devices', on: '2026-10-02' };

  test('comes before the tables, with its ground and day', () => {
    expect(facts(P.WINDOWS_MOBILE_6)[F.SHA256].value).toBeUndefined();
    expect(facts(P.WINDOWS_MOBILE_6, { stated: [tried] })[F.SHA256]).toEqual({
      value: true,
      source: 'DECLARED',
      note: 'tried on three devices, 2026-10-02',
      stated: tried,
    });
  });

  test('may say that a fact of the tables does not hold, and leaves the other facts alone', () => {
    const stated = facts(P.IOS, { stated: [{ ...tried, fact: F.TLS_1_2, holds: false }] });
    expect(stated[F.TLS_1_2].value).toBe(false);
    expect(stated[F.SHA256].stated).toBeUndefined();
  });

  test('speaks for platforms and applications that the tables do not hold', () => {
    expect(facts(P.of('copier'), { stated: [tried] })[F.SHA256].value).toBe(true);
    expect(facts(P.IOS, { application: 'eudora', stated: [tried] })[F.SHA256].value).toBe(true);
  });
});

describe('what the tables do not hold', () => {
  test('a platform makes every fact unknown, and says so', () => {
    for (const fact of Object.values(facts(P.of('copier'), { protocol: ClientProtocol.SMTP_SUBMISSION }))) {
      expect(fact).toEqual({ source: 'NONE', note: 'nothing is known of the platform copier' });
    }
  });

  test('an application makes every fact unknown, whatever the platform is', () => {
    expect(facts(P.WINDOWS_10, { application: 'eudora' })[F.TLS_1_2]).toEqual({
      source: 'NONE',
      note: 'nothing is known of the application eudora',
    });
  });

  test('Firefox brings its own TLS to a platform that nobody knows', () => {
    expect(using(P.of('plan-9'), A.FIREFOX, ClientProtocol.OWA)[F.TLS_1_2].value).toBe(true);
  });
});

describe('TLS by client', () => {
  test.each([
    [P.WINDOWS_XP_SP3, A.OUTLOOK_2010, false, false],
    [P.WINDOWS_VISTA_SP1, A.OUTLOOK_2010, false, true],
    [P.WINDOWS_7, A.OUTLOOK_2013, undefined, true],
    [P.WINDOWS_8, A.OUTLOOK_2013, undefined, true],
    [P.WINDOWS_8_1, A.OUTLOOK_2013, true, true],
    [P.WINDOWS_10, A.OUTLOOK_365, true, true],
  ])('%s with %s: TLS 1.2 %s, host name sent %s', (platform, application, tls12, sni) => {
    const known = using(platform, application, ClientProtocol.MAPI_OVER_HTTP);
    expect([known[F.TLS_1_2].value, known[F.SNI].value]).toEqual([tls12, sni]);
  });

  test('Windows 7 names the update that brings TLS 1.2', () => {
    expect(using(P.WINDOWS_7, A.OUTLOOK_2013, ClientProtocol.EWS)[F.TLS_1_2].note).toContain('KB3140245');
  });

  test('browsers with TLS of their own do not depend on Windows; Internet Explorer does', () => {
    expect(using(P.WINDOWS_7, A.CHROME, ClientProtocol.OWA)[F.TLS_1_2].value).toBe(true);
    expect(using(P.WINDOWS_XP_SP3, A.FIREFOX, ClientProtocol.OWA)[F.SNI].value).toBe(true);
    expect(using(P.WINDOWS_XP_SP3, A.INTERNET_EXPLORER, ClientProtocol.OWA)[F.SNI].value).toBe(false);
    expect(using(P.WINDOWS_7, A.INTERNET_EXPLORER, ClientProtocol.OWA)[F.TLS_1_2].value).toBeUndefined();
  });

  test('browsers gave up TLS 1.0 in 2020, by day of judgement', () => {
    expect(using(P.WINDOWS_10, A.FIREFOX, ClientProtocol.OWA, '2020-01-01')[F.TLS_1_0].value).toBe(true);
    expect(using(P.WINDOWS_10, A.FIREFOX, ClientProtocol.OWA, '2026-01-01')[F.TLS_1_0].value).toBe(false);
    expect(using(P.IOS, A.SAFARI, ClientProtocol.OWA)[F.TLS_1_0].value).toBe(false);
    expect(using(P.IOS, A.NATIVE_MAIL, ClientProtocol.ACTIVE_SYNC)[F.TLS_1_0].value).toBe(true);
  });

  test('on iOS every browser uses what the system has', () => {
    expect(using(P.ios('12.1'), A.CHROME, ClientProtocol.OWA)[F.TLS_1_3].value).toBe(false);
    expect(using(P.WINDOWS_7, A.CHROME, ClientProtocol.OWA)[F.TLS_1_3].value).toBe(true);
  });

  test.each([
    [P.ANDROID_BEFORE_7, undefined],
    [P.android('4.4'), undefined],
    [P.android('4.0'), false],
    [P.android('5.1'), true],
    [P.ANDROID, true],
  ])('%s: TLS 1.2 %s', (platform, value) => {
    expect(facts(platform)[F.TLS_1_2].value).toBe(value);
  });
});

describe('signatures', () => {
  test.each([P.WINDOWS_XP_SP3, P.WINDOWS_VISTA, P.WINDOWS_MOBILE_5, P.WINDOWS_MOBILE_6])(
    '%s takes SHA-1',
    (platform) => {
      expect(facts(platform)[F.SHA1].value).toBe(true);
    },
  );

  test.each([P.ANDROID, P.android('9'), P.IOS, P.MACOS])('%s refuses SHA-1', (platform) => {
    expect(facts(platform)[F.SHA1].value).toBe(false);
  });

  test('iOS 11 and 12 refuse it below roots of Apple alone: the platform cannot tell', () => {
    expect(facts(P.ios('11'))[F.SHA1].value).toBeUndefined();
  });

  test.each([
    [P.WINDOWS_XP_SP3, false],
    [P.WINDOWS_VISTA, true],
    [P.WINDOWS_11, true],
    [P.IOS, false],
    [P.ANDROID, undefined],
    [P.WINDOWS_MOBILE_6, undefined],
    [P.LINUX_OPENSSL, true],
  ])('RSASSA-PSS on %s: %s', (platform, value) => {
    expect(facts(platform)[F.RSA_PSS].value).toBe(value);
  });

  test.each([
    [P.WINDOWS_7, undefined],
    [P.WINDOWS_10, true],
    [P.ANDROID, true],
    [P.WINDOWS_MOBILE_6_5, false],
    [P.WINDOWS_MOBILE_6, undefined],
  ])('SHA-512 on %s: %s', (platform, value) => {
    expect(facts(platform)[F.SHA512].value).toBe(value);
  });
});

describe('roots that are brought in', () => {
  test('Firefox takes the roots of the system by itself from version 120 on', () => {
    const asked = (day: string) => using(P.WINDOWS_10, A.FIREFOX, ClientProtocol.OWA, day)[F.ENTERPRISE_ROOTS].value;
    expect(asked('2023-11-20')).toBe(false);
    expect(asked('2023-11-21')).toBe(true);
    expect(using(P.MACOS, A.FIREFOX, ClientProtocol.OWA)[F.ENTERPRISE_ROOTS].value).toBe(true);
    expect(using(P.LINUX_FIREFOX, A.FIREFOX, ClientProtocol.OWA)[F.ENTERPRISE_ROOTS].value).toBe(false);
  });

  test('Thunderbird takes them by policy alone; what is imported into it counts', () => {
    const known = using(P.WINDOWS_10, A.THUNDERBIRD, ClientProtocol.IMAP4);
    expect(known[F.ENTERPRISE_ROOTS].value).toBe(false);
    expect(known[F.INSTALLED_ROOTS].value).toBe(true);
  });

  test('Chrome on Android takes what device management pushes', () => {
    expect(using(P.ANDROID, A.CHROME, ClientProtocol.OWA)[F.ENTERPRISE_ROOTS].value).toBe(true);
    expect(facts(P.ANDROID)[F.INSTALLED_ROOTS].value).toBeUndefined();
    expect(using(P.ANDROID, A.MAIL_APP_WITH_USER_ROOTS, ClientProtocol.ACTIVE_SYNC)[F.INSTALLED_ROOTS].value).toBe(
      true,
    );
  });

  test('Outlook for iOS and Android does not look at the phone', () => {
    for (const platform of [P.IOS, P.ANDROID]) {
      const known = using(platform, A.OUTLOOK_MOBILE, ClientProtocol.ACTIVE_SYNC);
      expect(known[F.INSTALLED_ROOTS].value).toBe(false);
      expect(known[F.ENTERPRISE_ROOTS].value).toBe(false);
      expect(known[F.PRESENTS_CERTIFICATE].value).toBe(false);
      expect(known[F.ECDSA].value).toBeUndefined();
    }
  });

  test('by hand only a CA: Android 11 and later yes, Symbian no', () => {
    expect(facts(P.ANDROID)[F.HAND_ROOT_NEEDS_CA].value).toBe(true);
    expect(facts(P.ANDROID_7)[F.HAND_ROOT_NEEDS_CA].value).toBeUndefined();
    expect(facts(P.SYMBIAN)[F.HAND_ROOT_NEEDS_CA].value).toBe(false);
  });
});

describe('Autodiscover and client certificates', () => {
  test('who follows an SRV record', () => {
    const follows = (application: ClientApplication, platform = P.WINDOWS_10) =>
      using(platform, application, ClientProtocol.AUTODISCOVER)[F.FOLLOWS_SRV].value;
    expect(follows(A.OUTLOOK_2003)).toBe(false);
    expect(follows(A.OUTLOOK_2007)).toBeUndefined();
    expect(follows(A.OUTLOOK_2010)).toBe(true);
    expect(follows(A.OUTLOOK_MAC, P.MACOS)).toBeUndefined();
    expect(follows(A.NATIVE_MAIL)).toBe(false);
    expect(follows(A.NATIVE_MAIL, P.IOS)).toBeUndefined();
  });

  test('Outlook for Windows has no certificate to present, named or not', () => {
    expect(using(P.WINDOWS_10, A.OUTLOOK_365, ClientProtocol.EWS)[F.PRESENTS_CERTIFICATE].value).toBe(false);
    expect(facts(P.WINDOWS_10, { protocol: ClientProtocol.MAPI_OVER_HTTP })[F.PRESENTS_CERTIFICATE].value).toBe(false);
    expect(
      using(P.WINDOWS_10, A.OUTLOOK_2016, ClientProtocol.OUTLOOK_ANYWHERE)[F.PRESENTS_CERTIFICATE].value,
    ).toBeUndefined();
    expect(using(P.WINDOWS_10, A.EDGE, ClientProtocol.OWA)[F.PRESENTS_CERTIFICATE].value).toBe(true);
    expect(facts(P.WINDOWS_MOBILE_6)[F.PRESENTS_CERTIFICATE].value).toBe(true);
  });

  test('Firefox demands the stapled response, other browsers do not', () => {
    expect(using(P.WINDOWS_10, A.FIREFOX, ClientProtocol.OWA)[F.DEMANDS_STAPLE].value).toBe(true);
    expect(using(P.WINDOWS_10, A.CHROME, ClientProtocol.OWA)[F.DEMANDS_STAPLE].value).toBe(false);
    expect(using(P.WINDOWS_10, A.THUNDERBIRD, ClientProtocol.IMAP4)[F.DEMANDS_STAPLE].value).toBeUndefined();
  });
});
