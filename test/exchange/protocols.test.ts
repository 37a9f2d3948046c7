import { ALL_PROTOCOLS, ExchangeVersion, protocolFacts, versionsWith } from '../../lib/exchange';
import { CertificateRole, ClientAuthentication, ClientProtocol, Encryption } from '../../lib/model';
import { RELEASES } from './releases';

const P = ClientProtocol;
const V = ExchangeVersion;

function exists(protocol: ClientProtocol, version: ExchangeVersion): boolean | undefined {
  return protocolFacts(protocol).exists(version.release).value;
}

test('every protocol of the model has a row', () => {
  expect([...ALL_PROTOCOLS].sort()).toEqual(Object.values(ClientProtocol).sort());
  for (const protocol of ALL_PROTOCOLS) expect(protocolFacts(protocol).protocol).toBe(protocol);
});

describe('existence (facts 2.1)', () => {
  test('the control panel begins with 2010', () => {
    expect(exists(P.ECP, V.EXCHANGE_2007_SP3)).toBe(false);
    expect(exists(P.ECP, V.EXCHANGE_2010)).toBe(true);
  });

  test('MAPI over HTTP begins with 2013 SP1', () => {
    expect(exists(P.MAPI_OVER_HTTP, V.EXCHANGE_2010_SP3)).toBe(false);
    expect(exists(P.MAPI_OVER_HTTP, V.EXCHANGE_2013.withCumulativeUpdate(3))).toBe(false);
    expect(exists(P.MAPI_OVER_HTTP, V.EXCHANGE_2013)).toBeUndefined();
    expect(exists(P.MAPI_OVER_HTTP, V.EXCHANGE_2013_SP1)).toBe(true);
    expect(exists(P.MAPI_OVER_HTTP, V.EXCHANGE_SE)).toBe(true);
  });

  test('Outlook Anywhere is there in every line; after SE RTM nobody confirms it', () => {
    expect(exists(P.OUTLOOK_ANYWHERE, V.EXCHANGE_2007_RTM)).toBe(true);
    expect(exists(P.OUTLOOK_ANYWHERE, V.EXCHANGE_SE)).toBe(true);
    expect(exists(P.OUTLOOK_ANYWHERE, V.EXCHANGE_SE.withCumulativeUpdate(1))).toBeUndefined();
  });

  test('SMTP submission is there and on in every line', () => {
    for (const version of [V.EXCHANGE_2007_SP3, V.EXCHANGE_2010, V.EXCHANGE_2013, V.EXCHANGE_SE]) {
      expect(exists(P.SMTP_SUBMISSION, version)).toBe(true);
      expect(protocolFacts(P.SMTP_SUBMISSION).enabledByDefault(version.release).value).toBe(true);
    }
  });

  test.each([P.OWA, P.ACTIVE_SYNC, P.EWS, P.OAB, P.AUTODISCOVER, P.POP3, P.IMAP4])(
    '%s is there in every line',
    (protocol) => {
      for (const release of RELEASES) expect(protocolFacts(protocol).exists(release).value).toBe(true);
    },
  );

  test('messages can name the versions that serve a protocol', () => {
    expect(versionsWith(P.MAPI_OVER_HTTP)).toEqual([
      'Exchange 2013 SP1',
      'Exchange 2016',
      'Exchange 2019',
      'Exchange SE',
    ]);
    expect(versionsWith(P.OWA)).toHaveLength(6);
    expect(versionsWith(P.ECP)[0]).toBe('Exchange 2010');
  });
});

