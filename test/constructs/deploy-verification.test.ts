import { DataResource, TerraformVariable } from 'cdktf';
import {
  CertificateSource,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  InternalCa,
  NetworkSide,
  VerifyAfterDeployProps,
  VerifyFailure,
} from '../../lib';
import { VerifySettings } from '../../lib/delivery/apply-settings';
import { Declared, resources, Terraform } from '../support/declared';

type Resource = Record<string, unknown>;

interface Synthesized {
  readonly declared: Declared;
  readonly terraform: Terraform;
  /** The resource that asks, if there is one. */
  readonly asking?: Resource;
  readonly environment: Readonly<Record<string, string>>;
}

function synthesized(props?: VerifyAfterDeployProps, name?: (declared: Declared) => string): Synthesized {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
  new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: name?.(declared) ?? 'mail.contoso.com',
    serverFqdn: 'cas01.contoso.com',
    certificate: CertificateSource.internalCa(ca),
  });
  if (props) declared.stack.verifyAfterDeploy(props);
  const terraform = declared.synth();
  const runs = ({ provisioner }: Resource): Resource[] =>
    ((provisioner ?? []) as { 'local-exec': Resource }[]).map((one) => one['local-exec']);
  const asking = resources(terraform, 'terraform_data').find((one) =>
    runs(one).some(({ command }) => command === 'verify'),
  );
  return {
    declared,
    terraform,
    ...(asking ? { asking } : {}),
    environment: (asking ? runs(asking)[0].environment : {}) as Readonly<Record<string, string>>,
  };
}

const settingsOf = ({ environment }: Synthesized): VerifySettings =>
  JSON.parse(environment.CLIENT_ACCESS_VERIFY) as VerifySettings;

/** The checks of what a verification found. */
function checksOf({ terraform }: Synthesized): { assert: { condition: string }[] }[] {
  const { check = {} } = terraform as { check?: Record<string, { assert: { condition: string }[] }> };
  return Object.entries(check).flatMap(([name, one]) => (name.includes('Verification') ? [one] : []));
}

test('off unless it is asked for', () => {
  expect(synthesized().asking).toBeUndefined();
});

test('asks after every bundle, and again with every delivery', () => {
  const { asking, environment } = synthesized({});
  const { delivered } = asking!.triggers_replace as { delivered: string[] };
  expect(delivered).toEqual([expect.stringMatching(/^\$\{terraform_data\.[\w-]*Bundle\w*\.id\}$/)]);
  expect(asking!.depends_on).toEqual([expect.stringMatching(/^terraform_data\.\w*Sweep/)]);
  expect(environment).toMatchObject({
    CLIENT_ACCESS_KEEP: '1',
    CLIENT_ACCESS_KEEP_1: 'cas01',
    CLIENT_ACCESS_RESULT: '',
  });
  // Nothing of a key: the bundle on the disk has what is public.
  expect(Object.keys(environment).filter((name) => /KEY|PFX|PASSWORD|CERTIFICATE/.test(name))).toEqual([]);
});

test('has the settings that are given, and defaults for the others', () => {
  expect(settingsOf(synthesized({}))).toEqual({
    sides: ['inside', 'outside'],
    waitSeconds: 0,
    intervalSeconds: 15,
    timeoutSeconds: 10,
    addresses: [],
    dnsServers: [],
  });
  const addresses = ['mail.contoso.com:443:192.0.2.1', 'mail.contoso.com:443:[2001:db8::1]'];
  const given = synthesized({
    waitMinutes: 30,
    intervalSeconds: 60,
    timeoutSeconds: 5,
    side: NetworkSide.INSIDE,
    addresses,
    dnsServers: ['192.0.2.53'],
  });
  expect(settingsOf(given)).toEqual({
    sides: ['inside'],
    waitSeconds: 1800,
    intervalSeconds: 60,
    timeoutSeconds: 5,
    addresses,
    dnsServers: ['192.0.2.53'],
  });
});

