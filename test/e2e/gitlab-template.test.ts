import { XMLParser } from 'fast-xml-parser';
import { FakeForge } from '../support/fake-forge';
import { describeWith, OUTLOOK_ANYWHERE_LINE, RUNNER_FILES, TeamRepository } from './support';

const TIME_LIMIT_MS = 120_000;
jest.setTimeout(TIME_LIMIT_MS);

const TEMPLATE = 'client-access.gitlab-ci.yml';
const TOKEN = 't0ken-of-the-project';
/** Variables that the pipeline of a merge request has; gitlab-ci-local has them only where they are given. */
const MERGE_REQUEST = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7', CI_PROJECT_ID: '42' };
const NOTES = '/api/v4/projects/42/merge_requests/7/notes';
/** Whose notes the token may change. */
const USER = 'GET /api/v4/user';

interface Issue {
  readonly check_name: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

describeWith(['gitlab-ci-local', 'git', 'rsync', 'terraform'], 'the GitLab template, run by gitlab-ci-local', () => {
  let forge: FakeForge;
  let repository: TeamRepository;

  beforeEach(() => (forge = new FakeForge(['private-token', TOKEN])));
  afterAll(() => TeamRepository.removePackage());
  afterEach(async () => {
    repository.remove();
    await forge.stop();
  });

  /** A repository of the fake GitLab that includes the template. */
  async function repositoryOf(purpose: string, project?: string, variables = ''): Promise<TeamRepository> {
    const made = new TeamRepository(purpose, project);
    made.copy(`examples/integrations/gitlab/${TEMPLATE}`, TEMPLATE);
    made.write('.gitlab-ci.yml', `include: { local: ${TEMPLATE} }\n${variables}`);
    made.git('remote', 'add', 'origin', `${await forge.start()}/contoso/mail.git`);
    made.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    return made;
  }

  interface Pipeline {
    readonly status: number | null;
    /** Everything that it printed. */
    readonly said: string;
  }

  async function pipeline(variables: Readonly<Record<string, string>>): Promise<Pipeline> {
    const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
    const predefined = ['--ignore-predefined-vars', Object.keys(MERGE_REQUEST).join(',')];
    const options = ['--force-shell-executor', '--color=false', ...predefined, ...given];
    const args = [RUNNER_FILES['gitlab-ci-local'], ...options];
    const { status, stdout, stderr } = await repository.run(process.execPath, args);
    return { status, said: stdout + stderr };
  }

  const json = (name: string): unknown => JSON.parse(repository.read(name));

  test('a refused change fails the job, with its reports and a note; once it is fixed, the note is updated', async () => {
    repository = await repositoryOf('gitlab');
    repository.writeApp('selfSigned()');
    repository.commit('a change that does not work');
    const refused = await pipeline({ ...MERGE_REQUEST, GITLAB_TOKEN: TOKEN });
    expect(refused).toEqual({ status: 1, said: expect.stringContaining('ERROR ECA101') });

    const issues = json('client-access.codequality.json') as Issue[];
    expect(issues.find(({ check_name }) => check_name === 'outlook-anywhere-self-signed')).toMatchObject({
      severity: 'critical',
      location: { path: 'main.ts', lines: { begin: OUTLOOK_ANYWHERE_LINE } },
    });
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(repository.read('client-access.junit.xml')) as {
      testsuites: { '@_failures': string };
    };
    expect(parsed.testsuites['@_failures']).toBe('1');
    const kept = '.gitlab-ci-local/artifacts/client-access-review/client-access.html';
    expect(repository.read(kept)).toContain('outlook-anywhere-self-signed');
    expect(forge.requests).toEqual([USER, `GET ${NOTES}`, `POST ${NOTES}`]);
    expect(forge.comments).toEqual([{ id: 1, body: expect.stringContaining('❌ refused') }]);

    repository.writeApp('internalCa(ca)');
    repository.commit('fixed');
    const fixed = await pipeline({ ...MERGE_REQUEST, GITLAB_TOKEN: TOKEN });
    expect(fixed).toEqual({ status: 0, said: expect.stringContaining('Client Access policy: accepted') });
    expect(forge.requests.at(-1)).toBe(`PUT ${NOTES}/1`);
    expect(forge.comments).toEqual([{ id: 1, body: expect.stringContaining('✅ accepted') }]);
    for (const { said } of [refused, fixed]) expect(said).not.toContain(TOKEN);
  });

  test('the project’s variables count, and files are named from the top of the repository', async () => {
    const variables = 'variables: { CLIENT_ACCESS_FOLDER: infra/mail, CLIENT_ACCESS_FAIL_ON: never }\n';
    repository = await repositoryOf('gitlab-folder', 'infra/mail', variables);
    repository.writeApp('selfSigned()');
    repository.commit('a change that does not work');
    expect(await pipeline(MERGE_REQUEST)).toEqual({ status: 0, said: expect.stringContaining('ERROR ECA101') });
    const paths = (json('client-access.codequality.json') as Issue[]).map(({ location }) => location.path);
    expect(paths).toContain('infra/mail/main.ts');
    expect(forge.requests).toEqual([]);
  });

  test('a token that may not write notes leaves the verdict; bad input and a synth that breaks fail the job', async () => {
    repository = await repositoryOf('gitlab-broken');
    repository.writeApp('internalCa(ca)');
    repository.commit('base');
    forge.status = 403;
    expect(await pipeline({ ...MERGE_REQUEST, GITLAB_TOKEN: TOKEN })).toEqual({
      status: 0,
      said: expect.stringContaining('status 403'),
    });
    expect(forge.requests).toEqual([USER, `GET ${NOTES}`]);
    expect(await pipeline({ ...MERGE_REQUEST, CLIENT_ACCESS_INPUT: 'nowhere' })).toEqual({
      status: 1,
      said: expect.stringMatching(/FAIL 2\b/),
    });

    repository.write('main.ts', 'this is no TypeScript');
    repository.commit('does not compile');
    repository.git('clean', '--quiet', '-fdx');
    const broken = await pipeline(MERGE_REQUEST);
    expect(broken.status).toBe(1);
    expect(broken.said).not.toContain('Client Access policy');
  });
});
