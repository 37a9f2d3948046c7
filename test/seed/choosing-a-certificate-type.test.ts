import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientCertificateMode,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  ICertificateSource,
  InternalCa,
  RootState,
} from '../../lib';
import { Declared } from '../support/declared';
import { TestVendor } from '../support/purchased';

const vendor = new TestVendor();

function withPhones(
  sourceOf: (declared: Declared) => ICertificateSource,
  state: RootState | undefined,
  more: { clientCertificates?: ClientCertificateMode; preinstalled?: boolean } = {},
): Declared {
  const declared = new Declared();
  ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
  const server = new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate: sourceOf(declared),
  });
  server.addActiveSync(more.clientCertificates ? { clientCertificates: more.clientCertificates } : {});
  new ClientPopulation(declared.stack, 'phones', {
    platform: ClientPlatform.WINDOWS_MOBILE_6,
    place: ClientPlace.OUTSIDE,
    ...(state ? { rootState: state } : {}),
    roots: more.preinstalled ? [{ fingerprint: vendor.root.certificate.sha256, state: RootState.PREINSTALLED }] : [],
    uses: [ClientProtocol.ACTIVE_SYNC],
    clientCertificates: more.clientCertificates === ClientCertificateMode.REQUIRE,
    servers: [server],
  });
  return declared;
}

const selfSigned = (): ICertificateSource => CertificateSource.selfSigned();
const internal = (declared: Declared): ICertificateSource =>
  CertificateSource.internalCa(new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' }));
const purchased = (): ICertificateSource =>
  CertificateSource.purchased({
    certificateFile: vendor.write('phones.pem', vendor.issue(['mail.contoso.com']).pem + vendor.issuing.pem),
  });

describe('Manufacturers and operators disable access to the root store: neither a self-signed nor a PKI certificate can be installed', () => {
  test.each([
    ['self-signed', selfSigned],
    ['Windows PKI', internal],
  ])('%s: phones with a locked store are refused', (_, source) => {
    const declared = withPhones(source, RootState.BLOCKED);
    expect(declared.outcome('phones', 'activesync')).toMatchObject({ kind: 'fails', code: 'root-blocked' });
    expect(declared.findings('private-root-out-of-reach')).toEqual([
      expect.objectContaining({ level: 'error', population: 'contoso/phones' }),
    ]);
    expect(() => declared.synth()).toThrow(/private-root-out-of-reach/);
  });

  test('not all mobile devices: one whose store is open takes it', () => {
    const declared = withPhones(internal, RootState.INSTALLED);
    expect(declared.findings('private-root-out-of-reach')).toEqual([]);
  });
});

describe('Most mobile devices have several trusted third-party commercial certificates preinstalled', () => {
  test('a locked phone that ships with the root is no obstacle', () => {
    const declared = withPhones(purchased, RootState.BLOCKED, { preinstalled: true });
    expect(declared.findings('private-root-out-of-reach')).toEqual([]);
    expect(declared.outcome('phones', 'activesync').code).not.toBe('root-blocked');
    expect(declared.report.summary.refused).toBe(false);
  });

  test("whether a phone ships with a root that its maker's list does not name is unknown, never a pass", () => {
    const declared = withPhones(purchased, undefined);
    expect(declared.kind('phones', 'activesync')).toBe('unknown');
  });
});

describe('The optimum: certificate-based authentication for ActiveSync, Windows Mobile 6.0, a trusted third-party CA', () => {
  test('whoever has all three gets no advice', () => {
    const declared = withPhones(purchased, RootState.BLOCKED, {
      preinstalled: true,
      clientCertificates: ClientCertificateMode.REQUIRE,
    });
    expect(declared.findings('mobile-optimum')).toEqual([]);
  });

  test.each([
    ['certificate-based authentication', purchased, ClientCertificateMode.IGNORE],
    ['third-party CA', internal, ClientCertificateMode.REQUIRE],
  ] as const)('whoever lacks the %s is named', (lacking, source, clientCertificates) => {
    const declared = withPhones(source, RootState.INSTALLED, { clientCertificates });
    expect(declared.findings('mobile-optimum')).toEqual([
      expect.objectContaining({ level: 'note', message: expect.stringContaining(lacking) }),
    ]);
  });
});

describe('A certificate must be signed to be valid', () => {
  test("one whose signature is not its issuer's is refused", () => {
    const stranger = new TestVendor();
    const forged = stranger.issue(['mail.contoso.com']);
    const declared = withPhones(
      () =>
        CertificateSource.purchased({ certificateFile: vendor.write('forged.pem', forged.pem + vendor.issuing.pem) }),
      RootState.INSTALLED,
    );
    expect(declared.findings('certificate-path-broken')).not.toEqual([]);
    expect(declared.report.summary.refused).toBe(true);
  });
});
