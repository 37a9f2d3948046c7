import { join } from 'node:path';
import { CHECKOUT, Project } from '../support/project';
import { CommandResult } from './support/command';
import { describeWith } from './support/requirements';

jest.setTimeout(200_000);

const CDKTF = join(CHECKOUT, 'node_modules/cdktf-cli/bundle/bin/cdktf');

const MAIN = `
import { App } from 'cdktf';
import { CertificateSource, ClientAccessServer, ClientAccessStack, ExchangeVersion } from 'cdktf-exchange-client-access';
const app = new App();
const cas = new ClientAccessServer(new ClientAccessStack(app, 'mail'), 'cas01', {
  version: ExchangeVersion.EXCHANGE_2007_SP3,
  internalHostName: 'cas01.corp.contoso.com',
  certificate: CertificateSource.selfSigned(),
});
if (process.env.OUTLOOK_ANYWHERE) cas.addOutlookAnywhere();
app.synth();
`;

describeWith(['terraform'], 'the cdktf command', () => {
  let project: Project;
  beforeAll(() => (project = Project.of('cdktf-report', MAIN)));
  afterAll(() => project.remove());

  function synth(env: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
    return project.run(process.execPath, [CDKTF, 'synth'], {
      env: { CI: '1', CHECKPOINT_DISABLE: '1', ...env },
      timeoutMs: 120_000,
    });
  }

  test('shows no error of an accepted app, whose report lies in the output', async () => {
    const { status, stdout, stderr } = await synth();
    expect({ status, shown: `${stdout}${stderr}`.match(/ERROR/g) }).toEqual({
      status: 0,
      shown: null,
    });
    expect(project.read('cdktf.out/client-access-report.json')).toContain('"refused": false');
  });

  test('shows the whole report of a refused app', async () => {
    const { status, stdout, stderr } = await synth({ OUTLOOK_ANYWHERE: 'yes' });
    expect(status).not.toBe(0);
    expect(`${stdout}${stderr}`).toContain('ECA101');
  });
});
