import { App, Testing } from 'cdktf';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  InternalCa,
} from '../../../lib';
import { refuseDoubleNames } from '../../../lib/cli/input/json-names';
import { JsonScanner } from '../../../lib/cli/input/json-scanner';
import { readPlan } from '../../../lib/cli/input/plan';
import { planOfConfiguration } from '../../support/plan-of-configuration';
import { run, temporaryFolder, writeJson } from '../../support/review-files';

const NOW = '2026-04-01';

interface Escapable {
  addOverride(path: string, value: unknown): void;
}

/** An app of one server with a certificate of its own CA, written by synth; what an escape hatch does is done before. */
function synthesized(change?: (find: (path: string) => Escapable, stack: ClientAccessStack) => void): string {
  const app: App = Testing.app({ outdir: temporaryFolder(), context: { clientAccessQuiet: true } });
  ClientAccessPolicy.of(app).useClock(new Date(`${NOW}T00:00:00Z`));
  const mail = new ClientAccessStack(app, 'mail');
  const ca = new InternalCa(mail, 'ca', { commonName: 'Contoso Root CA' });
  new ClientAccessServer(mail, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    externalHostName: 'mail.contoso.com',
    certificate: CertificateSource.internalCa(ca),
  });
  change?.((path) => mail.node.findAll().find(({ node }) => node.path.endsWith(path)) as unknown as Escapable, mail);
  app.synth();
  return app.outdir;
}

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- a document of any shape

const configurationIn = (folder: string): string => join(folder, 'stacks/mail/cdk.tf.json');

/** Edits the configuration, as somebody with access to the artifact could. */
function edit(folder: string, change: (resource: Json, document: Json) => void): void {
  const file = configurationIn(folder);
  const document = JSON.parse(readFileSync(file, 'utf8')) as Json;
  change(document.resource as Json, document);
  writeFileSync(file, JSON.stringify(document, null, 2));
}

const named = (resources: Json, part: string): Json =>
  resources[Object.keys(resources).find((name) => name.includes(part)) as string] as Json;

const signed = (resource: Json): Json => named(resource.tls_locally_signed_cert as Json, 'Signed');
const request = (resource: Json): Json => named(resource.tls_cert_request as Json, 'Request');
const root = (resource: Json): Json => named(resource.tls_self_signed_cert as Json, 'Root');

const review = (folder: string): ReturnType<typeof run> => run('review', folder, '--now', NOW);

describe('what synth wrote', () => {
  test('is reviewed without a fault, as a folder and as one file', async () => {
    const folder = synthesized();
    for (const input of [folder, configurationIn(folder), join(folder, 'stacks/mail')])
      expect(await review(input)).toMatchObject({ code: 0, err: '' });
  });

  test.each([
    'zz_override.tf.json',
    'extra.tf',
    'extra.tofu',
    'values.auto.tfvars',
    'values.auto.tfvars.json',
    'terraform.tfvars',
    'terraform.tfvars.json',
  ])('%s beside it is refused: Terraform would load it', async (name) => {
    const folder = synthesized();
    writeFileSync(join(folder, 'stacks/mail', name), name.endsWith('.json') ? '{}' : '');
    for (const input of [folder, configurationIn(folder), join(folder, 'stacks/mail')]) {
      const { code, err } = await review(input);
      expect(code).toBe(2);
      expect(err).toContain(name);
    }
  });

  test('what Terraform passes over may lie there', async () => {
    const folder = synthesized();
    for (const name of ['.hidden.tf', 'old.tf~', '#edited.tf#', 'notes.md', 'prod.tfvars'])
      writeFileSync(join(folder, 'stacks/mail', name), 'x');
    expect((await review(folder)).code).toBe(0);
  });

  test('synth refuses a file beside the configuration too, and takes it away', () => {
    const folder = synthesized();
    const other = join(folder, 'stacks/mail/zz_override.tf.json');
    writeFileSync(other, '{}');
    const again = (): string => {
      const app: App = Testing.app({ outdir: folder, context: { clientAccessQuiet: true } });
      ClientAccessPolicy.of(app).useClock(new Date(`${NOW}T00:00:00Z`));
      const mail = new ClientAccessStack(app, 'mail');
      new InternalCa(mail, 'ca', { commonName: 'Contoso Root CA' });
      app.synth();
      return app.outdir;
    };
    expect(again).toThrow(/zz_override\.tf\.json/);
    expect(existsSync(configurationIn(folder))).toBe(false);
  });
});

