import { App, TerraformElement, TerraformIterator, TerraformOutput, TerraformResource, TerraformVariable } from 'cdktf';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ExchangeVersion,
  InternalCa,
} from '../../lib';
import { PolicyRefusedError } from '../../lib/constructs/refusal';
import { Declared, NOW } from '../support/declared';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'client-access-output-'));
}

function appIn(outdir: string, ...stacks: string[]): App {
  const app = new App({ outdir, context: { clientAccessQuiet: 'yes' } });
  ClientAccessPolicy.of(app).useClock(NOW);
  for (const id of stacks) serverIn(new ClientAccessStack(app, id, { localState: false }));
  return app;
}

function serverIn(stack: ClientAccessStack, id = 'cas01', hostName = 'cas01.corp.contoso.com'): ClientAccessServer {
  return new ClientAccessServer(stack, id, {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: hostName,
    certificate: CertificateSource.selfSigned(),
  });
}

function refused(app: App): void {
  app.node.findAll().forEach((construct) => {
    if (construct instanceof ClientAccessServer) construct.addOutlookAnywhere();
  });
  expect(() => app.synth()).toThrow(PolicyRefusedError);
}

function faults(declared: Declared): string[] {
  return declared.findings('declaration-invalid').map((finding) => finding.key.replace(/^.*:(.*)\]$/, '$1'));
}

describe('an accepted output', () => {
  test('opens the folders of its stacks to the owner alone, and holds no plan of an earlier synth', () => {
    const outdir = folder();
    appIn(outdir, 'mail').synth();
    writeFileSync(join(outdir, 'stacks/mail/plan'), 'PRIVATE KEY');
    writeFileSync(join(outdir, 'stacks/mail/terraform.tfstate'), '{}');
    appIn(outdir, 'mail').synth();
    expect(statSync(join(outdir, 'stacks/mail')).mode & 0o077).toBe(0);
    expect(readdirSync(join(outdir, 'stacks/mail')).sort()).toEqual([
      'cdk.tf.json',
      'client-access',
      'terraform.tfstate',
    ]);
  });

  test('holds nothing deployable of a stack that was renamed', () => {
    const outdir = folder();
    appIn(outdir, 'mail').synth();
    appIn(outdir, 'post').synth();
    expect(existsSync(join(outdir, 'stacks/mail/cdk.tf.json'))).toBe(false);
    expect(existsSync(join(outdir, 'stacks/post/cdk.tf.json'))).toBe(true);
  });
});

describe('a refused output', () => {
  test('holds nothing deployable of a stack of an earlier name', () => {
    const outdir = folder();
    mkdirSync(join(outdir, 'stacks/earlier'), { recursive: true });
    writeFileSync(join(outdir, 'stacks/earlier/cdk.tf.json'), '{}');
    refused(appIn(outdir, 'mail'));
    expect(readdirSync(join(outdir, 'stacks/earlier'))).toEqual([]);
  });

  test('leaves alone what a link leads to', () => {
    const [outdir, other] = [folder(), folder()];
    writeFileSync(join(other, 'main.tf'), '# of somebody else');
    mkdirSync(join(outdir, 'stacks'));
    symlinkSync(other, join(outdir, 'stacks/mail'));
    writeFileSync(
      join(outdir, 'manifest.json'),
      JSON.stringify({ stacks: { mail: { workingDirectory: 'stacks/mail' } } }),
    );
    refused(appIn(outdir, 'mail'));
    expect(existsSync(join(other, 'main.tf'))).toBe(true);
  });

  test('is withdrawn too where cdktf itself fails while it writes', () => {
    const outdir = folder();
    appIn(outdir, 'mail').synth();
    const app = appIn(outdir, 'mail');
    class Broken extends TerraformElement {
      public override toTerraform(): never {
        throw new Error('cannot be written');
      }
    }
    new Broken(app.node.findChild('mail'), 'broken', 'local');
    expect(() => app.synth()).toThrow('cannot be written');
    expect(existsSync(join(outdir, 'stacks/mail/cdk.tf.json'))).toBe(false);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false);
  });
});

test('a report is written through no link that somebody prepared', () => {
  const outdir = folder();
  const target = join(folder(), 'target');
  symlinkSync(target, join(outdir, `client-access-report.json.${process.pid}.tmp`));
  appIn(outdir, 'mail').synth();
  expect(existsSync(target)).toBe(false);
  expect(lstatSync(join(outdir, 'client-access-report.json')).isFile()).toBe(true);
});

describe('values that only Terraform knows', () => {
  test('cannot be the id of a construct', () => {
    const declared = new Declared();
    const name = new TerraformVariable(declared.stack, 'name', { type: 'string' });
    serverIn(declared.stack, `cas-${name.stringValue}`);
    expect(faults(declared)).toContain('token-in-id');
  });

  test('of an iterator cannot be a host name: they exist only inside a resource', () => {
    const declared = new Declared();
    const names = TerraformIterator.fromList(['cas01.corp.contoso.com']);
    serverIn(declared.stack, 'cas01', names.value as string);
    expect(faults(declared)).toEqual(['host-name-invalid']);
  });
});

describe("the package's own Terraform elements", () => {
  test('take overrides of attributes and of logical ids as those of cdktf do', () => {
    const declared = new Declared();
    serverIn(declared.stack);
    const gate = declared.stack.node
      .findChild('Bundles')
      .node.findChild('from-cas01')
      .node.findChild('Gate') as TerraformElement;
    gate.addOverride('lifecycle.prevent_destroy', true);
    gate.overrideLogicalId('gate_of_cas01');
    const { resource, output } = declared.synth() as unknown as {
      resource: Record<string, Record<string, { depends_on?: string[]; lifecycle?: object }>>;
      output: Record<string, { depends_on: string[] }>;
    };
    expect(resource.terraform_data.gate_of_cas01.lifecycle).toMatchObject({ prevent_destroy: true });
    const bundle = Object.entries(resource.terraform_data).find(([name]) => name.includes('Bundle_'))?.[1];
    expect(bundle?.depends_on).toContain('terraform_data.gate_of_cas01');
    expect(output.cas01.depends_on).toContain('terraform_data.gate_of_cas01');
  });

  test("close the folder of a local state before any private key is made, the user's own included", () => {
    const outdir = folder();
    const app = new App({ outdir, context: { clientAccessQuiet: 'yes' } });
    ClientAccessPolicy.of(app).useClock(NOW);
    const cwd = process.cwd();
    process.chdir(folder());
    try {
      const stack = new ClientAccessStack(app, 'mail');
      new InternalCa(stack, 'pki', { commonName: 'Contoso Root CA' });
      serverIn(stack);
      new TerraformResource(stack, 'own', { terraformResourceType: 'tls_private_key' });
      new TerraformOutput(stack, 'nothing', { value: 'x' });
      app.synth();
    } finally {
      process.chdir(cwd);
    }
    const { resource } = JSON.parse(readFileSync(join(outdir, 'stacks/mail/cdk.tf.json'), 'utf8')) as {
      resource: Record<string, Record<string, { depends_on?: string[] }>>;
    };
    const folders = Object.keys(resource.terraform_data).filter((name) => name.startsWith('State_Folder_'));
    expect(folders).toHaveLength(1);
    const keys = Object.values(resource.tls_private_key);
    expect(keys).toHaveLength(3);
    for (const key of keys) expect(key.depends_on).toContain(`terraform_data.${folders[0]}`);
  });
});
