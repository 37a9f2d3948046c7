import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, Project, type RunOptions } from '../support/project';
import type { CommandResult } from './support/command';
import { Deployment } from './support/deployment';
import { describeWith } from './support/requirements';

const TIME_LIMIT_MS = 180_000;
jest.setTimeout(TIME_LIMIT_MS);

/** Two servers; the second breaks two rules unless the environment says GOOD. */
const MAIN = `
import { App } from 'cdktf';
import {
  CertificateSource, ClientAccessPolicy, ClientAccessServer, ClientAccessStack, ClientPlace, ClientPlatform,
  ClientPopulation, ClientProtocol, ExchangeVersion, InternalCa, Level, RootState, RulePack, ServerRule,
} from 'cdktf-exchange-client-access';

class NoServerIsGoodEnough extends ServerRule {
  readonly metadata = {
    id: 'no-server-is-good-enough', ref: 'HOUSE1', title: 'No server is good enough', level: Level.ERROR,
    source: 'House rules', section: '1', rationale: 'none', remediation: 'take it away',
  };
  applies() { return true; }
  check(server, report) { report.finding({ message: server.server.name + ' is not good enough' }); }
}

const good = process.env.GOOD !== undefined;
const app = new App({ skipValidation: process.env.SKIP_VALIDATION !== undefined });
const stacks = ['first', 'second'].map((id) => new ClientAccessStack(app, id));
const servers = stacks.map((stack, i) => new ClientAccessServer(stack, 'cas0' + (i + 1), {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas0' + (i + 1) + '.corp.contoso.com',
  windowsServer: '2008',
  certificate: CertificateSource.selfSigned(),
}));
const [first, second] = stacks;
if (!good && process.env.ATTACH === undefined) {
  servers[1].addOutlookAnywhere();
  new ClientPopulation(second, 'locked-phones', {
    platform: ClientPlatform.WINDOWS_MOBILE_6, place: ClientPlace.INSIDE, rootState: RootState.BLOCKED,
    uses: [ClientProtocol.ACTIVE_SYNC], servers: [servers[1]],
  });
}
const house = new RulePack({ id: 'house', title: 'House rules', rules: [new NoServerIsGoodEnough()] });
const scope = { app, stack: second, construct: servers[1] }[process.env.ATTACH];
if (scope) ClientAccessPolicy.of(scope).addPack(house);
app.synth();
`;

const RULES = ['outlook-anywhere-self-signed', 'private-root-out-of-reach'];

function cdktf(project: Project, args: string[], env: Record<string, string | undefined> = {}): Promise<CommandResult> {
  const options: RunOptions = { clock: null, env, timeoutMs: 120_000 };
  return project.run(process.execPath, [join(CHECKOUT, 'tools/cdktf.mjs'), ...args, '--in', project.path], options);
}

/** What could still be deployed from the output folder. */
function deployable(project: Project): string[] {
  const out = project.at('cdktf.out');
  const stacks = project.stacks().flatMap((stack) => {
    const files = readdirSync(join(out, 'stacks', stack));
    return files.filter((file) => /\.tf(\.json)?$|^plan$|\.tfplan$/.test(file)).map((file) => `${stack}/${file}`);
  });
  return [...stacks, ...(existsSync(join(out, 'manifest.json')) ? ['manifest.json'] : [])];
}

const deployed = (project: Project): string[] => [...project.filesBelow('.state').keys()];

/** The report once, with every finding once, and no word of where in the library it was thrown. */
function expectOneReport({ stdout, stderr }: CommandResult, rules = RULES): void {
  const words = `${stdout}\n${stderr}`;
  expect(words.match(/Client Access policy: REFUSED/g)).toHaveLength(1);
  for (const rule of rules)
    expect([rule, words.match(new RegExp(`ERROR ECA\\d+ ${rule}`, 'g'))?.length]).toEqual([rule, 1]);
  expect(words).toMatch(/main\.ts:\d+/);
  expect(words).not.toMatch(/^\s+at \S+/m);
  expect(words).not.toMatch(/node:internal|PolicyRefusedError|Node\.js v/);
}

