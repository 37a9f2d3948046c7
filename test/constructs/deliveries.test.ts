import { CertificateRole, CertificateSource, ClientAccessServer, ExchangeVersion, InternalCa } from '../../lib';
import { Declared, resources, Terraform } from '../support/declared';

type Resource = Record<string, unknown>;
type Environment = Record<string, string>;

function synthesized(
  names: readonly string[],
  change: (server: ClientAccessServer) => void = () => undefined,
): Terraform {
  const declared = new Declared();
  const ca = new InternalCa(declared.stack, 'ca', { commonName: 'Contoso Root CA' });
  for (const name of names)
    change(
      new ClientAccessServer(declared.stack, name, {
        version: ExchangeVersion.EXCHANGE_2019,
        internalHostName: `${name}.corp.contoso.com`,
        certificate: CertificateSource.internalCa(ca),
      }),
    );
  return declared.synth();
}

function environments(terraform: Terraform, command: string): Environment[] {
  return resources(terraform, 'terraform_data').flatMap(({ provisioner }) =>
    ((provisioner ?? []) as { 'local-exec': Resource }[]).flatMap(({ 'local-exec': run }) =>
      run.command === command ? [run.environment as Environment] : [],
    ),
  );
}

/** The servers of each gate. */
const batches = (terraform: Terraform): string[][] =>
  environments(terraform, 'gate').map((environment) =>
    Array.from(
      { length: Number(environment.CLIENT_ACCESS_PRESENTERS) },
      (_, index) => environment[`CLIENT_ACCESS_SERVER_${index + 1}`],
    ),
  );

const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `cas${index}`);

test('servers share gates and bundles, each server with one of each', () => {
  const names = numbered(120);
  const terraform = synthesized(names);
  const made = batches(terraform);
  expect(made.flat().sort()).toEqual(names.map((name) => `contoso/${name}`).sort());
  expect(made.length).toBeLessThanOrEqual(120 / 8);
  for (const servers of made) expect(servers.length).toBeLessThanOrEqual(25);
  const bundles = environments(terraform, 'bundle');
  expect(bundles).toHaveLength(made.length);
  environments(terraform, 'gate').forEach((environment, index) => expect(bundles[index]).toMatchObject(environment));
});

test('a server that comes or goes changes few gates', () => {
  const names = numbered(120);
  const without = (terraform: Terraform): Set<string> => new Set(batches(terraform).map((servers) => servers.join()));
  const before = without(synthesized(names));
  for (const gone of [0, 13, 60]) {
    const after = without(synthesized(names.filter((_, index) => index !== gone)));
    expect([...after].filter((batch) => !before.has(batch)).length).toBeLessThanOrEqual(3);
  }
  const more = without(synthesized([...names, 'cas120']));
  expect([...more].filter((batch) => !before.has(batch))).toHaveLength(1);
});

test('no variable is longer than an environment may hold, and the largest batch fits into a megabyte', () => {
  const terraform = synthesized(numbered(40), (server) => {
    for (const role of [CertificateRole.POP, CertificateRole.IMAP, CertificateRole.SMTP])
      server.assignCertificate(role, CertificateSource.selfSigned());
  });
  // What Terraform puts in the place of an expression: with RSA 4096 a key has 3,243 characters, a certificate some 2,500.
  for (const environment of [...environments(terraform, 'bundle'), ...environments(terraform, 'sweep')]) {
    const sizes = Object.entries(environment).map(
      ([name, value]) => name.length + value.replace(/\$\{tls_[^}]+\}/g, 'x'.repeat(3_300)).length + 2,
    );
    expect(Math.max(...sizes)).toBeLessThan(32_767);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_048_576);
  }
});

test('what leaves the state with a root or a request is in it once', () => {
  const { output } = synthesized(['cas01', 'cas02']);
  expect(output?.roots_to_distribute.value).toEqual({ 'contoso/ca': expect.stringContaining('tls_self_signed_cert') });
  for (const server of ['cas01', 'cas02'])
    expect(Object.keys(output?.[server].value.main as object)).toEqual(
      expect.not.arrayContaining(['certificate_request', 'root_to_distribute']),
    );
});

test('a certificate that is assigned after the server was declared is in its output', () => {
  const { output } = synthesized(['cas01'], (server) =>
    server.assignCertificate(CertificateRole.SMTP, CertificateSource.selfSigned()),
  );
  expect(output?.cas01.value).toMatchObject({ main: { state: 'declared' }, smtp: { state: 'declared' } });
});

test('a stack without servers has no output of roots', () => {
  expect(synthesized([]).output?.roots_to_distribute).toBeUndefined();
});
