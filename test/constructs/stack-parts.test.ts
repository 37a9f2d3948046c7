import { App, S3Backend, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CertificateSource,
  ClientAccessPolicy,
  ClientAccessServer,
  ClientAccessStack,
  ClientAccessStackProps,
  ExchangeVersion,
  InternalCa,
  SharedCertificate,
} from '../../lib';
import { NOW, Terraform } from '../support/declared';

const FILE = 'client-access-stacks.json';

const before = process.cwd();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-access-parts-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

function stackOf(props: ClientAccessStackProps): ClientAccessStack {
  const app = new App({ outdir: join(folder, 'out'), context: { clientAccessQuiet: 'yes' } });
  ClientAccessPolicy.of(app).useClock(NOW);
  return new ClientAccessStack(app, 'mail', props);
}

function add(scope: Construct, id: string, hostName = `${id}.corp.contoso.com`): ClientAccessServer {
  return new ClientAccessServer(scope, id, {
    version: ExchangeVersion.EXCHANGE_2007_SP3,
    internalHostName: hostName,
    certificate: CertificateSource.selfSigned(),
  });
}

function stackOfServer(server: ClientAccessServer): string {
  return TerraformStack.of(server).node.id;
}

/** Declares the servers, synthesizes, and says in which stack each stands. */
function places(ids: readonly string[], serversPerStack = 2): Record<string, string> {
  const mail = stackOf({ serversPerStack });
  const servers = ids.map((id): [string, string] => [id, stackOfServer(add(mail, id))]);
  (mail.node.root as App).synth();
  return Object.fromEntries(servers);
}

function record(): unknown {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

function faults(scope: Construct): string[] {
  const { findings } = ClientAccessPolicy.of(scope).judge();
  return findings
    .filter(({ rule }) => rule === 'declaration-invalid')
    .map(({ key }) => key.replace(/^.*:(.*)\]$/, '$1'));
}

function written(stack: string): Terraform & { readonly locals?: object; readonly variable?: object } {
  return JSON.parse(readFileSync(join(folder, 'out/stacks', stack, 'cdk.tf.json'), 'utf8')) as Terraform;
}

