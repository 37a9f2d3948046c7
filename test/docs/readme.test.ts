import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT, Project } from '../support/project';

const README = readFileSync(join(CHECKOUT, 'README.md'), 'utf8');

/** What stands in the code blocks of a section. */
function blocks(section: string, language: string): string[] {
  const from = README.indexOf(`\n## ${section}\n`);
  const to = README.indexOf('\n## ', from + 1);
  return [...README.slice(from, to).matchAll(/^```(\w*)\n(.*?)^```$/gms)]
    .filter(([, written]) => written === language)
    .map(([, , text]) => text);
}

const [stack] = blocks('A stack', 'ts');
const [printed] = blocks('A refusal', '');
const [acknowledgement] = blocks('A refusal', 'ts');

describe('README.md', () => {
  let project: Project;
  afterEach(() => project.remove());

  /** The time of the judgement that README shows. */
  const clock = /judged at (\S+)\)/.exec(printed)?.[1] as string;
  const synth = async (main: string): Promise<{ status: number | null; stderr: string }> => {
    project = Project.of('readme', main);
    return project.synth('main.ts', { clock });
  };

  test('its stack is refused with the words that it shows', async () => {
    const { status, stderr } = await synth(stack);
    expect(status).toBe(1);
    // A line of three dots stands for what was left out.
    let rest = stderr;
    for (const [index, part] of printed.split('  ...\n').entries()) {
      expect(rest).toContain(part);
      if (index === 0) expect(rest.startsWith(part)).toBe(true);
      rest = rest.slice(rest.indexOf(part) + part.length);
    }
  });

  test('its acknowledgement accepts the finding that it names', async () => {
    const accepting = stack
      .replace('import {\n', 'import {\n  ClientAccessPolicy,')
      .replace('app.synth();', `${acknowledgement}\napp.synth();`);
    const { status, stderr } = await synth(accepting);
    expect(status).toBe(1);
    expect(stderr).toContain('  1 error, 1 warning,');
    expect(stderr).not.toContain('WARNING ECA701');
  });

  test('its cdktf.json runs the app as the examples do', () => {
    const [cdktf, tsconfig] = blocks('Install', 'json').map((text) => JSON.parse(text) as Record<string, unknown>);
    const example = JSON.parse(readFileSync(join(CHECKOUT, 'examples/01-small-office/cdktf.json'), 'utf8')) as object;
    expect({ ...cdktf, projectId: '' }).toEqual({ ...example, projectId: '' });
    expect(tsconfig).toHaveProperty('compilerOptions.strict', true);
  });

  test('it names every peer, and the oldest Node, of package.json', () => {
    const manifest = JSON.parse(readFileSync(join(CHECKOUT, 'package.json'), 'utf8')) as {
      peerDependencies: Record<string, string>;
      engines: { node: string };
    };
    const [install] = blocks('Install', 'sh');
    for (const peer of Object.keys(manifest.peerDependencies)) expect(install).toContain(` ${peer}`);
    expect(README).toContain(`Node ${manifest.engines.node.replace('>=', '')}`);
  });
});
