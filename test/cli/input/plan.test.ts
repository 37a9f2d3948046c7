import { readFileSync } from 'node:fs';
import { InputError } from '../../../lib/cli/exit';
import { readEstate } from '../../../lib/cli/input/estate';
import { JsonScanner } from '../../../lib/cli/input/json-scanner';
import { readPlan } from '../../../lib/cli/input/plan';
import { TerraformInput } from '../../../lib/cli/input/terraform-input';
import { CertificateState, Estate, KeyType } from '../../../lib/model';
import { Moment } from '../../../lib/policy';
import { reviewEstate } from '../../support/review-estate';
import { planOf, run, writeJson } from '../../support/review-files';
import { issueCertificate } from '../../support/issue';
import { NOW } from '../../support/declared';

function read(plan: object): TerraformInput {
  const scanner = new JsonScanner(Buffer.from(JSON.stringify(plan)), 'plan.json');
  return readPlan(scanner, 'plan.json').plan as TerraformInput;
}

const SECRETS = {
  address: 'tls_private_key.k',
  type: 'tls_private_key',
  values: {
    algorithm: 'RSA',
    rsa_bits: 2048,
    private_key_pem: 'SECRET-KEY',
    private_key_openssh: 'SECRET-KEY',
    private_key_pem_pkcs8: 'SECRET-KEY',
  },
  sensitive_values: { private_key_pem: true },
};

describe('readPlan', () => {
  test('keeps no private key, no sensitive value and nothing of the prior state', () => {
    const input = read(
      planOf(reviewEstate(), {
        variables: { host: 'mail.contoso.com', password: 'SECRET-VARIABLE' },
        sensitive: ['password'],
        resources: [
          SECRETS,
          {
            address: 'tls_cert_request.r',
            type: 'tls_cert_request',
            values: {
              dns_names: ['a.example', 'SECRET-NAME'],
              subject: [{ common_name: 'SECRET-CN' }],
              private_key_pem: 'SECRET-KEY',
            },
            sensitive_values: { dns_names: [false, true], subject: [{ common_name: true }], private_key_pem: true },
          },
          {
            address: 'terraform_data.t',
            type: 'terraform_data',
            values: { input: '{"clientAccess":SECRET' },
            sensitive_values: { input: true },
          },
        ],
      }),
    );
    expect(JSON.stringify(input)).not.toContain('SECRET');
    expect(input.variables).toEqual({ host: 'mail.contoso.com' });
    expect(input.tlsResources[1].values).toEqual({ dns_names: ['a.example', undefined], subject: [{}] });
    expect(input.notices).toEqual(['plan.json: terraform_data.t is sensitive, so its part of the model was not read']);
  });

  test('reads no variable where the configuration does not say which are sensitive', () => {
    const { configuration: _, ...plan } = planOf(undefined, { variables: { password: 'SECRET' } }) as {
      configuration: unknown;
    };
    expect(read(plan).variables).toEqual({});
  });

  test('shows what the apply recreates or removes', () => {
    const change = (address: string, actions: string[], action_reason?: string): object => ({
      address,
      type: 'tls_private_key',
      change: { actions, before: { private_key_pem: 'SECRET' } },
      ...(action_reason ? { action_reason } : {}),
    });
    const changes = [
      change('tls_private_key.a', ['no-op']),
      change('tls_private_key.b', ['delete', 'create'], 'replace_because_cannot_update'),
      change('tls_private_key.c', ['create', 'delete']),
      change('tls_private_key.d', ['delete']),
      change('tls_private_key.e', ['create']),
    ];
    expect(read(planOf(undefined, { changes })).replacements).toEqual([
      {
        address: 'tls_private_key.b',
        type: 'tls_private_key',
        action: 'replace',
        reason: 'replace because cannot update',
      },
      { address: 'tls_private_key.c', type: 'tls_private_key', action: 'create-first' },
      { address: 'tls_private_key.d', type: 'tls_private_key', action: 'delete' },
    ]);
  });

  test('refuses a change that does not say what it does, and passes over references that are none', () => {
    const damaged = { address: 'tls_private_key.a', type: 'tls_private_key', change: { actions: null } };
    expect(() => read(planOf(undefined, { changes: [damaged] }))).toThrow(
      new InputError('plan.json: the change of tls_private_key.a has no list of actions'),
    );
    const request = { address: 'tls_cert_request.r', expressions: { private_key_pem: { references: null } } };
    const configuration = { root_module: { resources: [request] } };
    expect(read({ ...planOf(undefined), configuration }).tlsResources).toEqual([]);
  });

  test('refuses another format version, and names the Terraform that wrote it', () => {
    expect(() => read(planOf(reviewEstate(), { format: '2.0' }))).toThrow(
      'plan.json has the plan format 2.0 (written by Terraform 1.11.4); version 1.x is understood',
    );
  });

  test.each(['constructor', '__proto__', 'toString'])('a resource of the type %s is a stranger', (type) => {
    const plan = planOf(undefined) as { planned_values: object };
    const root_module = { resources: [{ ...SECRETS, type, address: `${type}.k` }] };
    expect(read({ ...plan, planned_values: { root_module } }).tlsResources).toEqual([]);
  });

  test('child modules are read too', () => {
    const plan = planOf(undefined) as { planned_values: object };
    const root_module = {
      child_modules: [{ address: 'module.m', resources: [{ ...SECRETS, address: 'module.m.tls_private_key.k' }] }],
    };
    expect(read({ ...plan, planned_values: { root_module } }).tlsResources.map(({ address }) => address)).toEqual([
      'module.m.tls_private_key.k',
    ]);
  });
});