describe('servers of one stack, spread over several', () => {
  test('the stack itself is the first; no other has more', () => {
    expect(places(['cas01', 'cas02', 'cas03', 'cas04', 'cas05'])).toEqual({
      cas01: 'mail',
      cas02: 'mail',
      cas03: 'mail-2',
      cas04: 'mail-2',
      cas05: 'mail-3',
    });
    expect(record()).toEqual({
      mail: { mail: ['cas01', 'cas02'], 'mail-2': ['cas03', 'cas04'], 'mail-3': ['cas05'] },
    });
  });

  test('as long as one stack is enough, nothing is different', () => {
    expect(places(['cas01', 'cas02'])).toEqual({ cas01: 'mail', cas02: 'mail' });
    expect(record()).toEqual({ mail: { mail: ['cas01', 'cas02'] } });
    places(['cas01', 'cas02'], 9);
    expect(record()).toEqual({ mail: { mail: ['cas01', 'cas02'] } });
  });

  test('a server stays where it is, whoever comes, goes, or is declared in front of it', () => {
    places(['cas01', 'cas02', 'cas03', 'cas04', 'cas05']);
    expect(places(['new1', 'cas05', 'cas04', 'cas03', 'cas01', 'new2'])).toEqual({
      // The places of those that are gone are free from the next synth on.
      new1: 'mail-3',
      cas05: 'mail-3',
      cas04: 'mail-2',
      cas03: 'mail-2',
      cas01: 'mail',
      new2: 'mail-4',
    });
    expect(places(['new3', 'new1', 'cas01', 'cas03', 'cas04', 'cas05', 'new2']).new3).toBe('mail');
  });

  test('a lower number moves nobody', () => {
    places(['cas01', 'cas02', 'cas03'], 3);
    expect(places(['cas01', 'cas02', 'cas03'], 1)).toEqual({ cas01: 'mail', cas02: 'mail', cas03: 'mail' });
    expect(places(['cas01', 'cas02', 'cas03', 'cas04', 'cas05'], 1)).toEqual({
      cas01: 'mail',
      cas02: 'mail',
      cas03: 'mail',
      cas04: 'mail-2',
      cas05: 'mail-3',
    });
  });

  test('a stack whose last server has gone is there still, and takes its bundles away', () => {
    places(['cas01', 'cas02', 'cas03']);
    places(['cas01', 'cas02']);
    expect(record()).toEqual({ mail: { mail: ['cas01', 'cas02'], 'mail-2': [] } });
    expect(JSON.stringify(written('mail-2'))).toMatch(/bundles\/mail-2\$.*"CLIENT_ACCESS_KEEP":"0"/);
  });

  test('servers of a group stand below the group, where its policy holds', () => {
    const mail = stackOf({ serversPerStack: 1 });
    const site = new Construct(mail, 'site');
    add(mail, 'cas01');
    const server = add(site, 'cas02').addImap4();
    expect(server.node.path).toBe('mail/site/mail-2/cas02');
    expect(stackOfServer(add(mail, 'cas03'))).toBe('mail-3');
    ClientAccessPolicy.of(site).acknowledge({
      rule: 'mail-protocol-in-clear',
      reason: 'isolated test network',
      expires: '2026-12-31',
    });
    const { findings } = ClientAccessPolicy.of(mail).judge();
    expect(findings.filter(({ rule }) => rule === 'mail-protocol-in-clear')).toEqual([
      expect.objectContaining({ server: 'mail/site/mail-2/cas02', acknowledgement: expect.anything() }),
    ]);
  });

  test('who shares a certificate stands where it is made', () => {
    const mail = stackOf({ serversPerStack: 1 });
    const certificate = new SharedCertificate(mail, 'shared', { source: CertificateSource.selfSigned() });
    add(mail, 'cas01');
    const shared = new ClientAccessServer(mail, 'cas02', {
      version: ExchangeVersion.EXCHANGE_2019,
      internalHostName: 'mail.contoso.com',
      serverFqdn: 'cas02.contoso.com',
      certificate,
    });
    expect(stackOfServer(shared)).toBe('mail');
    expect(faults(mail)).toEqual([]);
  });

  test('two servers with one id are refused as in one stack', () => {
    const mail = stackOf({ serversPerStack: 1 });
    add(mail, 'cas01');
    add(mail, 'cas02');
    expect(() => add(mail, 'cas02')).toThrow(/cas02/);
  });

  test('what a stack is given in one place only goes on: the CA by its outputs, a variable by its name', () => {
    const mail = stackOf({ serversPerStack: 1 });
    const ca = new InternalCa(mail, 'ca', { commonName: 'Contoso Root CA' });
    const name = new TerraformVariable(mail, 'name', { type: 'string' });
    for (const [id, hostName] of [
      ['cas01', 'cas01.contoso.com'],
      ['cas02', name.stringValue],
    ])
      new ClientAccessServer(mail, id, {
        version: ExchangeVersion.EXCHANGE_2019,
        internalHostName: hostName,
        certificate: CertificateSource.internalCa(ca),
      });
    (mail.node.root as App).synth();
    const { locals, variable, resource } = written('mail-2');
    expect(Object.keys(locals ?? {})).toHaveLength(1);
    expect(variable).toEqual({ name: { type: 'string' } });
    expect(resource).not.toHaveProperty('data');
    expect(resource.tls_self_signed_cert).toBeUndefined();
    const [signed] = Object.values(resource.tls_locally_signed_cert);
    expect(signed.ca_private_key_pem).toMatch(/^\$\{sensitive\(try\(local\./);
    expect(JSON.stringify(resource.tls_cert_request)).toContain('${var.name}');
  });

  test('the key of a CA that exists goes by its variable alone', () => {
    const mail = stackOf({ serversPerStack: 1 });
    const key = new TerraformVariable(mail, 'ca_key', { type: 'string', sensitive: true });
    const certificateFile = join(before, 'examples/11-offline-root/certificates/issuing-ca.pem');
    const chainFile = join(before, 'examples/11-offline-root/certificates/root-ca.pem');
    const ca = InternalCa.fromPem(mail, 'ca', { certificateFile, chainFile, privateKey: key });
    for (const id of ['cas01', 'cas02'])
      new ClientAccessServer(mail, id, {
        version: ExchangeVersion.EXCHANGE_2019,
        internalHostName: `${id}.contoso.com`,
        certificate: CertificateSource.internalCa(ca),
      });
    for (const stack of mail.stacks) (stack as ClientAccessStack).prepareStack();
    expect(JSON.stringify(mail.toTerraform())).not.toContain('cross-stack-output');
    const part = JSON.stringify(mail.stacks[1].toTerraform());
    expect(part).toContain('"ca_private_key_pem":"${var.ca_key}"');
  });
});

describe('what can go wrong', () => {
  test.each([0, 1.5, '3', NaN])('%p servers in a stack', (serversPerStack) => {
    expect(faults(stackOf({ serversPerStack } as ClientAccessStackProps))).toEqual(['prop-invalid']);
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['the stack is no object', '{"mail": 1}'],
    ['a stack that is none of these', '{"mail": {"../x": []}}'],
    ['a number that no stack has', '{"mail": {"mail-1": []}}'],
    ['no list', '{"mail": {"mail-2": "cas01"}}'],
    ['a server that is no text', '{"mail": {"mail-2": [1]}}'],
    ['a server in two stacks', '{"mail": {"mail": ["cas01"], "mail-2": ["cas01"]}}'],
  ])('a file with %s refuses the app, and stays as it is', (_, text) => {
    writeFileSync(FILE, text);
    const mail = stackOf({ serversPerStack: 1 });
    for (const id of ['cas01', 'cas02']) add(mail, id);
    expect(() => (mail.node.root as App).synth()).toThrow(/client-access-stacks\.json/);
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  test('what the file says of other stacks stays', () => {
    writeFileSync(FILE, '{"other": {"other": ["a"]}}');
    places(['cas01', 'cas02'], 1);
    expect(record()).toEqual({ mail: { mail: ['cas01'], 'mail-2': ['cas02'] }, other: { other: ['a'] } });
  });

  test('a backend for the first stack alone: the state of the others would lie here, with their keys', () => {
    const mail = stackOf({ serversPerStack: 1, localState: false });
    for (const id of ['cas01', 'cas02']) add(mail, id);
    const backend = (stack: TerraformStack): S3Backend =>
      new S3Backend(stack, { bucket: 'contoso', key: `${stack.node.id}.tfstate` });
    backend(mail);
    expect(() => (mail.node.root as App).synth()).toThrow(/mail-2/);

    const whole = stackOf({ serversPerStack: 1, localState: false });
    for (const id of ['cas01', 'cas02']) add(whole, id);
    whole.stacks.forEach(backend);
    (whole.node.root as App).synth();
    expect(JSON.stringify(written('mail-2'))).toContain('mail-2.tfstate');
  });

  test("a test of the user's writes no file", () => {
    const app = Testing.app({ context: { clientAccessQuiet: 'yes' } });
    ClientAccessPolicy.of(app).useClock(NOW);
    const mail = new ClientAccessStack(app, 'mail', { serversPerStack: 1 });
    for (const id of ['cas01', 'cas02']) add(mail, id);
    app.synth();
    expect(existsSync(FILE)).toBe(false);
  });
});