test('other settings and another declaration are another trigger', () => {
  const triggerOf = ({ asking }: Synthesized): unknown => (asking!.triggers_replace as { declared: string }).declared;
  const usual = triggerOf(synthesized({}));
  expect(triggerOf(synthesized({}))).toBe(usual);
  expect(triggerOf(synthesized({ waitMinutes: 1 }))).not.toBe(usual);
  expect(triggerOf(synthesized({ onRefusal: VerifyFailure.WARN }))).not.toBe(usual);
  expect(triggerOf(synthesized({}, () => 'other.contoso.com'))).not.toBe(usual);
});

test('a warning is a check of what was found', () => {
  expect(checksOf(synthesized({}))).toEqual([]);
  const warning = synthesized({ onRefusal: VerifyFailure.WARN });
  const { environment } = warning;
  const file = environment.CLIENT_ACCESS_RESULT;
  expect(file).toMatch(/\/\.state\/verified\/contoso\$\{.*\}\.json$/);
  const [{ assert }] = checksOf(warning);
  expect(assert.map(({ condition }) => condition)).toEqual([
    expect.stringContaining('fileexists('),
    expect.stringContaining('.accepted, true)'),
  ]);
});

test('names that only Terraform knows are handed over, and are triggers', () => {
  const { asking, environment } = synthesized(
    {},
    ({ stack }) => new TerraformVariable(stack, 'name', { type: 'string' }).stringValue,
  );
  expect(Object.values(environment)).toContain('${var.name}');
  expect((asking!.triggers_replace as { values: string[] }).values).toEqual(['${var.name}']);
});

test('what installs bundles comes before, and takes the deliveries as its trigger', () => {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
  const install = new DataResource(declared.stack, 'install', {
    triggersReplace: { delivered: declared.stack.delivered },
  });
  declared.stack.verifyAfterDeploy({ after: [install] });
  // Declared later, and still among what was delivered.
  new ClientAccessServer(declared.stack, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    certificate: CertificateSource.internalCa(ca),
  });
  const all = declared.synth().resource as { terraform_data: Record<string, Resource> };
  const [asking] = Object.entries(all.terraform_data).filter(([name]) => name.includes('Verification'));
  expect(asking[1].depends_on).toContain('terraform_data.install');
  expect(all.terraform_data.install.triggers_replace).toEqual({
    delivered: expect.stringMatching(/^\$\{join\(" ", \[terraform_data\.[\w-]*Bundle\w*\.id\]\)\}$/) as string,
  });
});

test.each<[string, object]>([
  ['waitMinutes', { waitMinutes: 1441 }],
  ['waitMinutes', { waitMinutes: 1.5 }],
  ['intervalSeconds', { intervalSeconds: 0 }],
  ['timeoutSeconds', { timeoutSeconds: 301 }],
  ['side', { side: 'left' }],
  ['onRefusal', { onRefusal: 'ignore' }],
  ['addresses', { addresses: ['mail.contoso.com:443'] }],
  ['addresses', { addresses: ['${var.address}:443:192.0.2.1'] }],
  ['dnsServers', { dnsServers: ['dns.contoso.com'] }],
  ['after', { after: ['terraform_data.install'] }],
  ['wait', { wait: 5 }],
])('a wrong %s refuses the app: %j', (name, props) => {
  const declared = new Declared();
  declared.stack.verifyAfterDeploy(props);
  expect(declared.findings('declaration-invalid').map(({ message }) => message)).toEqual([
    expect.stringContaining(name),
  ]);
});

test('twice refuses the app', () => {
  const declared = new Declared();
  declared.stack.verifyAfterDeploy();
  declared.stack.verifyAfterDeploy();
  expect(declared.findings('declaration-invalid')).toHaveLength(1);
});

test('of a stack whose servers are spread over several refuses the app', () => {
  const declared = new Declared();
  const spread = new ClientAccessStack(declared.app, 'spread', { localState: false, serversPerStack: 1 });
  spread.verifyAfterDeploy();
  expect(declared.findings('declaration-invalid').map(({ key }) => key)).toEqual([
    expect.stringContaining('verification-of-parts'),
  ]);
});
