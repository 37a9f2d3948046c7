import {
  CertificateSource,
  ClientAccessServer,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  OutcomeKind,
  PublishingMode,
  PublishingPoint,
  RootState,
  TlsInspection,
} from '../../../lib';
import { PublishingPoint as Point, TrustAnchorKind } from '../../../lib/model';
import { TestEstate, TestEstateProps } from '../../../lib/testing';
import { codesOf, outcomeOf } from '../../support/cells';
import { Declared } from '../../support/declared';

const { FAILS, UNKNOWN, WORKS } = OutcomeKind;
const { ACTIVE_SYNC, OWA } = ClientProtocol;

describe('a required client certificate', () => {
  const phones = (point: Partial<Point>, mode = ClientCertificateMode.REQUIRE): TestEstateProps => ({
    servers: [{ publishingPoint: 'app/point1', protocols: [{ protocol: ACTIVE_SYNC, clientCertificates: mode }] }],
    publishingPoints: [{ certificate: 'web', ...point }],
    populations: [{ platform: 'windows-mobile-6', clientCertificates: true }],
  });

  test.each([
    ['does not pass a bridge', phones({ mode: PublishingMode.BRIDGING }), ['client-certificate-lost']],
    ['passes where TLS passes', phones({ mode: PublishingMode.PASS_THROUGH }), []],
    [
      'is not replaced by delegation',
      phones({ clientCertificates: ClientCertificateMode.REQUIRE, delegatesKerberos: true }),
      ['client-certificate-lost'],
    ],
    [
      'is taken at the point, where the directory does not require one',
      phones({ clientCertificates: ClientCertificateMode.REQUIRE }, ClientCertificateMode.IGNORE),
      [],
    ],
  ])('%s', (_, props, expected) => {
    const codes = codesOf(TestEstate.of(props), ACTIVE_SYNC);
    expect(codes.filter((code) => code.startsWith('client-certificate'))).toEqual(expected);
  });

  test('Outlook for Windows cannot present one at a point that demands it', () => {
    const estate = TestEstate.of({
      servers: [{ publishingPoint: 'app/point1', protocols: [ClientProtocol.MAPI_OVER_HTTP] }],
      publishingPoints: [{ certificate: 'web', clientCertificates: ClientCertificateMode.REQUIRE }],
      populations: [{ platform: 'windows-10', clientCertificates: true }],
    });
    expect(codesOf(estate, ClientProtocol.MAPI_OVER_HTTP)).toContain('client-certificate-not-presentable');
  });
});

describe('TLS inspection', () => {
  function inspected(rootState: RootState, exempt: string[] = []): Declared {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    const gatewayCa = new InternalCa(declared.stack, 'gateway-ca', { commonName: 'Gateway Root CA' });
    const inspection = new TlsInspection(declared.stack, 'gateway', { root: gatewayCa, trusts: [ca], exempt });
    const server = new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2016,
      internalHostName: 'mail.contoso.com',
      externalHostName: 'mail.contoso.com',
      certificate: CertificateSource.internalCa(ca),
    });
    new ClientPopulation(declared.stack, 'clients', {
      platform: ClientPlatform.WINDOWS_10,
      place: ClientPlace.OUTSIDE,
      management: ClientManagement.NONE,
      roots: [
        { issuer: ca, state: RootState.INSTALLED },
        { issuer: gatewayCa, state: rootState },
      ],
      uses: [OWA],
      servers: [server],
      inspection,
    });
    return declared;
  }

  test('its clients meet its certificate: its root decides', () => {
    expect(inspected(RootState.INSTALLED).kind('clients', OWA)).toBe(WORKS);
    expect(inspected(RootState.BLOCKED).outcome('clients', OWA).code).toBe('root-blocked');
  });

  test('an exempt name is met as it is', () => {
    expect(inspected(RootState.BLOCKED, ['mail.contoso.com']).kind('clients', OWA)).toBe(WORKS);
  });

  test('without a root it is a fault', () => {
    const declared = new Declared();
    new TlsInspection(declared.stack, 'gateway', {} as never);
    expect(declared.findings('declaration-invalid')[0].message).toContain('root is left out');
  });

  test('a client certificate ends there', () => {
    const estate = TestEstate.of({
      anchors: { gateway: { kind: TrustAnchorKind.PRIVATE } },
      servers: [{ protocols: [{ protocol: ACTIVE_SYNC, clientCertificates: ClientCertificateMode.REQUIRE }] }],
      inspectors: [{ root: 'gateway' }],
      populations: [{ platform: 'windows-mobile-6', clientCertificates: true, inspector: 'app/inspector1' }],
    });
    expect(codesOf(estate, ACTIVE_SYNC)).toContain('client-certificate-lost');
  });
});