describe('names that an object has twice', () => {
  test('are refused: Terraform merges what JSON.parse overwrites', async () => {
    const folder = synthesized();
    const file = configurationIn(folder);
    const text = readFileSync(file, 'utf8');
    const command = '{"resource":{"terraform_data":{"rce":{"provisioner":[{"local-exec":{"command":"id"}}]}}},';
    writeFileSync(file, command + text.slice(text.indexOf('{') + 1));
    const { code, err } = await review(folder);
    expect(code).toBe(2);
    expect(err).toContain('names "resource" twice');
  });

  test.each([
    ['{"a":{"b":1,"b":2}}', true],
    ['{"a":1,"\\u0061":2}', true],
    ['[{"x":[1,{"y":1,"z":{},"y":1}]}]', true],
    ['{"a":{"b":1},"b":{"a":1}}', false],
    ['[{"a":1},{"a":1}]', false],
    ['{"a":"b","b":"a","c":"{\\"a\\":1,\\"a\\":2}"}', false],
    ['{"a":["a","a"],"b":"a"}', false],
  ])('%s: %s', (text, refused) => {
    const check = (): void => refuseDoubleNames(Buffer.from(text), 'file');
    if (refused) expect(check).toThrow(/twice in one object/);
    else expect(check).not.toThrow();
  });

  test('are seen in an object of many names', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `"name${index}":${index}`);
    expect(() => refuseDoubleNames(Buffer.from(`{${names.join(',')}}`), 'file')).not.toThrow();
    expect(() => refuseDoubleNames(Buffer.from(`{${[...names, '"name500":1'].join(',')}}`), 'file')).toThrow(/name500/);
  });
});

const broken: readonly [string, RegExp, (resource: Json) => void][] = [
  ['the gate counted to none', /has count/, ({ terraform_data: data }) => (named(data as Json, '_Gate_').count = 0)],
  ['the gate for each of nothing', /for_each/, ({ terraform_data: d }) => (named(d as Json, '_Gate_').for_each = {})],
  [
    'the gate without its provisioner',
    /gate of mail\/cas01 does not run/,
    ({ terraform_data: d }) => delete named(d as Json, '_Gate_').provisioner,
  ],
  [
    'a gate that goes on after a refusal',
    /on_failure/,
    ({ terraform_data: d }) => (named(d as Json, '_Gate_').provisioner[0]['local-exec'].on_failure = 'continue'),
  ],
  [
    'another program in the place of the script',
    /does not run|is not there|script/,
    ({ terraform_data: d }) =>
      (named(d as Json, '_Gate_').provisioner[0]['local-exec'].interpreter = [
        'true',
        '${path.module}/client-access/apply.cjs',
      ]),
  ],
  [
    'a gate that ignores changes',
    /ignore_changes/,
    ({ terraform_data: d }) => (named(d as Json, '_Gate_').lifecycle = { ignore_changes: 'all' }),
  ],
  [
    'a gate that runs when it is destroyed',
    /runs at destroy/,
    ({ terraform_data: d }) => (named(d as Json, '_Gate_').provisioner[0]['local-exec'].when = 'destroy'),
  ],
  [
    'a bundle that waits for nothing',
    /does not wait for its gate/,
    ({ terraform_data: d }) => delete named(d as Json, '_Bundle_').depends_on,
  ],
  [
    'a bundle of another certificate',
    /other certificates than its gate/,
    ({ terraform_data: d }) =>
      (named(d as Json, '_Bundle_').provisioner[0]['local-exec'].environment.CLIENT_ACCESS_CERTIFICATE_1_MAIN =
        '${tls_self_signed_cert.evil.cert_pem}'),
  ],
  [
    'a bundle with one certificate more',
    /other certificates than its gate/,
    ({ terraform_data: d }) =>
      (named(d as Json, '_Bundle_').provisioner[0]['local-exec'].environment.CLIENT_ACCESS_CERTIFICATE_1_EVIL = 'x'),
  ],
  [
    'a request that ignores what is declared',
    /ignore_changes/,
    ({ tls_cert_request: r }) => (named(r as Json, 'Request').lifecycle = { ignore_changes: ['dns_names'] }),
  ],
];

