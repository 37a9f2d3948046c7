import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, Project } from '../support/project';
import { bundleManifest, modeOf, opensslPair, opensslVerify } from './support/bundle';
import { Deployment, PlanResult } from './support/deployment';
import { describeWith } from './support/requirements';

jest.setTimeout(400_000);

const COMMAND = join(CHECKOUT, 'dist/bin/client-access.js');

/** As many servers as the environment names, two in a stack, a load balancer in front of them, and a name that Terraform alone knows. */
const MAIN = `
import { App, TerraformVariable } from 'cdktf';
import {
  CertificateSource, ClientAccessServer, ClientAccessStack, ClientPlace, ClientPlatform, ClientPopulation, ClientProtocol,
  ExchangeVersion, InternalCa, KeyAlgorithm, PublishingMode, PublishingPoint, RootState,
} from 'cdktf-exchange-client-access';
const app = new App();
const mail = new ClientAccessStack(app, 'mail', { serversPerStack: 2 });
const pki = new InternalCa(mail, 'pki', {
  commonName: 'Contoso Root CA',
  keyAlgorithm: KeyAlgorithm.ECDSA_P256,
  issuingCa: { commonName: 'Contoso Issuing CA' },
});
const last = new TerraformVariable(mail, 'last', { type: 'string', default: 'last.contoso.com' });
const lb = new PublishingPoint(mail, 'lb', {
  mode: PublishingMode.BRIDGING,
  hostNames: ['mail.contoso.com', last.stringValue],
  trusts: [pki],
  certificate: CertificateSource.internalCa(pki),
});
const servers = (JSON.parse(process.env.SERVERS ?? '[]') as string[]).map((id) =>
  new ClientAccessServer(mail, id, {
    version: ExchangeVersion.EXCHANGE_SE,
    internalHostName: id + '.corp.contoso.com',
    externalHostName: id === 'ex05' ? last.stringValue : 'mail.contoso.com',
    publishingPoint: lb,
    certificate: CertificateSource.internalCa(pki),
  }));
new ClientPopulation(mail, 'browsers', {
  platform: ClientPlatform.WINDOWS_11,
  place: ClientPlace.INSIDE,
  rootState: RootState.INSTALLED,
  uses: [ClientProtocol.OWA],
  servers,
});
app.synth();
`;

const FIVE = ['ex01', 'ex02', 'ex03', 'ex04', 'ex05'];

describeWith(['terraform', 'openssl'], 'an estate in stacks of two servers', () => {
  let project: Project;
  beforeAll(() => (project = Project.of('stacks', MAIN)));
  afterAll(() => project.remove());

  async function deploy(servers: readonly string[]): Promise<Deployment[]> {
    await project.mustSynth('main.ts', { clock: null, env: { SERVERS: JSON.stringify(servers) } });
    const deployments = project.stacks().map((stack) => new Deployment(project, stack));
    deployments.sort((a, b) => a.folder.length - b.folder.length);
    for (const deployment of deployments) {
      await deployment.init();
      await deployment.apply();
    }
    return deployments;
  }

  async function thumbprints(): Promise<Record<string, string>> {
    const root = join(project.path, '.state/bundles');
    const bundles = readdirSync(root).flatMap((stack) =>
      readdirSync(join(root, stack)).map((name) => join(stack, name)),
    );
    const found: Record<string, string> = {};
    for (const bundle of bundles.sort()) {
      const folder = join(root, bundle);
      expect([bundle, await opensslPair(folder), await opensslVerify(folder)]).toEqual([
        bundle,
        true,
        expect.stringMatching(/: OK$/),
      ]);
      found[bundle] = bundleManifest(folder).certificates[0].thumbprint;
    }
    return found;
  }

  test('each stack deploys its own, from one CA whose keys stay in the first', async () => {
    const deployments = await deploy(FIVE);
    expect(project.stacks()).toEqual(['mail', 'mail-2', 'mail-3']);
    expect(Object.keys(await thumbprints())).toEqual([
      'mail-2/ex03',
      'mail-2/ex04',
      'mail-3/ex05',
      'mail/ex01',
      'mail/ex02',
      'mail/lb',
    ]);
    expect(modeOf(project.at('.state'))).toBe(0o700);
    for (const deployment of deployments) {
      expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
      expect(await deployment.must('show')).not.toContain('PRIVATE KEY');
      expect(deployment.log).not.toContain('PRIVATE KEY');
    }
    // The CA's keys lie in no attribute of another stack that Terraform does not hold as sensitive.
    const state = JSON.parse(readFileSync(project.at('.state/mail-2.tfstate'), 'utf8')) as {
      readonly outputs: object;
      readonly resources: readonly { readonly mode: string }[];
    };
    expect(JSON.stringify(state.outputs)).not.toContain('PRIVATE KEY');
    expect(state.resources.filter(({ mode }) => mode === 'data')).toEqual([]);
  });

  test('the review judges all stacks as one estate, from the output and from their plans', async () => {
    const review = (...inputs: string[]) =>
      project.run(process.execPath, [COMMAND, 'review', '--format', 'json', ...inputs]);
    const folder = await review('cdktf.out');
    expect(folder.status).toBe(0);
    const plans: string[] = [];
    for (const stack of project.stacks()) {
      const deployment = new Deployment(project, stack);
      await deployment.must('plan', '-out=reviewed.tfplan');
      plans.push(project.at(`${stack}.json`));
      project.write(`${stack}.json`, await deployment.must('show', '-json', 'reviewed.tfplan'));
    }
    const planned = await review(...plans);
    expect(planned.status).toBe(0);
    const summaryOf = (text: string): unknown => (JSON.parse(text) as { summary: unknown }).summary;
    expect(summaryOf(folder.stdout)).toMatchObject({ servers: 5, certificates: 6, populations: 1, refused: false });
    expect(summaryOf(planned.stdout)).toMatchObject({ servers: 5, certificates: 6, populations: 1, refused: false });
  });

  test('servers come and go, and nobody else gets another certificate', async () => {
    const before = await thumbprints();
    await deploy(['ex06', 'ex05', 'ex02', 'ex01']);
    const { 'mail-2/ex03': _, 'mail-2/ex04': __, ...kept } = before;
    expect(await thumbprints()).toEqual({ ...kept, 'mail-3/ex06': expect.any(String) });
    expect(existsSync(project.at('.state/bundles/mail-2'))).toBe(false);
    await deploy(['ex06', 'ex05', 'ex02', 'ex01', 'ex07']);
    expect(await thumbprints()).toEqual({
      ...kept,
      'mail-3/ex06': expect.any(String),
      'mail-2/ex07': expect.any(String),
    });
  });

  test('a stack is not applied before the one that it reads, and is destroyed also after it, with its keys', async () => {
    const [first, ...others] = await deploy(FIVE);
    await first.destroy();
    const { status, stderr } = await others[0].terraform('plan', '-input=false');
    expect([status, stderr.replace(/\s+/g, ' ')]).toEqual([1, expect.stringContaining('Resource precondition failed')]);
    for (const other of others) await other.destroy();
    expect([...project.filesBelow('.state/bundles').keys()]).toEqual([]);
    for (const stack of project.stacks()) expect(project.read(`.state/${stack}.tfstate`)).not.toContain('PRIVATE KEY');
  });
});