describe('the side follows the name', () => {
  const withVpn = (externalHost: string | null): TestEstateProps => ({
    certificates: { web: {}, bad: { facts: { notBefore: '2020-01-01T00:00:00.000Z' } } },
    servers: [
      {
        name: 'cas01',
        externalHost,
        internalHost: 'mail.contoso.com',
        certificate: 'web',
        publishingPoint: 'app/point1',
      },
      {
        name: 'cas02',
        externalHost,
        internalHost: 'mail.contoso.com',
        certificate: 'bad',
        publishingPoint: 'app/point1',
      },
    ],
    publishingPoints: [{ certificate: 'web', verifiesServer: false, hostNames: [] }],
    populations: [{ place: ClientPlace.OUTSIDE_WITH_VPN }],
  });

  test('with VPN and no name outside, each binding behind one point is judged alone', () => {
    expect(outcomeOf(TestEstate.of(withVpn(null)), OWA).kind).toBe(WORKS);
    const [first, second] = [withVpn(null).servers?.[0] ?? {}, withVpn(null).servers?.[1] ?? {}];
    const turned = TestEstate.of({ ...withVpn(null), servers: [second, first] });
    expect(outcomeOf(turned, OWA)).toMatchObject({ kind: FAILS, code: 'expired' });
  });

  test('with a name outside they meet the point', () => {
    const [, second] = withVpn('mail.contoso.com').servers ?? [];
    expect(outcomeOf(TestEstate.of({ ...withVpn('mail.contoso.com'), servers: [second] }), OWA).kind).toBe(WORKS);
  });
});

describe('phones on Wi-Fi inside that keep the outside name', () => {
  const onWifi = (more: TestEstateProps = {}): TestEstateProps => ({
    anchors: { ca: { kind: TrustAnchorKind.PRIVATE } },
    certificates: { web: { anchor: 'ca' }, bought: {} },
    servers: [{ publishingPoint: 'app/point1' }],
    publishingPoints: [{ certificate: 'bought', verifiesServer: false }],
    populations: [
      { platform: 'windows-10', place: ClientPlace.INSIDE_WITH_EXTERNAL_NAMES, roots: [{ state: RootState.BLOCKED }] },
    ],
    ...more,
  });

  test.each([
    [
      'come to the server where the zone inside says so',
      onWifi({ organizations: [{ splitDns: true }] }),
      FAILS,
      'root-blocked',
    ],
    [
      'come to the publishing point where it does not',
      onWifi({ organizations: [{ splitDns: false }] }),
      WORKS,
      'works',
    ],
    ['are unknown where nobody says and it matters', onWifi(), UNKNOWN, 'route-unknown'],
    ['are known where both ways end alike', onWifi({ certificates: { web: {}, bought: {} } }), WORKS, 'works'],
  ])('%s', (_, props, kind, code) => {
    expect(outcomeOf(TestEstate.of(props), OWA)).toMatchObject({ kind, code });
  });
});

test('a server that is published, but not for the public, may stand on a private CA', () => {
  const rules = (publicDeployment?: boolean): string[] => {
    const declared = new Declared();
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2016,
      internalHostName: 'mail.contoso.com',
      externalHostName: 'mail.contoso.com',
      certificate: CertificateSource.internalCa(ca),
      ...(publicDeployment === undefined ? {} : { publicDeployment }),
    });
    return declared.rulesBroken;
  };
  expect(rules()).toContain('public-deployment-on-private-ca');
  expect(rules(false)).not.toContain('public-deployment-on-private-ca');
});

test('the names of a request stay as they were for what is declared as before', () => {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
  const publishingPoint = new PublishingPoint(declared.stack, 'proxy', {
    mode: PublishingMode.BRIDGING,
    hostNames: ['mail.contoso.com'],
    certificate: CertificateSource.internalCa(ca),
    trusts: [ca],
  });
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2016,
    internalHostName: 'cas01.corp.contoso.com',
    externalHostName: 'mail.contoso.com',
    mailDomains: ['contoso.com'],
    certificate: CertificateSource.internalCa(ca),
    publishingPoint,
  });
  expect(server.requiredDnsNames.sort()).toEqual([
    'autodiscover.contoso.com',
    'cas01.corp.contoso.com',
    'mail.contoso.com',
  ]);
});