const runIn = (data: Json, part: string): Json => named(data, part).provisioner[0]['local-exec'] as Json;
const environmentOf = (data: Json, part: string): Json => runIn(data, part).environment as Json;
const removed = (data: Json, part: string): unknown =>
  delete data[Object.keys(data).find((name) => name.includes(part)) as string];

/** What an override or an edit can do to the resources of this package: each leads the script, or what is delivered, elsewhere. */
const ledAstray: readonly [string, RegExp, (data: Json, resource: Json, document: Json) => unknown][] = [
  ['Node led elsewhere', /sets NODE_OPTIONS/, (data) => (environmentOf(data, '_Gate_').NODE_OPTIONS = '--require=x')],
  ['another PATH', /sets PATH/, (data) => (environmentOf(data, '_Bundle_').PATH = '/x')],
  [
    'the value of another expression',
    /another value/,
    (d) => (environmentOf(d, '_Gate_').CLIENT_ACCESS_VALUE_0123456789ABCDEF = 'x'),
  ],
  [
    'a provisioner beside the gate',
    /provisioner \(local-exec\)/,
    (d) => named(d, '_Gate_').provisioner.push({ 'local-exec': { command: 'id' } }),
  ],
  [
    'a provisioner beside the bundle',
    /provisioner \(file\)/,
    (d) => named(d, '_Bundle_').provisioner.push({ file: { source: 'x' } }),
  ],
  [
    'a provisioner within a list',
    /provisioner \(local-exec\)/,
    (d) => (named(d, '_Gate_').provisioner = { 'local-exec': [runIn(d, '_Gate_'), { command: 'id' }] }),
  ],
  ['no script that is checked', /nothing checks the script/, (d) => delete named(d, '_Estate_').lifecycle.precondition],
  [
    'a script that is checked by nothing',
    /nothing checks/,
    (d) => (named(d, '_Estate_').lifecycle.precondition[0].condition = '${true}'),
  ],
  ['the model counted to none', /has count/, (d) => (named(d, '_Estate_').count = 0)],
  [
    'a provisioner of the model',
    /provisioner/,
    (d) => (named(d, '_Estate_').provisioner = [{ 'local-exec': { command: 'id' } }]),
  ],
  ['a gate that does not wait', /does not wait until the script/, (d) => delete named(d, '_Gate_').depends_on],
  ['a gate that is asked once', /not asked again/, (d) => (named(d, '_Gate_').triggers_replace.length = 1)],
  [
    'a bundle that is written once',
    /not written again/,
    (d) => (named(d, '_Bundle_').triggers_replace.certificates = ['x']),
  ],
  [
    'a bundle that is destroyed elsewhere',
    /not written again/,
    (d) => (named(d, '_Bundle_').triggers_replace.folder = '/x'),
  ],
  ['a bundle that goes before it comes', /create_before_destroy/, (d) => delete named(d, '_Bundle_').lifecycle],
  ['a bundle that stays', /leaves its bundles/, (d) => named(d, '_Bundle_').provisioner.pop()],
  [
    'a bundle in another place',
    /bundles lie in|not written again/,
    (d) => (environmentOf(d, '_Bundle_').CLIENT_ACCESS_BUNDLES = '/x'),
  ],
  [
    'a bundle of another name',
    /writes the bundle of mail\/cas01 to/,
    (d) => {
      environmentOf(d, '_Bundle_').CLIENT_ACCESS_BUNDLE_1 = 'cas02';
      named(d, '_Bundle_').triggers_replace.names = 'cas02';
    },
  ],
  ['another key', /another key/, (d) => (environmentOf(d, '_Bundle_').CLIENT_ACCESS_KEY_1_MAIN = '${var.key}')],
  ['no key', /another key/, (d) => (environmentOf(d, '_Bundle_').CLIENT_ACCESS_KEY_1_MAIN = '')],
  [
    'certificates that are named by nothing',
    /other certificates/,
    (d) => {
      for (const part of ['_Gate_', '_Bundle_']) environmentOf(d, part).CLIENT_ACCESS_CERTIFICATES_1 = '';
    },
  ],
  [
    'another root for clients',
    /asked again|written again/,
    (d) => {
      for (const part of ['_Gate_', '_Bundle_']) environmentOf(d, part).CLIENT_ACCESS_ROOT_1_MAIN = '${var.root}';
    },
  ],
  [
    'a sweep that takes more',
    /takes away the bundle|than it names|come or go/,
    (d) => (environmentOf(d, 'Sweep').CLIENT_ACCESS_KEEP_1 = 'other'),
  ],
  ['no sweep', /nothing takes away/, (d) => removed(d, 'Sweep')],
  ['a sweep within a module', /within a module/, (d) => delete named(d, 'Sweep').lifecycle],
  ['a sweep that comes early', /does not wait for/, (d) => delete named(d, 'Sweep').depends_on],
  ['no check of the bundles', /no check looks/, (_, __, document) => delete document.check],
  ['a state that stays open', /nothing closes/, (d) => delete named(d, 'State_Folder').provisioner],
  ['another folder that is closed', /closes/, (d) => (environmentOf(d, 'State_Folder').CLIENT_ACCESS_STATE = '/x')],
  [
    'a key that does not wait',
    /folder of the state is closed/,
    (_, resource) => delete named(resource.tls_private_key as Json, 'cas01').depends_on,
  ],
  [
    'a state elsewhere',
    /the state lies in|does not lie/,
    (_, __, document) => (document.terraform.backend.local.path = '/tmp/x.tfstate'),
  ],
  [
    'another backend',
    /does not lie/,
    (_, __, document) => (document.terraform.backend = { http: { address: 'https://x' } }),
  ],
  [
    'another provider',
    /would make the keys/,
    (_, __, document) => (document.terraform.required_providers.tls.source = 'x/tls'),
  ],
  [
    'an output of another certificate',
    /another certificate or chain/,
    (_, __, document) => (document.output.cas01.value.main.certificate = '${var.x}'),
  ],
  [
    'an output that does not wait',
    /does not wait for the gate/,
    (_, __, document) => delete document.output.cas01.depends_on,
  ],
  [
    'other roots to distribute',
    /other roots/,
    (_, __, document) => (document.output.roots_to_distribute.value = { 'mail/ca': '${var.x}' }),
  ],
  [
    'a gate that is imported',
    /made already/,
    (data, _, document) =>
      (document.import = [
        { to: `terraform_data.${Object.keys(data).find((name) => name.includes('State_Folder'))}`, id: 'x' },
      ]),
  ],
  [
    'a key that is printed',
    /takes the mark "sensitive"/,
    (_, resource, document) =>
      (document.output.key = {
        value: `\${nonsensitive(tls_private_key.${Object.keys(resource.tls_private_key as Json)[0]}.private_key_pem)}`,
      }),
  ],
];