describeWith(['terraform'], 'a refused app', () => {
  let project: Project;
  beforeEach(() => (project = Project.of('refused', MAIN)));
  afterEach(() => project.remove());

  test.each([['synth'], ['diff'], ['deploy']])(
    'cdktf %s fails, says everything once, and leaves nothing deployable',
    async (verb) => {
      const stacks = verb === 'synth' ? [] : ['first'];
      const result = await cdktf(project, [verb, ...stacks]);
      expect(result.status).toBe(1);
      expectOneReport(result);
      expect(deployable(project)).toEqual([]);
      expect(deployed(project)).toEqual([]);
    },
  );

  test('--skip-synth finds nothing afterwards, not even what an earlier synth left', async () => {
    expect(await cdktf(project, ['synth'], { GOOD: '1' })).toMatchObject({ status: 0 });
    expect(deployable(project)).toHaveLength(3);
    expect((await cdktf(project, ['synth'])).status).toBe(1);
    expect(deployable(project)).toEqual([]);
    expect((await cdktf(project, ['deploy', 'first', '--skip-synth'])).status).not.toBe(0);
    const { status } = await new Deployment(project, 'first').terraform('apply', '-auto-approve');
    expect(status).not.toBe(0);
    expect(deployed(project)).toEqual([]);
  });

  test('what an earlier deploy made stays, its state too, and the fixed app goes on from there', async () => {
    expect(await cdktf(project, ['deploy', 'first', 'second'], { GOOD: '1' })).toMatchObject({ status: 0 });
    const before = deployed(project);
    expect(before).toContain('.state/second.tfstate');
    expect((await cdktf(project, ['deploy', 'first', 'second'])).status).toBe(1);
    expect(deployed(project)).toEqual(before);
    expect(await cdktf(project, ['destroy', 'first', 'second'], { GOOD: '1' })).toMatchObject({ status: 0 });
    expect(deployed(project).filter((name) => name.includes('/bundles/'))).toEqual([]);
  });

  test.each([
    ['run by node itself', {}],
    ['with skipValidation', { SKIP_VALIDATION: '1' }],
    ['set to go on in spite of errors', { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1' }],
    ['with both', { SKIP_VALIDATION: '1', CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: '1' }],
  ])('%s, it ends with 1, one report and nothing deployable, though one of its stacks is good', async (_, env) => {
    await project.mustSynth('main.ts', { env: { GOOD: '1' } });
    expect(deployable(project)).toHaveLength(3);
    const result = await project.synth('main.ts', { env });
    expect(result.status).toBe(1);
    expectOneReport(result);
    expect(deployable(project)).toEqual([]);
  });

  test.each([
    ['app', ['cas01', 'cas02']],
    ['stack', ['cas02']],
    ['construct', ['cas02']],
  ])('a pack of the user’s own, attached to the %s, refuses what is below', async (attach, named) => {
    const { status, stderr } = await project.synth('main.ts', { env: { ATTACH: attach } });
    expect(status).toBe(1);
    expect(deployable(project)).toEqual([]);
    const found = [...stderr.matchAll(/(cas0\d) is not good enough/g)].map(([, name]) => name);
    expect(found.sort()).toEqual(named);
  });
});

describeWith(['terraform'], 'an accepted app', () => {
  test('goes through synth, diff, deploy and destroy of the real cdktf', async () => {
    const project = Project.ofExample('05-pop3-imap4');
    const synth = await cdktf(project, ['synth']);
    expect(synth.status).toBe(0);
    expect(await cdktf(project, ['diff'])).toMatchObject({ status: 0 });
    expect(deployed(project)).toEqual([]);
    const deploy = await cdktf(project, ['deploy']);
    expect(deploy.status).toBe(0);
    expect(deployed(project)).toContain('.state/bundles/pop3-imap4/cas01/pop-certificate.pfx');
    expect(`${deploy.stdout}${deploy.stderr}`).not.toContain('PRIVATE KEY-----');
    expect(await cdktf(project, ['destroy'])).toMatchObject({ status: 0 });
    expect(deployed(project).filter((name) => name.includes('/bundles/'))).toEqual([]);
    project.remove();
  });
});
