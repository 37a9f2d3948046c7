import { App, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  InternalCa,
  SharedCertificate,
} from '../../lib';
import { Declared, NOW, resources } from '../support/declared';

function server(scope: Construct, id: string, hostName = 'cas01.corp.contoso.com'): ClientAccessServer {
  return new ClientAccessServer(scope, id, {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: hostName,
    certificate: CertificateSource.selfSigned(),
  });
}

function faults(declared: Declared): string[] {
  return declared.findings('declaration-invalid').map((finding) => finding.key.replace(/^.*:(.*)\]$/, '$1'));
}

describe('names that become folders and outputs', () => {
  test("a server below a server, whose bundle would lie in the other's", () => {
    const declared = new Declared();
    server(server(declared.stack, 'outer'), 'inner', 'cas02.corp.contoso.com');
    expect(faults(declared)).toEqual(['server-below-server']);
  });

  test('the bundles of a stack below a stack lie beside those of the other, which sweeps its own', () => {
    const declared = new Declared();
    server(new ClientAccessStack(declared.stack, 'inner', { localState: false }), 'cas01');
    declared.app.synth();
    const inner = readFileSync(join(declared.app.outdir, 'stacks', 'inner', 'cdk.tf.json'), 'utf8');
    expect(inner).toMatch(/bundles\/contoso_inner-[0-9a-f]{8}[^/]*\/cas01"/);
    expect(inner).not.toContain('bundles/contoso/');
  });

  test('two stacks with one id: cdktf would keep the later alone', () => {
    const app = Testing.app({ outdir: mkdtempSync(join(tmpdir(), 'client-access-names-')) });
    ClientAccessPolicy.of(app).useClock(NOW);
    new ClientAccessStack(app, 'mail', { localState: false });
    new ClientAccessStack(new Construct(app, 'site'), 'mail', { localState: false });
    expect(ClientAccessPolicy.of(app).judge().findings).toEqual([
      expect.objectContaining({ rule: 'declaration-invalid', key: expect.stringContaining('stack-id-unusable') }),
    ]);
  });

  test('an id cannot lead out of the folder of bundles', () => {
    const declared = new Declared();
    server(declared.stack, '..');
    const [bundle] = resources(declared.synth(), 'terraform_data')
      .filter((found) => 'provisioner' in found)
      .slice(-1);
    expect(JSON.stringify(bundle)).not.toContain('bundles/contoso/..');
  });

  test('an id that reads like Terraform stays text in the description of the output', () => {
    const declared = new Declared();
    server(declared.stack, '${file("x")}');
    const [output] = Object.values(declared.synth().output ?? {}) as unknown as { description: string }[];
    expect(output.description).toContain('$${file("x")}');
  });
});

test('a certificate that servers of two stacks would share is refused: Terraform could not refer to it', () => {
  const declared = new Declared();
  const certificate = new SharedCertificate(declared.stack, 'shared', { source: CertificateSource.selfSigned() });
  const far = new ClientAccessStack(declared.app, 'far', { localState: false });
  for (const [scope, id] of [
    [declared.stack, 'cas01'],
    [far, 'cas02'],
  ] as const) {
    new ClientAccessServer(scope, id, {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'mail.contoso.com',
      serverFqdn: `${id}.contoso.com`,
      certificate,
    });
  }
  expect(faults(declared)).toEqual(['shared-certificate-elsewhere']);
});

describe('organizations', () => {
  test.each(['${file("x")}', '', 'a'.repeat(65)])('"%s" is refused', (organization) => {
    const declared = new Declared();
    new InternalCa(declared.stack, 'ca', { commonName: 'Contoso', organization, issuingCa: { commonName: 'Issuing' } });
    new ClientAccessServer(declared.stack, 'cas01', {
      version: ExchangeVersion.EXCHANGE_2007_SP3,
      internalHostName: 'cas01.corp.contoso.com',
      certificate: CertificateSource.purchaseOrder({ organization }),
    });
    expect(faults(declared)).toEqual(['organization-invalid', 'organization-invalid']);
  });
});

test('HCL output, in which neither gate nor bundle could be written, is refused', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'client-access-hcl-'));
  const app = new App({ outdir, hclOutput: true });
  ClientAccessPolicy.of(app).useClock(NOW);
  server(new ClientAccessStack(app, 'mail', { localState: false }), 'cas01');
  expect(() => app.synth()).toThrow(/SYNTH_HCL_OUTPUT/);
  expect(readFileSync(join(outdir, 'client-access-report.json'), 'utf8')).toContain('hcl-output');
});
