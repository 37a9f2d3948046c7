import {
  CertificateSource,
  ClientAccessServer,
  ClientAccessServerProps,
  ClientCertificateMode,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientPopulationProps,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  NameCheck,
  OutcomeKind,
  PublishingMode,
  PublishingPoint,
  PublishingPointProps,
  PublishingSide,
  RootState,
} from '../../../lib';
import { Declared } from '../../support/declared';

const { FAILS, WORKS } = OutcomeKind;
const WEB = [ClientProtocol.OWA, ClientProtocol.ACTIVE_SYNC];

/** Properties without those that a case leaves out by saying undefined. */
function given<T extends object>(props: T): T {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as T;
}

/** An estate of one server, with a CA that every population holds the root of. */
class Site extends Declared {
  public readonly ca = new InternalCa(this.stack, 'ca', { commonName: 'Contoso Root CA', publishedInDirectory: true });
  public readonly source = CertificateSource.internalCa(this.ca);

  public point(id: string, props: Partial<PublishingPointProps> = {}): PublishingPoint {
    return new PublishingPoint(
      this.stack,
      id,
      given({
        mode: PublishingMode.BRIDGING,
        hostNames: ['mail.contoso.com'],
        trusts: [this.ca],
        ...(props.mode === PublishingMode.PASS_THROUGH || props.sniCertificates ? {} : { certificate: this.source }),
        ...props,
      }),
    );
  }

  public server(props: Partial<ClientAccessServerProps> = {}): ClientAccessServer {
    return new ClientAccessServer(
      this.stack,
      'cas01',
      given({
        version: ExchangeVersion.EXCHANGE_2016,
        internalHostName: 'cas01.corp.contoso.com',
        externalHostName: 'mail.contoso.com',
        certificate: this.source,
        ...props,
      }),
    );
  }

  public clients(id: string, server: ClientAccessServer, props: Partial<ClientPopulationProps> = {}): void {
    new ClientPopulation(this.stack, id, {
      platform: ClientPlatform.WINDOWS_10,
      place: ClientPlace.OUTSIDE,
      management: ClientManagement.NONE,
      rootState: RootState.INSTALLED,
      uses: WEB,
      servers: [server],
      ...props,
    });
  }

  public codes(population: string, protocol: ClientProtocol): string[] {
    const outcome = this.outcome(population, protocol);
    return [outcome, ...(outcome.others ?? [])].map(({ code }) => code);
  }
}

test('a load balancer for both sides hides the certificate of setup from everybody', () => {
  const site = new Site();
  const balancer = site.point('balancer', {
    side: PublishingSide.BOTH,
    verifiesServer: false,
    hostNames: ['mail.contoso.com'],
  });
  const server = site.server({
    version: ExchangeVersion.EXCHANGE_2013,
    internalHostName: 'mail.contoso.com',
    serverFqdn: 'cas01.corp.contoso.com',
    certificate: undefined,
    publishingPoints: [balancer],
  });
  site.clients('inside', server, { place: ClientPlace.INSIDE });
  site.clients('outside', server);
  expect([site.kind('inside', ClientProtocol.OWA), site.kind('outside', ClientProtocol.OWA)]).toEqual([WORKS, WORKS]);
  expect(site.rulesBroken).not.toEqual(expect.arrayContaining(['outlook-anywhere-self-signed']));
  expect(site.rulesBroken).not.toEqual(expect.arrayContaining(['public-deployment-on-self-signed']));
  expect(site.rulesBroken).not.toContain('name-not-covered');
});

describe('certificates chosen by the host name of the handshake', () => {
  const nginx = (site: Site, more: Partial<PublishingPointProps> = {}): PublishingPoint =>
    site.point('nginx', {
      hostNames: ['mail.contoso.com', 'owa.contoso.com'],
      sniCertificates: [{ hostNames: ['owa.contoso.com'], certificate: site.source }],
      certificate: site.source,
      ...more,
    });

  test('each name meets its own, the others meet the fallback', () => {
    const site = new Site();
    const server = site.server({ publishingPoints: [nginx(site)] });
    server.addOutlookWebApp({ externalHostName: 'owa.contoso.com' });
    site.clients('outside', server);
    expect(WEB.map((protocol) => site.kind('outside', protocol))).toEqual([WORKS, WORKS]);
    expect(site.findings('name-not-covered')).toEqual([]);
    const { certificates } = site.report.summary;
    expect(certificates).toBe(3);
  });

  test('a name without a certificate is one fault', () => {
    const site = new Site();
    nginx(site, { certificate: undefined });
    expect(site.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ message: expect.stringContaining('there is no certificate for mail.contoso.com') }),
    ]);
  });

  test.each([
    [ClientPlatform.WINDOWS_XP_SP3, true, FAILS],
    [ClientPlatform.WINDOWS_10, true, WORKS],
    [ClientPlatform.WINDOWS_10, false, WORKS],
  ])('%s behind a point that requires it: %s', (platform, requiresSni, expected) => {
    const site = new Site();
    const server = site.server({ publishingPoint: site.point('wap', { requiresSni }) });
    site.clients('outside', server, { platform, uses: [ClientProtocol.OWA] });
    expect(site.kind('outside', ClientProtocol.OWA)).toBe(expected);
    expect(site.codes('outside', ClientProtocol.OWA).includes('sni-required')).toBe(expected === FAILS);
  });
});

