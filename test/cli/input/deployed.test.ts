import { App, Testing } from 'cdktf';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
