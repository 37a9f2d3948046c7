import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../lib/policy';
import { issueCertificate, type Issued } from '../support/issue';
import { Project } from '../support/project';
import { bundleManifest, opensslPair, opensslVerify } from './support/bundle';
import { Deployment, PlanResult } from './support/deployment';
import { describeWith } from './support/requirements';

const TIME_LIMIT_MS = 400_000;
jest.setTimeout(TIME_LIMIT_MS);

const HEAD = `
import { App, TerraformVariable } from 'cdktf';
import {
  CertificateSource, ClientAccessPolicy, ClientAccessServer, ClientAccessStack, ExchangeVersion, InternalCa, KeyAlgorithm,
} from 'cdktf-exchange-client-access';
const app = new App();
const mail = new ClientAccessStack(app, 'mail');
`;

const INTERNAL = `${HEAD}
const pki = new InternalCa(mail, 'pki', {
  commonName: 'Contoso Root CA',
  keyAlgorithm: KeyAlgorithm.ECDSA_P256,
  issuingCa: { commonName: 'Contoso Issuing CA' },
});
for (const name of ['cas01', 'cas02', 'cas03']) {
  new ClientAccessServer(mail, name, {
    version: ExchangeVersion.EXCHANGE_2019,
    internalHostName: name + '.corp.contoso.com',
    windowsServer: '2019',
    certificate: CertificateSource.internalCa(pki, { validityDays: 2 / 24, renewAtShare: 0.5 }),
  });
}
app.synth();
`;

const SERVERS = ['cas01', 'cas02', 'cas03'];

async function deployed(purpose: string, main: string): Promise<{ project: Project; deployment: Deployment }> {
  const project = Project.of(purpose, main);
  await project.mustSynth('main.ts', { clock: null });
  const deployment = new Deployment(project, 'mail');
  await deployment.init();
  return { project, deployment };
}

/** Every certificate that is in place has its key beside it, and nothing half-written is. */
async function isWhole(deployment: Deployment, project: Project): Promise<string[]> {
  const parent = join(project.path, '.state/bundles/mail');
  if (!existsSync(parent)) return [];
  const inPlace = readdirSync(parent).filter((name) => !name.startsWith('.'));
  for (const name of inPlace) expect([name, await opensslPair(deployment.bundle(name))]).toEqual([name, true]);
  return inPlace.sort();
}

/** A certificate for these names, bought today from a vendor of this test, with the vendor's root. */
function purchase(...dnsNames: string[]): { root: Issued; bought: Issued } {
  const root = issueCertificate({ subject: 'Northwind Trust Root', isCa: true });
  const since = new Date();
  const bought = issueCertificate({
    subject: dnsNames[0],
    dnsNames,
    issuer: root,
    key: 'rsa2048',
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    notBefore: since,
    notAfter: new Date(since.getTime() + 90 * 86_400_000),
    crlUrls: ['http://pki.northwindtraders.com/root.crl'],
    ocspUrls: ['http://ocsp.northwindtraders.com'],
  });
  return { root, bought };
}