test('one point for the web, another for phones: each protocol is judged by the way that it takes', () => {
  const site = new Site();
  const wap = site.point('wap', { protocols: [ClientProtocol.OWA, ClientProtocol.ECP], requiresSni: true });
  const firewall = site.point('firewall', {
    mode: PublishingMode.PASS_THROUGH,
    protocols: [ClientProtocol.ACTIVE_SYNC],
    trusts: undefined,
  });
  const server = site.server({ publishingPoints: [wap, firewall] });
  site.clients('old', server, { platform: ClientPlatform.WINDOWS_XP_SP3 });
  expect(site.codes('old', ClientProtocol.OWA)).toContain('sni-required');
  expect(site.codes('old', ClientProtocol.ACTIVE_SYNC)).not.toContain('sni-required');
  expect(site.findings('declaration-invalid')).toEqual([]);
});

describe('points that contradict each other', () => {
  test.each<[string, (site: Site) => void, RegExp]>([
    [
      'two certificates for one name of the handshake',
      (site) =>
        site.point('nginx', {
          certificate: site.source,
          sniCertificates: [
            { hostNames: ['mail.contoso.com'], certificate: site.source },
            { hostNames: ['owa.contoso.com', 'mail.contoso.com'], certificate: site.source },
          ],
        }),
      /two certificates for mail\.contoso\.com/,
    ],
    [
      'a pass-through that asks for client certificates',
      (site) =>
        site.point('f5', { mode: PublishingMode.PASS_THROUGH, clientCertificates: ClientCertificateMode.REQUIRE }),
      /neither asks clients for certificates/,
    ],
    [
      'a pass-through that signs in',
      (site) => site.point('f5', { mode: PublishingMode.PASS_THROUGH, delegatesKerberos: true }),
      /delegatesKerberos says that it does/,
    ],
    [
      'one side and both, for one of the protocols',
      (site) =>
        site.server({
          publishingPoints: [
            site.point('one', { side: PublishingSide.BOTH, protocols: WEB }),
            site.point('two', { side: PublishingSide.INSIDE, protocols: [ClientProtocol.ACTIVE_SYNC] }),
          ],
        }),
      /both serve mail\.contoso\.com/,
    ],
  ])('%s', (_, declare, message) => {
    const site = new Site();
    declare(site);
    expect(site.findings('declaration-invalid')).toEqual([
      expect.objectContaining({ message: expect.stringMatching(message) }),
    ]);
  });

  test('two for one name and side', () => {
    const site = new Site();
    site.server({ publishingPoints: [site.point('one'), site.point('two')] });
    expect(site.findings('declaration-invalid').map(({ message }) => message)).toEqual([
      'one and two both serve mail.contoso.com at the same side: nothing says which one clients meet',
    ]);
  });

  test('one behind the other is none, and the outer one is met', () => {
    const site = new Site();
    const waf = site.point('waf', { verifiesServer: false });
    const balancer = site.point('balancer', { behind: waf, side: PublishingSide.BOTH, requiresSni: true });
    const server = site.server({
      internalHostName: 'mail.contoso.com',
      serverFqdn: 'cas01.corp.contoso.com',
      publishingPoints: [balancer],
    });
    site.clients('outside', server, { platform: ClientPlatform.WINDOWS_XP_SP3 });
    site.clients('inside', server, { platform: ClientPlatform.WINDOWS_XP_SP3, place: ClientPlace.INSIDE });
    expect(site.findings('declaration-invalid')).toEqual([]);
    expect(site.codes('outside', ClientProtocol.OWA)).not.toContain('sni-required');
    expect(site.codes('inside', ClientProtocol.OWA)).toContain('sni-required');
  });

  test('the property for one and the property for several', () => {
    const site = new Site();
    const point = site.point('one');
    site.server({ publishingPoint: point, publishingPoints: [point] });
    expect(site.findings('declaration-invalid')[0].message).toContain('publishingPoint and publishingPoints');
  });
});

describe('a bridge that asks the server for another name', () => {
  const bridged = (props: Partial<PublishingPointProps>): Site => {
    const site = new Site();
    const server = site.server({ publishingPoint: site.point('tmg', props) });
    site.clients('inside', server, { place: ClientPlace.INSIDE });
    site.clients('outside', server);
    return site;
  };

  test('fails outside where the certificate lacks it, and inside nothing changes', () => {
    const site = bridged({ serverName: 'backend.corp.contoso.com' });
    expect(site.codes('outside', ClientProtocol.OWA)).toEqual(['bridge-name-mismatch']);
    expect(site.kind('inside', ClientProtocol.OWA)).toBe(WORKS);
  });

  test.each([
    ['a name that it has', { serverName: 'cas01.corp.contoso.com' }, WORKS],
    [
      'a name that is not the first, compared as ISA Server 2006 does',
      { serverName: 'cas01.corp.contoso.com', nameCheck: NameCheck.SUBJECT_AND_FIRST },
      FAILS,
    ],
    ['names that it does not compare', { serverName: 'backend.corp.contoso.com', nameCheck: NameCheck.NONE }, WORKS],
    ['nothing, as it verifies nothing', { serverName: 'backend.corp.contoso.com', verifiesServer: false }, WORKS],
  ])('%s', (_, props, expected) => {
    expect(bridged(props).kind('outside', ClientProtocol.OWA)).toBe(expected);
  });
});
