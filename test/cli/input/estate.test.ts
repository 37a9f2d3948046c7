import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEstate } from '../../../lib/cli/input/estate';
import { encodeSlice, MODEL_SCHEMA_VERSION, SliceKind, takeLocations } from '../../../lib/model';
import { Moment } from '../../../lib/policy';
import { NASTY, reviewEstate } from '../../support/review-estate';
import {
  configurationOf,
  planOf,
  slicesOf,
  run,
  temporaryFolder,
  writeJson,
  writeOutputFolder,
} from '../../support/review-files';
import { NOW } from '../../support/declared';

const carrying = (text: string): object => ({ resource: { terraform_data: { m: { input: text } } } });

describe('readEstate', () => {
  test.each([
    ['an output folder', () => writeOutputFolder(reviewEstate({ nasty: NASTY }))],
    ['one configuration', () => writeJson(configurationOf(reviewEstate({ nasty: NASTY })))],
  ])('%s gives the estate back as it was declared, templates in names included', async (_name, write) => {
    const { estate, moment } = await readEstate([write()], NOW);
    expect(estate).toEqual(reviewEstate({ nasty: NASTY }));
    expect(moment).toBe(Moment.DECLARED);
  });

  test('several inputs are one estate, and what they share counts once', async () => {
    const estate = reviewEstate({ servers: 2 });
    const [first, second] = estate.servers;
    const { estate: read } = await readEstate(
      [
        writeJson(configurationOf({ ...estate, servers: [first] })),
        writeJson(configurationOf({ ...estate, servers: [second] })),
      ],
      NOW,
    );
    expect(read.servers.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(read.populations).toHaveLength(3);
  });

  test('two that describe one server differently are refused, and so is a plan of another synth', async () => {
    const one = reviewEstate();
    const other = { ...one, servers: one.servers.map((server) => ({ ...server, publicDeployment: false })) };
    await expect(readEstate([writeOutputFolder(one), writeOutputFolder(other)], NOW)).rejects.toThrow(
      /describe the server .* differently/,
    );
    const clients = { ...one, populations: one.populations.slice(1) };
    await expect(readEstate([writeJson(planOf(one)), writeOutputFolder(clients)], NOW)).rejects.toThrow(
      'is not a plan of the configuration beside it',
    );
    const policies = [{ packs: [], levels: [], baseline: [], refuseFrom: 'error' }];
    const elsewhere = JSON.parse(
      JSON.stringify({ ...one, policies }).replaceAll('contoso-mail/', 'other/'),
    ) as typeof one;
    await expect(readEstate([writeOutputFolder(one), writeOutputFolder(elsewhere)], NOW)).rejects.toThrow(
      'are of apps with different policies',
    );
  });

  test('one and the same, given twice, is judged once', async () => {
    const folder = writeOutputFolder(reviewEstate());
    expect((await readEstate([folder, folder], NOW)).estate).toEqual((await readEstate([folder], NOW)).estate);
  });

  test('the plan of a part of a stack is refused: its clients would be missing', async () => {
    const { estate: _, ...servers } = slicesOf(reviewEstate());
    const plan = planOf(reviewEstate()) as {
      planned_values: { root_module: { resources: { values: { input: string } }[] } };
    };
    const { resources } = plan.planned_values.root_module;
    plan.planned_values.root_module.resources = resources.filter(({ values }) =>
      Object.values(servers).includes(values.input),
    );
    await expect(readEstate([writeJson(plan)], NOW)).rejects.toThrow('is of a part of a stack');
  });

  test.each([' {"clientAccess"', '{ "clientAccess"'])(
    'a mark that was touched is a damaged model: %s',
    async (mark) => {
      const text = encodeSlice(SliceKind.SERVER, reviewEstate()).replace('{"clientAccess"', mark);
      await expect(readEstate([writeJson(carrying(text))], NOW)).rejects.toThrow('is damaged');
    },
  );

  test('a model that was edited is refused, not judged', async () => {
    const text = encodeSlice(SliceKind.SERVER, reviewEstate()).replace('self-signed', 'purchased');
    await expect(readEstate([writeJson(carrying(text))], NOW)).rejects.toThrow('was changed after synth wrote it');
  });

  test('a model of a newer schema is refused, and the message says which is understood', async () => {
    const newer = encodeSlice(SliceKind.SERVER, reviewEstate()).replace(
      `"schemaVersion":${MODEL_SCHEMA_VERSION}`,
      `"schemaVersion":${MODEL_SCHEMA_VERSION + 1}`,
    );
    await expect(readEstate([writeJson(carrying(newer))], NOW)).rejects.toThrow(
      `has schema version ${MODEL_SCHEMA_VERSION + 1}; this command reads up to ${MODEL_SCHEMA_VERSION}`,
    );
  });

  test('a damaged model is refused', async () => {
    const text = encodeSlice(SliceKind.SERVER, reviewEstate());
    await expect(readEstate([writeJson(carrying(text.slice(0, -20)))], NOW)).rejects.toThrow('is damaged');
  });

  test.each([
    [
      'a state as JSON',
      { format_version: '1.0', terraform_version: '1.11.4', values: {} },
      'is the JSON of a state, not of a plan',
    ],
    [
      'a state file',
      { version: 4, terraform_version: '1.11.4', serial: 3, lineage: 'x', resources: [] },
      'is a Terraform state, not a plan',
    ],
    [
      'a report',
      { schemaVersion: 1, judgedAt: '2026-01-01T00:00:00.000Z' },
      'is a report of this command, not its input',
    ],
    ['a manifest', { version: '0.21.0', stacks: {} }, "is synth's manifest; name its folder instead"],
    ['a list', [1, 2], 'is JSON, but no object'],
    ['something else', { hello: 'world' }, 'there is no Client Access server and no certificate in it'],
  ])('%s is reported by its name', async (_name, content, message) => {
    await expect(readEstate([writeJson(content)], NOW)).rejects.toThrow(message);
  });

  test.each([
    ['a plan file', Buffer.from([0x50, 0x4b, 0x03, 0x04]), 'is a plan file, not its JSON'],
    ['nothing', Buffer.alloc(0), 'is empty'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'is UTF-16 text'],
    [
      'half a file',
      Buffer.from('{"resource": {"terraform_data"'),
      'is not whole JSON: the text ends too early: it was cut off',
    ],
  ])('%s is reported by its name too', async (_name, content, message) => {
    const file = join(temporaryFolder(), 'input');
    writeFileSync(file, content);
    await expect(readEstate([file], NOW)).rejects.toThrow(message);
  });

  test('a path that is not there is reported', async () => {
    await expect(readEstate(['/nowhere/cdktf.out'], NOW)).rejects.toThrow(
      "/nowhere/cdktf.out can't be read: there is no such file",
    );
  });

  test('a folder that holds nothing, and one whose manifest names what is not there, are reported', async () => {
    const folder = temporaryFolder();
    await expect(readEstate([folder], NOW)).rejects.toThrow('holds neither manifest.json nor *.tf.json');
    const manifest = (path: string): void =>
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ stacks: { s: { synthesizedStackPath: path } } }));
    manifest('stacks/s/cdk.tf.json');
    await expect(readEstate([folder], NOW)).rejects.toThrow('names stacks/s/cdk.tf.json, which is not there');
    manifest('../../etc/passwd');
    await expect(readEstate([folder], NOW)).rejects.toThrow('lies outside the folder');
  });

  test('a folder of plain Terraform JSON is read without our constructs', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'main.tf.json'),
      JSON.stringify({
        resource: {
          tls_private_key: { k: { algorithm: 'RSA', rsa_bits: 1024 } },
          tls_self_signed_cert: {
            c: {
              private_key_pem: '${tls_private_key.k.private_key_pem}',
              allowed_uses: ['server_auth'],
              validity_period_hours: 48,
            },
          },
        },
      }),
    );
    const { estate, notices } = await readEstate([folder], NOW);
    expect(estate.certificates.map(({ id, facts }) => [id, facts.keyBits])).toEqual([['tls_self_signed_cert.c', 1024]]);
    expect(notices[0]).toContain('was not written by this package');
  });

  test('the files of a folder of plain Terraform JSON are one module', async () => {
    const folder = temporaryFolder();
    const put = (name: string, resource: object): void =>
      writeFileSync(join(folder, name), JSON.stringify({ resource }));
    put('a-keys.tf.json', { tls_private_key: { k: { algorithm: 'RSA', rsa_bits: 1024 } } });
    put('certs.tf.json', {
      tls_self_signed_cert: { c: { private_key_pem: '${tls_private_key.k.private_key_pem}', allowed_uses: [] } },
    });
    put('other.tf.json', { random_id: { r: { byte_length: 8 } } });
    const { estate, notices, fallbackFile } = await readEstate([folder], NOW);
    expect(estate.certificates.map(({ id, facts }) => [id, facts.keyBits])).toEqual([['tls_self_signed_cert.c', 1024]]);
    expect(fallbackFile).toBe(join(folder, 'certs.tf.json'));
    expect(notices[0]).toBe(`${join(folder, 'certs.tf.json')} is read as one module with a-keys.tf.json`);
    expect((await run('review', folder)).out).toContain('rsa-key-too-short');
  });

  test('a plan beside its configuration gets the lines from there, and what it knows from itself', async () => {
    const { servers } = reviewEstate({ servers: 1 });
    const declared = { servers: [{ ...servers[0], internalHost: { expression: '${var.host}' } }] };
    const { slice, locations } = takeLocations(declared);
    const input = encodeSlice(SliceKind.SERVER, slice);
    const carrier = { input, '//': { clientAccess: { locations } } };
    const shared = { input: encodeSlice(SliceKind.ESTATE, { populations: [] }) };
    const configuration = writeJson({ resource: { terraform_data: { m: carrier, shared } } });
    const resources = Object.entries({ m: { input }, shared }).map(([name, values]) => ({
      address: `terraform_data.${name}`,
      type: 'terraform_data',
      values,
      sensitive_values: {},
    }));
    const plan = writeJson(planOf(undefined, { resources, variables: { host: 'planned.contoso.com' } }));
    for (const paths of [
      [plan, configuration],
      [configuration, plan],
    ]) {
      const [server] = (await readEstate(paths, NOW)).estate.servers;
      expect(server.location).toEqual(servers[0].location);
      expect(server.internalHost.value).toBe('planned.contoso.com');
    }
    expect((await readEstate([plan], NOW)).estate.servers[0].location).toBeUndefined();
    expect((await readEstate([configuration], NOW)).estate.servers[0].location).toEqual(servers[0].location);
  });
});
