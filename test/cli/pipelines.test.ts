import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reviewEstate } from '../support/review-estate';
import { planOf, run, temporaryFolder, writeOutputFolder } from '../support/review-files';

const estate = reviewEstate();

/** Reviews a document that is written to a file. */
function reviewText(text: string, ...options: string[]): ReturnType<typeof run> {
  const file = join(temporaryFolder(), 'plan.json');
  writeFileSync(file, text);
  return run('review', file, '--now', '2026-04-01', ...options);
}

const reviewPlan = (change: object, ...options: string[]): ReturnType<typeof run> =>
  reviewText(JSON.stringify({ ...planOf(estate), ...change }), ...options);

describe('a plan that is not whole', () => {
  test('is refused where it ended with errors, and the failed check is named', async () => {
    const instance = {
      address: { to_display: 'terraform_data.gate' },
      status: 'fail',
      problems: [{ message: 'The name is not covered.' }],
    };
    const { code, err } = await reviewPlan({ errored: true, checks: [{ status: 'fail', instances: [instance] }] });
    expect(code).toBe(2);
    expect(err).toContain('ended with errors');
    expect(err).toContain('terraform_data.gate: The name is not covered.');
  });

  test('is refused where Terraform calls it incomplete', async () => {
    const { code, err } = await reviewPlan({ complete: false });
    expect([code, err]).toEqual([2, expect.stringContaining('complete is false')]);
    expect((await reviewPlan({ complete: true })).code).toBe(1);
  });
});

describe('a plan that leaves nothing', () => {
  const addresses = ['terraform_data.server0', 'tls_private_key.key'];
  const gone = {
    planned_values: { root_module: {} },
    resource_changes: addresses.map((address) => ({
      address,
      type: address.split('.')[0],
      change: { actions: ['delete'] },
    })),
  };

  test('is a review in which every server goes', async () => {
    const { code, out } = await reviewPlan(gone);
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, ' ')).toContain('destroys everything that it names: 2 resources');
    const against = await reviewPlan(gone, '--base', writeOutputFolder(estate));
    expect(against.code).toBe(0);
    expect(against.out).toContain('servers removed');
  });

  test('is distinguished from one that only refreshes, which leaves what is there', async () => {
    const { planned_values: values, ...rest } = planOf(estate) as { planned_values: object };
    const plan = { ...rest, planned_values: { root_module: {} }, prior_state: { values } };
    const { code, out } = await reviewText(JSON.stringify(plan));
    expect(code).toBe(1);
    expect(out).toContain(`${estate.servers.length} servers`);
  });
});

test('a configuration without servers is an answer against a base, and a question otherwise', async () => {
  const file = join(temporaryFolder(), 'cdk.tf.json');
  writeFileSync(file, '{"terraform":{},"resource":{}}');
  expect((await run('review', file)).code).toBe(2);
  const { code, out } = await run('review', file, '--base', writeOutputFolder(estate));
  expect([code, out]).toEqual([0, expect.stringContaining('servers removed')]);
});

describe('what is nearly the JSON of a plan', () => {
  const plan = JSON.stringify(planOf(estate));

  test.each([
    '[command]/opt/terraform-bin show -json plan.out',
    '[2026-11-30T10:00:00Z] terraform show',
    'Running terraform',
    '::debug::exit code 0',
  ])('with the words of a wrapper before it: %s', async (line) => {
    const { code, err } = await reviewText(`${line}\n${plan}\n`);
    expect([code, err]).toEqual([2, expect.stringContaining('is not the JSON of a plan alone')]);
    expect(err).toContain('terraform show -json');
  });

  test('a list is JSON, and no plan', async () => {
    const { code, err } = await reviewText(`[\n${plan}\n]`);
    expect([code, err]).toEqual([2, expect.stringContaining('no object')]);
  });

  test('the log of terraform plan -json', async () => {
    const line = '{"@level":"info","@message":"Terraform 1.11.4","@module":"terraform.ui","type":"version"}';
    const { code, err } = await reviewText(`${line}\n${line}\n`);
    expect([code, err]).toEqual([2, expect.stringContaining('is the log of a command (terraform plan -json)')]);
  });
});

test.each(['count', 'for_each'])('certificates of a module with %s are judged as those without', async (kind) => {
  const key = kind === 'count' ? '[0]' : '["a.b]c"]';
  const resources = (module: string): object[] => [
    { address: `${module}tls_private_key.key`, type: 'tls_private_key', values: { algorithm: 'RSA', rsa_bits: 1024 } },
    {
      address: `${module}tls_self_signed_cert.leaf`,
      type: 'tls_self_signed_cert',
      values: { dns_names: ['mail.contoso.com'], validity_period_hours: 8760, allowed_uses: ['server_auth'] },
    },
  ];
  const expression = {
    private_key_pem: { references: ['tls_private_key.key.private_key_pem', 'tls_private_key.key'] },
  };
  const configured = [{ address: 'tls_self_signed_cert.leaf', expressions: expression }];
  const plan = (module: string): object => ({
    format_version: '1.2',
    planned_values: {
      root_module: module === '' ? { resources: resources('') } : { child_modules: [{ resources: resources(module) }] },
    },
    configuration: {
      root_module:
        module === '' ? { resources: configured } : { module_calls: { mail: { module: { resources: configured } } } },
    },
  });
  const rules = async (module: string): Promise<string[]> => {
    const { out } = await reviewText(JSON.stringify(plan(module)), '--format', 'json', '--fail-on', 'never');
    return (JSON.parse(out) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule).sort();
  };
  const without = await rules('');
  expect(without.length).toBeGreaterThan(0);
  expect(await rules(`module.mail${key}.`)).toEqual(without);
});

test('a file below the source root is named once', async () => {
  const at = process.cwd();
  const top = temporaryFolder();
  mkdirSync(join(top, 'infra/mail'), { recursive: true });
  writeOutputFolder({ ...estate, servers: [], bindings: [], populations: [] }, join(top, 'infra/mail/cdktf.out'));
  try {
    process.chdir(top);
    const options = ['--source-root', 'infra/mail', '--format', 'sarif', '--fail-on', 'never'];
    const { out } = await run('review', 'infra/mail/cdktf.out', ...options);
    expect(out).not.toContain('infra/mail/infra/mail');
  } finally {
    process.chdir(at);
  }
  expect(existsSync(join(top, 'infra/mail'))).toBe(true);
});

describe('--policy-of', () => {
  test('base judges the change by the law that was there before it', async () => {
    const before = writeOutputFolder(estate);
    const law = { packs: [], levels: [], baseline: [], refuseFrom: 'error' };
    const after = writeOutputFolder({ ...estate, policies: [law] });
    const options = ['--now', '2026-04-01', '--base', before];
    const own = await run('review', after, ...options);
    expect(own.code).toBe(0);
    expect(own.out).toContain('The policy asks less than the base did');
    expect(own.out).not.toMatch(/[1-9]\d* fixed/);
    expect((await run('review', after, ...options, '--policy-of', 'base')).code).toBe(1);
  });

  test('needs a base that has a policy', async () => {
    expect((await run('review', writeOutputFolder(estate), '--policy-of', 'base')).code).toBe(2);
    expect((await run('review', writeOutputFolder(estate), '--policy-of', 'mine')).code).toBe(2);
  });
});
