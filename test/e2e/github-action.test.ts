import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActRun, describeWith, FakeGitHub, OUTLOOK_ANYWHERE_LINE, TeamRepository } from './support';

const TIME_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

const WORKFLOW = '.github/workflows/client-access.yml';
const COMMENTS = '/api/v3/repos/contoso/mail/issues';
/** Whose comments the token may change. */
const USER = 'GET /api/v3/user';

interface Sarif {
  readonly runs: {
    results: { ruleId: string; locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[];
  }[];
}

/** The log is shown where the job ended in another way. */
function expectEnd(run: ActRun, status: number): void {
  const ended = { status: run.process.status, job: run.jobResult };
  expect({ ...ended, log: ended.status === status ? '' : run.log }).toEqual({
    status,
    job: status === 0 ? 'success' : 'failure',
    log: '',
  });
}

describeWith(['act', 'git', 'openssl', 'terraform'], 'the GitHub action, run by act', () => {
  let github: FakeGitHub;
  let repository: TeamRepository;

  beforeEach(async () => (github = await FakeGitHub.start()));
  afterAll(() => TeamRepository.removePackage());
  afterEach(async () => {
    repository.remove();
    await github.stop();
  });

  test('the shipped workflow reports a refused change in the pull request, and once it is fixed, that it is', async () => {
    repository = new TeamRepository('github');
    repository.copy('examples/integrations/github/review.yml', WORKFLOW);
    repository.writeApp('internalCa(ca)');
    const base = repository.commit('base');
    repository.writeApp('selfSigned()');
    repository.commit('a change that does not work');
    const uploaded = join(repository.beside('uploaded'), 'review.sarif');
    const payload = { action: 'opened', number: 7, pull_request: { number: 7, base: { ref: 'main', sha: base } } };

    const refused = await github.run(repository, 'pull_request', payload, { UPLOADED: uploaded });
    expectEnd(refused, 1);
    expect(refused.steps).toMatchObject({
      '3': 'success', // the base
      '6': 'failure', // synth
      'policy/review': 'success',
      'policy/1': 'success', // the comment
      'policy/2': 'failure', // the verdict
      '8': 'success', // the upload
    });
    expect(refused.outputs('policy')).toMatchObject({ 'exit-code': '1', sarif: 'client-access.sarif' });
    expect(refused.annotations('policy/review')).toContainEqual(
      expect.objectContaining({
        level: 'error',
        file: 'main.ts',
        line: String(OUTLOOK_ANYWHERE_LINE),
        title: 'ECA101 outlook-anywhere-self-signed',
      }),
    );
    expect(refused.summary).toMatch(/Outlook Anywhere \|.*✅ works \| \*\*❌ fails/);
    const [{ results }] = (JSON.parse(readFileSync(uploaded, 'utf8')) as Sarif).runs;
    expect(results.find(({ ruleId }) => ruleId === 'ECA101')?.locations[0].physicalLocation.artifactLocation.uri).toBe(
      'main.ts',
    );
    expect(github.api.comments).toEqual([{ id: 1, body: refused.summary }]);
    expect(github.api.requests).toEqual([USER, `GET ${COMMENTS}/7/comments`, `POST ${COMMENTS}/7/comments`]);

    repository.writeApp('internalCa(ca)');
    repository.commit('fixed');
    const fixed = await github.run(repository, 'pull_request', payload, { UPLOADED: uploaded });
    expectEnd(fixed, 0);
    expect(fixed.outputs('policy')['exit-code']).toBe('0');
    expect(fixed.summary).toContain('✅ accepted');
    expect(github.api.requests.at(-1)).toBe(`PATCH ${COMMENTS}/comments/1`);
    expect(github.api.comments).toEqual([{ id: 1, body: fixed.summary }]);
    for (const { log } of [refused, fixed]) expect(log).not.toContain('t0ken');
  });

  test('a push is reviewed without a comment; a folder, a threshold and a bad input count as they should', async () => {
    repository = new TeamRepository('github-push', 'infra/mail');
    repository.write(
      WORKFLOW,
      `
on: push
defaults: { run: { working-directory: infra/mail } }
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - { run: npx cdktf synth, continue-on-error: true }
      - { id: default, uses: ./infra/mail/node_modules/cdktf-exchange-client-access, continue-on-error: true, with: { working-directory: infra/mail } }
      - { id: never, uses: ./infra/mail/node_modules/cdktf-exchange-client-access, with: { working-directory: infra/mail, fail-on: never, sarif: second.sarif } }
      - { id: nothing, uses: ./infra/mail/node_modules/cdktf-exchange-client-access, continue-on-error: true, with: { working-directory: infra/mail, input: nowhere } }
      - if: always()
        working-directory: .
        run: test -f "\${{ steps.default.outputs.sarif }}" -a -f "\${{ steps.default.outputs.report }}" -a -f "\${{ steps.never.outputs.sarif }}"
`,
    );
    repository.writeApp('selfSigned()');
    repository.commit('a change that does not work');
    const run = await github.run(repository, 'push');
    expectEnd(run, 0);
    expect(run.steps).toMatchObject({
      'default/review': 'success',
      'default/2': 'failure',
      'never/2': 'success',
      'nothing/review': 'failure',
      '6': 'success',
    });
    expect(run.steps).not.toHaveProperty('default/1');
    expect(run.outputs('default')).toMatchObject({ 'exit-code': '1', sarif: 'infra/mail/client-access.sarif' });
    expect(run.outputs('never')).toMatchObject({ 'exit-code': '0', sarif: 'infra/mail/second.sarif' });
    expect(run.outputs('nothing')).toMatchObject({ 'exit-code': '2', sarif: '', report: '' });
    expect(run.outputs('never').report).not.toBe(run.outputs('default').report);
    expect(run.annotations('default/review').map(({ file }) => file)).toContain('infra/mail/main.ts');
    expect(github.api.requests).toEqual([]);
  });

  test('a comment that the token may not write is a warning, and the verdict counts', async () => {
    repository = new TeamRepository('github-fork');
    repository.write(
      WORKFLOW,
      `
on: pull_request
jobs:
  review:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci && npx cdktf synth
      - { id: policy, uses: ./node_modules/cdktf-exchange-client-access }
`,
    );
    repository.writeApp('internalCa(ca)');
    repository.commit('from a fork');
    github.api.status = 403;
    const run = await github.run(repository, 'pull_request', { number: 8, pull_request: { number: 8 } });
    expectEnd(run, 0);
    expect(run.annotations('policy/1')).toEqual([
      expect.objectContaining({ level: 'warning', title: 'client-access' }),
    ]);
    expect(github.api.requests).toEqual([USER, `GET ${COMMENTS}/8/comments`]);
    expect(existsSync(join(repository.path, 'cdktf.out'))).toBe(false);
  });
});
