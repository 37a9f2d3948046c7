import { existsSync } from 'node:fs';
import { Project } from '../support/project';
import { bundleManifest, opensslVerify } from './support/bundle';
import { Deployment, PlanResult } from './support/deployment';
import { describeWith } from './support/requirements';

jest.setTimeout(400_000);

const HEAD = `
import { App } from 'cdktf';
import {
  CertificateSource, ClientAccessServer, ClientAccessStack, ExchangeVersion, InternalCa, KeyAlgorithm, PublishingMode,
  PublishingPoint,
} from 'cdktf-exchange-client-access';
const app = new App();
const mail = new ClientAccessStack(app, 'mail');
const keyAlgorithm = KeyAlgorithm.ECDSA_P256;
const pki = new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA', keyAlgorithm, issuingCa: { commonName: 'Issuing' } });
const certificate = CertificateSource.internalCa(pki, { keyAlgorithm });
const version = ExchangeVersion.EXCHANGE_SE.withCumulativeUpdate(2);
`;

const BATCH = `${HEAD}
for (const id of ['ex01', 'ex02', 'ex03']) {
  const server = new ClientAccessServer(mail, id, { version, internalHostName: id + '.corp.contoso.com', certificate });
  const request = server.node.findAll().find(({ node }) => node.id === 'Request') as any;
  if (id === process.env.OVERRIDDEN) request.dnsNames = ['ex99.example.com'];
}
app.synth();
`;

const MANY = `${HEAD}
const names = Array.from({ length: 30 }, (_, i) => 'mail' + i + '.contoso.com');
const publishingPoint = new PublishingPoint(mail, 'lb', {
  mode: PublishingMode.BRIDGING,
  hostNames: names,
  trusts: [pki],
  sniCertificates: names.map((name) => ({ hostNames: [name], certificate })),
});
new ClientAccessServer(mail, 'ex01', {
  version, internalHostName: 'ex01.corp.contoso.com', externalHostName: names[0], certificate, publishingPoint,
});
app.synth();
`;

async function deployment(project: Project, env: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  await project.mustSynth('main.ts', { clock: null, env });
  const made = new Deployment(project, 'mail');
  await made.init();
  return made;
}

describeWith(['terraform', 'openssl'], 'servers that are delivered together', () => {
  test('the gate names the one that it refuses, and those that are held back with it', async () => {
    const project = Project.of('refused-one', BATCH);
    const refused = await deployment(project, { OVERRIDDEN: 'ex02' });
    const { status, stdout, stderr } = await refused.terraform('apply', '-auto-approve', '-input=false');
    expect(status).toBe(1);
    const said = `${stdout}${stderr}`.replace(/\s+/g, ' ');
    expect(said).toMatch(/refused: mail\/ex02\..*held back.*: mail\/ex01, mail\/ex03/);
    expect(said).toContain('issued-differs');
    for (const id of ['ex01', 'ex02', 'ex03']) expect(existsSync(refused.bundle(id))).toBe(false);

    const corrected = await deployment(project);
    await corrected.apply();
    for (const id of ['ex01', 'ex02', 'ex03'])
      expect(bundleManifest(corrected.bundle(id)).certificates[0].dnsNames).toEqual([`${id}.corp.contoso.com`]);
    expect(await corrected.plan()).toBe(PlanResult.NO_CHANGES);
    project.remove();
  });

  test('a publishing point with a certificate for each of many names: their common chain and root are passed once', async () => {
    const project = Project.of('many-names', MANY);
    const made = await deployment(project);
    await made.apply();
    const { certificates } = bundleManifest(made.bundle('lb'));
    expect(certificates).toHaveLength(30);
    for (const { name } of [certificates[0], certificates[29]])
      expect(await opensslVerify(made.bundle('lb'), `${name}-`)).toMatch(/: OK$/);
    expect(await made.plan()).toBe(PlanResult.NO_CHANGES);
    project.remove();
  });
});
