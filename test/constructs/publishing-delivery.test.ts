import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientPlace,
  ClientPlatform,
  ClientPopulation,
  ClientProtocol,
  ExchangeVersion,
  InternalCa,
  Level,
  PublishingMode,
  PublishingPoint,
  RootState,
} from '../../lib';
import { Declared, resources } from '../support/declared';

function behindProxy(): Declared {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
  const publishingPoint = new PublishingPoint(declared.stack, 'proxy', {
    mode: PublishingMode.BRIDGING,
    hostNames: ['mail.contoso.com'],
    certificate: CertificateSource.internalCa(ca),
    trusts: [ca],
  });
  new ClientAccessServer(declared.stack, 'ex01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'ex01.corp.contoso.com',
    externalHostName: 'mail.contoso.com',
    publishingPoint,
    certificate: CertificateSource.internalCa(ca),
  });
  return declared;
}

test("the certificate of a publishing point is delivered like a server's", () => {
  const terraform = behindProxy().synth();
  expect(terraform.output?.proxy.value).toMatchObject({
    required_names: ['mail.contoso.com'],
    main: { thumbprint: expect.any(String) },
  });
  const folders = resources(terraform, 'terraform_data').flatMap(
    ({ input }) => (input as { folder?: string })?.folder ?? [],
  );
  expect(folders.map((folder) => folder.split('/').pop()).sort()).toEqual(['ex01', 'proxy']);
});

test('a publishing point without names is a fault', () => {
  const declared = new Declared();
  new PublishingPoint(declared.stack, 'proxy', { mode: PublishingMode.PASS_THROUGH, hostNames: [] });
  expect(declared.findings('declaration-invalid')).toEqual([
    expect.objectContaining({ key: expect.stringContaining('publishing-point-without-names') }),
  ]);
});

test('another population, or another policy, has the gate judge again', () => {
  const gateTrigger = (declared: Declared): unknown =>
    resources(declared.synth(), 'terraform_data').find(({ input }) =>
      String(input).startsWith('{"clientAccess":"server"'),
    )?.triggers_replace;
  const before = gateTrigger(behindProxy());
  expect(gateTrigger(behindProxy())).toEqual(before);
  const withClients = behindProxy();
  new ClientPopulation(withClients.stack, 'phones', {
    platform: ClientPlatform.IOS,
    place: ClientPlace.INSIDE,
    rootState: RootState.INSTALLED,
    uses: [ClientProtocol.OWA],
    servers: [withClients.stack.node.findChild('ex01') as ClientAccessServer],
  });
  expect(gateTrigger(withClients)).not.toEqual(before);
  const stricter = behindProxy();
  ClientAccessPolicy.of(stricter.app).setLevel('name-superfluous', Level.WARNING);
  expect(gateTrigger(stricter)).not.toEqual(before);
});
