import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { issueChain } from '../support/issue';
import { Project } from '../support/project';
import { describeWith, type RawServer, startRawNginx } from './support';
import { Deployment, PlanResult } from './support/deployment';

jest.setTimeout(400_000);

const NAME = 'mail.contoso.com';

/** A stack whose server is nginx on this machine; what the test wants of it comes from the environment. */
const MAIN = `
import { App, DataResource } from 'cdktf';
import {
  CertificateSource, ClientAccessServer, ClientAccessStack, ClientProtocol, Encryption, ExchangeVersion, InternalCa, KeyAlgorithm,
  VerifyFailure,
} from 'cdktf-exchange-client-access';
const { INSTALL, WARN, WAIT, PORT } = process.env;
const app = new App();
const mail = new ClientAccessStack(app, 'mail');
const pki = new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA', keyAlgorithm: KeyAlgorithm.ECDSA_P256 });
new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2019,
  internalHostName: '${NAME}',
  serverFqdn: 'cas01.contoso.com',
  windowsServer: '2019',
  protocols: [ClientProtocol.IMAP4],
  certificate: CertificateSource.internalCa(pki),
}).addImap4({ listeners: [{ port: Number(PORT), encryption: Encryption.TLS }] });
const install = INSTALL
  ? [
      new DataResource(mail, 'install', {
        triggersReplace: { delivered: mail.delivered },
        provisioners: [{ type: 'local-exec', command: INSTALL }],
      }),
    ]
  : [];
mail.verifyAfterDeploy({
  addresses: ['${NAME}:' + PORT + ':127.0.0.1'],
  timeoutSeconds: 20,
  intervalSeconds: 1,
  waitMinutes: Number(WAIT ?? 0),
  after: install,
  ...(WARN ? { onRefusal: VerifyFailure.WARN } : {}),
});
app.synth();
`;

describeWith(['terraform', 'nginx'], 'a deploy that verifies', () => {
  let nginx: RawServer;
  let project: Project;
  let deployment: Deployment;

  beforeEach(async () => {
    // Another certificate for the same name, of another root: as it was before the deploy.
    const { leaf, intermediate } = issueChain([NAME]);
    const before = { certificateChainPem: leaf.pem + intermediate.pem, privateKeyPem: leaf.keyPem };
    nginx = await startRawNginx(1, ({ pair, ports }) => {
      const { chain, key } = pair('served', before);
      return `server { listen 127.0.0.1:${ports[0]} ssl; ssl_certificate ${chain}; ssl_certificate_key ${key}; }`;
    });
    project = Project.of('verify', MAIN);
    deployment = new Deployment(project, 'mail');
  });
  afterEach(async () => {
    await nginx.stop();
    project.remove();
  });

  /** What installs the bundle, as a command of a shell. */
  const installing = (): string => {
    const [bundle, folder] = [deployment.bundle('cas01'), nginx.folder.path];
    return `cp ${bundle}/fullchain.pem ${folder}/served.pem && cp ${bundle}/private-key.pem ${folder}/served.key && kill -HUP $(cat ${folder}/nginx.pid) && sleep 1`;
  };

  async function synthesized(env: Readonly<Record<string, string>> = {}): Promise<void> {
    await project.mustSynth('main.ts', { clock: null, env: { PORT: String(nginx.ports[0]), ...env } });
    if (!existsSync(join(deployment.folder, '.terraform'))) await deployment.init();
  }

  const apply = (...more: string[]) => deployment.terraform('apply', '-auto-approve', '-input=false', ...more);
  const addressOf = async (part: string): Promise<string> =>
    (await deployment.resources()).find((one) => one.includes(part))!;

  test('fails where the server has another certificate, and keeps what was delivered', async () => {
    await synthesized();
    const plan = await deployment.must('plan', '-input=false');
    expect(plan).toMatch(/terraform_data\.Verification_\w+ will be created/);
    const { status, stderr, stdout } = await apply();
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toContain('issued-differs');
    expect(existsSync(join(deployment.bundle('cas01'), 'bundle.json'))).toBe(true);
    // It asks again with the next deploy, and the bundle stays as it is.
    expect(await deployment.plan()).toBe(PlanResult.CHANGES);
    execFileSync('sh', ['-c', installing()]);
    await deployment.apply();
    expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
    expect(deployment.log).not.toContain('PRIVATE KEY');
  });

  test('waits for what installs the bundle, also after a renewal', async () => {
    await synthesized({ INSTALL: installing() });
    await deployment.apply();
    expect(deployment.log).toContain('1 endpoint presents what was delivered');
    expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
    const before = readFileSync(join(nginx.folder.path, 'served.pem'), 'utf8');
    deployment.log = '';
    await deployment.apply(`-replace=${await addressOf('tls_locally_signed_cert')}`);
    expect(deployment.log).toContain('1 endpoint presents what was delivered');
    expect(readFileSync(join(nginx.folder.path, 'served.pem'), 'utf8')).not.toBe(before);
  });

  test('a renewal that nobody installs fails, though the old certificate has the same names', async () => {
    await synthesized({ INSTALL: installing() });
    await deployment.apply();
    await synthesized();
    // Without what installs it.
    const { status, stderr, stdout } = await apply(`-replace=${await addressOf('tls_locally_signed_cert')}`);
    expect(status).toBe(1);
    expect(`${stdout}${stderr}`).toContain('SHA-256');
  });

  test('asks again until somebody has installed it, for as long as it may wait', async () => {
    await synthesized({ WAIT: '2' });
    const running = apply();
    const manifest = join(deployment.bundle('cas01'), 'bundle.json');
    while (!existsSync(manifest)) await new Promise((resolve) => setTimeout(resolve, 200));
    await new Promise((resolve) => setTimeout(resolve, 4000));
    execFileSync('sh', ['-c', installing()]);
    const { status, stdout } = await running;
    expect([status, stdout]).toEqual([0, expect.stringContaining('asked again within')]);
  });

  test('warns where no more is wanted, in every plan until the endpoints are accepted', async () => {
    await synthesized({ WARN: '1' });
    const { status, stderr, stdout } = await apply();
    expect(status).toBe(0);
    expect(`${stdout}${stderr}`).toMatch(/Check block assertion failed/);
    expect(`${stdout}${stderr}`).toContain('issued-differs');
    deployment.log = '';
    expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
    expect(deployment.log).toMatch(/Check block assertion failed/);
    await synthesized({ WARN: '1', INSTALL: installing() });
    await deployment.apply(`-replace=${await addressOf('Verification')}`);
    deployment.log = '';
    expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
    expect(deployment.log).not.toMatch(/Check block assertion failed/);
  });
});