describe('what setup leaves running', () => {
  test('Outlook Anywhere is off until enabled in 2007 and 2010, and always on from 2013', () => {
    const { enabledByDefault } = protocolFacts(P.OUTLOOK_ANYWHERE);
    expect(enabledByDefault(V.EXCHANGE_2007_SP3.release).value).toBe(false);
    expect(enabledByDefault(V.EXCHANGE_2010.release).value).toBe(false);
    expect(enabledByDefault(V.EXCHANGE_2013.release).value).toBe(true);
  });

  test('MAPI over HTTP is off in 2013 and on from 2016', () => {
    const { enabledByDefault } = protocolFacts(P.MAPI_OVER_HTTP);
    expect(enabledByDefault(V.EXCHANGE_2013_SP1.release).value).toBe(false);
    expect(enabledByDefault(V.EXCHANGE_2016.release).value).toBe(true);
  });

  test('POP3 and IMAP4 are stopped in every line', () => {
    for (const release of RELEASES) {
      expect(protocolFacts(P.POP3).enabledByDefault(release).value).toBe(false);
      expect(protocolFacts(P.IMAP4).enabledByDefault(release).value).toBe(false);
    }
  });
});

describe('ports and encryption (facts 2.2, seed document)', () => {
  test('2007 encrypts Outlook Web Access, ActiveSync and Outlook Anywhere by default', () => {
    for (const protocol of [P.OWA, P.ACTIVE_SYNC, P.OUTLOOK_ANYWHERE]) {
      expect(protocolFacts(protocol).encryptionRequiredByDefault(V.EXCHANGE_2007_SP1.release)).toMatchObject({
        value: true,
        source: 'SEED',
      });
    }
  });

  test.each([
    [P.POP3, 110, 995, CertificateRole.POP],
    [P.IMAP4, 143, 993, CertificateRole.IMAP],
  ])('%s of 2007 is not configured for SSL; from 2010 it is', (protocol, clear, tls, role) => {
    const facts = protocolFacts(protocol);
    expect(facts.role).toBe(role);
    expect(facts.defaultListeners(V.EXCHANGE_2007_SP3.release)).toEqual([{ port: clear, encryption: Encryption.NONE }]);
    expect(facts.encryptionRequiredByDefault(V.EXCHANGE_2007_SP3.release).value).toBe(false);
    expect(facts.defaultListeners(V.EXCHANGE_2010.release)).toEqual([
      { port: clear, encryption: Encryption.STARTTLS },
      { port: tls, encryption: Encryption.TLS },
    ]);
    expect(facts.encryptionRequiredByDefault(V.EXCHANGE_2010.release).value).toBe(true);
  });

  test('submission offers TLS on 587 and does not demand it', () => {
    const facts = protocolFacts(P.SMTP_SUBMISSION);
    expect(facts.listeners).toEqual([{ port: 587, encryption: Encryption.STARTTLS }]);
    expect(facts.encryptionRequiredByDefault(V.EXCHANGE_2016.release).value).toBe(false);
  });

  test('the web site of 2013 and that of 2016 differ in the offline address book and Outlook Anywhere', () => {
    const oab = protocolFacts(P.OAB).encryptionRequiredByDefault;
    const outlookAnywhere = protocolFacts(P.OUTLOOK_ANYWHERE).encryptionRequiredByDefault;
    expect(oab(V.EXCHANGE_2013.release).value).toBeUndefined();
    expect(oab(V.EXCHANGE_2016.release).value).toBe(true);
    expect(outlookAnywhere(V.EXCHANGE_2013_SP1.release).value).toBe(true);
    expect(outlookAnywhere(V.EXCHANGE_2016.release).value).toBe(false);
  });

  test('the last update of 2013 requires SSL as 2016 does, whatever the page of 2013 says', () => {
    const last = V.EXCHANGE_2013.withCumulativeUpdate(23).release;
    const requires = (protocol: ClientProtocol) => protocolFacts(protocol).encryptionRequiredByDefault(last).value;
    expect([P.OAB, P.MAPI_OVER_HTTP, P.OUTLOOK_ANYWHERE].map(requires)).toEqual([true, true, false]);
    expect(
      protocolFacts(P.OUTLOOK_ANYWHERE).encryptionRequiredByDefault(V.EXCHANGE_2013.release).value,
    ).toBeUndefined();
  });

  test('where setup switches Extended Protection on, nobody confirms that Outlook Anywhere goes without SSL', () => {
    const requires = (version: ExchangeVersion) =>
      protocolFacts(P.OUTLOOK_ANYWHERE).encryptionRequiredByDefault(version.release).value;
    expect(requires(V.EXCHANGE_2019.withCumulativeUpdate(13))).toBe(false);
    expect(requires(V.EXCHANGE_2019)).toBeUndefined();
    expect(requires(V.EXCHANGE_SE)).toBeUndefined();
  });

  test('the web site of 2010 requires SSL, except for the address book', () => {
    for (const protocol of [P.OWA, P.ECP, P.ACTIVE_SYNC, P.EWS, P.AUTODISCOVER, P.OUTLOOK_ANYWHERE]) {
      expect(protocolFacts(protocol).encryptionRequiredByDefault(V.EXCHANGE_2010.release).value).toBe(true);
    }
  });

  test('what nobody confirms stays unknown', () => {
    expect(protocolFacts(P.OAB).encryptionRequiredByDefault(V.EXCHANGE_2007_SP3.release).value).toBeUndefined();
    expect(protocolFacts(P.OAB).encryptionRequiredByDefault(V.EXCHANGE_2010.release).value).toBeUndefined();
    expect(
      protocolFacts(P.MAPI_OVER_HTTP).encryptionRequiredByDefault(V.EXCHANGE_2013_SP1.release).value,
    ).toBeUndefined();
  });

  test('a protocol that a release lacks listens nowhere', () => {
    expect(protocolFacts(P.ECP).defaultListeners(V.EXCHANGE_2007_SP3.release)).toEqual([]);
    expect(protocolFacts(P.MAPI_OVER_HTTP).defaultListeners(V.EXCHANGE_2010.release)).toEqual([]);
    expect(protocolFacts(P.OWA).defaultListeners(V.EXCHANGE_2007_SP3.release)).toEqual([
      { port: 443, encryption: Encryption.TLS },
    ]);
  });
});