describe('what leads astray', () => {
  test.each(ledAstray)('%s is refused', async (_, message, change) => {
    const folder = synthesized();
    edit(folder, (resource, document) => change(resource.terraform_data as Json, resource, document));
    const { code, err } = await review(folder);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('a private key that goes elsewhere, and a module, are notices', async () => {
    const folder = synthesized();
    edit(folder, (resource, document) => {
      document.output.key = {
        value: `\${tls_private_key.${Object.keys(resource.tls_private_key as Json)[0]}.private_key_pem}`,
        sensitive: true,
      };
      document.module = { other: { source: './other' } };
    });
    const { code, out } = await review(folder);
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringMatching(/output\.key is given the private key.*module other/),
    ]);
  });

  test('the estate beside it, edited with its digest, is compared with the model', async () => {
    const folder = synthesized();
    const file = join(folder, 'stacks/mail/client-access/estate.json');
    const text = readFileSync(file, 'utf8').replace(/"externalHost":\{"value":"mail\.contoso\.com"\},?/, '');
    const body = text.slice(text.indexOf(',"estate":') + ',"estate":'.length, -1);
    const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    writeFileSync(file, `{"digest":"${digest}","estate":${body}}`);
    edit(folder, ({ terraform_data: data }) => {
      for (const part of ['_Gate_', '_Bundle_']) environmentOf(data as Json, part).CLIENT_ACCESS_ESTATE = digest;
    });
    const { code, err } = await review(folder);
    expect([code, err]).toEqual([2, expect.stringContaining('something else than this review')]);
  });

  test('the script beside it, edited, is found', async () => {
    const folder = synthesized();
    appendFileSync(join(folder, 'stacks/mail/client-access/apply.cjs'), '// edited\n');
    const { code, err } = await review(folder);
    expect([code, err]).toEqual([2, expect.stringContaining('not the script whose digest')]);
  });
});

