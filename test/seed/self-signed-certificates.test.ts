import {
  CertificateSource,
  ClientAccessServer,
  ClientManagement,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  RootState,
} from '../../lib';
import { Registry } from '../../lib/constructs/registry';
import { reasonsOf } from '../../lib/policy';
import { Declared, resources } from '../support/declared';

function server2007(more: Partial<ConstructorParameters<typeof ClientAccessServer>[2]> = {}): {
  declared: Declared;
  server: ClientAccessServer;
} {
  const declared = new Declared();
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'cas01.corp.contoso.com',
    ...more,
  });
  return { declared, server };
}

/** Without its day nobody knows whether it is over. */
const SET_UP_THIS_YEAR = CertificateSource.installedByExchange({ installedOn: '2026-06-01' });

const phones = (declared: Declared, server: ClientAccessServer, state: RootState, name = 'phones'): ClientPopulation =>
  new ClientPopulation(declared.stack, name, {
    platform: ClientPlatform.WINDOWS_MOBILE_6,
    place: ClientPlace.OUTSIDE,
    rootState: state,
    uses: [ClientProtocol.ACTIVE_SYNC, ClientProtocol.OWA],
    servers: [server],
  });

describe('When you install Exchange 2007, a self-signed certificate is automatically configured', () => {
  test('a server without a source presents it: subject, names, lifetime and roles are those of setup', () => {
    const { declared } = server2007();
    const [certificate] = Registry.of(declared.app).estate().certificates;
    expect(certificate).toMatchObject({
      source: 'self-signed',
      state: 'installed',
      exchangeDefault: true,
      assumed: true,
    });
    expect(certificate.facts).toMatchObject({
      subject: 'CN=CAS01',
      issuer: 'CN=CAS01',
      selfSigned: true,
      dnsNames: [{ value: 'cas01' }, { value: 'cas01.corp.contoso.com' }],
      lifetimeSeconds: 365 * 86_400,
    });
  });

  test('with its install date its expiry is known', () => {
    const { declared } = server2007({
      certificate: CertificateSource.installedByExchange({ installedOn: '2026-02-01' }),
    });
    expect(Registry.of(declared.app).estate().certificates[0].facts.notAfter).toBe('2027-02-01T00:00:00.000Z');
    expect(declared.findings('certificate-expired')).toEqual([]);
    const late = server2007({ certificate: CertificateSource.installedByExchange({ installedOn: '2025-02-01' }) });
    expect(late.declared.findings('certificate-expired')).toHaveLength(1);
  });

  test('the server synthesizes, and the user reads what its clients will see', () => {
    const { declared, server } = server2007();
    new ClientPopulation(declared.stack, 'browsers', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      uses: [ClientProtocol.OWA],
      servers: [server],
    });
    expect(() => declared.synth()).not.toThrow();
    expect(declared.findings('clients-are-prompted')).toHaveLength(1);
  });
});

describe('The subject and the name of the certificate match; issuer and subject are defined', () => {
  test('what Terraform makes is signed by its own key and names itself', () => {
    const { declared } = server2007({
      certificate: CertificateSource.selfSigned(),
      externalHostName: 'mail.contoso.com',
    });
    const [made] = resources(declared.synth(), 'tls_self_signed_cert');
    expect(made).toMatchObject({
      subject: [{ common_name: 'mail.contoso.com' }],
      dns_names: ['mail.contoso.com', 'cas01.corp.contoso.com'],
    });
    expect(JSON.stringify(made.private_key_pem)).toContain('tls_private_key');
  });
});

describe('Exchange ActiveSync and Outlook Web Access can establish an SSL connection with a self-signed certificate', () => {
  test.each([ClientProtocol.ACTIVE_SYNC, ClientProtocol.OWA])(
    '%s works once the certificate is in the store',
    (protocol) => {
      const { declared, server } = server2007({
        certificate: CertificateSource.selfSigned(),
        externalHostName: 'mail.contoso.com',
      });
      new ClientPopulation(declared.stack, 'laptops', {
        platform: ClientPlatform.WINDOWS_7,
        place: ClientPlace.OUTSIDE,
        rootState: RootState.INSTALLED,
        uses: [protocol],
        servers: [server],
      });
      expect(declared.kind('laptops', protocol)).toBe('works');
      expect(declared.report.summary.refused).toBe(false);
    },
  );
});

