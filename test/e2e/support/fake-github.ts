import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FakeForge } from '../../support/fake-forge';
import { act, type ActRun } from './act';
import { OpensslCa } from './openssl-ca';
import type { TeamRepository } from './team-repository';

const JOB_TOKEN = 't0ken-of-the-job';

/** GitHub as far as the workflows need it: its API on this machine, and what stands for other people's actions. */
export class FakeGitHub {
  public static async start(): Promise<FakeGitHub> {
    const ca = new OpensslCa('Fake GitHub');
    const { certificateChainPem: cert, privateKeyPem: key } = ca.issue('localhost');
    const api = new FakeForge(['authorization', `Bearer ${JOB_TOKEN}`], { cert, key });
    return new FakeGitHub(api, `localhost:${await api.listen()}`, ca);
  }

  private constructor(
    public readonly api: FakeForge,
    private readonly server: string,
    private readonly ca: OpensslCa,
  ) {}

  public stop(): Promise<void> {
    this.ca.remove();
    return this.api.stop();
  }

  /**
   * Runs a repository's workflows for an event.
   *
   * @param env added to the environment of every step
   */
  public run(
    repository: TeamRepository,
    event: string,
    payload: object = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<ActRun> {
    const there = repository.git('remote') !== '';
    repository.git('remote', there ? 'set-url' : 'add', 'origin', `https://${this.server}/contoso/mail.git`);
    return act(repository, event, {
      payload,
      server: this.server,
      token: JOB_TOKEN,
      actions: writeStandIns(repository.beside('actions')),
      env: { NODE_EXTRA_CA_CERTS: this.ca.rootFile, ...env },
    });
  }
}

const WORKFLOW = join(__dirname, '../../../examples/integrations/github/review.yml');

/** Other people's actions can't be fetched here: as much of each as the workflow of examples/integrations needs. */
const STAND_INS: Readonly<Record<string, { readonly folder: string; readonly action: string }>> = {
  // The first checkout of a job act does by itself: it copies the repository.
  'actions/checkout': {
    folder: 'checkout',
    action: `
inputs: { ref: {}, path: {} }
runs:
  using: composite
  steps:
    - shell: bash
      env: { REF: '\${{ inputs.ref }}', FOLDER: '\${{ inputs.path }}' }
      run: git clone --quiet . "$FOLDER" && git -C "$FOLDER" checkout --quiet "$REF"
`,
  },
  'actions/setup-node': {
    folder: 'setup-node',
    action: `
inputs: { node-version: {}, cache: {} }
runs: { using: composite, steps: [{ shell: bash, run: node --version }] }
`,
  },
  // Takes the file where the test looks for it: UPLOADED.
  'github/codeql-action': {
    folder: 'codeql-action/upload-sarif',
    action: `
inputs: { sarif_file: { required: true }, category: {} }
runs:
  using: composite
  steps:
    - { shell: bash, env: { FILE: '\${{ inputs.sarif_file }}' }, run: cp "$FILE" "$UPLOADED" }
`,
  },
};

/** @returns the folder of each action's repository */
function writeStandIns(below: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(STAND_INS).flatMap(([name, { folder, action }]) => {
      mkdirSync(join(below, folder), { recursive: true });
      writeFileSync(join(below, folder, 'action.yml'), action);
      const repository = join(below, folder.split('/')[0]);
      return [`${name}@v4`, pinned(name)].map((reference) => [reference, repository]);
    }),
  );
}

/** A repository of actions with the commit that the workflow of examples/integrations names. */
function pinned(name: string): string {
  const commit = new RegExp(`uses: ${name}(?:/[\\w-]+)?@([0-9a-f]{40}) `).exec(readFileSync(WORKFLOW, 'utf8'))?.[1];
  if (commit === undefined) throw new Error(`${WORKFLOW} does not pin ${name}`);
  return `${name}@${commit}`;
}
