import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';
import { NOW } from '../support/declared';
import { soundExport } from '../support/exchange-export';
import { CHECKOUT, Project } from '../support/project';
import { temporaryFolder } from '../support/review-files';

jest.setTimeout(300_000);

const PAGE = readFileSync(join(CHECKOUT, 'docs/from-servers-to-code.md'), 'utf8');
const COMMANDS = [...PAGE.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block]) => block!.trim().split('\n'));
const before = process.cwd();
let folder = '';

beforeAll(() => {
  folder = temporaryFolder();
  process.chdir(folder);
});
afterAll(() => process.chdir(before));

/** The export as the collector lays it out: organization and one folder for each server. */
function writeCollected(): void {
  const perServer = /Certificate|VirtualDirectory|WebBinding/;
  for (const [name, content] of Object.entries(soundExport('EX01'))) {
    const place = join('client-access-export', perServer.test(name) ? 'servers/EX01' : 'organization');
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, name), content);
  }
}

/** Links what npm would install. */
function install(): void {
  const project = Project.of('links', '');
  symlinkSync(project.at('node_modules'), 'node_modules');
}

async function run(command: string): Promise<void> {
  const words = command.split(' ');
  if (words[0] === 'cd') return process.chdir(words[1]!);
  if (command === 'npm install') return install();
  if (command === 'npx cdktf synth') {
    const project = Project.of('tutorial', readFileSync('main.ts', 'utf8'));
    mkdirSync(project.at('certificates'));
    for (const name of readdirSync('certificates'))
      project.write(`certificates/${name}`, readFileSync(join('certificates', name), 'utf8'));
    project.write('policy-baseline.json', readFileSync('policy-baseline.json', 'utf8'));
    await project.mustSynth('main.ts', { timeoutMs: 200_000 });
    symlinkSync(project.at('cdktf.out'), 'cdktf.out');
    return;
  }
  let err = '';
  const code = await main(words.slice(1), {
    out: () => undefined,
    err: (text) => void (err += text),
    outIsTerminal: false,
    env: {},
    dns: ['127.0.0.1:1'],
    now: () => NOW,
  });
  expect({ command, code, err }).toEqual({ command, code: 0, err: '' });
}

test('the commands of the page run one after the other', async () => {
  expect(COMMANDS).toHaveLength(9);
  for (const command of COMMANDS) {
    if (command.startsWith('client-access audit')) writeCollected();
    await run(command);
  }
  const held = readdirSync(process.cwd());
  for (const name of ['main.ts', 'certificates', 'policy-baseline.json', 'cdktf.json']) expect(held).toContain(name);
});