describe('Outlook Anywhere will not work with a self-signed certificate', () => {
  const sources = [
    ['the one of setup', undefined],
    ['one that Terraform makes', CertificateSource.selfSigned()],
    ['one that is marked as a CA', CertificateSource.selfSigned({ markedAsCa: true })],
  ] as const;

  test.each(sources)('%s is refused', (_, certificate) => {
    const { declared, server } = server2007(certificate ? { certificate } : {});
    server.addOutlookAnywhere();
    expect(declared.findings('outlook-anywhere-self-signed')).toEqual([
      expect.objectContaining({ level: 'error', binding: 'contoso/cas01/outlook-anywhere' }),
    ]);
    expect(() => declared.synth()).toThrow(/outlook-anywhere-self-signed/);
  });

  test('also where every client was given the certificate by hand', () => {
    const { declared, server } = server2007({
      certificate: CertificateSource.selfSigned(),
      externalHostName: 'mail.contoso.com',
    });
    server.addOutlookAnywhere();
    new ClientPopulation(declared.stack, 'laptops', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.OUTSIDE,
      rootState: RootState.INSTALLED,
      uses: [ClientProtocol.OUTLOOK_ANYWHERE],
      servers: [server],
    });
    expect(declared.outcome('laptops', 'outlook-anywhere')).toMatchObject({
      kind: 'fails',
      code: 'self-signed-refused',
    });
    expect(declared.findings('outlook-anywhere-self-signed')).toHaveLength(1);
  });

  test('no fix asks to bring the certificate that is to be replaced to clients, whatever else they use', () => {
    const { declared, server } = server2007({
      certificate: CertificateSource.selfSigned(),
      externalHostName: 'mail.contoso.com',
    });
    server.addOutlookAnywhere();
    new ClientPopulation(declared.stack, 'laptops', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.OUTSIDE,
      uses: [ClientProtocol.OUTLOOK_ANYWHERE, ClientProtocol.OWA],
      servers: [server],
    });
    expect(reasonsOf(declared.outcome('laptops', 'outlook-anywhere')).map(({ code }) => code)).toEqual([
      'self-signed-refused',
    ]);
    const [prompted] = declared.findings('clients-are-prompted');
    expect(prompted.fix).toMatch(/^present the certificate that Outlook Anywhere needs instead of the self-signed/);
    expect(declared.report.findings.filter(({ fix }) => /\binstall\b/.test(fix))).toEqual([]);
  });

  test('nor can the finding be accepted away', () => {
    const { declared, server } = server2007({ certificate: CertificateSource.selfSigned() });
    server.addOutlookAnywhere();
    expect(
      declared.report.rules.find((tally) => tally.rule.id === 'outlook-anywhere-self-signed')?.rule.acknowledgeable,
    ).toBe(false);
  });
});

describe('Self-signed certificates must be manually copied to the trusted root store', () => {
  test('clients that were not given it are listed, with what to install where', () => {
    const { declared, server } = server2007({
      certificate: CertificateSource.selfSigned(),
      externalHostName: 'mail.contoso.com',
    });
    phones(declared, server, RootState.INSTALLABLE);
    const [finding] = declared.findings('clients-are-prompted');
    expect(finding.populations).toEqual(['contoso/phones']);
    expect(finding.fix).toContain('install');
  });
});

describe('The client will be prompted to verify the issuer; if it continues, SSL communications can continue', () => {
  test('the matrix says prompts, not fails', () => {
    const { declared, server } = server2007({
      certificate: CertificateSource.selfSigned(),
      externalHostName: 'mail.contoso.com',
    });
    new ClientPopulation(declared.stack, 'browsers', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.OUTSIDE,
      uses: [ClientProtocol.OWA],
      servers: [server],
    });
    expect(declared.outcome('browsers', 'owa')).toMatchObject({ kind: 'prompts', code: 'root-not-installed' });
    expect(declared.report.summary.refused).toBe(false);
  });
});

describe('Life-cycle management is much more difficult with self-signed certificates', () => {
  test('whoever uses one gets a finding', () => {
    const { declared } = server2007();
    expect(declared.findings('self-signed-without-lifecycle')).toHaveLength(1);
  });
});

describe('Inside, domain-joined Outlook overlooks the certificate of setup for what it finds through Active Directory', () => {
  const uses = [ClientProtocol.AUTODISCOVER, ClientProtocol.EWS, ClientProtocol.OAB];

  test.each(uses)('%s works without a warning', (protocol) => {
    const { declared, server } = server2007({ certificate: SET_UP_THIS_YEAR });
    new ClientPopulation(declared.stack, 'office', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      management: ClientManagement.DOMAIN_JOINED,
      uses: [protocol],
      servers: [server],
    });
    expect(declared.outcome('office', protocol)).toMatchObject({
      kind: 'works',
      code: 'default-certificate-tolerated',
    });
  });

  test('not outside the domain, not for OWA, and not with another self-signed certificate', () => {
    const { declared, server } = server2007();
    new ClientPopulation(declared.stack, 'guests', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      uses: [ClientProtocol.EWS],
      servers: [server],
    });
    new ClientPopulation(declared.stack, 'office', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      management: ClientManagement.DOMAIN_JOINED,
      uses: [ClientProtocol.OWA],
      servers: [server],
    });
    expect(declared.kind('guests', 'ews')).not.toBe('works');
    expect(declared.kind('office', 'owa')).not.toBe('works');
    const own = server2007({ certificate: CertificateSource.selfSigned() });
    new ClientPopulation(own.declared.stack, 'office', {
      platform: ClientPlatform.WINDOWS_7,
      place: ClientPlace.INSIDE,
      management: ClientManagement.DOMAIN_JOINED,
      uses: [ClientProtocol.EWS],
      servers: [own.server],
    });
    expect(own.declared.kind('office', 'ews')).not.toBe('works');
  });
});
