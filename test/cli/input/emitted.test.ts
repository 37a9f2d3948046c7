import { App, Testing } from 'cdktf';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  InternalCa,
  PublishingMode,
  PublishingPoint,
} from '../../../lib';
import { compareEmitted } from '../../../lib/cli/input/emitted';
import { bareCertificate, CertificateSourceKind, HostName } from '../../../lib/model';
import { run, temporaryFolder } from '../../support/review-files';

const NOW = '2026-04-01';

describe('names of what Terraform is to create', () => {
  function faults(
    declared: readonly HostName[],
    made: readonly unknown[],
    whole: boolean,
    variables: Readonly<Record<string, unknown>> = {},
  ): string[] {
    const certificate = bareCertificate({
      id: 'mail/cas01/Certificate',
      source: CertificateSourceKind.SELF_SIGNED,
      facts: { dnsNames: [...declared], isCa: false },
      pemExpression: '${tls_self_signed_cert.own.cert_pem}',
    });
    const values = { dns_names: made, is_ca_certificate: false };
    const resource = { type: 'tls_self_signed_cert', address: 'tls_self_signed_cert.own', values, references: {} };
    const slices = [{ slice: { certificates: [certificate] }, module: '' }];
    return compareEmitted(slices, [resource], whole, variables).faults.map(({ code }) => code);
  }

  const known = { value: 'mail.contoso.com' };
  const open = { expression: '${var.name}' };
  const differs = ['emitted-differs'];

  test.each([
    ['the same', [known], ['MAIL.contoso.com'], []],
    ['one more', [known], ['mail.contoso.com', 'evil.example.com'], differs],
    ['one less', [known, { value: 'owa.contoso.com' }], ['mail.contoso.com'], differs],
    ['a Terraform value on both sides', [known, open], ['mail.contoso.com', undefined], []],
    ['a name where a Terraform value is declared', [known, open], ['mail.contoso.com', 'evil.example.com'], differs],
    ['a Terraform value where a name is declared', [known], [undefined], differs],
  ])('in a configuration: %s', (_, declared, made, expected) => {
    expect(faults(declared, made, true)).toEqual(expected);
  });

  test.each([
    ['the value that the plan knows', [known, open], ['mail.contoso.com', 'owa.contoso.com'], []],
    ['another value', [known, open], ['mail.contoso.com', 'evil.example.com'], differs],
    ['a value that is not known yet', [known, open], ['mail.contoso.com', undefined], []],
    ['a value of something else, known or not', [{ expression: '${local.x}' }], ['x.contoso.com'], []],
    [
      'two names where one is not known',
      [{ expression: '${local.x}' }],
      ['x.contoso.com', 'evil.example.com'],
      differs,
    ],
    ['less than is declared', [known, { expression: '${local.x}' }], ['x.contoso.com'], differs],
  ])('in a plan: %s', (_, declared, made, expected) => {
    expect(faults(declared, made, false, { name: 'owa.contoso.com' })).toEqual(expected);
  });
});

describe('stacks of one app', () => {
  /** A CA and a publishing point in one stack, the server in another. */
  function synthesized(change?: (server: ClientAccessServer, far: ClientAccessStack) => void): string {
    const app: App = Testing.app({ outdir: temporaryFolder(), context: { clientAccessQuiet: true } });
    ClientAccessPolicy.of(app).useClock(new Date(`${NOW}T00:00:00Z`));
    const shared = new ClientAccessStack(app, 'shared');
    const far = new ClientAccessStack(app, 'far');
    const ca = new InternalCa(shared, 'ca', { commonName: 'Contoso Root CA', issuingCa: { commonName: 'Issuing' } });
    const server = new ClientAccessServer(far, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2019,
      internalHostName: 'mail.contoso.com',
      certificate: CertificateSource.internalCa(ca),
      publishingPoint: new PublishingPoint(shared, 'lb', {
        mode: PublishingMode.BRIDGING,
        hostNames: ['mail.contoso.com'],
        trusts: [ca],
        certificate: CertificateSource.internalCa(ca),
      }),
    });
    change?.(server, far);
    app.synth();
    return app.outdir;
  }

  test('are reviewed as one: what a stack refers to in another is not missing in it', async () => {
    expect(await run('review', synthesized(), '--now', NOW)).toMatchObject({ code: 0, err: '' });
  });

  test('who signs in place of a CA of another stack is found', async () => {
    const folder = synthesized((server, far) => {
      const other = new InternalCa(far, 'other', { commonName: 'Other Root CA' });
      const signed = server.node.findAll().find(({ node }) => node.id === 'Signed');
      (signed as unknown as { caCertPem: string }).caCertPem = other.certificatePem;
    });
    const { code, out } = await run('review', folder, '--now', NOW, '--format', 'json');
    expect(code).toBe(1);
    expect(out).toContain('emitted-differs');
  });

  test.each([
    [
      'another file',
      (text: string) => text.replaceAll('.state/shared.tfstate', '.state/../evil/.state/shared.tfstate'),
    ],
    ['no state', (text: string) => text.replaceAll('.state/shared.tfstate', 'shared.json')],
    ['another expression', (text: string) => text.replaceAll('.outputs, {}', '.evil, {}')],
  ])('%s in place of the state that the CA is read from is refused', async (_, change) => {
    const folder = synthesized();
    const file = join(folder, 'stacks/far/cdk.tf.json');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, change(before));
    expect(readFileSync(file, 'utf8')).not.toBe(before);
    const { code, err } = await run('review', folder, '--now', NOW);
    expect(code).toBe(2);
    expect(err).toContain('cross-stack-reference-input-shared');
  });
});

test('a CA that clients and points trust before it signs is the one that signs', async () => {
  const app: App = Testing.app({ outdir: temporaryFolder(), context: { clientAccessQuiet: true } });
  ClientAccessPolicy.of(app).useClock(new Date(`${NOW}T00:00:00Z`));
  const mail = new ClientAccessStack(app, 'mail');
  const ca = new InternalCa(mail, 'ca', { commonName: 'Contoso Root CA', issuingCa: { commonName: 'Issuing' } });
  const lb = new PublishingPoint(mail, 'lb', {
    mode: PublishingMode.PASS_THROUGH,
    hostNames: ['mail.contoso.com'],
    trusts: [ca],
  });
  new ClientAccessServer(mail, 'cas01', {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: 'mail.contoso.com',
    certificate: CertificateSource.internalCa(ca),
    publishingPoint: lb,
  });
  app.synth();
  expect(await run('review', app.outdir, '--now', NOW)).toMatchObject({ code: 0, err: '' });
});
