import {
  allowedUses,
  AUTODISCOVER_PROBES,
  certificateAuthentication,
  certificateUseFacts,
  defaultCertificate,
  ecdsaSupport,
  ExchangeVersion,
  extendedKeyUsages,
  keepsSetupCertificate,
  keyUsages,
  maximumPublicLifetimeDays,
  needsLegacyProvider,
  nextPublicLifetime,
  supportEnd,
  tlsFloor,
  toleratesDefaultCertificate,
  wildcardServesMailByAssignment,
} from '../../lib/exchange';
import { CertificateRole, CertificateUse, ClientProtocol, KeyType } from '../../lib/model';

const V = ExchangeVersion;
const R = CertificateRole;
const P = ClientProtocol;

describe('the certificate of setup (facts 2.3)', () => {
  const names = { fqdn: { value: 'cas01.corp.contoso.com' }, netBiosName: 'CAS01' };

  test('it names the server by NetBIOS name and FQDN and lives a year in 2007, five later', () => {
    const old = defaultCertificate(V.EXCHANGE_2007_SP3.release, names).facts;
    expect(old).toMatchObject({
      subject: 'CN=CAS01',
      issuer: 'CN=CAS01',
      selfSigned: true,
      lifetimeSeconds: 31_536_000,
    });
    expect(old.dnsNames).toEqual([{ value: 'cas01' }, { value: 'cas01.corp.contoso.com' }]);
    for (const version of [V.EXCHANGE_2010, V.EXCHANGE_2013, V.EXCHANGE_SE]) {
      const days = (defaultCertificate(version.release, names).facts.lifetimeSeconds ?? 0) / 86_400;
      expect(days).toBe(1_826);
    }
  });

  test('what is confirmed from 2016 on is unknown before', () => {
    expect(defaultCertificate(V.EXCHANGE_2016.release, names).facts).toMatchObject({
      isCa: false,
      extendedKeyUsages: ['serverAuth'],
      keyType: KeyType.RSA,
      keyBits: 2048,
    });
    const before = defaultCertificate(V.EXCHANGE_2010.release, names).facts;
    expect(before.isCa).toBeUndefined();
    expect(before.extendedKeyUsages).toBeUndefined();
    expect(defaultCertificate(V.EXCHANGE_2007_RTM.release, names).facts.keyBits).toBeUndefined();
  });

  test('its signature hash is never made up, and it says so', () => {
    for (const version of [V.EXCHANGE_2007_SP1, V.EXCHANGE_2013, V.EXCHANGE_2019]) {
      const { facts, notes } = defaultCertificate(version.release, names);
      expect(facts.signatureHash).toBeUndefined();
      expect(notes.join(' ')).toContain('hash of its signature is not confirmed');
    }
  });

  test('without a NetBIOS name its names are unknown, and an expression stays one', () => {
    expect(defaultCertificate(V.EXCHANGE_2016.release, { fqdn: { value: 'a.b.c' } }).facts.dnsNames).toBeUndefined();
    const deferred = defaultCertificate(V.EXCHANGE_2016.release, {
      fqdn: { expression: '${var.fqdn}' },
      netBiosName: 'A',
    });
    expect(deferred.facts.dnsNames).toEqual([{ value: 'a' }, { expression: '${var.fqdn}' }]);
  });

  test('the back end presents it from 2013 on', () => {
    expect(defaultCertificate(V.EXCHANGE_2010.release, names).roles).not.toContain(R.BACK_END);
    expect(defaultCertificate(V.EXCHANGE_2013.release, names).roles).toContain(R.BACK_END);
    expect(defaultCertificate(V.EXCHANGE_2007_SP1.release, names).roles).toEqual(
      expect.arrayContaining([R.IIS, R.POP, R.IMAP, R.SMTP]),
    );
  });

  test('it stays where no client meets it', () => {
    expect(keepsSetupCertificate(V.EXCHANGE_2016.release, R.BACK_END).value).toBe(true);
    expect(keepsSetupCertificate(V.EXCHANGE_2016.release, R.TRANSPORT_DEFAULT).value).toBe(true);
    expect(keepsSetupCertificate(V.EXCHANGE_2016.release, R.IIS).value).toBe(false);
    expect(keepsSetupCertificate(V.EXCHANGE_2010.release, R.BACK_END).value).toBe(false);
  });
});

describe('who accepts it without a root (facts 2.4)', () => {
  test('domain-joined Outlook on Autodiscover, web services and address book of 2007', () => {
    for (const protocol of [P.AUTODISCOVER, P.EWS, P.OAB]) {
      expect(toleratesDefaultCertificate(V.EXCHANGE_2007_SP3.release, protocol).value).toBe(true);
      expect(toleratesDefaultCertificate(V.EXCHANGE_2010.release, protocol).value).toBeUndefined();
      expect(toleratesDefaultCertificate(V.EXCHANGE_2013.release, protocol).value).toBe(false);
      expect(toleratesDefaultCertificate(V.EXCHANGE_SE.release, protocol).value).toBe(false);
    }
  });

  test('on no other path', () => {
    expect(toleratesDefaultCertificate(V.EXCHANGE_2007_SP3.release, P.OUTLOOK_ANYWHERE).value).toBe(false);
    expect(toleratesDefaultCertificate(V.EXCHANGE_2007_SP3.release, P.OWA).value).toBe(false);
  });

  test('Outlook asks the directory first, then the mail domain, then its autodiscover name', () => {
    expect(AUTODISCOVER_PROBES.map((probe) => probe.id)).toEqual([
      'service-connection-point',
      'mail-domain',
      'autodiscover-name',
      'http-redirect',
      'srv-record',
    ]);
    expect(AUTODISCOVER_PROBES.filter((probe) => probe.insideOnly)).toHaveLength(1);
  });
});