/** What a plan does not show. */
const ONLY_IN_CONFIGURATIONS = [/on_failure/, /ignore_changes/, /runs at destroy/];

describe('the frame', () => {
  test.each(broken)('%s is refused', async (_, message, change) => {
    const folder = synthesized();
    edit(folder, change);
    const { code, err } = await review(folder);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });

  test('two gates of one server are refused: which of them runs first decides nothing', async () => {
    const folder = synthesized();
    edit(
      folder,
      ({ terraform_data: data }) => ((data as Json).other = { ...named(data as Json, '_Gate_'), triggers_replace: [] }),
    );
    const { code, err } = await review(folder);
    expect([code, err]).toEqual([2, expect.stringMatching(/is the gate of mail\/cas01 too/)]);
  });
});

describe('the frame of a plan', () => {
  /** A plan of what synth wrote, after a change of it. */
  function planned(change: (resource: Json) => void = () => undefined): string {
    const folder = synthesized();
    edit(folder, change);
    const { resource } = JSON.parse(readFileSync(configurationIn(folder), 'utf8')) as {
      resource: Record<string, Record<string, Json>>;
    };
    return writeJson(planOfConfiguration(resource), 'plan.json');
  }

  test('is accepted as synth wrote it', async () => {
    expect(await review(planned())).toMatchObject({ code: 0, err: '' });
  });

  test.each(broken.filter(([, message]) => !ONLY_IN_CONFIGURATIONS.some((one) => String(one) === String(message))))(
    '%s is refused',
    async (_, message, change) => {
      const { code, err } = await review(planned(change));
      expect([code, err]).toEqual([2, expect.stringMatching(message)]);
    },
  );

  test('nothing is read of other provisioners, and no key of those that are', async () => {
    const file = planned(({ terraform_data: data }) => {
      const environment = named(data as Json, '_Bundle_').provisioner[0]['local-exec'].environment as Json;
      environment.CLIENT_ACCESS_KEY_1_MAIN = 'SECRET-KEY';
      (data as Json).own = {
        provisioner: [{ 'local-exec': { command: 'curl SECRET-WORD', environment: { CLIENT_ACCESS_SERVER_1: 'x' } } }],
      };
    });
    const scanner = new JsonScanner(readFileSync(file), file);
    const { plan } = readPlan(scanner, file);
    expect(plan?.data?.length).toBeGreaterThan(0);
    expect(JSON.stringify(plan)).not.toContain('SECRET');
    expect((await review(file)).code).toBe(0);
  });
});