describe('self-signed certificates (facts 2.4, seed document)', () => {
  test('Outlook Anywhere and MAPI over HTTP never work with one, in any release', () => {
    for (const release of RELEASES) {
      expect(protocolFacts(P.OUTLOOK_ANYWHERE).worksWithSelfSigned(release).value).toBe(false);
      expect(protocolFacts(P.MAPI_OVER_HTTP).worksWithSelfSigned(release).value).toBe(false);
    }
    expect(protocolFacts(P.OUTLOOK_ANYWHERE).asksAboutUntrusted).toBe(false);
    expect(protocolFacts(P.MAPI_OVER_HTTP).asksAboutUntrusted).toBe(false);
  });

  test('Outlook Web Access and ActiveSync can', () => {
    for (const protocol of [P.OWA, P.ACTIVE_SYNC]) {
      const fact = protocolFacts(protocol).worksWithSelfSigned(V.EXCHANGE_2007_RTM.release);
      expect(fact).toMatchObject({ value: true, source: 'SEED, Self-Signed Certificates' });
      expect(protocolFacts(protocol).asksAboutUntrusted).toBe(true);
    }
  });
});

test('how clients prove who they are, where it is confirmed', () => {
  const eas = protocolFacts(P.ACTIVE_SYNC).defaultAuthentication;
  const outlookAnywhere = protocolFacts(P.OUTLOOK_ANYWHERE).defaultAuthentication;
  expect(eas(V.EXCHANGE_2007_SP3.release)).toEqual([ClientAuthentication.BASIC]);
  expect(outlookAnywhere(V.EXCHANGE_2007_RTM.release)).toEqual([ClientAuthentication.BASIC, ClientAuthentication.NTLM]);
  expect(outlookAnywhere(V.EXCHANGE_2007_SP1.release)).toEqual([]);
  expect(outlookAnywhere(V.EXCHANGE_2013.release)).toEqual([ClientAuthentication.NEGOTIATE, ClientAuthentication.NTLM]);
});

test('callers cannot change the table through what it hands out', () => {
  const first = protocolFacts(P.OWA).defaultListeners(V.EXCHANGE_2016.release);
  first.pop();
  expect(protocolFacts(P.OWA).defaultListeners(V.EXCHANGE_2016.release)).toHaveLength(1);
});