describe('a plan settles what synth could not know', () => {
  const withUnknowns = (): Estate => {
    const estate = reviewEstate({ servers: 1, selfSignedEvery: 0 });
    const [server] = estate.servers;
    const [certificate] = estate.certificates;
    return {
      ...estate,
      servers: [
        { ...server, internalHost: { expression: '${var.host}' }, externalHost: { expression: '${var.password}' } },
      ],
      certificates: [{ ...certificate, facts: {}, pemExpression: '${tls_locally_signed_cert.c.cert_pem}' }],
    };
  };

  test('host names from variables, but never from sensitive ones', async () => {
    const variables = { host: 'Mail.Contoso.com', password: 'secret.example' };
    const file = writeJson(planOf(withUnknowns(), { variables, sensitive: ['password'] }));
    const { estate, moment } = await readEstate([file], NOW);
    expect(moment).toBe(Moment.PLANNED);
    expect(estate.servers[0].internalHost.value).toBe('mail.contoso.com');
    expect(estate.servers[0].externalHost).toEqual({ expression: '${var.password}' });
    expect(readFileSync(file, 'utf8')).toContain('secret.example');
  });

  test.each([
    ['https://mail.contoso.com/', 'which is a URL or a path'],
    ['MAIL.Contoso.com.', 'which ends in a dot'],
    ['mail contoso', 'which holds white space'],
    [' mail.contoso.com', 'which holds white space'],
    ['bücher.contoso.com', 'which is not in A-labels (xn--bcher-kva.contoso.com)'],
    ['*.contoso.com', 'which is a wildcard; clients connect to one name'],
    [' ', 'which is empty'],
    ['', 'which is empty'],
    ['10.0.0.1', 'which is an address'],
    ['-a.contoso.com', 'which has the label "-a"'],
    ['a..contoso.com', 'which has the label ""'],
    [`${'a'.repeat(64)}.example`, 'which has a label of 64 characters'],
  ])('a variable that gives %j is refused, and reported once', async (host, problem) => {
    const file = writeJson(planOf(withUnknowns(), { variables: { host } }));
    const { estate } = await readEstate([file], NOW);
    expect(estate.servers[0].internalHost).toEqual({ expression: '${var.host}' });
    expect(estate.faults).toHaveLength(1);
    expect(estate.faults[0]).toMatchObject({ path: estate.servers[0].id, code: 'host-name-invalid' });
    expect(estate.faults[0].message).toContain(
      `internalHostName: the variable host gives ${JSON.stringify(host)}, ${problem}`,
    );
    expect(estate.faults[0].fix).toContain('give the variable host a plain host name');
    const { code, out } = await run('review', file);
    expect([code, out]).toEqual([1, expect.stringContaining('declaration-invalid')]);
  });

  test('a certificate may have a wildcard from a variable, and no other slip', async () => {
    const named = (host: string): Promise<{ estate: Estate }> => {
      const estate = reviewEstate({ servers: 1, selfSignedEvery: 0 });
      const facts = { dnsNames: [{ expression: '${var.host}' }] };
      const certificates = estate.certificates.map((certificate) => ({ ...certificate, facts }));
      return readEstate([writeJson(planOf({ ...estate, certificates }, { variables: { host } }))], NOW);
    };
    const { estate } = await named('*.contoso.com');
    expect([estate.certificates[0].facts.dnsNames?.[0].value, estate.faults]).toEqual(['*.contoso.com', []]);
    expect((await named('*.contoso.com.')).estate.faults).toHaveLength(1);
  });

  test('the facts of a certificate that is issued already', async () => {
    const { pem } = issueCertificate({ subject: 'mail.contoso.com', key: 'p256', dnsNames: ['mail.contoso.com'] });
    const resources = [
      {
        address: 'tls_locally_signed_cert.c',
        type: 'tls_locally_signed_cert',
        values: { cert_pem: pem, private_key_pem: 'SECRET' },
        sensitive_values: {},
      },
    ];
    const { estate } = await readEstate([writeJson(planOf(withUnknowns(), { resources }))], NOW);
    const [certificate] = estate.certificates;
    expect(certificate.state).toBe(CertificateState.ISSUED);
    expect(certificate.facts.keyType).toBe(KeyType.ECDSA);
    expect(certificate.facts.sha256).toMatch(/^[0-9A-F]{64}$/);
  });

  test('what the plan does not know stays unknown', async () => {
    const { estate } = await readEstate([writeJson(planOf(withUnknowns()))], NOW);
    expect(estate.servers[0].internalHost).toEqual({ expression: '${var.host}' });
    expect(estate.certificates[0].state).toBe(CertificateState.DECLARED);
  });
});
