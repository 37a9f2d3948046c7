import { TerraformVariable } from 'cdktf';
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
import { Declared, resources, serverGate } from '../support/declared';
import { TestVendor } from '../support/purchased';

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
    main: { state: 'declared', certificate: expect.any(String), root: 'contoso/ca' },
  });
  expect(Object.keys(terraform.output?.roots_to_distribute.value ?? {})).toEqual(['contoso/ca']);
  const bundles = resources(terraform, 'terraform_data').flatMap(
    ({ triggers_replace: triggers }) => (triggers as { names?: string })?.names ?? [],
  );
  expect(bundles.sort()).toEqual(['ex01', 'proxy']);
});

test('a publishing point without names is a fault', () => {
  const declared = new Declared();
  new PublishingPoint(declared.stack, 'proxy', { mode: PublishingMode.PASS_THROUGH, hostNames: [] });
  expect(declared.findings('declaration-invalid')).toEqual([
    expect.objectContaining({ key: expect.stringContaining('publishing-point-without-names') }),
  ]);
});

test('another population, or another policy, has the gate judge again', () => {
  const gateTrigger = (declared: Declared): unknown => serverGate(declared.synth())?.triggers_replace;
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

describe('gates', () => {
  type Resource = Record<string, unknown>;
  const provisioner = ({ provisioner: all }: Resource, command: string): Resource | undefined =>
    (all as { 'local-exec': Resource }[] | undefined)
      ?.map((one) => one['local-exec'])
      .find((one) => one.command === command);

  test('every bundle depends on the gate of the same presenter, which judges the same certificates', () => {
    const made = behindProxy().synth().resource.terraform_data;
    const bundles = Object.entries(made).filter(([, resource]) => provisioner(resource, 'bundle'));
    expect(bundles).toHaveLength(2);
    for (const [, bundle] of bundles) {
      const [address] = bundle.depends_on as string[];
      const gate = made[address.slice('terraform_data.'.length)];
      const judged = provisioner(gate, 'gate')?.environment as Record<string, string>;
      const delivered = provisioner(bundle, 'bundle')?.environment as Record<string, string>;
      expect(judged.CLIENT_ACCESS_CERTIFICATES_1).toBe('main');
      expect(delivered).toMatchObject(judged);
    }
  });

  test.each([3, 251])(
    '%i certificates by name: one chain and one root for all, as far as an environment has room',
    (count) => {
      const declared = new Declared();
      const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Root', issuingCa: { commonName: 'Issuing' } });
      const names = Array.from({ length: count }, (_, index) => `mail${index}.contoso.com`);
      const certificate = CertificateSource.internalCa(ca);
      const publishingPoint = new PublishingPoint(declared.stack, 'lb', {
        mode: PublishingMode.BRIDGING,
        hostNames: names,
        sniCertificates: names.map((name) => ({ hostNames: [name], certificate })),
      });
      new ClientAccessServer(declared.stack, 'ex01', {
        version: ExchangeVersion.EXCHANGE_2019,
        internalHostName: 'ex01.contoso.com',
        publishingPoint,
        certificate,
      });
      const keys = declared.findings('declaration-invalid').map(({ key }) => key);
      if (count > 250) return expect(keys).toEqual([expect.stringContaining('certificates-too-many')]);
      expect(keys).toEqual([]);
      const resources = Object.values(declared.synth().resource.terraform_data);
      const environments = resources.map(
        (resource) => (provisioner(resource, 'bundle')?.environment ?? {}) as Record<string, string>,
      );
      const point = environments.find((one) => one.CLIENT_ACCESS_CERTIFICATES_1?.startsWith('sni-')) ?? {};
      expect(point.CLIENT_ACCESS_CHAIN_1_SNI_1).toMatch(/^\$\{tls_locally_signed_cert\./);
      for (const what of ['CHAIN', 'ROOT'])
        for (const name of ['SNI_2', 'SNI_3']) expect(point[`CLIENT_ACCESS_${what}_1_${name}`]).toBe('same as 1_SNI_1');
    },
  );

  test('name the estate by its digest, and Terraform checks the script before any of them runs', () => {
    const made = behindProxy().synth().resource.terraform_data;
    const gates = Object.values(made).filter((resource) => provisioner(resource, 'gate'));
    for (const gate of gates) {
      expect(provisioner(gate, 'gate')?.environment).toMatchObject({
        CLIENT_ACCESS_ESTATE: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        CLIENT_ACCESS_CHAIN_1_MAIN: '',
      });
      const [address] = gate.depends_on as string[];
      expect(made[address.slice('terraform_data.'.length)].lifecycle).toMatchObject({
        precondition: [{ condition: expect.stringMatching(/filesha256\(.*apply\.cjs"\) == "[0-9a-f]{64}"/) }],
      });
    }
  });

  test('keep digests and no certificate in what Terraform remembers', () => {
    const made = Object.values(behindProxy().synth().resource.terraform_data);
    for (const { triggers_replace: triggers } of made)
      expect(JSON.stringify(triggers ?? '')).not.toMatch(/"\$\{tls_[a-z_]+\.\w+\.cert_pem\}"|"\$\{TfToken/);
  });

  test('a name that only Terraform knows is asked of the certificate of a publishing point too, and handed over', () => {
    const declared = new Declared();
    const host = new TerraformVariable(declared.stack, 'host', { type: 'string' });
    const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
    const vendor = new TestVendor();
    ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
    const file = vendor.write('point.pem', vendor.issue(['mail.contoso.com']).pem + vendor.issuing.pem);
    const publishingPoint = new PublishingPoint(declared.stack, 'proxy', {
      mode: PublishingMode.BRIDGING,
      hostNames: [host.stringValue],
      certificate: CertificateSource.purchased({ certificateFile: file }),
      trusts: [ca],
    });
    new ClientAccessServer(declared.stack, 'ex01', {
      version: ExchangeVersion.EXCHANGE_2019,
      internalHostName: 'ex01.corp.contoso.com',
      externalHostName: host.stringValue,
      publishingPoint,
      certificate: CertificateSource.internalCa(ca),
    });
    const made = Object.values(declared.synth().resource.terraform_data);
    const gate = made.find(
      (one) =>
        (provisioner(one, 'gate')?.environment as Resource | undefined)?.CLIENT_ACCESS_SERVER_1 === 'contoso/proxy',
    ) as Resource;
    expect(gate.lifecycle).toMatchObject({
      precondition: [{ condition: expect.stringContaining('contains(["mail.contoso.com"], lower(var.host))') }],
    });
    expect(Object.values(provisioner(gate, 'gate')?.environment as Resource)).toContain('${var.host}');
    expect(gate.triggers_replace).toContain('${var.host}');
  });
});

test('a certificate for a wildcard name is for every name below it', () => {
  const declared = new Declared();
  const vendor = new TestVendor();
  ClientAccessPolicy.of(declared.app).useCommercialRoots(vendor.rootsFile);
  const purchased = (name: string) =>
    CertificateSource.purchased({
      certificateFile: vendor.write(`${name.replace('*', 'any')}.pem`, vendor.issue([name]).pem),
      chainFile: vendor.write('chain.pem', vendor.issuing.pem),
    });
  const publishingPoint = new PublishingPoint(declared.stack, 'proxy', {
    mode: PublishingMode.BRIDGING,
    hostNames: ['mail.contoso.com', 'mail.fabrikam.com'],
    certificate: purchased('mail.contoso.com'),
    verifiesServer: false,
    sniCertificates: [{ hostNames: ['*.fabrikam.com'], certificate: purchased('*.fabrikam.com') }],
  });
  const cas = new ClientAccessServer(declared.stack, 'ex01', {
    version: ExchangeVersion.EXCHANGE_2013,
    internalHostName: 'ex01.corp.contoso.com',
    externalHostName: 'mail.fabrikam.com',
    publishingPoint,
  });
  new ClientPopulation(declared.stack, 'phones', {
    platform: ClientPlatform.ios('17'),
    place: ClientPlace.OUTSIDE,
    uses: [ClientProtocol.ACTIVE_SYNC],
    servers: [cas],
  });
  expect(declared.findings('declaration-invalid')).toEqual([]);
  expect(declared.kind('phones', ClientProtocol.ACTIVE_SYNC, 'ex01')).toBe('works');
});
