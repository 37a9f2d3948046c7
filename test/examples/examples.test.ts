import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../lib/policy';
import { EXAMPLE_ENVIRONMENT } from '../support/example-environment';
import { CHECKOUT, exampleNames, EXAMPLES, Project } from '../support/project';

// Each case synthesizes in two folders, which takes long on a busy machine.
jest.setTimeout(120_000);

const OPTIONS = { env: EXAMPLE_ENVIRONMENT };
const PRIVATE_KEY = /PRIVATE KEY-----/;

/** Every cell as `population on protocol at server: outcome`. */
function cells(report: Report): string[] {
  return report.matrix.rows.flatMap((row) =>
    report.matrix.columns.flatMap((column, i) => {
      const outcome = report.matrix.outcomes[row.cells[i]];
      return outcome === undefined ? [] : [`${column.name} on ${row.protocol} at ${row.server}: ${outcome.kind}`];
    }),
  );
}

/** A configuration with each PEM block cut down to its digest: a snapshot is there to be read. */
function readable(configuration: string): unknown {
  const blocks = /-----BEGIN ([A-Z ]+)-----.*?-----END \1-----(\\+n)?/gs;
  const digest = (block: string): string => createHash('sha256').update(block).digest('hex').slice(0, 16);
  const text = configuration.replace(blocks, (block, what: string) => `<${what} ${digest(block)}>`);
  // The script of the package changes with each of its versions.
  return JSON.parse(text.replace(/(client-access\/apply\.cjs[^=]*== \\")[0-9a-f]{64}/g, '$1<digest>'));
}

function withText(files: Map<string, Buffer>, wanted: RegExp | string): string[] {
  const holds = (text: string): boolean => (typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text));
  return [...files].filter(([, content]) => holds(content.toString('latin1'))).map(([name]) => name);
}

describe.each(exampleNames())('%s', (example) => {
  const first = Project.ofExample(example);
  const second = Project.ofExample(example);
  let report: Report;

  beforeAll(async () => {
    await Promise.all([first.mustSynth('main.ts', OPTIONS), second.mustSynth('main.ts', OPTIONS)]);
    report = JSON.parse(first.read('cdktf.out/client-access-report.json')) as Report;
  });

  afterAll(() => {
    first.remove();
    second.remove();
  });

  test('is written byte for byte the same in another folder', () => {
    const [one, other] = [first.filesBelow('cdktf.out'), second.filesBelow('cdktf.out')];
    expect([...one.keys()]).toEqual([...other.keys()]);
    for (const [name, content] of one) expect([name, content.equals(other.get(name) as Buffer)]).toEqual([name, true]);
    expect(first.stacks().length).toBeGreaterThan(0);
  });

  test('is synthesized as recorded', () => {
    for (const stack of first.stacks()) {
      expect(readable(first.read(`cdktf.out/stacks/${stack}/cdk.tf.json`))).toMatchSnapshot(stack);
    }
  });

  test('is judged as recorded', () => {
    expect(report.summary.refused).toBe(false);
    expect(report.matrix.columns.length).toBeGreaterThan(0);
    const findings = report.findings.map(({ level, key, message }) => `${level} ${key}: ${message}`);
    expect({ cells: cells(report), findings }).toMatchSnapshot();
  });

  test('writes no secret', () => {
    const output = first.filesBelow('cdktf.out');
    // The script that runs at apply names the marker of a key, and holds none.
    output.forEach((_, name) => name.endsWith('apply.cjs') && output.delete(name));
    expect(withText(output, PRIVATE_KEY)).toEqual([]);
    expect(withText(output, EXAMPLE_ENVIRONMENT.CONTOSO_PFX_PASSWORD)).toEqual([]);
  });

  test('has a README that says how to run it', () => {
    const readme = readFileSync(join(EXAMPLES, example, 'README.md'), 'utf8');
    expect(readme).toMatch(/^# \S/);
    // The commands of a user's project, not those of this repository.
    expect(readme).toContain('npx cdktf synth');
    expect(readme).not.toContain('npm run');
    expect(readFileSync(join(CHECKOUT, 'docs/examples.md'), 'utf8')).toContain(`](../examples/${example}/README.md)`);
  });
});

describe('04-locked-phones with a private CA', () => {
  const project = Project.ofExample('04-locked-phones');
  afterAll(() => project.remove());

  test('is refused: nobody brings its root to locked phones', async () => {
    const { status, stderr } = await project.synth('refused.ts');
    expect(status).toBe(1);
    expect(stderr).toContain('private-root-out-of-reach');
    expect(stderr).toContain('locked-phones/field-phones');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(project.has('cdktf.out/stacks/locked-phones/cdk.tf.json')).toBe(false);
  });
});

describe('the files that examples get from outside', () => {
  test('hold no private key that the repository would keep', () => {
    for (const example of exampleNames()) {
      const folder = join(EXAMPLES, example, 'certificates');
      if (!existsSync(folder)) continue;
      const project = Project.ofExample(example);
      expect(withText(project.filesBelow('certificates'), PRIVATE_KEY)).toEqual([]);
      project.remove();
    }
  });
});

describe('stacks/main.ts', () => {
  const project = Project.ofCheckout();
  afterAll(() => project.remove());

  test('is accepted without a warning, and synthesized as recorded', async () => {
    await project.mustSynth();
    const report = JSON.parse(project.read('cdktf.out/client-access-report.json')) as Report;
    expect(report.summary).toMatchObject({ refused: false, errors: 0, warnings: 0, fails: 0, prompts: 0 });
    expect(readable(project.read('cdktf.out/stacks/contoso-mail/cdk.tf.json'))).toMatchSnapshot();
  });
});
