import { join } from 'node:path';
import { runCommand, TemporaryFolder, type ClientOutcome } from '../../support';
import type { RealityClient } from '../client';
import type { ServedCase } from '../servers';

const SOURCE = join(__dirname, '..', 'programs', 'go');

async function build(folder: TemporaryFolder): Promise<string> {
  const program = join(folder.path, 'reality');
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOTOOLCHAIN: 'local' };
  const { status, stderr } = await runCommand('go', ['build', '-o', program, '.'], {
    cwd: SOURCE,
    env,
    timeoutMs: 300_000,
  });
  if (status !== 0) throw new Error(`go build ended with ${status ?? 'its time limit'}: ${stderr}`);
  return program;
}

async function tryAll(cases: readonly ServedCase[]): Promise<Map<string, ClientOutcome>> {
  const folder = new TemporaryFolder('reality-go');
  try {
    const program = await build(folder);
    const lines = cases.map(({ port, host, storePem }) => JSON.stringify({ port, host, roots: storePem }));
    const input = `${lines.join('\n')}\n`;
    const { status, stdout, stderr } = await runCommand(program, [], { input, timeoutMs: 300_000 });
    const answers = stdout.trim().split('\n');
    if (status !== 0 || answers.length !== cases.length) throw new Error(`the Go program ended early: ${stderr}`);
    return new Map(cases.map((one, i) => [one.id, outcomeOf(one, answers[i])]));
  } finally {
    folder.remove();
  }
}

function outcomeOf(one: ServedCase, line: string): ClientOutcome {
  const { accepted, detail } = JSON.parse(line) as { accepted: boolean; detail: string };
  if (!accepted && !/x509|tls:/.test(detail)) throw new Error(`${one.name}: no verdict: ${detail}`);
  return { outcome: accepted ? 'accepted' : 'refused', detail };
}

/** A Go program with crypto/tls as it is. */
export const goClient: RealityClient = {
  platform: 'linux-go',
  commands: ['go'],
  async version() {
    return (await runCommand('go', ['version'])).stdout.trim();
  },
  tryAll,
};