describe('keys (facts 5.1)', () => {
  test.each<[string, ExchangeVersion, CertificateRole, boolean | undefined]>([
    ['2007', V.EXCHANGE_2007_SP3, R.IIS, false],
    ['2013', V.EXCHANGE_2013.withCumulativeUpdate(23), R.IIS, false],
    ['2016 unstated', V.EXCHANGE_2016, R.IIS, undefined],
    ['2016 CU22', V.EXCHANGE_2016.withCumulativeUpdate(22), R.IIS, false],
    ['2016 CU23, update unstated', V.EXCHANGE_2016.withCumulativeUpdate(23), R.IIS, undefined],
    ['2016 CU23, March 2024', V.EXCHANGE_2016.withCumulativeUpdate(23).withSecurityUpdate('2024-03'), R.IIS, false],
    ['2016 CU23, April 2024', V.EXCHANGE_2016.withCumulativeUpdate(23).withSecurityUpdate('2024-04'), R.IIS, true],
    [
      '2016 CU23, April 2024, IMAP',
      V.EXCHANGE_2016.withCumulativeUpdate(23).withSecurityUpdate('2024-04'),
      R.IMAP,
      false,
    ],
    ['2019 CU14, April 2024', V.EXCHANGE_2019.withCumulativeUpdate(14).withSecurityUpdate('2024-04'), R.SMTP, true],
    [
      '2019 CU14, April 2024, POP',
      V.EXCHANGE_2019.withCumulativeUpdate(14).withSecurityUpdate('2024-04'),
      R.POP,
      false,
    ],
    ['2019 CU15, POP', V.EXCHANGE_2019.withCumulativeUpdate(15), R.POP, true],
    ['2019 unstated, POP', V.EXCHANGE_2019, R.POP, undefined],
    ['SE', V.EXCHANGE_SE, R.IIS, true],
    ['SE, POP', V.EXCHANGE_SE, R.POP, true],
    ['SE, server authentication', V.EXCHANGE_SE, R.OAUTH, false],
    ['SE, internal transport', V.EXCHANGE_SE, R.TRANSPORT_DEFAULT, undefined],
    ['2013, internal transport', V.EXCHANGE_2013, R.TRANSPORT_DEFAULT, false],
  ])('ECDSA on %s', (_name, version, role, expected) => {
    expect(ecdsaSupport(version.release, role).value).toBe(expected);
  });

  test('an RSA key of the web site belongs in a legacy provider, of which builds of 2024 and later are not sure', () => {
    expect(needsLegacyProvider(V.EXCHANGE_2010.release, R.IIS).value).toBe(true);
    expect(needsLegacyProvider(V.EXCHANGE_2013.withCumulativeUpdate(23).release, R.IIS).value).toBe(true);
    expect(
      needsLegacyProvider(V.EXCHANGE_2016.withCumulativeUpdate(22).withSecurityUpdate('2022-11').release, R.IIS).value,
    ).toBe(true);
    expect(needsLegacyProvider(V.EXCHANGE_2016.release, R.IIS).value).toBeUndefined();
    expect(needsLegacyProvider(V.EXCHANGE_SE.release, R.IIS).value).toBeUndefined();
    expect(needsLegacyProvider(V.EXCHANGE_2010.release, R.POP).value).toBeUndefined();
  });
});