describeWith(['terraform', 'openssl'], 'deploying', () => {
  describe('with names that only Terraform knows', () => {
    const { root, bought } = purchase('mail.contoso.com', '*.branch.contoso.com');
    let project: Project;
    let deployment: Deployment;

    beforeAll(async () => {
      project = Project.of(
        'variable',
        `${HEAD}
ClientAccessPolicy.of(app).useCommercialRoots('root.pem');
const name = new TerraformVariable(mail, 'mail_name', { type: 'string' });
new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_2019,
  internalHostName: name.stringValue,
  externalHostName: name.stringValue,
  serverFqdn: 'cas01.corp.contoso.com',
  windowsServer: '2019',
  certificate: CertificateSource.purchased({ certificateFile: 'bought.pem' }),
});
app.synth();
`,
      );
      project.write('root.pem', root.pem);
      project.write('bought.pem', bought.pem);
      await project.mustSynth('main.ts', { clock: null });
      deployment = new Deployment(project, 'mail');
      await deployment.init();
    });

    afterAll(() => project.remove());

    test.each(['mail.fabrikam.com', 'deep.er.branch.contoso.com', 'branch.contoso.com', ''])(
      'Terraform itself refuses to plan for %p, which the purchased certificate does not name',
      async (name) => {
        const { status, stdout, stderr } = await deployment.terraform('plan', '-input=false', `-var=mail_name=${name}`);
        expect(status).toBe(1);
        expect(`${stdout}${stderr}`).toMatch(/precondition failed/i);
        expect(`${stdout}${stderr}`).toContain('cas01');
      },
    );

    test.each(['mail.contoso.com', 'MAIL.contoso.com', 'south.branch.contoso.com'])(
      'Terraform plans for %p, which it names',
      async (name) => {
        expect(await deployment.plan(`-var=mail_name=${name}`)).toBe(PlanResult.CHANGES);
      },
    );

    test('a refused value is not applied either', async () => {
      const { status } = await deployment.terraform('apply', '-auto-approve', '-input=false', '-var=mail_name=x.com');
      expect(status).toBe(1);
      expect(await isWhole(deployment, project)).toEqual([]);
    });
  });

  describe('with a name that Terraform learns while it applies', () => {
    const { root, bought } = purchase('mail.contoso.com');
    const main = `${HEAD}
import { DataResource, Token } from 'cdktf';
ClientAccessPolicy.of(app).useCommercialRoots('root.pem');
const name = new TerraformVariable(mail, 'mail_name', { type: 'string' });
const later = new DataResource(mail, 'later', { input: name.value });
new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_SE,
  internalHostName: Token.asString(later.output),
  serverFqdn: 'cas01.corp.contoso.com',
  windowsServer: '2022',
  certificate: CertificateSource.purchased({ certificateFile: 'bought.pem' }),
});
app.synth();
`;
    let project: Project;
    let deployment: Deployment;

    beforeAll(async () => {
      project = Project.of('computed', main);
      project.write('root.pem', root.pem);
      project.write('bought.pem', bought.pem);
      await project.mustSynth('main.ts', { clock: null });
      deployment = new Deployment(project, 'mail');
      await deployment.init();
    });

    afterAll(() => project.remove());

    test('the plan can’t tell, and the apply stops at the gate: no bundle', async () => {
      const args = ['-input=false', '-var=mail_name=mail.fabrikam.com'];
      expect(await deployment.plan(...args)).toBe(PlanResult.CHANGES);
      const { status, stdout, stderr } = await deployment.terraform('apply', '-auto-approve', ...args);
      expect(status).toBe(1);
      expect(`${stdout}${stderr}`).toMatch(/precondition failed/i);
      expect(await deployment.resources()).toContain('terraform_data.later');
      expect(existsSync(deployment.bundle('cas01'))).toBe(false);
    });

    test('the next apply with a name that the certificate has goes on from there', async () => {
      await deployment.apply('-var=mail_name=mail.contoso.com');
      expect(existsSync(deployment.bundle('cas01'))).toBe(true);
      expect(await deployment.plan('-var=mail_name=mail.contoso.com')).toBe(PlanResult.NO_CHANGES);
    });
  });

  describe('with a lifetime that only Terraform knows', () => {
    let project: Project;
    let deployment: Deployment;

    beforeAll(async () => {
      ({ project, deployment } = await deployed(
        'lifetime',
        `${HEAD}
import { ClientManagement, ClientPlace, ClientPlatform, ClientPopulation, ClientProtocol } from 'cdktf-exchange-client-access';
const days = new TerraformVariable(mail, 'days', { type: 'number' });
const pki = new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA', keyAlgorithm: KeyAlgorithm.ECDSA_P256 });
const server = new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_SE,
  internalHostName: 'mail.corp.contoso.com',
  windowsServer: '2022',
  certificate: CertificateSource.internalCa(pki, { validityDays: days.numberValue }),
});
new ClientPopulation(mail, 'iphones', {
  platform: ClientPlatform.IOS,
  place: ClientPlace.INSIDE,
  management: ClientManagement.MDM,
  uses: [ClientProtocol.ACTIVE_SYNC],
  servers: [server],
});
app.synth();
`,
      ));
    });

    afterAll(() => project.remove());

    test('synth can’t tell, and says so', () => {
      const report = JSON.parse(project.read('cdktf.out/client-access-report.json')) as Report;
      expect(report.unknowns.map(({ rule, subject }) => [rule, subject])).toContainEqual([
        'lifetime-refused-by-clients',
        'mail/iphones',
      ]);
    });

    test('a certificate that iPhones would refuse is refused by Terraform itself, at plan and at apply', async () => {
      for (const verb of [['plan'], ['apply', '-auto-approve']]) {
        const { status, stdout, stderr } = await deployment.terraform(...verb, '-input=false', '-var=days=826');
        expect(status).toBe(1);
        expect(`${stdout}${stderr}`.replace(/[\s│]+/g, ' ')).toContain(
          'refuses certificates that live longer than 825 days',
        );
      }
      expect(await isWhole(deployment, project)).toEqual([]);
    });

    test('a shorter one passes it, and says when its renewal is due', async () => {
      await deployment.apply('-var=days=300');
      expect(await isWhole(deployment, project)).toEqual(['cas01']);
      const { main } = JSON.parse(await deployment.must('output', '-json', 'cas01')) as {
        main: { valid_from: string; renewal_due: string };
      };
      const twoThirds = 200 * 86_400_000;
      expect(Date.parse(main.renewal_due) - Date.parse(main.valid_from)).toBeCloseTo(twoThirds, -4);
      expect(await deployment.plan('-var=days=300')).toBe(PlanResult.NO_CHANGES);
    });
  });

  describe('with Terraform killed on the way', () => {
    test.each([
      ['the first key is there', /tls_private_key\.\S+: Creation complete/],
      ['the first certificate is there', /tls_locally_signed_cert\.cas\S+: Creation complete/],
      ['a gate has opened', /terraform_data\.Bundles_from-cas\S*Gate\S*: Creation complete/],
      ['a bundle is being written', /terraform_data\.Bundles_from-cas\S*Bundle_\S*: Creating/],
      ['a bundle is there', /terraform_data\.Bundles_from-cas\S*Bundle_\S*: Creation complete/],
    ])('as soon as %s, the next deploy finishes and leaves nothing over', async (_, moment) => {
      const { project, deployment } = await deployed('killed', INTERNAL);
      expect(await killedAt(deployment, moment)).toBe('SIGKILL');
      await isWhole(deployment, project);

      await deployment.apply();
      expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
      expect(await isWhole(deployment, project)).toEqual(SERVERS);
      expect(readdirSync(join(project.path, '.state/bundles/mail')).sort()).toEqual(SERVERS);
      expect(project.read('.state/mail.tfstate')).not.toContain('"deposed"');
      const state = JSON.parse(project.read('.state/mail.tfstate')) as { resources: unknown[] };
      expect(state.resources).toHaveLength(new Set(await deployment.resources()).size);
      for (const server of SERVERS) expect(await opensslVerify(deployment.bundle(server))).toMatch(/: OK$/);
      project.remove();
    });

    function endGroup(leader: number): void {
      try {
        process.kill(-leader, 'SIGKILL');
      } catch {
        // Nobody of the group is left.
      }
    }

    /** Applies, and kills Terraform itself when it says that it got so far. */
    function killedAt(deployment: Deployment, moment: RegExp): Promise<NodeJS.Signals | null> {
      return new Promise((resolve, reject) => {
        const args = ['apply', '-auto-approve', '-input=false', '-no-color', '-parallelism=1'];
        // In a group of its own: the provider outlives a Terraform that is killed, and is ended with the group.
        const { folder: cwd, environment: env } = deployment;
        const child = spawn(deployment.command, args, { cwd, env, detached: true });
        child.once('exit', () => endGroup(child.pid as number));
        let said = '';
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          if (moment.test(said)) child.kill('SIGKILL');
        });
        child.once('error', reject).once('close', (_, signal) => resolve(signal));
      });
    }
  });

  test('no process shows a secret in its arguments while certificates are made and bundles written', async () => {
    const { project, deployment } = await deployed('arguments', INTERNAL);
    const seen = new Set<string>();
    const look = (): void => processArguments().forEach((line) => seen.add(line));
    const timer = setInterval(look, 10);
    await deployment.apply();
    clearInterval(timer);
    const passwords = SERVERS.map((server) =>
      readFileSync(join(deployment.bundle(server), 'pfx-password.txt'), 'utf8').trim(),
    );
    const own = [...seen].filter((line) => /^terraform |terraform-provider-tls|client-access\/apply\.cjs/.test(line));
    expect(own.some((line) => line.endsWith('apply.cjs bundle'))).toBe(true);
    for (const line of own) {
      for (const secret of ['PRIVATE KEY', ...passwords]) expect([line, line.includes(secret)]).toEqual([line, false]);
    }
    project.remove();
  });

  /** The command line of every process that Linux shows. */
  function processArguments(): string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((id) => {
        try {
          return [readFileSync(`/proc/${id}/cmdline`, 'latin1').split('\0').filter(Boolean).join(' ')];
        } catch {
          return []; // ended in between
        }
      });
  }

  test('a CA in a stack of its own signs for servers in another, and shows its key to neither terminal nor configuration', async () => {
    const main = HEAD.replace('const mail', "const trust = new ClientAccessStack(app, 'trust');\nconst mail");
    const project = Project.of(
      'stacks',
      `${main}
const pki = new InternalCa(trust, 'pki', {
  commonName: 'Contoso Root CA',
  keyAlgorithm: KeyAlgorithm.ECDSA_P256,
  issuingCa: { commonName: 'Contoso Issuing CA' },
});
new ClientAccessServer(mail, 'cas01', {
  version: ExchangeVersion.EXCHANGE_SE,
  internalHostName: 'cas01.corp.contoso.com',
  windowsServer: '2022',
  certificate: CertificateSource.internalCa(pki),
});
app.synth();
`,
    );
    await project.mustSynth('main.ts', { clock: null });
    const stacks = ['trust', 'mail'].map((stack) => new Deployment(project, stack));
    for (const deployment of stacks) {
      await deployment.init();
      await deployment.apply();
      expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
      expect(deployment.log).not.toContain('PRIVATE KEY');
    }
    expect(await opensslVerify(stacks[1].bundle('cas01'))).toMatch(/: OK$/);
    project.remove();
  });

  describe('when servers come and go', () => {
    const SOME = `${HEAD}
const pki = new InternalCa(mail, 'pki', { commonName: 'Contoso Root CA', keyAlgorithm: KeyAlgorithm.ECDSA_P256 });
(JSON.parse(process.env.SERVERS) as string[]).forEach((id, i) =>
  new ClientAccessServer(mail, id, {
    version: ExchangeVersion.EXCHANGE_SE,
    internalHostName: 'ex' + i + '.corp.contoso.com',
    windowsServer: '2022',
    certificate: CertificateSource.internalCa(pki),
  }));
app.synth();
`;
    let project: Project;
    let deployment: Deployment;
    beforeEach(() => (project = Project.of('servers', SOME)));
    afterEach(() => project.remove());

    async function deployWith(...servers: string[]): Promise<string[]> {
      await project.mustSynth('main.ts', { clock: null, env: { SERVERS: JSON.stringify(servers) } });
      deployment = new Deployment(project, 'mail');
      await deployment.init();
      await deployment.apply();
      expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
      return isWhole(deployment, project);
    }

    test('the bundle of a removed server goes with it, the others stay as they are', async () => {
      expect(await deployWith('ex01', 'ex02')).toEqual(['ex01', 'ex02']);
      const { thumbprint } = bundleManifest(deployment.bundle('ex01')).certificates[0];
      expect(await deployWith('ex01')).toEqual(['ex01']);
      expect(bundleManifest(deployment.bundle('ex01')).certificates[0].thumbprint).toBe(thumbprint);
      expect(await deployWith('renamed')).toEqual(['renamed']);
      expect(await deployWith()).toEqual([]);
      expect([...project.filesBelow('.state/bundles').keys()]).toEqual([]);
    });

    test('ids that differ only in signs have bundles and outputs of their own', async () => {
      const ids = ['ex_01', 'ex:01', 'ex 01', 'Größe'];
      const folders = await deployWith(...ids);
      expect(folders).toHaveLength(ids.length);
      expect(folders.map((name) => bundleManifest(deployment.bundle(name)).server).sort()).toEqual(
        ids.map((id) => `mail/${id}`).sort(),
      );
      const outputs = JSON.parse(await deployment.must('output', '-json')) as Record<string, unknown>;
      expect(Object.keys(outputs)).toHaveLength(ids.length + 1);
    });
  });

  describe('when the renewal is due', () => {
    test('the next deploy renews certificate and bundle, keeps the key’s password file, and removes nothing else', async () => {
      const { project, deployment } = await deployed('renewal', INTERNAL);
      await deployment.apply();
      expect(await deployment.plan()).toBe(PlanResult.NO_CHANGES);
      const before = SERVERS.map((server) => bundleManifest(deployment.bundle(server)).certificates[0]);
      const password = readFileSync(join(deployment.bundle('cas01'), 'pfx-password.txt'), 'utf8');
      before.forEach(({ notBefore, notAfter }) => {
        expect(Date.parse(notAfter) - Date.parse(notBefore)).toBe(2 * 3_600_000);
      });

      makeRenewalDue(deployment);
      await deployment.apply();

      const after = SERVERS.map((server) => bundleManifest(deployment.bundle(server)).certificates[0]);
      after.forEach(({ thumbprint }, i) => expect(thumbprint).not.toBe(before[i].thumbprint));
      expect(readFileSync(join(deployment.bundle('cas01'), 'pfx-password.txt'), 'utf8')).toBe(password);
      expect(await isWhole(deployment, project)).toEqual(SERVERS);
      for (const server of SERVERS) expect(await opensslVerify(deployment.bundle(server))).toMatch(/: OK$/);
      project.remove();
    });

    /**
     * The shortest lifetime of the provider is an hour, so the moment is brought forward instead: Terraform's own override
     * file makes the early renewal as long as the lifetime.
     */
    function makeRenewalDue(deployment: Deployment): void {
      const configuration = JSON.parse(readFileSync(join(deployment.folder, 'cdk.tf.json'), 'utf8')) as {
        resource: { tls_locally_signed_cert: Record<string, unknown> };
      };
      const servers = Object.keys(configuration.resource.tls_locally_signed_cert).filter((name) =>
        name.startsWith('cas'),
      );
      expect(servers).toHaveLength(SERVERS.length);
      const due = Object.fromEntries(servers.map((name) => [name, { early_renewal_hours: 2 }]));
      writeFileSync(
        join(deployment.folder, 'override.tf.json'),
        JSON.stringify({ resource: { tls_locally_signed_cert: due } }),
      );
    }
  });
});