describe('what Terraform is to issue', () => {
  const overrides: readonly [string, string, string, unknown, RegExp][] = [
    ['a certificate authority', 'Certificate/Signed', 'is_ca_certificate', true, /certificate authority/],
    ['ten years', 'Certificate/Signed', 'validity_period_hours', 87_600, /lifetime/],
    ['other uses', 'Certificate/Signed', 'allowed_uses', ['code_signing'], /extended key usages/],
    ['a short key', 'Certificate/Key', 'rsa_bits', 1_024, /key size/],
    ['a root that is none', 'ca/Root', 'is_ca_certificate', false, /authority/],
  ];

  test.each(overrides)('%s by an escape hatch is a finding', async (_, path, attribute, value, message) => {
    const folder = synthesized((find) => find(path).addOverride(attribute, value));
    const { code, out } = await review(folder);
    expect(code).toBe(1);
    expect(out.replace(/\s+/g, ' ')).toMatch(/differs from what is declared/);
    expect(out.replace(/\s+/g, ' ')).toMatch(message);
  });

  const edits: readonly [string, RegExp, (resource: Json) => unknown][] = [
    ['a CA by text', /is_ca_certificate is "true"/, (r) => (signed(r).is_ca_certificate = 'true')],
    ['a CA by an expression', /is_ca_certificate/, (r) => (signed(r).is_ca_certificate = '${true}')],
    ['hours by text', /validity_period_hours/, (r) => (signed(r).validity_period_hours = '87600')],
    ['uses by an expression', /allowed_uses/, (r) => (signed(r).allowed_uses = '${["cert_signing"]}')],
    ['a renewal that never comes', /early_renewal_hours/, (r) => (signed(r).early_renewal_hours = 0)],
    [
      'an issuer by a condition',
      /issuer|ca_cert_pem/,
      (r) => (signed(r).ca_cert_pem = `${String(signed(r).ca_cert_pem).slice(0, -1)} == "" ? "" : var.x}`),
    ],
    ['another key of the issuer', /another key/, (r) => (signed(r).ca_private_key_pem = '${var.x}')],
    ['a short key by text', /rsa_bits/, (r) => (named(r.tls_private_key as Json, 'cas01').rsa_bits = '1024')],
    ['a URI', /uris is set/, (r) => (request(r).uris = ['https://evil.example.com'])],
    ['another common name', /common name/, (r) => (request(r).subject[0].common_name = 'evil.example.com')],
    ['an organization', /subject has organization/, (r) => (request(r).subject[0].organization = 'Evil')],
    ['names by an expression', /dns_names/, (r) => (request(r).dns_names = '${["evil.example.com"]}')],
    [
      'the key of the CA',
      /that of/,
      (r) => (request(r).private_key_pem = named(r.tls_self_signed_cert as Json, 'Root').private_key_pem),
    ],
    [
      'a program that runs for the key',
      /provisioner is set/,
      (r) => (named(r.tls_private_key as Json, 'cas01').provisioner = [{ 'local-exec': { command: 'id' } }]),
    ],
    ['a root of an hour', /lifetime/, (r) => (root(r).validity_period_hours = 1)],
    ['a root with names', /dns_names is set/, (r) => (root(r).dns_names = ['evil.example.com'])],
    [
      'a root with a short key',
      /its key is/,
      (r) => Object.assign(named(r.tls_private_key as Json, 'RootKey'), { rsa_bits: 1024 }),
    ],
    ['a root of another organization', /issuer is declared/, (r) => (root(r).subject[0].organization = 'Evil')],
  ];

  test.each(edits)('%s by an edit is a finding', async (_, message, change) => {
    const folder = synthesized();
    edit(folder, change);
    const { code, out, err } = await review(folder);
    const said = (out + err).replace(/\s+/g, ' ');
    expect([code === 0, said]).toEqual([false, expect.stringMatching(message)]);
  });

  test.each([
    [['mail.contoso.com', '*.com'], '*.com made and not declared'],
    [['evil.example.com'], 'evil.example.com made and not declared'],
    [['${var.evil}'], 'a Terraform value'],
    [[], 'declared and not made'],
  ])('names that are edited into %j are a finding', async (names, said) => {
    const folder = synthesized();
    edit(folder, (resource) => (named(resource.tls_cert_request as Json, 'Request').dns_names = names));
    const { code, out } = await review(folder);
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining(said)]);
  });

  test.each([
    [
      'another CA of the configuration',
      '${tls_self_signed_cert.other.cert_pem}',
      /made as tls_self_signed_cert\.other/,
    ],
    ['a CA by text', '-----BEGIN CERTIFICATE-----', /made as a CA that the configuration does not make/],
    ['a CA by variable', '${var.ca}', /made as a CA that the configuration does not make/],
  ])('%s as the issuer is a finding', async (_, issuer, message) => {
    const folder = synthesized();
    edit(folder, (resource) => {
      (resource.tls_self_signed_cert as Json).other = { private_key_pem: '${var.key}', is_ca_certificate: true };
      named(resource.tls_locally_signed_cert as Json, 'Signed').ca_cert_pem = issuer;
    });
    const { code, out } = await review(folder);
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([1, expect.stringMatching(message)]);
    expect(out.replace(/\s+/g, ' ')).toContain('issuer is declared as Contoso Root CA');
  });

  test('the CAs above a certificate are not called unnamed', async () => {
    const folder = synthesized();
    edit(folder, (resource) => {
      const signed = named(resource.tls_locally_signed_cert as Json, 'Signed');
      (resource.tls_locally_signed_cert as Json).issuing = { ca_cert_pem: signed.ca_cert_pem, is_ca_certificate: true };
      signed.ca_cert_pem = '${tls_locally_signed_cert.issuing.cert_pem}';
    });
    const { out } = await review(folder);
    expect(out).not.toContain('does not name');
  });

  test('a tls resource that the model does not name is a notice', async () => {
    const folder = synthesized();
    edit(folder, (resource) => {
      (resource.tls_self_signed_cert as Json).other = { private_key_pem: '${var.key}', allowed_uses: [] };
    });
    const { code, out } = await review(folder);
    expect([code, out]).toEqual([0, expect.stringContaining('tls_self_signed_cert.other')]);
  });
});