describe('life and TLS of a release (facts 1, 5.4)', () => {
  test('support ends', () => {
    expect(supportEnd(V.EXCHANGE_2007_SP3.release)).toMatchObject({ date: '2017-04-11', source: 'SEED' });
    expect(supportEnd(V.EXCHANGE_2010.release).date).toBe('2020-10-13');
    expect(supportEnd(V.EXCHANGE_2013.release).date).toBe('2023-04-11');
    expect(supportEnd(V.EXCHANGE_2016.release).date).toBe('2025-10-14');
    expect(supportEnd(V.EXCHANGE_2019.release).date).toBe('2025-10-14');
    expect(supportEnd(V.EXCHANGE_SE.release).date).toBe('2035-12-31');
  });

  test('TLS 1.2 begins with 2010 SP3 UR19, 2013 CU19, 2016 CU8', () => {
    expect(tlsFloor(V.EXCHANGE_2007_SP3.release).tls12.value).toBe(false);
    expect(tlsFloor(V.EXCHANGE_2010_SP3.release).tls12.value).toBeUndefined();
    expect(tlsFloor(V.EXCHANGE_2010_SP3.withUpdateRollup(18).release).tls12.value).toBe(false);
    expect(tlsFloor(V.EXCHANGE_2010_SP3.withUpdateRollup(19).release).tls12.value).toBe(true);
    expect(tlsFloor(V.EXCHANGE_2013.withCumulativeUpdate(19).release)).toMatchObject({
      tls12: { value: true },
      oldTlsCanBeOff: { value: false },
    });
    expect(tlsFloor(V.EXCHANGE_2016.withCumulativeUpdate(9).release).oldTlsCanBeOff.value).toBe(true);
    expect(tlsFloor(V.EXCHANGE_2019.release)).toMatchObject({
      tls12: { value: true },
      oldTlsOffByDefault: { value: true },
    });
  });

  test('TLS 1.3 begins with 2019 CU15', () => {
    expect(tlsFloor(V.EXCHANGE_2019.withCumulativeUpdate(14).release).tls13.value).toBe(false);
    expect(tlsFloor(V.EXCHANGE_2019.release).tls13.value).toBeUndefined();
    expect(tlsFloor(V.EXCHANGE_SE.release).tls13.value).toBe(true);
  });

  test('client certificates for ActiveSync: 2007 by the seed document, 2013 from CU5', () => {
    expect(certificateAuthentication(V.EXCHANGE_2007_RTM.release, P.ACTIVE_SYNC).value).toBe(true);
    expect(certificateAuthentication(V.EXCHANGE_2013.release, P.ACTIVE_SYNC).value).toBeUndefined();
    expect(certificateAuthentication(V.EXCHANGE_2013_SP1.release, P.ACTIVE_SYNC).value).toBe(false);
    expect(certificateAuthentication(V.EXCHANGE_2013.withCumulativeUpdate(5).release, P.ACTIVE_SYNC).value).toBe(true);
    expect(certificateAuthentication(V.EXCHANGE_2016.release, P.OWA).value).toBe(true);
    expect(certificateAuthentication(V.EXCHANGE_2016.release, P.POP3).value).toBeUndefined();
  });

  test('a wildcard is never enabled for POP3 and IMAP4; in 2007 SP1 before UR4 it broke them', () => {
    expect(wildcardServesMailByAssignment(V.EXCHANGE_2007_SP1.release).note).toContain('finds no certificate');
    expect(wildcardServesMailByAssignment(V.EXCHANGE_2007_SP1.withUpdateRollup(4).release).note).toContain(
      'X509CertificateName instead',
    );
    expect(wildcardServesMailByAssignment(V.EXCHANGE_2007_RTM.release).value).toBeUndefined();
    expect(wildcardServesMailByAssignment(V.EXCHANGE_2016.release).value).toBe(false);
  });
});

describe('lifetime of public certificates (facts 5.3)', () => {
  test.each<[string, number | undefined]>([
    ['2018-02-28T23:59:59Z', undefined],
    ['2018-03-01T00:00:00Z', 825],
    ['2020-08-31T23:59:59Z', 825],
    ['2020-09-01T00:00:00Z', 398],
    ['2026-03-14T23:59:59Z', 398],
    ['2026-03-15T00:00:00Z', 200],
    ['2027-03-14T23:59:59Z', 200],
    ['2027-03-15T00:00:00Z', 100],
    ['2029-03-14T23:59:59Z', 100],
    ['2029-03-15T00:00:00Z', 47],
    ['2040-01-01T00:00:00Z', 47],
  ])('issued %s', (issued, days) => {
    expect(maximumPublicLifetimeDays(new Date(issued))?.days).toBe(days);
  });

  test('the next change', () => {
    expect(nextPublicLifetime(new Date('2026-11-23T00:00:00Z'))).toMatchObject({ days: 100, from: '2027-03-15' });
    expect(nextPublicLifetime(new Date('2029-03-15T00:00:00Z'))).toBeUndefined();
  });

  test('an invalid date is refused', () => {
    expect(() => maximumPublicLifetimeDays(new Date('never'))).toThrow('invalid date');
  });
});

describe('uses of certificates (seed document)', () => {
  test('each use that the document names has its usages', () => {
    expect(Object.values(CertificateUse).map((use) => certificateUseFacts(use).extendedKeyUsages.join())).toEqual([
      'serverAuth',
      'clientAuth',
      'emailProtection',
      'ipsecEndSystem,ipsecTunnel,ipsecUser',
      'serverAuth',
      'codeSigning',
    ]);
  });

  test('several uses are joined, each usage once and in order', () => {
    const both = [CertificateUse.TLS, CertificateUse.WEB_USER_AUTHENTICATION];
    expect(allowedUses(both)).toEqual(['client_auth', 'digital_signature', 'key_encipherment', 'server_auth']);
    expect(extendedKeyUsages(both)).toEqual(['clientAuth', 'serverAuth']);
    expect(keyUsages(both)).toEqual(['digitalSignature', 'keyEncipherment']);
    expect(allowedUses([])).toEqual([]);
  });
});
